"""Captions in Word: a number that Word counts and mentions can follow, a title, and the line above later parts."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.write.captions import Line, continuation, figure_caption, second_caption_runs
from surveykit.write.docx_fields import Fields, label_elements
from surveykit.write.docx_text import Justify, Looks, caption_looks, paragraph_element, run_around
from surveykit.write.ooxml import new
from surveykit.write.parts import Illustration, What
from surveykit.write.symbols import Run

CAPTION = "Caption"
"""Id of the paragraph style of captions in the documents made here; lists of tables do not depend on it."""

BETWEEN = 3.0
"""Points between the two captions of a bilingual style."""


def table_caption(table: Table, *, fields: Fields, named: str = CAPTION) -> list[BaseOxmlElement]:
    """The caption of a table; it stays with what is below it."""
    above, below = table.style.table_title_space
    return _caption(
        table, "table", style=table.style, fields=fields, named=named, before=above, after=below, keep_next=True
    )


def figure_caption_elements(
    figure: Illustration, *, style: Style, fields: Fields, named: str = CAPTION
) -> list[BaseOxmlElement]:
    """The caption of a figure; where it stands above the image, it stays with it."""
    above, below = style.figure_title_space
    keep = caption_above(style)
    return _caption(
        figure, "figure", style=style, fields=fields, named=named, before=above, after=below, keep_next=keep
    )


def caption_above(style: Style) -> bool:
    """Whether the caption of a figure stands above the image, as APA wants it."""
    return style.caption_layout == "number above title"


def continuation_elements(table: Table, *, new_page: bool, named: str = CAPTION) -> list[BaseOxmlElement]:
    """The line above a later part of a table. It has no field, so that lists of tables leave it out."""
    style = table.style
    at_right = style.continuation == "label at right" and not caption_above(style)
    line = paragraph_element(
        _stacked(continuation(table), caption_looks(style)),
        caption_looks(style),
        align="right" if at_right else _align(style),
        named=named,
        before=style.table_title_space[0],
        after=style.table_title_space[1],
        keep_next=True,
        new_page=new_page,
    )
    return [line]


def _caption(
    part: Table | Illustration,
    what: What,
    *,
    style: Style,
    fields: Fields,
    named: str,
    before: float,
    after: float,
    keep_next: bool,
) -> list[BaseOxmlElement]:
    looks = caption_looks(style)
    lines = figure_caption(number=part.number, title=part.title, style=style, what=what)
    content = _stacked(lines, looks)
    if part.number:
        label = label_elements(lines[0][0], part.number, what=what, name=part.name, fields=fields, looks=looks)
        content = [*label, *content[1:]]
    second = second_caption_runs(number=part.number, title=part.second_title, style=style, what=what)
    paragraphs = [entry for entry in (content, second) if entry]
    return [
        paragraph_element(
            entry,
            looks,
            align=_align(style),
            named=named,
            before=before if position == 0 else 0,
            after=after if position == len(paragraphs) - 1 else BETWEEN,
            keep_next=keep_next or position < len(paragraphs) - 1,
        )
        for position, entry in enumerate(paragraphs)
    ]


def _stacked(lines: Sequence[Line], looks: Looks) -> list[Run | BaseOxmlElement]:
    """Lines as one paragraph, so that a list of tables made by Word has the title as well as the number."""
    content: list[Run | BaseOxmlElement] = []
    for line in lines:
        content += [run_around(new("w:br"), line[0], looks)] if content and line else []
        content += line
    return content


def _align(style: Style) -> Justify:
    return "left" if caption_above(style) else "center"
