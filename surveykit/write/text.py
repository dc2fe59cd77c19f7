"""Text that every file format can hold."""

from __future__ import annotations

import re

SPACES = re.compile(r"[\t\n\v\f\r\u0085\u2028\u2029]+")

FORBIDDEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters: XML refuses most of them
    "\ud800-\udfff\ufffe\uffff"  # halves of a character, and what is no character
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # invisible, or turning the direction of the text
    "]"
)

RUNNING = "=+-@＝＋－＠"
"""Signs with which a spreadsheet takes a text for a formula."""

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def clean_text(text: str) -> str:
    r"""One line of `text`: line breaks and tabs become a space, characters that no document may hold are left out.

    Labels and answers come from files that anybody may have written. A character that turns the direction of the
    text could make a cell show what it does not hold.

    >>> clean_text("trust\x07 in\nothers")
    'trust in others'
    """
    return FORBIDDEN.sub("", SPACES.sub(" ", text))


def has_chinese(text: str) -> bool:
    """Whether the text has a Chinese character or sign, for which the Latin font has no glyph."""
    return CHINESE.search(text) is not None
