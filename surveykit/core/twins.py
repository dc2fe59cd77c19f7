"""Answers that differ only in width, letter case, or characters that nobody sees: perhaps one answer, typed twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from surveykit.core.codebook import Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import folded


def twins(labels: Iterable[str]) -> list[list[str]]:
    """The groups of labels that differ only so.

    >>> twins(["AB", "Ab", "ＡＢ", "CD"])
    [['AB', 'Ab', 'ＡＢ']]
    """
    groups: dict[str, list[str]] = {}
    for label in labels:
        groups.setdefault(folded(_visible(label)), []).append(label)
    return [group for group in groups.values() if len(group) > 1]


def twin_notes(variable: Variable) -> tuple[Text, ...]:
    """A sentence about the categories of a variable that may be one; none where none are, and no answer of a person."""
    groups = twins(label.within("zh") for label in variable.values.values())
    if not groups:
        return ()
    if variable.personal:
        return (bilingual("cleaning.note_twins_hidden", column=variable.name, n=len(groups)),)
    told = listing([" / ".join(group) for group in groups], most=len(groups))
    return (bilingual("cleaning.note_twins", column=variable.name, groups=told),)


def _visible(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) != "Cf")
