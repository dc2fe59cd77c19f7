"""A wide table cut into parts of columns, each with the first column, that fit on a page one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from surveykit.core.table import Table
from surveykit.write.metrics import SLACK, Measure, measures

STEPS = 20
"""Halvings of a width until it is exact enough."""


def column_parts(table: Table, limit_em: float, padding: float) -> list[Table]:
    """The parts of a table that is wider than a page; the table alone where it fits.

    Parameters
    ----------
    table : Table
        Any table; the first column, which names the rows, stands in every part.
    limit_em : float
        Width of the text in em of the table's font.
    padding : float
        Empty space in each cell, left and right together, in em.

    Returns
    -------
    list of Table
        Tables of the same name, number and title, in order. Columns under one spanner stay together where they fit.
        There are no more parts than needed, and they are as even as can be. A part holds at least one column next to
        the first, even if that is too wide.

    Notes
    -----
    Each part explains what is in it: the notes of its columns and cells and its significance marks, which the writers
    add. The general notes of the whole table stand in the last part.
    """
    places = column_places(table, measures(table), limit_em, padding)
    if len(places) == 1:
        return [table]
    parts = [_part(table, part) for part in places]
    return [*(replace(part, notes=()) for part in parts[:-1]), parts[-1]]


def column_places(table: Table, measured: Sequence[Measure], limit_em: float, padding: float) -> list[list[int]]:
    """The positions of the columns of each part; of a table whose columns have been measured."""
    stub, *widths = (measure.need + padding + SLACK for measure in measured)
    if len(widths) <= 1 or stub + sum(widths) <= limit_em:
        return [list(range(len(measured)))]
    units = _units(table, widths, limit_em - stub)
    runs = _even_runs([sum(widths[place - 1] for place in unit) for unit in units], limit_em - stub)
    return [[0, *(place for unit in units[start:end] for place in unit)] for start, end in runs]


def _part(table: Table, places: Sequence[int]) -> Table:
    """Some of the columns."""
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in table.rows),
    )


def _units(table: Table, widths: Sequence[float], limit: float) -> list[list[int]]:
    """Columns that stay together: those under one spanner, where they fit on a page, and else each by itself."""
    units: list[list[int]] = []
    for spanner, run in groupby(range(1, len(table.columns)), key=lambda place: table.columns[place].spanner):
        places = list(run)
        whole = bool(spanner) and sum(widths[place - 1] for place in places) <= limit
        units += [places] if whole else [[place] for place in places]
    return units


def _even_runs(widths: Sequence[float], limit: float) -> list[tuple[int, int]]:
    """Start and end of the runs that `limit` makes needed, with the widest of them as narrow as possible."""
    best = _runs(widths, limit)
    fewest, narrow, wide = len(best), 0.0, limit
    for _ in range(STEPS):
        middle = (narrow + wide) / 2
        runs = _runs(widths, middle)
        if len(runs) > fewest:
            narrow = middle
        else:
            best, wide = runs, middle
    return best


def _runs(widths: Sequence[float], limit: float) -> list[tuple[int, int]]:
    """Start and end of the runs that come of filling each up to `limit`."""
    starts, filled = [0], 0.0
    for place, width in enumerate(widths):
        if place > starts[-1] and filled + width > limit + 1e-9:
            starts.append(place)
            filled = 0.0
        filled += width
    return list(zip(starts, [*starts[1:], len(widths)], strict=True))
