"""Breaking labels into lines: by width, where Chinese and English may be broken."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

WORDS = re.compile(r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
"""Pieces that stay whole: a run of blanks, one Chinese character, or a Latin word."""

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
CHINESE_LINE, LATIN_LINE = 0.0445, 0.0392
"""Centimetres for a line of a label, for each point of its size."""

MOST_LINES = 4
"""A label of more lines than this loses its middle: its start tells the item, its end the category."""

ELLIPSIS = "…"
CUT_WORD_AT_END = re.compile(r"\s[A-Za-z'’-]+$")
CUT_WORD_AT_START = re.compile(r"^[A-Za-z'’-]+\s")
BROAD = frozenset("mwMW%@—")
NEVER_FIRST = frozenset("，。、；：？！）》」』】”’·%‰…")
"""Punctuation that does not begin a line."""


def line_height(text: str, size: float) -> float:
    """Centimetres that each line of `text` takes, `size` in points; Chinese lines are higher."""
    return size * (CHINESE_LINE if CHINESE.search(text) else LATIN_LINE)


def width_of(text: str) -> float:
    """Width in ems: one for a full-width character, somewhat less for a broad Latin letter, a half for any other."""
    return sum(1.0 if east_asian_width(letter) in "WF" else 0.8 if letter in BROAD else 0.5 for letter in text)


def shorten(text: str, ems: float) -> str:
    """`text` in one line, without its middle where it is wider than `ems`.

    >>> shorten("I am willing to volunteer", 11)
    'I am…volunteer'
    """
    text = " ".join(text.split())
    if width_of(text) <= ems:
        return text
    head, tail = _start(text, 0.55 * (ems - 0.5)), _start(text[::-1], 0.45 * (ems - 0.5))[::-1]
    return CUT_WORD_AT_END.sub("", head).rstrip() + ELLIPSIS + CUT_WORD_AT_START.sub("", tail).lstrip()


def wrap(text: str, ems: float, *, most: int = MOST_LINES) -> str:
    r"""`text` in at most `most` lines no wider than `ems`, and of about the same width.

    >>> wrap("willing to volunteer", 6)
    'willing to\nvolunteer'
    >>> wrap("对居民的需求，反应及时", 9)
    '对居民的需求，\n反应及时'
    """
    room = ems * most
    text = shorten(text, room)
    while len(filled := fill(text, ems)) > most:
        room -= 0.5
        text = shorten(text, room)
    lines = len(filled)
    whole = _pieces(text, ems)
    while lines > 1 and _pieces(text, ems - 0.5) == whole and len(narrower := fill(text, ems - 0.5)) == lines:
        filled, ems = narrower, ems - 0.5
    return "\n".join(filled)


def fill(text: str, ems: float) -> list[str]:
    """Lines that each take as much as fits in `ems`."""
    lines = [""]
    for piece in _pieces(text, ems):
        if width_of(lines[-1] + piece) <= ems or not lines[-1] or piece in NEVER_FIRST:
            lines[-1] += piece
        elif not piece.isspace():
            lines.append(piece)
    return [line.rstrip() for line in lines]


def _pieces(text: str, ems: float) -> list[str]:
    """What lines are made of; a word wider than a line, such as a long column name, is cut."""
    pieces: list[str] = []
    for word in WORDS.findall(text):
        while width_of(word) > ems and len(word) > 1:
            head = _start(word, ems) or word[0]
            pieces.append(head)
            word = word[len(head) :]
        pieces.append(word)
    return [piece for piece in pieces if piece]


def _start(text: str, ems: float) -> str:
    """As much from the start of `text` as fits."""
    end = 0
    while end < len(text) and width_of(text[: end + 1]) <= ems:
        end += 1
    return text[:end]
