"""Numbers under one another in HTML: each gets the empty space that puts its decimal point below the others.

The space is padding, so copied text stays a number. Digits are counted in ``ch``, which is the width of a digit in
whatever font the browser has; other signs in em, as wide as they are in Times.
"""

from __future__ import annotations

from dataclasses import dataclass

from surveykit.core.table import Cell, Table
from surveykit.write.layout import alignment, cell_text, footnote_marks
from surveykit.write.metrics import halves, is_number, text_width

RAISED_SIZE = 0.7
"""Size of a superscript mark, in em."""


@dataclass(frozen=True)
class Extent:
    """Width of text: its digits, and the other signs in em."""

    digits: int = 0
    signs: float = 0.0

    @property
    def width(self) -> float:
        """In em, where a digit takes half of one."""
        return self.digits / 2 + self.signs

    def up_to(self, other: Extent) -> str:
        """What this lacks to be as wide as `other`, as a length of CSS.

        >>> Extent(1, 0.25).up_to(Extent(3, 0.5))
        'calc(2ch + 0.25em)'
        """
        digits, signs = other.digits - self.digits, round(other.signs - self.signs, 3)
        if digits / 2 + signs <= 0:
            return "0"
        lengths = [f"{digits}ch"] * bool(digits) + [f"{signs:g}em"] * bool(signs)
        return lengths[0] if len(lengths) == 1 else f"calc({' + '.join(lengths)})"


def number_paddings(table: Table, column: int) -> tuple[str, ...]:
    """For each row, the padding that lines its number up with the others of the column; empty where none is needed.

    In a column that is set flush right, the numbers get space on their right only.
    """
    align = alignment(table, column)
    cells = [row.cells[column] for row in table.rows]
    if align == "left":
        return ("",) * len(cells)
    extents = [_extents(cell, table) if is_number(cell) else None for cell in cells]
    known = [pair for pair in extents if pair is not None]
    wholes, rests = ((extent for extent in side) for side in zip(*known, strict=True)) if known else ((), ())
    whole, rest = (max(side, key=lambda extent: extent.width, default=Extent()) for side in (wholes, rests))
    return tuple("" if pair is None else _padding(pair, (whole, rest), centred=align == "center") for pair in extents)


def _padding(pair: tuple[Extent, Extent], widest: tuple[Extent, Extent], *, centred: bool) -> str:
    left = pair[0].up_to(widest[0]) if centred else "0"
    right = pair[1].up_to(widest[1])
    return "" if left == right == "0" else f"0 {right} 0 {left}"


def _extents(cell: Cell, table: Table) -> tuple[Extent, Extent]:
    """Of what stands before the decimal point, and of the rest with the mark of a footnote."""
    whole, rest = halves(cell_text(cell, table))
    mark = footnote_marks(table)[cell.footnote] if cell.footnote else ""
    return _extent(whole), _extent(rest, mark)


def _extent(text: str, mark: str = "") -> Extent:
    digits = sum(sign.isdigit() for sign in text)
    return Extent(digits, text_width(text) - digits / 2 + RAISED_SIZE * text_width(mark))
