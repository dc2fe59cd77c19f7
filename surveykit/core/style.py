"""How tables and figures look, as data. A style is an argument, never a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Literal

from surveykit.core.checks import check_option
from surveykit.core.codebook import Language
from surveykit.errors import OptionError

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
Continuation = Literal["label and title", "label", "label at right"]
FootnoteMarks = Literal["letters", "circled"]

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


SMALLEST_SIZE, LARGEST_SIZE = 4, 72
"""Points of any text, rule or space."""

MOST_DIGITS = 15
"""More decimals than a float has."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """One school's or journal's rules for tables.

    Attributes
    ----------
    name : str
        Name of the preset, or of the school.
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
    spaced_relations : bool
        Whether "=" and "<" stand between spaces.
    minus : str
        The minus sign.
    thousands : str
        What stands between thousands in counts; empty for nothing.
    brackets : tuple[str, str, str]
        What stands before, between and after the two ends of an interval.
    percent_sign : bool
        Whether percentages carry a sign in the cells; otherwise the header says so.
    rule_weights : tuple[float, float, float]
        Top, header and bottom rule in points.
    spanner_weight : float
        Rule under a spanner in points.
    latin_font, east_asian_font, caption_east_asian_font : str
        Fonts for Latin letters and digits, for Chinese text, and for Chinese captions.
    caption_size, body_size, note_size : float
        In points.
    caption_bold : bool
        Whether a caption in one line is bold.
    caption_layout : {"number title", "number above title"}
        Number and title in one centred line, or number in bold above an italic title, both flush left.
    bilingual : bool
        Whether the caption is repeated in the other language, on a line below.
    table_title_space, figure_title_space : tuple[float, float]
        Points above and below the caption of a table, and of a figure.
    cell_space : float
        Points above and below the text of a cell.
    number_separator : str
        Between chapter and sequence number.
    continuation : {"label and title", "label", "label at right"}
        What stands above the later parts of a table: "续表4-1 题名", "续表4-1", or "续表4-1" flush right.
    footnote_marks : {"letters", "circled"}
        Specific notes are marked a, b, c or ①, ②, ③, in superscript.
    landscape_from : int
        A table of so many columns or more stands on a page of its own on its side; 0 turns no page.
    """

    name: str
    language: Language = "zh"
    digits: Mapping[Kind, int] = field(default_factory=lambda: dict(DIGITS))
    bare_kinds: frozenset[Kind] = frozenset()
    stars: tuple[tuple[float, str], ...] = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
    p_floor: float = 0.001
    spaced_relations: bool = False
    minus: str = "−"
    thousands: str = ""
    brackets: tuple[str, str, str] = ("[", ", ", "]")
    percent_sign: bool = False
    rule_weights: tuple[float, float, float] = (1.5, 0.75, 1.5)
    spanner_weight: float = 0.5
    latin_font: str = "Times New Roman"
    east_asian_font: str = "宋体"
    caption_east_asian_font: str = "黑体"
    caption_size: float = 10.5
    body_size: float = 9.0
    note_size: float = 9.0
    caption_bold: bool = False
    caption_layout: CaptionLayout = "number title"
    bilingual: bool = False
    table_title_space: tuple[float, float] = (12.0, 6.0)
    figure_title_space: tuple[float, float] = (6.0, 12.0)
    cell_space: float = 2.5
    number_separator: str = "-"
    continuation: Continuation = "label at right"
    footnote_marks: FootnoteMarks = "letters"
    landscape_from: int = 13

    def __post_init__(self) -> None:
        sizes = {"caption_size": self.caption_size, "body_size": self.body_size, "note_size": self.note_size}
        for name, size in sizes.items():
            if not SMALLEST_SIZE <= size <= LARGEST_SIZE:
                raise OptionError(f"{name}={size!r} must lie between {SMALLEST_SIZE} and {LARGEST_SIZE} points")
        lengths = (*self.rule_weights, self.spanner_weight, *self.table_title_space, *self.figure_title_space)
        if not all(0 <= length <= LARGEST_SIZE for length in (*lengths, self.cell_space)):
            raise OptionError(f"weights of rules and spaces must lie between 0 and {LARGEST_SIZE} points")
        for kind, digits in self.digits.items():
            if not 0 <= digits <= MOST_DIGITS:
                raise OptionError(f"digits of {kind!r}: {digits!r} must be a whole number from 0 to {MOST_DIGITS}")
        if not 0 < self.p_floor < 1 or not all(0 < level < 1 for level, _ in self.stars):
            raise OptionError("p_floor and the levels of stars must lie between 0 and 1, such as 0.001")

    @classmethod
    def read(cls, path: str | Path) -> Style:
        """A school's own style from a small YAML file that names a preset and what differs from it.

        Parameters
        ----------
        path : str or Path
            A ``.yaml`` file: ``based_on`` (a preset), ``name``, and any of the attributes above. What it does not
            name is as in the preset; ``digits`` replaces single kinds.

        Raises
        ------
        ReadError
            If the file is not there or is no YAML.
        OptionError
            If it names what no style has, or gives a value of the wrong kind; the message names the line's key.
        """
        style: Style = import_module("surveykit.core.style_file").read_style(path)
        return style

    def write(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write every rule of the style into a ``.yaml`` file, to be edited and read again."""
        target: Path = import_module("surveykit.core.style_file").write_style(self, path, overwrite=overwrite)
        return target


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
    "cn-thu": Style(
        name="cn-thu",
        rule_weights=(1.5, 1.0, 1.5),
        caption_size=11,
        body_size=11,
        note_size=9,
        cell_space=3.0,
        continuation="label and title",
    ),
    "cn-sjtu": Style(
        name="cn-sjtu",
        rule_weights=(1.5, 0.75, 1.5),
        caption_size=10.5,
        body_size=10.5,
        note_size=9,
        continuation="label",
    ),
    "apa7": Style(
        name="apa7",
        language="en",
        digits=_APA_DIGITS,
        bare_kinds=_BOUNDED,
        spaced_relations=True,
        rule_weights=(1.0, 0.5, 1.0),
        caption_east_asian_font="宋体",
        caption_size=11,
        body_size=10,
        note_size=10,
        caption_layout="number above title",
        figure_title_space=(12.0, 6.0),
        continuation="label and title",
        landscape_from=10,
    ),
}


def check_kind(kind: object, *, argument: str) -> None:
    """Refuse a word that is no kind of number."""
    check_option(kind, tuple(DIGITS), argument=argument)


def resolve_style(style: str | Path | Style, language: Language | None = None) -> Style:
    """A preset by name, a style file by its path, or a style as it is, in the language asked for."""
    if language is not None:
        check_option(language, ("zh", "en"), argument="language")
    if not isinstance(style, Style):
        if isinstance(style, Path) or str(style).endswith((".yaml", ".yml")):
            style = Style.read(style)
        else:
            check_option(style, tuple(PRESETS), argument="style")
            style = PRESETS[style]
    return style if language is None else replace(style, language=language)
