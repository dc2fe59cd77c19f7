"""How a table is fitted to a page in LaTeX: on its side, in a smaller size, in parts, or over several pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveykit.core.table import Row, Table
from surveykit.write.columns import column_parts
from surveykit.write.layout import cell_text, is_heading, is_wide
from surveykit.write.metrics import column_widths, least_width, text_width
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text

PORTRAIT, LANDSCAPE = 14.5, 22.5
"""Width of the text in centimetres, as narrow as theses have it; on a wider page the columns grow with it."""

HEIGHT = {True: 400.0, False: 650.0}
"""Points that a table on its side, or upright, may be high before it is set as one that runs over pages."""

ABOVE = 70.0
"""Points for the caption and the header."""

LONGEST = 35
"""Rows up to which a table is kept on one page."""

CELL_MARGIN = 3.5
"""Points left and right of the text of a cell."""

SMALLEST = 6.5
"""Points to which the text of a wide table shrinks at most."""

POINTS = 72 / 2.54


@dataclass(frozen=True)
class Sheet:
    """A table, or a part of one, that fits the width of its page.

    Attributes
    ----------
    table : Table
        Its style has the size in which it fits.
    shares : tuple[float, ...]
        Width of each column as a share of the width of the text.
    em : float
        Width of the text in em of the table.
    landscape : bool
        Whether the page is turned.
    """

    table: Table
    shares: tuple[float, ...]
    em: float
    landscape: bool

    @property
    def long(self) -> bool:
        """Whether the table runs over pages."""
        rows = len(self.table.rows)
        return rows > LONGEST or 0 < self.table.part_rows < rows or self._height() > HEIGHT[self.landscape]

    def room(self, start: int, columns: int = 1) -> float:
        """Em that the text of a cell has, which may span columns."""
        return max(1.0, self.em * sum(self.shares[start : start + columns]) - _padding(self.table))

    def _height(self) -> float:
        """Points that caption, rows and notes fill, roughly."""
        style = self.table.style
        lines = [self._lines(row) for row in self.table.rows]
        rows = sum(1.2 * style.body_size * count + 2 * style.cell_space for count in lines)
        page = self.em * style.body_size / style.note_size
        notes = sum(math.ceil(text_width(plain_text(note)) / page) for note in note_paragraphs(self.table))
        return rows + 1.2 * style.note_size * notes + ABOVE

    def _lines(self, row: Row) -> int:
        if is_heading(row):
            return math.ceil(text_width(cell_text(row.cells[0], self.table)) / self.em) or 1
        widths = [text_width(cell_text(cell, self.table)) for cell in row.cells]
        return max(math.ceil(width / self.room(place)) for place, width in enumerate(widths)) or 1


def sheets(table: Table) -> list[Sheet]:
    """The table fitted to a page, or the parts of its columns that are.

    A table with many columns, or one that does not fit upright even in the smallest size, stands on a page on its
    side; what does not fit there either is cut.
    """
    turned = is_wide(table)
    if not turned and table.orientation == "auto" and not _fits(_fitted(table, PORTRAIT), PORTRAIT):
        turned = True
    width = LANDSCAPE if turned else PORTRAIT
    fitted = _fitted(table, width)
    if _fits(fitted, width):
        return [_sheet(fitted, turned)]
    parts = column_parts(table, _em(table, width), _padding(table))
    return [_sheet(_fitted(part, width), turned) for part in parts]


def _sheet(table: Table, turned: bool) -> Sheet:
    em = _em(table, LANDSCAPE if turned else PORTRAIT)
    widths = column_widths(table, em, padding=_padding(table))
    return Sheet(table, shares=_shares(widths), em=em, landscape=turned)


def _shares(widths: Sequence[float]) -> tuple[float, ...]:
    """Shares that add up to no more than 1."""
    return tuple(math.floor(10_000 * width / sum(widths)) / 10_000 for width in widths)


def _fitted(table: Table, width: float) -> Table:
    """The table in the size of its style, or in the largest smaller size in which no number breaks."""
    while table.style.body_size > SMALLEST and not _fits(table, width):
        size = max(SMALLEST, table.style.body_size - 0.5)
        table = replace(table, style=replace(table.style, body_size=size))
    return table


def _fits(table: Table, width: float) -> bool:
    return least_width(table, padding=_padding(table)) <= _em(table, width)


def _em(table: Table, width: float) -> float:
    return width * POINTS / table.style.body_size


def _padding(table: Table) -> float:
    return 2 * CELL_MARGIN / table.style.body_size
