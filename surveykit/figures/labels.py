"""Breaking labels into lines: by width, where Chinese and English may be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import east_asian_width

WORDS = re.compile(r"[^\S\n]+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
"""Pieces that stay whole: a run of blanks, one Chinese character, or a Latin word."""

LINE = 0.4
"""Centimetres for a line of a label."""

NEVER_FIRST = frozenset("，。、；：？！）》」』】”’·%‰…")
"""Punctuation that does not begin a line."""


def row_height(labels: Sequence[str], *, least: float) -> float:
    """Centimetres that each row needs so that the labels of neighbours do not touch."""
    lines = [label.count("\n") + 1 for label in labels]
    return max(least, *(LINE * (upper + lower) / 2 + 0.12 for upper, lower in pairwise([*lines, 1])))


def width_of(text: str) -> float:
    """Width in ems: one for a full-width character, a half for any other."""
    return sum(1.0 if east_asian_width(letter) in "WF" else 0.5 for letter in text)


def wrap(text: str, ems: float) -> str:
    r"""`text` in lines no wider than `ems`, and of about the same width.

    >>> wrap("willing to volunteer", 6)
    'willing to\nvolunteer'
    >>> wrap("对居民的需求，反应及时", 9)
    '对居民的需求，\n反应及时'
    """
    filled = _fill(text, ems)
    lines = len(filled)
    while lines > 1 and ems > 1 and len(narrower := _fill(text, ems - 0.5)) == lines:
        filled, ems = narrower, ems - 0.5
    return "\n".join(filled)


def _fill(text: str, ems: float) -> list[str]:
    """Lines that each take as much as fits."""
    lines = [""]
    for piece in _pieces(text, ems):
        if width_of(lines[-1] + piece) <= ems or not lines[-1] or piece in NEVER_FIRST:
            lines[-1] += piece
        elif not piece.isspace():
            lines.append(piece)
    return [line.rstrip() for line in lines]


def _pieces(text: str, ems: float) -> list[str]:
    """What lines are made of; a word wider than a line, such as a long column name, is cut."""
    longest = max(1, int(2 * ems))
    words = WORDS.findall(text)
    return [word[start : start + longest] for word in words for start in range(0, len(word), longest)]
