"""The one place where numbers become text."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from surveykit.core.style import Kind, Style
from surveykit.core.table import Cell


def round_half_up(value: float, digits: int) -> Decimal:
    """Round as people do by hand: half away from zero, on the shortest decimal that means the same float.

    >>> round_half_up(2.675, 2)
    Decimal('2.68')
    """
    step = Decimal(1).scaleb(-digits)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def format_number(value: float, kind: Kind, style: Style) -> str:
    """One number in the decimals, sign and leading zero that the style has for its kind.

    Examples
    --------
    >>> from surveykit.core.style import PRESETS
    >>> format_number(0.0004, "p", PRESETS["cn-generic"])
    '<0.001'
    >>> format_number(0.0004, "p", PRESETS["apa7"])
    '< .001'
    >>> format_number(-0.0004, "coefficient", PRESETS["cn-generic"])
    '0.000'
    """
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "∞" if value > 0 else f"{style.minus}∞"
    if kind == "p" and value < style.p_floor:
        spaced = "< " if style.bare_kinds else "<"
        return spaced + _plain(style.p_floor, style.digits["p"], bare="p" in style.bare_kinds)
    scaled = float(Decimal(repr(float(value))) * 100) if kind == "percent" else float(value)
    digits = style.digits.get(kind, 0)
    if kind == "df" and not scaled.is_integer():
        digits = max(digits, 1)
    text = _plain(abs(scaled), digits, bare=kind in style.bare_kinds)
    negative = scaled < 0 and round_half_up(scaled, digits) != 0
    return style.minus + text if negative else text


def format_cell(cell: Cell, style: Style) -> str:
    """What a reader sees of one cell; the same in Word, LaTeX, HTML and Markdown."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    text = format_number(cell.value, cell.kind, style) + stars(cell.p, style)
    return f"({text})" if cell.parenthesised else text


def stars(p: float | None, style: Style) -> str:
    """The significance mark of a p value; empty where there is none."""
    if p is None or math.isnan(p):
        return ""
    return next((mark for level, mark in style.stars if p < level), "")


def excel_format(cell: Cell, style: Style) -> str:
    """The number format with which Excel shows the cell's own float as `format_cell` does.

    Excel rounds half away from zero too. It cannot print "<0.001", so small p values get that as a literal.
    """
    if not isinstance(cell.value, int | float):
        return "@"
    if cell.kind == "p" and cell.value < style.p_floor:
        return f'"{format_number(cell.value, "p", style)}"'
    digits = style.digits.get(cell.kind, 0)
    if cell.kind == "df" and not float(cell.value).is_integer():
        digits = max(digits, 1)
    bare = cell.kind in style.bare_kinds and abs(cell.value) < 1
    number = ("" if bare else "0") + ("." + "0" * digits if digits else "")
    number = number + "%" if cell.kind == "percent" and style.percent_sign else number
    positive = (f'"("{number}")"' if cell.parenthesised else number) + _literal(stars(cell.p, style))
    negative = f'"{style.minus}"{positive}'
    return f"{positive};{negative};{positive}"


def _plain(value: float, digits: int, *, bare: bool) -> str:
    """A number that is not negative."""
    text = f"{round_half_up(value, digits):f}"
    return text[1:] if bare and text.startswith("0.") else text


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""
