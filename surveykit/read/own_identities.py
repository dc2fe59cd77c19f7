"""What each respondent gave as name, phone or account, so that it is found again in the same respondent's open answers.

A name has no form of its own; only the question that asked for it tells what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from surveykit.read.columns import Match
from surveykit.read.export import Export
from surveykit.read.headers import clean_header
from surveykit.read.personal import answered, is_personal_column, is_personal_header

Identities = Mapping[int, tuple[str, ...]]
"""By row of the file, the identities of a respondent, the longest first."""

SHORTEST = 4
"""Characters of an identity that is looked for; two are enough in Chinese."""

_CHINESE = re.compile(r"[一-鿿]{2,}")


def own_identities(export: Export, match: Match, kept: Collection[str]) -> Identities:
    """The identities in the columns that point to persons, dropped or not, and in those that were kept by name."""
    found: dict[int, list[str]] = {}
    for place in _places(export, match, kept):
        for row, text in answered(export.grid.cells[place]).items():
            if len(text) >= SHORTEST or _CHINESE.fullmatch(text):
                found.setdefault(int(str(row)), []).append(text)
    return {row: tuple(sorted(texts, key=len, reverse=True)) for row, texts in found.items()}


def _places(export: Export, match: Match, kept: Collection[str]) -> set[int]:
    """Positions of the columns that hold identities."""
    named = {match.single[name].position for name in kept if name in match.single}
    asked = {column.position for column in export.columns if is_personal_column(column, export.cells(column))}
    added = {
        place
        for place, header in enumerate(export.grid.header)
        if clean_header(header) in export.identities and is_personal_header(header)
    }
    return (named | asked | added) & set(export.grid.cells.columns)


def without_own(text: str, words: Collection[str], mask: str) -> str:
    """The text with `mask` in place of every one of the words; full and half width make no difference to finding them.

    >>> without_own("我是王小二，住这里", ("王小二",), "***")
    '我是***，住这里'
    """
    for word in words:
        if word in text:
            text = text.replace(word, mask)
        elif word in (plain := unicodedata.normalize("NFKC", text)):
            text = plain.replace(word, mask)
    return text
