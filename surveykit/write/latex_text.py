"""Text in LaTeX: no sign of it is a command, and none is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from surveykit.write.symbols import Run
from surveykit.write.text import clean_text, has_chinese

SPECIAL = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "−": r"\textminus{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    "\u00ad": r"\-",
}
"""The ten specials, and signs that fonts misprint."""

LIGATURE = re.compile(r"(?<=([-',!?]))(?=\1|`)")
"""Between two signs that TeX would join into another: a dash, a quotation mark."""

LONGEST_WORD = 24
"""Letters of a word that are left together; a longer one may be broken anywhere."""

WORD = re.compile(rf"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{{{LONGEST_WORD + 1},}}")

TEXT_FONT = re.compile("[\u0020-\u024f\u02c6-\u02dd\u0300-\u036f\u0370-\u03ff\u0400-\u045f\u1e00-\u1eff\u2010-\u2026]")
"""What every text font for XeLaTeX has: Latin, Greek and Cyrillic letters, dashes and quotation marks."""

TEXT_SIGNS = frozenset("‰′″‹›⁄€№™←↑→↓∂∆∏∑−∕∙√∞∫≈≠≤≥◊²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ")

CHINESE_SIGNS = re.compile("[\u2460-\u2473\u25a0-\u25cf\u2605\u2606\U00020000-\U0003ffff]")
"""Signs beside the characters that Chinese fonts have: circled numbers, squares, circles, stars, rare characters."""

SIGN_COMMAND = (
    r"\ifdefined\unicodesign\else\protected\def\unicodesign#1{\ifdefined\Umathchar\iffontchar\font"
    r'"#1 \char"#1 \else\fbox{\tiny#1}\allowbreak\fi\else\fbox{\tiny#1}\allowbreak\fi}\fi'
)
"""Prints a character by its code where the font has it, and else the code in a frame."""


def escape(text: str) -> str:
    r"""The text with every special character made harmless.

    A character that few fonts have becomes ``\unicodesign``; see `sign_command`. Words that fit on no line may be
    broken.

    >>> print(escape("50% of R&D_x"))
    50\% of R\&D\_x
    """
    parts, end = [], 0
    for match in WORD.finditer(text):
        parts.append(_plain(text[end : match.start()]))
        parts.append(r"\allowbreak{}".join(_plain(sign) for sign in match.group()))
        end = match.end()
    return "".join([*parts, _plain(text[end:])])


def _plain(text: str) -> str:
    return "".join(_sign(sign) for sign in LIGATURE.sub("\0", text))


def _sign(sign: str) -> str:
    if sign == "\0":
        return "{}"
    if sign in SPECIAL:
        return SPECIAL[sign]
    return sign if _is_common(sign) else rf"\unicodesign{{{ord(sign):04X}}}"


def _is_common(sign: str) -> bool:
    return bool(TEXT_FONT.match(sign) or sign in TEXT_SIGNS or needs_chinese_font(sign))


def sign_command(text: str) -> list[str]:
    r"""The definition of ``\unicodesign`` where LaTeX text needs it."""
    return [SIGN_COMMAND] if r"\unicodesign{" in text else []


def marked(runs: Iterable[Run]) -> str:
    """Runs with their looks as commands."""
    parts = []
    for run in runs:
        text = escape(run.text)
        text = rf"\textit{{{text}}}" if run.italic else text
        text = rf"\textsuperscript{{{text}}}" if run.superscript else text
        parts.append(rf"\textbf{{{text}}}" if run.bold else text)
    return "".join(parts)


def guarded(text: str) -> str:
    r"""Text after ``\\`` or a rule, which a star or bracket must not follow: it would be read as an option."""
    return "{}" + text if text.startswith(("*", "[")) else text


def label(what: str, name: str) -> str:
    """A label for a table or figure.

    >>> label("tab", "regression 2")
    'tab:regression-2'
    """
    return f"{what}:{re.sub(r'[^A-Za-z0-9_-]+', '-', name).strip('-') or 'x'}"


def font_size(points: float) -> str:
    """The commands for a size, with lines that are a fifth wider apart."""
    return rf"\linespread{{1}}\fontsize{{{points:g}bp}}{{{1.2 * points:g}bp}}\selectfont{{}}"


def caption_font(size: float, east_asian_font: str, *, chinese: bool) -> str:
    """The commands for the size and the Chinese font of captions."""
    return font_size(size) + (chinese_font(east_asian_font) if chinese else "")


def chinese_font(name: str) -> str:
    """The command that ctex has for a Chinese font; nothing for one that it does not know."""
    return {"黑体": r"\heiti", "宋体": r"\songti", "楷体": r"\kaishu", "仿宋": r"\fangsong"}.get(name, "")


def needs_chinese_font(text: str) -> bool:
    """Whether the text has a character or sign that stands in Chinese fonts only."""
    return has_chinese(text) or CHINESE_SIGNS.search(text) is not None


def plain(text: str) -> str:
    """Any text in one line, escaped."""
    return escape(clean_text(text))
