"""Columns and cells from the frames of a result: raw values, and what kind of number each is."""

from __future__ import annotations

import math

from surveykit.core.style import Kind, Style
from surveykit.core.table import Align, Cell, Column, Row
from surveykit.core.terms import term

EMPTY = Cell()
DASH = Cell("—")
"""Where a number could stand but none belongs, such as on the diagonal of a matrix."""


def text(words: str) -> Cell:
    """A cell with words."""
    return Cell(words)


def number(value: float | None, kind: Kind, *, p: float | None = None, parenthesised: bool = False) -> Cell:
    """A number as it was computed; an empty cell where there is none."""
    if value is None or math.isnan(value):
        return EMPTY
    return Cell(value, kind, p=p, parenthesised=parenthesised)


def stub(key: str, style: Style, *, width: float) -> Column:
    """The first column, flush left."""
    return head(key, style, width=width, align="left")


def head(
    key: str, style: Style, *, width: float = 1.0, spanner: str = "", align: Align = "center", **values: str
) -> Column:
    """A column whose header is the term `key`."""
    return Column(term(key, style.language, **values), spanner=spanner, align=align, width=width)


def group_row(words: str, columns: int) -> Row:
    """A row that names the rows below it."""
    return Row((text(words), *[EMPTY] * (columns - 1)), role="group")
