"""A table with one column for each number, as spreadsheets need it."""

from __future__ import annotations

import math
from dataclasses import replace

from surveykit.core.format import format_cell
from surveykit.core.table import Cell, Column, Row, Table


def number_columns(table: Table) -> Table:
    """The table with every number that is printed together with others in a column of its own.

    Such a column is named by its `part_headers`, or by its header and 1, 2, ... where it has none; the header becomes
    a spanner. A cell with a single value stands in the first of the columns. A part that is not printed, because the
    one before it is left out, stays a number that is not shown.

    Examples
    --------
    >>> from surveykit.core.style import PRESETS
    >>> slope = Cell(parts=(Cell(0.42, "coefficient"), Cell(0.05, "std_error")))
    >>> columns = (Column("变量"), Column("模型1", part_headers=("B", "SE")))
    >>> table = Table(name="t", title="", columns=columns, rows=(Row((Cell("性别"), slope)),), style=PRESETS["apa7"])
    >>> number_columns(table).column_names
    ('变量', 'B', 'SE')
    """
    counts = [
        max((len(row.cells[place].parts) for row in table.rows if row.cells[place].parts), default=1)
        for place in range(len(table.columns))
    ]
    columns = [part for column, count in zip(table.columns, counts, strict=True) for part in _columns(column, count)]
    return replace(table, columns=tuple(columns), rows=tuple(_row(row, counts, table) for row in table.rows))


def _columns(column: Column, count: int) -> list[Column]:
    """A column for each number; the footnote of the header stands at the first."""
    if count == 1:
        return [column]
    spanner = f"{column.spanner}: {column.header}" if column.spanner else column.header
    named = len(column.part_headers) >= count
    heads = column.part_headers if named else [f"{column.header} {place}" for place in range(1, count + 1)]
    first, *others = (replace(column, header=head, spanner=spanner, part_headers=()) for head in heads[:count])
    return [first, *(replace(other, footnote="") for other in others)]


def _row(row: Row, counts: list[int], table: Table) -> Row:
    cells = [part for cell, count in zip(row.cells, counts, strict=True) for part in _cells(cell, count, table)]
    return replace(row, cells=tuple(cells))


def _cells(cell: Cell, count: int, table: Table) -> list[Cell]:
    """The numbers of a cell, each in a cell; in bold and with a footnote where the cell is."""
    if not cell.parts:
        return [cell, *[Cell()] * (count - 1)]
    shown = bool(format_cell(cell, table.style))
    parts = [
        replace(
            part,
            bold=cell.bold or part.bold,
            blank_below=part.blank_below if shown else math.inf,
            footnote="" if place else cell.footnote,
        )
        for place, part in enumerate(cell.parts)
    ]
    return [*parts, *[Cell()] * (count - len(parts))]
