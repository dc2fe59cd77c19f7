"""Text in letters of one width: padded, and broken into lines between words or between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveykit.core.table import Align
from surveykit.write.metrics import columns_wide

CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"

PIECE = re.compile(rf"\s+|[（“《【(\[]*(?:[{CHINESE}]|[^\s{CHINESE}]+)[，。；：！？、）】》”…％]*")
"""What stays together: a run of spaces, or a Chinese character or a word with the signs around it."""


def padded(text: str, width: int, align: Align) -> str:
    """The text with blanks around it; one that is too long stays as it is."""
    spare = max(width - columns_wide(text), 0)
    left = {"left": 0, "center": spare // 2, "right": spare}[align]
    return " " * left + text + " " * (spare - left)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; at least one. A word that is longer is broken.

    >>> wrapped("社区参与意愿（N=286）", 10)
    ['社区参与意', '愿', '（N=286）']
    >>> wrapped("Willingness to participate", 14)
    ['Willingness to', 'participate']
    """
    lines = [""]
    for piece in _pieces(text, width):
        if columns_wide(lines[-1] + piece) <= width:
            lines[-1] += piece
        elif not piece.isspace():
            lines.append(piece)
    return [line.strip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    """What stays together, and single signs of what is too long for a line."""
    for piece in PIECE.findall(text):
        if columns_wide(piece) > width:
            yield from piece
        else:
            yield piece
