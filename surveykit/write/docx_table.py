"""A table in Word: three rules, a header that repeats on every page, numbers lined up at their decimal points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.table import Cell, Row, Table
from surveykit.write.captions import caption_line, caption_paragraphs
from surveykit.write.docx_text import Justify, caption_elements, paragraph_element
from surveykit.write.layout import Head, alignment, cell_runs, cell_text, first_summary, header_rows, is_heading
from surveykit.write.metrics import Block, column_widths, halves, is_number, least_width, number_block, text_width
from surveykit.write.notes import note_paragraphs
from surveykit.write.ooxml import new, put, put_rules, twips
from surveykit.write.symbols import Run

CELL_MARGIN = 3.5
"""Points left and right of the text of a cell."""

CELL_SPACE = 2.5
"""Points above and below it."""

SMALLEST = 6.5
"""Points to which the text of a wide table shrinks at most; what does not fit then belongs on a landscape page."""

TOGETHER = 15
"""A table of up to so many rows stays on one page; it is then shorter than half a page."""


def add_table(document: Document, table: Table) -> None:
    """Append a table with its caption above and its notes below.

    Parameters
    ----------
    document : docx.document.Document
        Such as `surveykit.write.docx.new_document` makes it. Changed in place.
    table : Table
        What to show; its style says how.

    Notes
    -----
    Numbers are right-aligned, each with an indent that puts the decimal points of a column under one another. No
    padding characters are added, so copied text stays a number. The rule under a spanner belongs to its paragraph,
    which keeps it apart from the next spanner's.
    """
    body = document.element.body
    for element in table_elements(table, width=text_points(document)):
        body.insert_element_before(element, "w:sectPr")


def text_points(document: Document) -> float:
    """Width of the text between the margins, in points."""
    section = document.sections[-1]
    return ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / 12700


def table_elements(table: Table, *, width: float) -> list[BaseOxmlElement]:
    """Caption, table and notes as elements of a document body, for a text width in points."""
    caption = caption_elements(caption_paragraphs(table), style=table.style, before=12, after=6, keep_next=True)
    return [*caption, _table(_fitted(table, width), width), *_notes(table)]


def _fitted(table: Table, width: float) -> Table:
    """The table in the size of its style, or in the largest smaller size in which no number breaks."""
    size = table.style.body_size
    while size > SMALLEST and size * least_width(table, padding=2 * CELL_MARGIN / size) > width:
        size -= 0.5
    return replace(table, style=replace(table.style, body_size=size))


def _table(table: Table, width: float) -> BaseOxmlElement:
    size = table.style.body_size
    widths = [size * em for em in column_widths(table, width / size, padding=2 * CELL_MARGIN / size)]
    element = new("w:tbl")
    element.append(_properties(table))
    grid = new("w:tblGrid")
    for column in widths:
        grid.append(new("w:gridCol", w=twips(column)))
    element.append(grid)
    for row in [*_header(table, widths), *_body(table, widths)]:
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


def _header(table: Table, widths: Sequence[float]) -> list[BaseOxmlElement]:
    """One header row, or two; a column without spanner is merged over both."""
    top, middle, _ = table.style.rule_weights
    upper, *lower = header_rows(table)
    if not lower:
        return [_row((_head(table, head, widths, top=top, bottom=middle) for head in upper), header=True)]
    starts = {head.start: head for head in lower[0]}
    bottom = [
        _head(table, starts[column], widths, bottom=middle) if column in starts else _continued(table, widths[column])
        for column in range(len(widths))
    ]
    return [_row((_head(table, head, widths, top=top) for head in upper), header=True), _row(bottom, header=True)]


def _head(table: Table, head: Head, widths: Sequence[float], *, top: float = 0, bottom: float = 0) -> BaseOxmlElement:
    style = table.style
    paragraph = paragraph_element(
        head.runs,
        style=style,
        size=style.body_size,
        align="center" if head.spanner else alignment(table, head.start),
        before=CELL_SPACE,
        after=CELL_SPACE,
        keep_next=True,
        underline=style.rule_weights[1] if head.spanner else 0,
    )
    width = sum(widths[head.start : head.start + head.columns])
    merge = "restart" if head.rows > 1 else ""
    raised = "bottom" if style.caption_layout == "number above title" else "center"
    return _cell(paragraph, width, span=head.columns, merge=merge, top=top, bottom=bottom, vertical=raised)


def _continued(table: Table, width: float) -> BaseOxmlElement:
    """The lower part of a header cell that is merged over two rows."""
    paragraph = paragraph_element((), style=table.style, size=table.style.body_size, keep_next=True)
    return _cell(paragraph, width, merge="continue", bottom=table.style.rule_weights[1])


@dataclass(frozen=True)
class _Plan:
    """What the cells of a body share: the table, its column widths in points, and its blocks of numbers in em."""

    table: Table
    widths: Sequence[float]
    blocks: Sequence[Block]


def _body(table: Table, widths: Sequence[float]) -> list[BaseOxmlElement]:
    plan = _Plan(table, widths, [number_block(table, column) for column in range(len(widths))])
    rows = []
    for position, row in enumerate(table.rows):
        columns = 1 if is_heading(row) else len(widths)
        before = CELL_SPACE * (2.4 if position == first_summary(table) else 1)
        keep = _keeps_next(table, position)
        cells = [_body_cell(plan, row, column, before=before, keep=keep) for column in range(columns)]
        for cell in cells if position == len(table.rows) - 1 else ():
            put_rules(cell.tcPr, bottom=table.style.rule_weights[2])
        rows.append(_row(cells))
    return rows


def _keeps_next(table: Table, position: int) -> bool:
    """Whether a row stays on the page of the next: in short tables, at both ends of long ones, and under a heading."""
    last = len(table.rows) - 1
    if position == last:
        return bool(note_paragraphs(table))
    return len(table.rows) <= TOGETHER or position in (0, 1, last - 1) or table.rows[position].role == "group"


def _body_cell(plan: _Plan, row: Row, column: int, *, before: float, keep: bool) -> BaseOxmlElement:
    table, size = plan.table, plan.table.style.body_size
    align, right = _place(plan, row.cells[column], column)
    paragraph = paragraph_element(
        cell_runs(row.cells[column], row, table),
        style=table.style,
        size=size,
        align=align,
        left=row.indent * size if column == 0 else 0,
        right=right,
        before=before,
        after=CELL_SPACE,
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
    missing = size * (block.rest - text_width(halves(cell_text(cell, plan.table))[1]))
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
    properties = new("w:tcPr")
    put(properties, "w:tcW", w=twips(width), type="dxa")
    if span > 1:
        put(properties, "w:gridSpan", val=span)
    if merge:
        put(properties, "w:vMerge", val=merge)
    put_rules(properties, top=top, bottom=bottom)
    put(properties, "w:vAlign", val=vertical)
    element = new("w:tc")
    element.append(properties)
    element.append(paragraph)
    return element


def _notes(table: Table) -> list[BaseOxmlElement]:
    """The notes; where there are none, an empty paragraph that keeps the table apart from what follows."""
    style = table.style
    notes = note_paragraphs(table) or ((Run(""),),)
    hanging = 2 * style.note_size if style.language == "zh" else 0
    return [
        paragraph_element(
            note,
            style=style,
            size=style.note_size,
            left=hanging,
            hanging=hanging if position == 0 else 0,
            before=4 if position == 0 else 0,
            after=12 if position == len(notes) - 1 else 1,
            keep_next=position < len(notes) - 1,
        )
        for position, note in enumerate(notes)
    ]
