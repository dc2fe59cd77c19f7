"""A long table cut into parts of rows, each of which can be read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from surveykit.core.table import Row, Table
from surveykit.write.layout import is_heading


def row_parts(table: Table) -> list[Table]:
    """The parts of `table.part_rows` rows each that are printed one by one; the table alone where it is not cut.

    No part ends with a heading, which moves to the next. A part that begins below a heading repeats it, and one that
    begins with a row whose name stands further up, as the options of a question do, repeats that name: a reader of the
    later page would else not know what the rows belong to. What is repeated does not count towards the rows of a part.
    """
    rows, size = table.rows, table.part_rows
    if not size or len(rows) <= size:
        return [table]
    parts, start = [], 0
    while start < len(rows):
        end = _end(rows, start, start + size)
        opening = _named(rows, start)
        parts.append(replace(table, rows=(*_headings_above(rows, start), opening, *rows[start + 1 : end]), part_rows=0))
        start = end
    return parts


def _end(rows: Sequence[Row], start: int, wanted: int) -> int:
    """Where a part ends, so that no heading is its last row; where it has nothing but headings, as wanted."""
    if wanted >= len(rows):
        return len(rows)
    end = wanted
    while end > start and is_heading(rows[end - 1]):
        end -= 1
    return end if end > start else wanted


def _headings_above(rows: Sequence[Row], start: int) -> list[Row]:
    """The headings under which a row stands, the outermost first: those above it that are less indented."""
    headings: list[Row] = []
    depth = rows[start].indent
    for row in reversed(rows[:start]):
        if row.indent < depth:
            depth = row.indent
            headings = [row, *headings] if is_heading(row) else headings
    return headings


def _named(rows: Sequence[Row], start: int) -> Row:
    """A row with the name that it shares with rows above it, where its own first cell is empty."""
    row = rows[start]
    if row.cells[0].value not in (None, "") or is_heading(row):
        return row
    above = next((other for other in reversed(rows[:start]) if other.cells[0].value not in (None, "")), row)
    shared = above.role == row.role and not is_heading(above)
    return replace(row, cells=(above.cells[0], *row.cells[1:])) if shared else row
