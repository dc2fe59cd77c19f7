"""The columns of a table in a terminal: their texts broken into lines and lined up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveykit.core.table import Align, Row, Table
from surveykit.write.layout import alignment, cell_runs, header_rows, is_heading
from surveykit.write.metrics import columns_wide, halves, is_number
from surveykit.write.monospace import padded, wrapped
from surveykit.write.symbols import plain_text

LIMITS = (60, 44, 32, 24)
"""Text of more columns of the terminal is broken into lines, at the first of these limits that lets the table be
of a comfortable width; numbers never are."""

COMFORTABLE = 100

STUB = 44
"""The first column is not narrowed below this."""

SPANNER = 24
"""Columns are widened for the spanner over them up to this."""

INDENT = "  "


@dataclass(frozen=True)
class Printed:
    """A column: its width, and the lines of its header and of each of its cells."""

    width: int
    head: list[str]
    rows: list[list[str]]


def printed_columns(table: Table, *, gap: int) -> list[Printed]:
    """The columns of a table, wide enough for the spanners over them; `gap` stands between two of them."""
    for limit in LIMITS:
        columns = _columns(table, gap, limit)
        if sum(column.width + gap for column in columns) - gap <= COMFORTABLE:
            break
    return columns


def _columns(table: Table, gap: int, limit: int) -> list[Printed]:
    """The columns with their text broken at a limit."""
    places = range(len(table.columns))
    heads = [_head(table, place, limit) for place in places]
    cells = [_cells(table, place, limit) for place in places]
    widths = [_width(table, heads[place], cells[place]) for place in places]
    for spanner in (head for head in header_rows(table)[0] if head.spanner):
        run = places[spanner.start : spanner.start + spanner.columns]
        lack = min(columns_wide(spanner.text), SPANNER) - sum(widths[place] + gap for place in run) + gap
        for step in range(lack):
            widths[run[step % len(run)]] += 1
    return [_aligned(heads[place], cells[place], widths[place], alignment(table, place)) for place in places]


def _aligned(head: list[str], cells: list[list[str]], width: int, align: Align) -> Printed:
    """A column with all its lines aligned within its width."""
    head, *rows = ([padded(line, width, align) for line in lines] for lines in (head, *cells))
    return Printed(width, head, rows)


def _head(table: Table, place: int, limit: int) -> list[str]:
    names = {head.start: plain_text(head.runs) for row in header_rows(table) for head in row if not head.spanner}
    return wrapped(names[place], limit if place else max(limit, STUB))


def _cells(table: Table, place: int, limit: int) -> list[list[str]]:
    """The lines of each cell, numbers lined up at their decimal points."""
    texts = [plain_text(cell_runs(row.cells[place], row, table)) for row in table.rows]
    numbers = [is_number(row.cells[place]) for row in table.rows]
    lined_up = iter(_at_the_point([text for text, number in zip(texts, numbers, strict=True) if number]))
    return [
        [next(lined_up)] if number else _text(text, row, place, limit)
        for text, number, row in zip(texts, numbers, table.rows, strict=True)
    ]


def _at_the_point(texts: Sequence[str]) -> list[str]:
    """Numbers with blanks before and behind them, so that their decimal points stand below each other."""
    pairs = [halves(text) for text in texts]
    whole = max((columns_wide(left) for left, _ in pairs), default=0)
    rest = max((columns_wide(right) for _, right in pairs), default=0)
    return [padded(left, whole, "right") + padded(right, rest, "left") for left, right in pairs]


def _text(text: str, row: Row, place: int, limit: int) -> list[str]:
    """A text in lines, in the first column behind the indent of its row."""
    if place:
        return wrapped(text, limit)
    indent = INDENT * row.indent
    return [indent + line for line in wrapped(text, max(LIMITS) if is_heading(row) else max(limit, STUB))]


def _width(table: Table, head: list[str], cells: list[list[str]]) -> int:
    """Width of a column; a heading runs on over the columns beside it."""
    lines = [line for row, cell in zip(table.rows, cells, strict=True) if not is_heading(row) for line in cell]
    return max(map(columns_wide, [*head, *lines]))
