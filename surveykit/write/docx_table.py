"""A table in Word: three rules, a header that repeats on every page, numbers lined up at their decimal points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.core.table import Cell, Row, Table
from surveykit.write.captions import caption_line
from surveykit.write.columns import column_parts, column_places
from surveykit.write.docx_captions import CAPTION, continuation_elements, table_caption
from surveykit.write.docx_fields import Fields
from surveykit.write.docx_text import KNOWN, Justify, Looks, paragraph_element
from surveykit.write.layout import (
    Head,
    alignment,
    cell_runs,
    cell_text,
    first_summary,
    footnote_marks,
    header_rows,
    is_heading,
)
from surveykit.write.metrics import Block, column_widths, is_number, least_width, measures, rest_width, text_width
from surveykit.write.notes import note_paragraphs
from surveykit.write.ooxml import new, put, put_rules, twips
from surveykit.write.rows import row_parts
from surveykit.write.symbols import Run
from surveykit.write.text import clean_text

CELL_MARGIN = 3.5
"""Points left and right of the text of a cell."""

SMALLEST = 6.5
"""Points to which the text of a wide table shrinks at most; what does not fit then is cut into parts."""

LINE = 1.45
"""Height of a line of Chinese text in em, at most."""

TOGETHER = 0.45
"""A table that takes up to this share of a page stays on one page; a longer one begins where the text has come to."""

ONE_PAGE = 0.85
"""The same for tables on their side, and for the parts of a table; caption and notes take the rest of the page.

Rows that are kept together but do not fit would leave the caption alone on the page before.
"""

PAGE = 640.0
"""Points of text on an upright page."""


def table_elements(
    table: Table,
    *,
    width: float,
    height: float = PAGE,
    fields: Fields | None = None,
    caption_style: str = CAPTION,
) -> list[BaseOxmlElement]:
    """Caption, table and notes as elements of a document body.

    Parameters
    ----------
    table : Table
        What to show; its style says how.
    width : float
        Width of the text in points.
    height : float
        Height of the text on a page in points.
    fields : Fields, optional
        The bookmarks and counters of the document; where it is not given, the table has those of its own.
    caption_style : str
        Id of the paragraph style of captions; empty for none.

    Notes
    -----
    Numbers are right-aligned, each with an indent that puts the decimal points of a column under one another. No
    padding characters are added, so copied text stays a number. The rule under a spanner belongs to its paragraph,
    which keeps it apart from the next spanner's.

    A table with `part_rows` becomes several, the later ones under "续表" and each beginning a page; else rows that are
    too many for a page flow on, and Word repeats the header. A table too wide even in small type is cut by columns.
    """
    elements = table_caption(table, fields=fields or Fields(), named=caption_style)
    marks = footnote_marks(table)
    notes = note_paragraphs(table)
    plans = [plan for part in _fitted(table, width) for plan in _plans(part, width, marks)]
    room = height * (ONE_PAGE if len(plans) > 1 or height < width else TOGETHER)
    for position, plan in enumerate(plans):
        elements += continuation_elements(table, new_page=plan.cut, named=caption_style) if position else []
        elements += [*_unit(table), _table(plan, room, noted=bool(notes) and position == len(plans) - 1)]
    return [*elements, *_notes(notes, table.style)]


def fits(table: Table, width: float) -> bool:
    """Whether no number and no word breaks in a width in points, at least in the smallest type."""
    return SMALLEST * least_width(table, padding=_padding(SMALLEST)) <= width


@dataclass(frozen=True)
class _Plan:
    """One part of a table, and what it shares with others: widths in points, blocks of numbers in em, marks.

    `cut` says that it is one of several parts of rows, each of which begins a page.
    """

    table: Table
    widths: Sequence[float]
    blocks: Sequence[Block]
    marks: Mapping[str, str]
    cut: bool

    @property
    def looks(self) -> Looks:
        """How the cells look."""
        return Looks(self.table.style, self.table.style.body_size)


def _plans(table: Table, width: float, marks: Mapping[str, str]) -> list[_Plan]:
    """The parts of a table that differ in their rows: one width and one line of decimal points for all."""
    size = table.style.body_size
    widths = [size * em for em in column_widths(table, width / size, padding=_padding(size))]
    blocks = [measure.block for measure in measures(table)]
    parts = row_parts(table)
    return [_Plan(part, widths, blocks, marks, cut=len(parts) > 1) for part in parts]


def _fitted(table: Table, width: float) -> list[Table]:
    """The table in the size of its style, or in the largest smaller size in which no number breaks.

    Where it does not fit in the smallest size, the fewest parts of columns that do, in the largest size for so many.
    """
    measured = measures(table)

    def count(size: float) -> int:
        return len(column_places(table, measured, width / size, _padding(size)))

    size = table.style.body_size
    while size > SMALLEST and count(size) > count(SMALLEST):
        size = max(SMALLEST, size - 0.5)
    parts = column_parts(table, width / size, _padding(size))
    return [replace(part, style=replace(part.style, body_size=size)) for part in parts]


def _padding(size: float) -> float:
    """Empty space in each cell, left and right together, in em of a size."""
    return 2 * CELL_MARGIN / size


def _table(plan: _Plan, room: float, *, noted: bool) -> BaseOxmlElement:
    element = new("w:tbl")
    element.append(_properties(plan.table))
    grid = new("w:tblGrid")
    for column in plan.widths:
        grid.append(new("w:gridCol", w=twips(column)))
    element.append(grid)
    for row in [*_header(plan), *_body(plan, together=_height(plan) <= room, keep_last=noted)]:
        element.append(row)
    return element


def _properties(table: Table) -> BaseOxmlElement:
    properties = new("w:tblPr")
    put(properties, "w:tblW", w=5000, type="pct")
    put(properties, "w:jc", val="center")
    put(properties, "w:tblLayout", type="fixed")
    margins = put(properties, "w:tblCellMar")
    for side in ("w:left", "w:right"):
        put(margins, side, w=twips(CELL_MARGIN), type="dxa")
    put(properties, "w:tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    put(properties, "w:tblCaption", val=caption_line(table))
    return properties


def _header(plan: _Plan) -> list[BaseOxmlElement]:
    """One header row, or two; a column without spanner is merged over both."""
    top, middle, _ = plan.table.style.rule_weights
    upper, *lower = header_rows(plan.table, plan.marks)
    if not lower:
        return [_row((_head(plan, head, top=top, bottom=middle) for head in upper), header=True)]
    starts = {head.start: head for head in lower[0]}
    bottom = [
        _head(plan, starts[column], bottom=middle) if column in starts else _lower_half(plan, column, bottom=middle)
        for column in range(len(plan.widths))
    ]
    return [_row((_head(plan, head, top=top) for head in upper), header=True), _row(bottom, header=True)]


def _head(plan: _Plan, head: Head, *, top: float = 0, bottom: float = 0) -> BaseOxmlElement:
    style = plan.table.style
    paragraph = paragraph_element(
        head.runs,
        plan.looks,
        align="center" if head.spanner else alignment(plan.table, head.start),
        before=style.cell_space,
        after=style.cell_space,
        keep_next=True,
        underline=style.spanner_weight if head.spanner else 0,
    )
    width = sum(plan.widths[head.start : head.start + head.columns])
    merge = "restart" if head.rows > 1 else ""
    raised = "bottom" if style.caption_layout == "number above title" else "center"
    return _cell(paragraph, width, span=head.columns, merge=merge, top=top, bottom=bottom, vertical=raised)


def _lower_half(plan: _Plan, column: int, *, bottom: float) -> BaseOxmlElement:
    """The lower part of a header cell that is merged over two rows."""
    paragraph = paragraph_element((), plan.looks, keep_next=True)
    return _cell(paragraph, plan.widths[column], merge="continue", bottom=bottom)


def _body(plan: _Plan, *, together: bool, keep_last: bool) -> list[BaseOxmlElement]:
    table, space = plan.table, plan.table.style.cell_space
    last = len(table.rows) - 1
    rows = []
    for position, row in enumerate(table.rows):
        columns = 1 if is_heading(row) else len(plan.widths)
        before = space * (2.4 if position == first_summary(table) else 1)
        keep = keep_last if position == last else together or _keeps_next(table, position)
        cells = [_body_cell(plan, row, column, before=before, keep=keep) for column in range(columns)]
        for cell in cells if position == last else ():
            put_rules(cell.tcPr, bottom=table.style.rule_weights[2])
        rows.append(_row(cells))
    return rows


def _height(plan: _Plan) -> float:
    """Points that the rows take, at most."""
    return sum(_row_height(plan, row) for row in plan.table.rows)


def _row_height(plan: _Plan, row: Row) -> float:
    style = plan.table.style
    texts = [cell_text(cell, plan.table) for cell in row.cells]
    rooms = [(width - 2 * CELL_MARGIN) / style.body_size for width in plan.widths]
    lines = [1] if is_heading(row) else [ceil(text_width(text) / room) for text, room in zip(texts, rooms, strict=True)]
    return style.body_size * LINE * max(1, *lines) + 2 * style.cell_space


def _keeps_next(table: Table, position: int) -> bool:
    """Whether a row stays with the next one: at both ends of long tables, and under a heading."""
    return position in (0, 1, len(table.rows) - 2) or table.rows[position].role == "group"


def _body_cell(plan: _Plan, row: Row, column: int, *, before: float, keep: bool) -> BaseOxmlElement:
    table = plan.table
    align, right = _place(plan, row.cells[column], column)
    paragraph = paragraph_element(
        cell_runs(row.cells[column], row, table, plan.marks),
        plan.looks,
        align=align,
        left=row.indent * table.style.body_size if column == 0 else 0,
        right=right,
        before=before,
        after=table.style.cell_space,
        keep_next=keep,
    )
    if is_heading(row):
        return _cell(paragraph, sum(plan.widths), span=len(plan.widths))
    return _cell(paragraph, plan.widths[column])


def _place(plan: _Plan, cell: Cell, column: int) -> tuple[Justify, float]:
    """How a cell is aligned, and its right indent in points."""
    align = alignment(plan.table, column)
    if align == "left" or not is_number(cell):
        return align, 0.0
    size, block = plan.table.style.body_size, plan.blocks[column]
    spare = max(0.0, plan.widths[column] - 2 * CELL_MARGIN - size * block.width)
    missing = size * (block.rest - rest_width(cell, plan.table))
    return "right", (spare / 2 if align == "center" else 0.0) + missing


def _row(cells: Iterable[BaseOxmlElement], *, header: bool = False) -> BaseOxmlElement:
    """A row that never breaks over two pages; a header row repeats on each."""
    properties = new("w:trPr")
    put(properties, "w:cantSplit")
    if header:
        put(properties, "w:tblHeader")
    put(properties, "w:jc", val="center")
    element = new("w:tr")
    element.append(properties)
    for cell in cells:
        element.append(cell)
    return element


def _cell(
    paragraph: BaseOxmlElement,
    width: float,
    *,
    span: int = 1,
    merge: str = "",
    top: float = 0,
    bottom: float = 0,
    vertical: str = "center",
) -> BaseOxmlElement:
    element = new("w:tc")
    element.append(deepcopy(_cell_properties(twips(width), span, merge, top, bottom, vertical)))
    element.append(paragraph)
    return element


@lru_cache(maxsize=KNOWN)
def _cell_properties(width: int, span: int, merge: str, top: float, bottom: float, vertical: str) -> BaseOxmlElement:
    """A ``w:tcPr``, to be copied: the cells of a column share theirs."""
    properties = new("w:tcPr")
    put(properties, "w:tcW", w=width, type="dxa")
    if span > 1:
        put(properties, "w:gridSpan", val=span)
    if merge:
        put(properties, "w:vMerge", val=merge)
    put_rules(properties, top=top, bottom=bottom)
    put(properties, "w:vAlign", val=vertical)
    return properties


def _unit(table: Table) -> list[BaseOxmlElement]:
    """The unit of all columns, at the right above the table; nothing where there is none."""
    looks = Looks(table.style, table.style.note_size)
    runs = (Run(clean_text(table.unit)),)
    return [paragraph_element(runs, looks, align="right", after=2, keep_next=True)] if table.unit else []


def _notes(notes: Sequence[tuple[Run, ...]], style: Style) -> list[BaseOxmlElement]:
    """The notes; where there are none, an empty paragraph that keeps the table apart from what follows."""
    notes = notes or [()]
    hanging = 2 * style.note_size if style.language == "zh" else 0
    return [
        paragraph_element(
            note,
            Looks(style, style.note_size),
            left=hanging,
            hanging=hanging if position == 0 else 0,
            before=4 if position == 0 else 0,
            after=12 if position == len(notes) - 1 else 1,
            keep_next=position < len(notes) - 1,
        )
        for position, note in enumerate(notes)
    ]
