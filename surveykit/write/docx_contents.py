"""A list of tables or figures in Word: a field that Word makes from the captions, filled with what it will show."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.write.captions import numbered_title
from surveykit.write.docx_fields import Fields, field, sequence_name
from surveykit.write.docx_paragraphs import HEADING_SIZES, TEXT_SIZE
from surveykit.write.docx_text import Looks, paragraph_element, run_around, run_element
from surveykit.write.ooxml import new, put, twips
from surveykit.write.parts import Contents, Illustration, anchor
from surveykit.write.symbols import Run
from surveykit.write.text import clean_text

LIST_HEADING = "TOCHeading"
LIST_ENTRY = "TableofFigures"
"""Ids of the paragraph styles of a list and its heading, which is no entry of the table of contents."""


def contents_elements(
    contents: Contents, entries: Sequence[Table | Illustration], *, style: Style, width: float, fields: Fields
) -> list[BaseOxmlElement]:
    """The heading and one line per table or figure; nothing where there are none.

    The page numbers are fields without a result: nobody but Word knows the pages, and a wrong number would be worse
    than none. Word fills them in when it prints, or when the list is updated (F9).
    """
    if not entries:
        return []
    heading = paragraph_element(
        [Run(clean_text(contents.title), bold=True)],
        Looks(style, HEADING_SIZES[2], style.caption_east_asian_font),
        align="center",
        named=LIST_HEADING,
        before=HEADING_SIZES[2],
        after=HEADING_SIZES[2],
        keep_next=True,
    )
    looks = Looks(style, TEXT_SIZE)
    first, *code, end = field(rf'TOC \h \z \c "{sequence_name(contents.what, looks)}"', Run(""), looks)
    lines = [_line(contents, entry, looks, width=width, fields=fields) for entry in entries]
    for position, element in enumerate([first, *code], start=1):
        lines[0].insert(position, element)
    # As Word does it, the field ends in a paragraph of its own, which stays when the lines are made anew.
    return [heading, *lines, paragraph_element([end], looks)]


def _line(
    contents: Contents, entry: Table | Illustration, looks: Looks, *, width: float, fields: Fields
) -> BaseOxmlElement:
    title = numbered_title(number=entry.number, title=entry.title, style=looks.style, what=contents.what)
    target = anchor(contents.what, entry.name)
    link = new("w:hyperlink", anchor=target, history=1)
    pages = field(rf"PAGEREF {target} \h", Run(""), looks)
    for element in (run_element(Run(title), looks), run_around(new("w:tab"), Run(""), looks), *pages):
        link.append(element)
    line = paragraph_element([link], looks, named=LIST_ENTRY, after=4)
    put(line.pPr, "w:tabs").append(new("w:tab", val="right", leader="dot", pos=twips(width)))
    return line
