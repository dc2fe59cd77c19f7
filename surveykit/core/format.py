"""The one place where numbers become text."""

from __future__ import annotations

import math
from dataclasses import replace
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
    >>> format_number(0.9996, "p", PRESETS["cn-generic"])
    '>0.999'
    >>> format_number(-0.0004, "coefficient", PRESETS["cn-generic"])
    '0.000'
    """
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "∞" if value > 0 else f"{style.minus}∞"
    if kind == "p" and (beyond := _beyond(value, style)):
        return beyond
    scaled = float(Decimal(repr(float(value))) * 100) if kind == "percent" else float(value)
    digits = style.digits.get(kind, 0)
    if kind == "df" and not scaled.is_integer():
        digits = max(digits, 1)
    text = _plain(abs(scaled), digits, bare=kind in style.bare_kinds)
    text = _grouped(text, style.thousands) if kind == "count" else text
    text += "%" if kind == "percent" and style.percent_sign else ""
    negative = scaled < 0 and round_half_up(scaled, digits) != 0
    return style.minus + text if negative else text


def format_cell(cell: Cell, style: Style) -> str:
    """What a reader sees of one cell; the same in Word, LaTeX, HTML and Markdown.

    >>> from surveykit.core.style import PRESETS
    >>> parts = (Cell(0.4216, "coefficient", p=0.0004), Cell(0.05, "std_error"))
    >>> format_cell(Cell(parts=parts, joint="error"), PRESETS["apa7"])
    '0.42*** (0.05)'
    """
    if cell.parts:
        return _joined(cell, style)
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    if math.isnan(cell.value):
        return ""
    if cell.blank_below is not None and abs(cell.value) < cell.blank_below:
        return ""
    text = format_number(cell.value, cell.kind, _with_digits(style, cell)) + stars(cell.p, style)
    return f"({text})" if cell.parenthesised else text


def _with_digits(style: Style, cell: Cell) -> Style:
    """The style with the decimals that a cell has of its own."""
    return style if cell.digits is None else replace(style, digits={**style.digits, cell.kind: cell.digits})


def _joined(cell: Cell, style: Style) -> str:
    """The numbers of a cell as one text; the first alone where the second is missing."""
    first, *others = (format_cell(part, style) for part in cell.parts)
    rest = [text for text in others if text]
    if not first or not rest:
        return first
    before, between, after = style.brackets
    patterns = {"error": "{} ({})", "spread": "{} ± {}", "interval": f"{before}{{}}{between}{{}}{after}"}
    return patterns[cell.joint].format(first, *rest)


def stars(p: float | None, style: Style) -> str:
    """The significance mark of a p value; empty where there is none."""
    if p is None or math.isnan(p):
        return ""
    return next((mark for level, mark in style.stars if p < level), "")


def format_level(level: float, style: Style) -> str:
    """A significance level as it stands in a note, with the decimals it needs.

    >>> from surveykit.core.style import PRESETS
    >>> format_level(0.05, PRESETS["cn-generic"]), format_level(0.05, PRESETS["apa7"])
    ('0.05', '.05')
    """
    text = f"{Decimal(repr(float(level))):f}"
    return text[1:] if "p" in style.bare_kinds and text.startswith("0.") else text


def format_confidence(level: float) -> str:
    """A confidence level in percent, without the sign, with the decimals it needs.

    >>> format_confidence(0.95), format_confidence(0.975)
    ('95', '97.5')
    """
    percent = Decimal(repr(float(level))) * 100
    return f"{percent.normalize():f}"


def format_cutoff(value: float, style: Style) -> str:
    """A customary limit of a coefficient below 1, with two decimals whatever the style gives its kind.

    >>> from surveykit.core.style import PRESETS
    >>> format_cutoff(0.7, PRESETS["cn-generic"]), format_cutoff(0.7, PRESETS["apa7"])
    ('0.70', '.70')
    """
    return _plain(value, 2, bare="loading" in style.bare_kinds)


def format_limit(value: float, kind: Kind, style: Style) -> str:
    """A customary limit of any kind, with the decimals it needs; two for coefficients that lie below 1.

    >>> from surveykit.core.style import PRESETS
    >>> [format_limit(value, kind, PRESETS["apa7"]) for value, kind in ((0.7, "reliability"), (7, "number"))]
    ['.70', '7']
    >>> format_limit(0.5, "percent", PRESETS["apa7"])
    '50%'
    """
    if kind in ("correlation", "reliability", "loading", "r_squared"):
        return format_cutoff(value, style)
    return format_confidence(value) + "%" if kind == "percent" else f"{Decimal(repr(float(value))).normalize():f}"


def excel_format(cell: Cell, style: Style, *, mark: str = "") -> str:
    """The number format with which Excel shows the cell's own float as `format_cell` does, and `mark` after it.

    What a number format cannot do is written into it as a literal: "<0.001" or ">0.999", a sign or mark of the style,
    no minus before what rounds to zero, and a number so near to the middle between two others that spreadsheets do not
    agree how to round it. A number that is left out in print is kept and not shown. There is one difference: a
    percentage always carries its sign, because Excel cannot show a proportion as a percentage without it.
    """
    if cell.value is None or isinstance(cell.value, str) or not math.isfinite(cell.value):
        return "@"
    text = format_cell(cell, style)
    if not text:
        return ";".join([_literal(mark)] * 3) if mark else ";;;"
    number = format_number(cell.value, cell.kind, _with_digits(style, cell))
    if number.startswith(("<", ">")):
        return _literal(text + mark)
    unsigned = number.removeprefix(style.minus)
    minus = _literal(style.minus) if unsigned != number else ""
    opening, closing = ('"("', '")"') if cell.parenthesised else ("", "")
    rest = _digit_places(unsigned, cell, style) + _literal(stars(cell.p, style)) + closing + _literal(mark)
    return f"{opening}{rest};{opening}{minus}{rest}"


def _digit_places(text: str, cell: Cell, style: Style) -> str:
    """The part of Excel's number format that stands for the digits of `text`, the cell's number without its sign."""
    percent = "%" if cell.kind == "percent" else ""
    whole, point, rest = text.rstrip("%").partition(".")
    if _between(float(cell.value or 0), len(rest), scale=100 if percent else 1):
        return _literal(whole + point + rest + percent)
    thousands = style.thousands if cell.kind == "count" else ""
    groups = whole.count(thousands) if thousands else 0
    places = "#,##0" if thousands == "," else "0" + f"{_literal(thousands)}000" * groups
    return (places if whole else "") + point + "0" * len(rest) + percent


def _between(value: float, digits: int, *, scale: int) -> bool:
    """Whether programs that know fifteen digits, or multiply before they round, round the number otherwise."""
    readings = (float(Decimal(repr(value)) * scale), float(Decimal(f"{value:.15g}") * scale), value * scale)
    return len({round_half_up(reading, digits) for reading in readings}) > 1


def _beyond(value: float, style: Style) -> str:
    """Such as "<0.001" or ">0.999" for a p value that would else be printed as 0 or 1; empty for others.

    With fewer decimals than the floor of the style has, the floor is the smallest number that they can show.
    """
    digits = style.digits.get("p", 0)
    space = " " if style.spaced_relations else ""
    floor = max(style.p_floor, 10.0**-digits)
    if value < floor:
        return f"<{space}" + _plain(floor, digits, bare="p" in style.bare_kinds)
    if round_half_up(value, digits) >= 1:
        return f">{space}" + _plain(1 - 10.0**-digits, digits, bare="p" in style.bare_kinds)
    return ""


def _plain(value: float, digits: int, *, bare: bool) -> str:
    """A number that is not negative."""
    text = f"{round_half_up(value, digits):f}"
    return text[1:] if bare and text.startswith("0.") else text


def _grouped(text: str, separator: str) -> str:
    """A number with a separator between its thousands."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", separator) + point + rest


def _literal(text: str) -> str:
    """A text within a number format, whose end a straight quotation mark would be."""
    curved = text.replace('"', "”")
    return f'"{curved}"' if text else ""
