"""Statistical symbols in italics, as both Chinese and APA rules want them; Greek letters stay upright."""

from __future__ import annotations

import re
from dataclasses import dataclass

ALWAYS = ("SD", "SE", "df", "d", "f", "h", "n", "p", "r", "t", "z")
CAPITALS = ("M", "N", "B", "F", r"R(?![)）])", "U", "W", "Z")
"""Those that may name a place too. "(R)" marks a reversed item."""

NAMED = r"(?![一-鿿])|(?=值|检验|统计量|分布|变换|为|与|和|及)"
"""What follows a capital that is a symbol: no Chinese, or a word about a statistic; "Z社区" and "M街道" are places."""

SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9_'’.])(?:{'|'.join(ALWAYS)}|(?:{'|'.join(CAPITALS)})(?:{NAMED}))(?![A-Za-z0-9_'’]|\.\w)"
)
"""A symbol that stands alone: next to Chinese text, digits above the line and signs, but never within a word."""

RAISED = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look."""

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False


def symbol_runs(text: str) -> tuple[Run, ...]:
    """Cut `text` into runs, the symbols among them italic. Joined, the runs are `text` again.

    >>> [run.text for run in symbol_runs("M ± SD, p值") if run.italic]
    ['M', 'SD', 'p']
    """
    runs: list[Run] = []
    end = 0
    for match in SYMBOL.finditer(text):
        runs.append(Run(text[end : match.start()]))
        runs.append(Run(match.group(), italic=True))
        end = match.end()
    runs.append(Run(text[end:]))
    return tuple(run for run in runs if run.text)


def plain_text(runs: tuple[Run, ...]) -> str:
    """What the runs say, without their looks; what is raised is told by the letters that Unicode has for it."""
    return "".join(run.text.translate(RAISED) if run.superscript else run.text for run in runs)
