"""A Word document of a thesis: pages, styles, headings, paragraphs, figures and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Literal

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt

from surveykit.core.files import write_atomically
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.write.captions import figure_caption
from surveykit.write.docx_table import add_table, text_points
from surveykit.write.docx_text import caption_elements, paragraph_element, run_element
from surveykit.write.ooxml import new, put, put_fonts, put_size, put_switch
from surveykit.write.package import MOMENT, settle
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text

TEXT_SIZE = 12.0
"""Points of the running text: 小四."""

HEADING_SIZES = {1: 16.0, 2: 14.0, 3: 12.0}
"""Points of the headings by level: 三号, 四号, 小四."""

MARGINS: dict[str, tuple[float, float, float, float]] = {"zh": (3.0, 2.5, 3.0, 2.5), "en": (2.54, 2.54, 2.54, 2.54)}
"""Top, right, bottom and left margin in centimetres; Chinese theses are bound on the left."""


OPERATOR = re.compile(" ([=<>]) ")
"""What stands between a symbol and its number; the spaces around it do not break a line."""

TALLEST_FIGURE = 20.5
"""Centimetres that an image may fill of a page's height, so that its caption stays with it."""


def new_document(style: Style, *, title: str = "") -> Document:
    """An empty A4 document in the fonts of a style.

    Parameters
    ----------
    style : Style
        Fonts and language. Running text is 12 points in one and a half lines, headings are black.
    title : str
        Title in the document's properties; no other property says anything.

    Returns
    -------
    docx.document.Document
        A python-docx document, to be filled with the functions of this module and saved with `save_document`.
    """
    document = docx.Document()
    _strip_template(document)
    _set_page(document, style)
    _set_defaults(document, style)
    _set_settings(document)
    for entry in document.styles.element.style_lst:
        _set_style_fonts(entry, style)
    for level, size in HEADING_SIZES.items():
        _set_heading(document, level, size, style)
    normal = document.styles["Normal"].element.get_or_add_pPr()
    put(normal, "w:spacing", before=0, after=0, line=360, lineRule="auto")
    _number_pages(document, style)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = clean_text(title)
    properties.revision = 1
    properties.created = properties.modified = MOMENT
    return document


def add_heading(document: Document, text: str, *, style: Style, level: Literal[1, 2, 3] = 1) -> None:
    """Append a heading; level 1 is the chapter's."""
    heading = document.add_paragraph(style=f"Heading {level}")._p
    run = Run(clean_text(text), bold=style.language == "en")
    heading.append(
        run_element(run, style=style, size=HEADING_SIZES[level], east_asian_font=style.caption_east_asian_font)
    )


def add_paragraph(document: Document, text: str, *, style: Style) -> None:
    """Append a paragraph of running text, its first line indented; statistical symbols are italic."""
    paragraph = document.add_paragraph()._p
    properties = paragraph.get_or_add_pPr()
    if style.language == "zh":
        # Not justified: the long unbreakable numbers of statistics would stretch the lines above them.
        put(properties, "w:ind", firstLineChars=200, firstLine=round(TEXT_SIZE * 40))
    else:
        put(properties, "w:ind", firstLine=720)
    for run in symbol_runs(OPERATOR.sub("\u00a0\\1\u00a0", clean_text(text))):
        paragraph.append(run_element(run, style=style, size=TEXT_SIZE))


def add_figure(document: Document, image: str | Path | IO[bytes], *, number: str, title: str, style: Style) -> None:
    """Append an image at its own size, or smaller where it would not fit a page, with its caption.

    The caption stands below; where the style sets the number above the title (APA), it stands above the image.
    """
    above = style.caption_layout == "number above title"
    lines = figure_caption(number=number, title=title, style=style)
    caption = caption_elements(lines, style=style, before=12 if above else 6, after=6 if above else 12, keep_next=above)
    body = document.element.body
    if above:
        _insert(body, caption)
    paragraph = document.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    if not above:
        put(properties, "w:keepNext")
    put(properties, "w:spacing", before=0 if above else 120, after=240 if above else 0, line=240, lineRule="auto")
    put(properties, "w:jc", val="left" if above else "center")
    picture = paragraph.add_run().add_picture(str(image) if isinstance(image, Path) else image)
    shrink = min(1.0, Pt(text_points(document)) / picture.width, Cm(TALLEST_FIGURE) / picture.height)
    picture.width, picture.height = round(picture.width * shrink), round(picture.height * shrink)
    _describe(picture._inline, clean_text(title))
    if not above:
        _insert(body, caption)


def set_notice(document: Document, text: str, *, style: Style) -> None:
    """Put a sentence, such as "SYNTHETIC DATA", into the header of every page."""
    header = document.sections[0].header
    header.is_linked_to_previous = False
    for paragraph in header.paragraphs:
        header._element.remove(paragraph._p)
    line = (Run(clean_text(text)),)
    header._element.append(paragraph_element(line, style=style, size=style.note_size, align="center", named="Header"))


def save_document(document: Document, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a document whole or not at all; the same content gives the same bytes."""

    def write(temporary: Path) -> None:
        document.save(str(temporary))
        settle(temporary)

    return write_atomically(path, write, overwrite=overwrite)


def write_tables(tables: Sequence[Table], path: str | Path, *, overwrite: bool = False) -> Path:
    """Write tables, and nothing else, into one Word document in the style of the first."""
    if not tables:
        raise OptionError("there is no table to write; give at least one")
    document = new_document(tables[0].style)
    for table in tables:
        add_table(document, table)
    return save_document(document, path, overwrite=overwrite)


def _number_pages(document: Document, style: Style) -> None:
    """A centred page number at the foot of every page."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    for paragraph in footer.paragraphs:
        footer._element.remove(paragraph._p)
    line = paragraph_element((), style=style, size=style.note_size, align="center", named="Footer")
    field = new("w:fldSimple", instr=" PAGE ")
    field.append(run_element(Run("1"), style=style, size=style.note_size))
    line.append(field)
    footer._element.append(line)


def _insert(body: BaseOxmlElement, elements: Sequence[BaseOxmlElement]) -> None:
    for element in elements:
        body.insert_element_before(element, "w:sectPr")


def _describe(inline: BaseOxmlElement, title: str) -> None:
    """Give an image the text that is read aloud, and no file name."""
    inline.docPr.set("descr", title)
    inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", inline.docPr.get("name"))


def _strip_template(document: Document) -> None:
    """Leave out what python-docx's template brings along: preview image, custom XML, copies and table styles."""
    package = document.part.package
    for relations, unwanted in ((package.rels, "thumbnail"), (document.part.rels, "customXml|stylesWithEffects")):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in unwanted.split("|"):
                del relations[key]
    styles = document.styles.element
    for entry in list(styles.style_lst):
        if entry.get(qn("w:type")) == "table" and entry.get(qn("w:default")) != "1":
            styles.remove(entry)


def _set_page(document: Document, style: Style) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    top, right, bottom, left = MARGINS[style.language]
    section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
    section.left_margin, section.right_margin = Cm(left), Cm(right)
    section.header_distance = section.footer_distance = Cm(1.5)


def _set_defaults(document: Document, style: Style) -> None:
    """Fonts, size and language of everything that says nothing else."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    put_fonts(properties, latin=style.latin_font, east_asian=style.east_asian_font)
    put_size(properties, TEXT_SIZE)
    put(properties, "w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    put_fonts(
        document.styles["Normal"].element.get_or_add_rPr(), latin=style.latin_font, east_asian=style.east_asian_font
    )
    put_size(document.styles["Normal"].element.get_or_add_rPr(), TEXT_SIZE)


def _set_settings(document: Document) -> None:
    """Say that the document is of today's Word, or it would open in compatibility mode."""
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_style_fonts(entry: BaseOxmlElement, style: Style) -> None:
    """Replace the template's theme fonts and theme colours in one of its styles."""
    properties = entry.find(qn("w:rPr"))
    if properties is None:
        return
    if properties.find(qn("w:rFonts")) is not None:
        put_fonts(properties, latin=style.latin_font, east_asian=style.east_asian_font)
    if properties.find(qn("w:color")) is not None:
        put(properties, "w:color", val="000000")


def _set_heading(document: Document, level: int, size: float, style: Style) -> None:
    element = document.styles[f"Heading {level}"].element
    properties = element.get_or_add_rPr()
    put_fonts(properties, latin=style.latin_font, east_asian=style.caption_east_asian_font)
    put_switch(properties, "w:b", "w:bCs", on=style.language == "en")
    put_switch(properties, "w:i", "w:iCs", on=False)
    put_size(properties, size)
    paragraph = element.get_or_add_pPr()
    put(paragraph, "w:spacing", before=round(size * 20), after=round(size * 12), line=300, lineRule="auto")
    put(paragraph, "w:jc", val="center" if level == 1 else "left")
