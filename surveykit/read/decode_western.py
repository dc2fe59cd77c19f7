"""Text in the one-byte encoding of Western Windows (cp1252), read only where hardly anything else can be meant.

Bytes that are not UTF-8 name no encoding. Two kinds of file are believed to be Western all the same: those whose odd
bytes stand alone behind plain letters, as the accents of words and the apostrophes of Windows do and the paired bytes
of Chinese, Japanese and Korean do not; and long plain files with a handful of odd bytes, which carry no answers.
Either way a note names the lines to look at.
"""

from __future__ import annotations

import re
from itertools import pairwise

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing

ENCODING = "cp1252"

ALONE = 0.7
"""Least share of odd bytes without an odd neighbour in a file of accented words."""

IN_WORDS = 0.6
"""Least share of odd bytes that stand as accents and Windows' own punctuation stand, in a file of accented words."""

STRAY, STRAY_LINES = 10_000, 10
"""At most one odd byte in so many, and on so many lines, is a stray byte of a plain file."""

SHOWN = 10

_ODD = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_IN_WORD = re.compile(
    rb"(?<=[A-Za-z])[\xdf-\xf6\xf8-\xff\x9a\x9c\x9e]|(?<=[A-Z])[\xc0-\xd6\xd8-\xde\x8a\x8c\x8e]"  # café, CAFÉ
    rb"|(?<![A-Za-z])[\xc0-\xd6\xd8-\xf6\xf8-\xff](?=[a-z])"  # Über, école
    rb"|(?<=[A-Za-z])\x92|[\x91\x93](?=[A-Za-z0-9])|(?<=[A-Za-z0-9.!?\x85])\x94"  # don’t, “so”
    rb"|(?<=[A-Za-z0-9 ])[\x85\x96\x97](?=[A-Za-z0-9 ,\"\r\n\x94])|\x80|\xa3(?=\d)"  # … – € £5
)


def western_text(data: bytes) -> str | None:
    """The text of a file that is neither UTF-8 nor Chinese, as cp1252; None where other readings are as likely."""
    if _UNDEFINED.search(data) or _UTF8.search(data):
        return None
    places = [found.start() for found in _ODD.finditer(data)]
    return data.decode(ENCODING) if _are_accents(data, places) or _are_stray(data, places) else None


def western_note(data: bytes, name: str) -> Text:
    """The sentence that says what was guessed, and where to look; lines are counted, and no text is shown."""
    odd = _lines(data)
    lines = bilingual(f"reading.line{'s' if len(odd) > 1 else ''}", lines=listing(odd, most=SHOWN))
    return bilingual("reading.western", file=name, encoding=ENCODING, lines=lines)


def _lines(data: bytes) -> list[int]:
    return [number for number, line in enumerate(data.split(b"\n"), start=1) if not line.isascii()]


def _are_accents(data: bytes, places: list[int]) -> bool:
    """Whether the odd bytes stand alone, and in words."""
    beside = {place for pair in pairwise(places) if pair[1] - pair[0] == 1 for place in pair}
    in_words = len(_IN_WORD.findall(data))
    return len(places) - len(beside) >= ALONE * len(places) and in_words >= IN_WORDS * len(places)


def _are_stray(data: bytes, places: list[int]) -> bool:
    """Whether hardly anything is odd; a few lines can be looked at one by one."""
    return STRAY * len(places) <= len(data) and len(_lines(data)) <= STRAY_LINES
