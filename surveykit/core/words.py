"""Comparing words as people write them, and finding the one that was probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def folded(text: str) -> str:
    """Half-width, without any space, in lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word closest to `word`, or an empty string if none is close."""
    found = get_close_matches(word, [name for name in known if name], n=1, cutoff=0.5)
    return found[0] if found else ""


def closest(word: str, known: Iterable[str]) -> str:
    """The end of a message: the closest known word, or else the first few."""
    words = list(known)
    near = nearest(word, words)
    if near:
        return f". Closest: {near!r}."
    listed = ", ".join(repr(name) for name in words[:8])
    more = f" and {len(words) - 8} more" if len(words) > 8 else ""
    return f". Known: {listed}{more}." if listed else "."
