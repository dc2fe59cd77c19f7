"""How wide text is, and what follows from it: the widths of columns, and where numbers stand in them.

Widths are in em, the size of the font. They are those of Times, which the styles use; another font comes close.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from surveykit.core.table import Cell, Table
from surveykit.write.layout import Head, cell_text, header_rows, is_heading

TIMES = {
    **dict.fromkeys(" .,·", 0.25),
    **dict.fromkeys("-()[]fjrstI/", 0.34),
    **dict.fromkeys(":;il|'’", 0.28),
    **dict.fromkeys("−<>=+±~", 0.564),
    **dict.fromkeys("acez", 0.444),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZwΔΣχ", 0.69),
    **dict.fromkeys("MWm%—", 0.89),
}
"""Those that differ clearly from half an em, which is the width of digits and of the star."""

UNBREAKABLE = 4.0
"""Chinese words of up to so many characters are kept on one line."""

LONGEST = 16.0
"""A longer word is broken where the line ends."""

SLACK = 0.25
"""Room in each cell for what the widths above get wrong."""

MARK = 0.35
"""Width of the superscript mark of a footnote."""

NUMBER = re.compile(r"([^\d.]*\d*(?:[,\s]\d{3}(?!\d))*)(.*)", re.DOTALL)
"""A number up to its last whole digit, which may stand behind separators of thousands, and the rest."""


def text_width(text: str) -> float:
    """Width of one line in em; a Chinese character is 1."""
    return sum(TIMES.get(sign, 1.0 if east_asian_width(sign) in "WF" else 0.5) for sign in text)


def columns_wide(text: str) -> int:
    """Width of one line in columns of a terminal; a Chinese character takes two, a combining mark none."""
    return sum(2 if east_asian_width(sign) in "WF" else category(sign) not in ("Mn", "Me", "Cf") for sign in text)


def halves(text: str) -> tuple[str, str]:
    """A number cut before its decimal point: "(−0.12)**" gives "(−0" and ".12)**"; a whole number stays left."""
    match = NUMBER.match(text)
    return (match[1], match[2]) if match else (text, "")


def is_number(cell: Cell) -> bool:
    """Whether the cell shows a number that lines up with others."""
    return bool(cell.numbers)


@dataclass(frozen=True)
class Block:
    """The numbers of a column as one block that is lined up at the decimal points: widths left and right of them."""

    whole: float = 0.0
    rest: float = 0.0

    @property
    def width(self) -> float:
        """From the leftmost sign to the rightmost mark."""
        return self.whole + self.rest


@dataclass(frozen=True)
class Measure:
    """How wide a column is in em, without the empty space in its cells.

    `block` is that of its numbers, `need` the narrowest width that breaks neither a number nor a word, `wish` that at
    which nothing is broken into lines.
    """

    block: Block
    need: float
    wish: float


def measures(table: Table) -> tuple[Measure, ...]:
    """Each column measured."""
    heads = {head.start: head for row in header_rows(table) for head in row if not head.spanner}
    return tuple(_measure(table, column, heads[column]) for column in range(len(table.columns)))


def _measure(table: Table, column: int, head: Head) -> Measure:
    texts = [(head.text, MARK if head.mark else 0.0)]
    numbers = [(0.0, 0.0)]
    for row in table.rows:
        cell = row.cells[column]
        if is_number(cell):
            whole, rest = halves(cell_text(cell, table))
            numbers.append((text_width(whole), text_width(rest) + _mark(cell)))
        elif not is_heading(row):
            texts.append((cell_text(cell, table), (row.indent if column == 0 else 0) + _mark(cell)))
    block = Block(whole=max(whole for whole, _ in numbers), rest=max(rest for _, rest in numbers))
    return Measure(
        block,
        need=max(block.width, *(_longest_word(text) + more for text, more in texts)),
        wish=max(block.width, *(text_width(text) + more for text, more in texts)),
    )


def rest_width(cell: Cell, table: Table) -> float:
    """Width of a number from its decimal point on, the mark of a footnote included."""
    return text_width(halves(cell_text(cell, table))[1]) + _mark(cell)


def column_widths(table: Table, total: float, *, padding: float) -> tuple[float, ...]:
    """Widths of the columns in em, `total` together.

    Every column first gets what its numbers and longest word need, then columns grow, in proportion to their share,
    until their text stands on one line; what is left is shared by all. So a long text column wraps before a number
    does.

    Parameters
    ----------
    table : Table
        The table.
    total : float
        Width of the table.
    padding : float
        Empty space in each cell, left and right together.
    """
    measured = measures(table)
    needs = [measure.need + padding + SLACK for measure in measured]
    if sum(needs) >= total:
        return tuple(need * total / sum(needs) for need in needs)
    wishes = [max(measure.need, measure.wish) + padding + SLACK for measure in measured]
    shares = [column.width for column in table.columns]
    widths = _grow(needs, wishes, shares, total)
    spare = total - sum(widths)
    return tuple(width + spare * share / sum(shares) for width, share in zip(widths, shares, strict=True))


def least_width(table: Table, *, padding: float) -> float:
    """Em below which a number or a word of the table would break; `padding` as in `column_widths`."""
    return sum(measure.need + padding + SLACK for measure in measures(table))


def _grow(needs: Sequence[float], wishes: Sequence[float], shares: Sequence[float], total: float) -> list[float]:
    """Let columns grow towards their wishes, at the speed of their shares, while there is room."""
    widths = list(needs)
    for _ in needs:
        growing = [column for column, wish in enumerate(wishes) if wish - widths[column] > 1e-9]
        room = total - sum(widths)
        if not growing or room <= 1e-9:
            break
        speed = sum(shares[column] for column in growing)
        step = min(room / speed, *((wishes[column] - widths[column]) / shares[column] for column in growing))
        for column in growing:
            widths[column] += step * shares[column]
    return widths


def _mark(cell: Cell) -> float:
    return MARK if cell.footnote else 0.0


def _longest_word(text: str) -> float:
    widths = [text_width(word) for word in text.split()]
    chinese = any(east_asian_width(sign) in "WF" for sign in text)
    return max((min(width, UNBREAKABLE if chinese else LONGEST) for width in widths), default=0.0)
