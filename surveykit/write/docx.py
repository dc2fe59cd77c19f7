"""An empty Word document of a thesis: pages, styles, header and footer, and nothing about who made it."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from surveykit.core.files import write_bytes
from surveykit.core.style import Style
from surveykit.write.docx_contents import LIST_ENTRY, LIST_HEADING
from surveykit.write.docx_fields import field
from surveykit.write.docx_paragraphs import HEADING_SIZES, TEXT_SIZE
from surveykit.write.docx_text import Looks, paragraph_element
from surveykit.write.ooxml import put, put_fonts, put_size, put_switch
from surveykit.write.package import MOMENT, settled
from surveykit.write.symbols import Run
from surveykit.write.text import clean_text

MARGINS: dict[str, tuple[float, float, float, float]] = {"zh": (3.0, 2.5, 3.0, 2.5), "en": (2.54, 2.54, 2.54, 2.54)}
"""Top, right, bottom and left margin in centimetres; Chinese theses are bound on the left."""

LONGEST_TITLE = 255
"""Characters that a property of a document may have."""


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
        A python-docx document, to be filled with parts and saved with `save_document`.
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
    _set_lists(document)
    normal = document.styles["Normal"].element.get_or_add_pPr()
    put(normal, "w:spacing", before=0, after=0, line=360, lineRule="auto")
    for name in ("Header", "Footer"):
        put_size(document.styles[name].element.get_or_add_rPr(), style.note_size)
    _number_pages(document, style)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = clean_text(title)[:LONGEST_TITLE]
    properties.revision = 1
    properties.created = properties.modified = MOMENT
    return document


def set_notice(document: Document, text: str, *, style: Style) -> None:
    """Put a sentence, such as "SYNTHETIC DATA", into the header of every page."""
    header = document.sections[0].header
    header.is_linked_to_previous = False
    for paragraph in header.paragraphs:
        header._element.remove(paragraph._p)
    looks = Looks(style, style.note_size)
    header._element.append(paragraph_element([Run(clean_text(text))], looks, align="center", named="Header"))


def save_document(document: Document, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a document whole or not at all; the same content gives the same bytes."""
    content = settled(document.save)
    return write_bytes(path, content, overwrite=overwrite)


def _number_pages(document: Document, style: Style) -> None:
    """A centred page number at the foot of every page."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    for paragraph in footer.paragraphs:
        footer._element.remove(paragraph._p)
    looks = Looks(style, style.note_size)
    page = field("PAGE", Run("1"), looks)
    footer._element.append(paragraph_element(page, looks, align="center", named="Footer"))


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


def _set_lists(document: Document) -> None:
    """The styles of lists of tables and figures. Their heading is none of the document's, or it would be listed."""
    added = document.styles.add_style("table of figures", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    added.base_style = document.styles["Normal"]
    entry = added.element
    entry.set(qn("w:styleId"), LIST_ENTRY)
    put(entry.get_or_add_pPr(), "w:spacing", before=0, after=80, line=240, lineRule="auto")
    heading = next(entry for entry in document.styles.element.style_lst if entry.get(qn("w:styleId")) == LIST_HEADING)
    heading.find(qn("w:basedOn")).set(qn("w:val"), "Normal")
