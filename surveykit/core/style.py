"""How tables and figures look, as data. A style is an argument, never a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from surveykit.core.checks import check_option
from surveykit.core.codebook import Language

Kind = Literal[
    "text",
    "count",
    "percent",
    "mean",
    "sd",
    "number",
    "coefficient",
    "std_error",
    "beta",
    "statistic",
    "df",
    "p",
    "correlation",
    "reliability",
    "loading",
    "r_squared",
    "effect",
    "seconds",
]
"""What a cell holds; the style decides how each kind is printed. A percent is kept as a proportion."""

CaptionLayout = Literal["number title", "number above title"]

DIGITS: dict[Kind, int] = {
    "count": 0,
    "percent": 1,
    "mean": 2,
    "sd": 2,
    "number": 2,
    "coefficient": 3,
    "std_error": 3,
    "beta": 3,
    "statistic": 3,
    "df": 0,
    "p": 3,
    "correlation": 3,
    "reliability": 3,
    "loading": 3,
    "r_squared": 3,
    "effect": 2,
    "seconds": 0,
}


@dataclass(frozen=True, kw_only=True)
class Style:
    """One school's or journal's rules for tables.

    Attributes
    ----------
    name : str
        Name of the preset.
    language : {"zh", "en"}
        Language of headers, notes and labels.
    digits : Mapping[str, int]
        Decimals per kind of cell.
    bare_kinds : frozenset[str]
        Kinds printed without the zero before the decimal point, where they are below 1.
    stars : tuple[tuple[float, str], ...]
        Significance marks, from the smallest p to the largest.
    p_floor : float
        Below this, p is printed as "<" and the floor.
    minus : str
        The minus sign.
    rule_weights : tuple[float, float, float]
        Top, header and bottom rule in points.
    latin_font, east_asian_font, caption_east_asian_font : str
        Fonts for Latin letters and digits, for Chinese text, and for Chinese captions.
    caption_size, body_size, note_size : float
        In points.
    caption_layout : {"number title", "number above title"}
        Number and title in one centred line, or number in bold above an italic title, both flush left.
    number_separator : str
        Between chapter and sequence number.
    percent_sign : bool
        Whether percentages carry a sign in the cells; otherwise the header says so.
    """

    name: str
    language: Language = "zh"
    digits: Mapping[Kind, int] = field(default_factory=lambda: dict(DIGITS))
    bare_kinds: frozenset[Kind] = frozenset()
    stars: tuple[tuple[float, str], ...] = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
    p_floor: float = 0.001
    minus: str = "−"
    rule_weights: tuple[float, float, float] = (1.5, 0.75, 1.5)
    latin_font: str = "Times New Roman"
    east_asian_font: str = "宋体"
    caption_east_asian_font: str = "黑体"
    caption_size: float = 10.5
    body_size: float = 9.0
    note_size: float = 9.0
    caption_layout: CaptionLayout = "number title"
    number_separator: str = "-"
    percent_sign: bool = False


_BOUNDED: frozenset[Kind] = frozenset({"p", "correlation", "reliability", "loading", "r_squared"})
_APA_DIGITS: dict[Kind, int] = {
    **DIGITS,
    "coefficient": 2,
    "std_error": 2,
    "beta": 2,
    "statistic": 2,
    "correlation": 2,
    "reliability": 2,
    "loading": 2,
    "r_squared": 2,
}

PRESETS: dict[str, Style] = {
    "cn-generic": Style(name="cn-generic"),
    "cn-thu": Style(name="cn-thu", rule_weights=(1.5, 1.0, 1.5), caption_size=11, body_size=11, note_size=9),
    "cn-sjtu": Style(name="cn-sjtu", rule_weights=(1.5, 0.75, 1.5), caption_size=10.5, body_size=10.5, note_size=9),
    "apa7": Style(
        name="apa7",
        language="en",
        digits=_APA_DIGITS,
        bare_kinds=_BOUNDED,
        rule_weights=(1.0, 0.5, 1.0),
        caption_east_asian_font="宋体",
        caption_size=11,
        body_size=10,
        note_size=10,
        caption_layout="number above title",
    ),
}


def resolve_style(style: str | Style, language: Language | None = None) -> Style:
    """A preset by name, or a style as it is, in the language asked for."""
    if language is not None:
        check_option(language, ("zh", "en"), argument="language")
    if not isinstance(style, Style):
        check_option(style, tuple(PRESETS), argument="style")
        style = PRESETS[style]
    return style if language is None else replace(style, language=language)
