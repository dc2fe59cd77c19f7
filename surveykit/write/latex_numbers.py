"""Columns of numbers in LaTeX: siunitx lines them up at the decimal point and prints what the style prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.table import Align, Row, Table
from surveykit.write.latex_text import escape, marked
from surveykit.write.layout import alignment, cell_runs, cell_text
from surveykit.write.metrics import is_number, text_width
from surveykit.write.symbols import Run

SETUP = (
    r"\sisetup{mode=text,group-digits=false,reset-text-series=false,"
    "table-align-text-before=false,table-align-text-after=false}"
)
"""Digits in the font of the text, and what stands before and after a number right beside it."""

GROUPS = "group-digits=integer,group-minimum-digits=4"
"""Sets thousands apart."""

RAISED = 0.7
"""Size of a raised mark, compared with the text."""


@dataclass(frozen=True)
class Shown:
    """A number as it is printed: what stands before it, its sign, the digits on both sides of the point, the rest.

    `mark` is that of its footnote.
    """

    before: str
    sign: str
    whole: str
    decimals: str
    after: str
    mark: str = ""

    @property
    def tail(self) -> str:
        """What stands after the number, as LaTeX."""
        return escape(self.after) + (marked([Run(self.mark, superscript=True)]) if self.mark else "")


def read_number(text: str, *, minus: str, thousands: str, mark: str = "") -> Shown | None:
    """A printed number in its pieces; None where there is no digit, as in "∞".

    >>> read_number("(−0.12)**", minus="−", thousands="")
    Shown(before='(', sign='−', whole='0', decimals='12', after=')**', mark='')
    """
    groups = rf"(?:{re.escape(thousands)}\d{{3}})*" if thousands else ""
    match = re.search(rf"(\d{{1,3}}{groups}(?!\d)|\d+)?(?:\.(\d+))?", _from_digit(text))
    if not match or not match.group():
        return None
    before = text[: len(text) - len(_from_digit(text))]
    signed = before.endswith(minus)
    after = text[len(before) + match.end() :]
    return Shown(
        before=before.removesuffix(minus),
        sign=minus if signed else "",
        whole=match[1] or "",
        decimals=match[2] or "",
        after=after,
        mark=mark,
    )


def _from_digit(text: str) -> str:
    """The text from its first digit, or from a point right before a digit."""
    match = re.search(r"\.?\d", text)
    return text[match.start() :] if match else ""


@dataclass(frozen=True)
class NumberColumn:
    """How siunitx sets a column of numbers.

    siunitx prints a zero before the decimal point in all numbers of a column or in none. In a column that has both,
    the zero is therefore handed over as text that stands before the number; so is a sign that is not a minus.
    """

    shown: tuple[Shown, ...]
    thousands: str
    minus: str
    align: Align

    @cached_property
    def bare(self) -> bool:
        """Whether a number has nothing before its decimal point."""
        return any(not number.whole for number in self.shown)

    @cached_property
    def grouped(self) -> bool:
        """Whether thousands are set apart."""
        return bool(self.thousands) and any(self.thousands in number.whole for number in self.shown)

    @property
    def even(self) -> bool:
        """Whether thousands are set apart in all numbers or in none."""
        return not self.grouped or all(len(number.whole) < 4 or self.thousands in number.whole for number in self.shown)

    def options(self) -> str:
        """The options of the column: room for what stands before, for the digits, and for what stands after."""
        before, sign, whole = self._room_before()
        decimals = max(len(number.decimals) for number in self.shown)
        after = max(self.shown, key=lambda number: text_width(number.after) + RAISED * text_width(number.mark)).tail
        room = f"{sign}{whole}" + (f".{decimals}" if decimals else "")
        chosen = [f"table-format={_braced(escape(before))}{room}{_braced(after)}"]
        chosen += ["print-zero-integer=false"] if self.bare else []
        chosen += [f"{GROUPS},group-separator={{{escape(self.thousands)}}}"] if self.grouped else []
        chosen += [f"table-alignment={self.align}"] if self.align != "center" else []
        return ",".join(chosen)

    def _room_before(self) -> tuple[str, str, int]:
        """Text, sign and digits that are together as wide as the widest left half of a number."""
        lefts = [number.before + number.sign + number.whole.replace(self.thousands, "") for number in self.shown]
        widest = max(lefts, key=text_width)
        before = widest.rstrip("0123456789")
        sign = "-" if self.minus == "−" and before.endswith(self.minus) else ""
        return before.removesuffix(self.minus) if sign else before, sign, len(widest) - len(before)

    def cell(self, number: Shown) -> str:
        """One number as siunitx reads it."""
        before, sign, whole = self._split(number)
        if self.bare and whole == "0":
            return _braced(escape(before + number.sign + whole) + number.tail)
        digits = whole + (f".{number.decimals}" if number.decimals else "")
        return f"{_braced(escape(before))}{sign}{digits}{_braced(number.tail)}"

    def _split(self, number: Shown) -> tuple[str, str, str]:
        """What stands before the number as text, its sign for siunitx, and its digits before the point."""
        whole = number.whole.replace(self.thousands, "")
        if self.bare and whole == "0" and number.decimals:
            return number.before + number.sign + whole, "", ""
        if self.minus != "−":
            return number.before + number.sign, "", whole
        return number.before, "-" if number.sign else "", whole


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def number_column(table: Table, column: int) -> NumberColumn | None:
    """How a column is set, where it holds numbers that line up; None for columns of text."""
    align = alignment(table, column)
    numbers = [shown_number(row, column, table) for row in table.rows]
    found = tuple(number for number in numbers if number)
    if align == "left" or not found:
        return None
    made = NumberColumn(found, thousands=table.style.thousands, minus=table.style.minus, align=align)
    return made if made.even else None


def shown_number(row: Row, column: int, table: Table) -> Shown | None:
    """The number that a cell shows, in its pieces; None where it shows none."""
    cell = row.cells[column]
    if not is_number(cell):
        return None
    style = table.style
    mark = _mark(cell_runs(cell, row, table))
    return read_number(cell_text(cell, table), minus=style.minus, thousands=style.thousands, mark=mark)


def _mark(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs if run.superscript)
