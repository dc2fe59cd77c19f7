"""Columns and cells from the frames of a result: raw values, and what kind of number each is."""

from __future__ import annotations

import math
from collections.abc import Iterable

from surveykit.core.result import Note
from surveykit.core.style import Kind, Style
from surveykit.core.table import Align, Cell, Column, Joint, Row
from surveykit.core.terms import term
from surveykit.tables.words import interval_note, run_on

EMPTY = Cell()
DASH = Cell("—")
"""Where a number could stand but none belongs, such as on the diagonal of a matrix."""

SUPPRESSION_NOTE = "common.note_suppressed"
DASHED_NOTES = (SUPPRESSION_NOTE, "paired.note_withheld", "describe_items.note_withheld")
"""Keys of the notes on what a dash stands for, and why it is there."""


def text(words: str) -> Cell:
    """A cell with words."""
    return Cell(words)


def number(value: float | None, kind: Kind, *, p: float | None = None, parenthesised: bool = False) -> Cell:
    """A number as it was computed; an empty cell where there is none."""
    if value is None or math.isnan(value):
        return EMPTY
    return Cell(value, kind, p=p, parenthesised=parenthesised)


def told(value: float | None, kind: Kind) -> Cell:
    """A number; a dash where there is one that is not told."""
    cell = number(value, kind)
    return cell if cell.numbers else DASH


def notes_for(notes: Iterable[Note], rows: Iterable[Row]) -> tuple[Note, ...]:
    """The notes that belong under some rows: those on dashes only where there is one."""
    dashed = any(cell == DASH for row in rows for cell in row.cells)
    return tuple(note for note in notes if dashed or note.key not in DASHED_NOTES)


def merged(first: Cell, second: Cell, joint: Joint) -> Cell:
    """Two numbers that are printed as one; an empty cell where the first is missing."""
    return Cell(parts=(first, second), joint=joint) if first.numbers else EMPTY


def stub(key: str, style: Style, *, width: float) -> Column:
    """The first column, flush left."""
    return head(key, style, width=width, align="left")


def head(
    key: str,
    style: Style,
    *,
    width: float = 1.0,
    spanner: str = "",
    align: Align = "center",
    note: str = "",
    **values: str,
) -> Column:
    """A column whose header is the term `key`; `note` is printed while the column is there."""
    return Column(term(key, style.language, **values), spanner=spanner, align=align, width=width, note=note)


def limits(level: str, style: Style, *, width: float = 1.0, notes: Iterable[str] = ()) -> tuple[Column, Column]:
    """The two columns of an interval under `level`, with `notes` on it and what the headers stand for."""
    note = run_on([*notes, interval_note(style)], style)
    return (
        head("tables.head_low", style, spanner=level, width=width, note=note),
        head("tables.head_high", style, spanner=level, width=width, note=note),
    )
