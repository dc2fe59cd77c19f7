"""A regression term reads as its labels do."""

from __future__ import annotations

import pytest

from surveykit.core.codebook import Codebook, Language, Scale, Text, Variable
from surveykit.core.labels import labels_text, term_label, values_text
from surveykit.core.result import Note
from surveykit.core.style import PRESETS

BOOK = Codebook(
    variables=(
        Variable(name="q1"),
        Variable(name="party", label=Text(zh="政治面貌", en="Party"), values={1: Text(zh="党员", en="member")}),
        Variable(name="a:b=1", label=Text(zh="怪名", en="Odd name")),
    ),
    scales=(Scale(name="SQ", label=Text(zh="服务质量", en="Service quality"), items=("q1",)),),
)


@pytest.mark.parametrize(
    ("term", "language", "expected"),
    [
        ("SQ", "zh", "服务质量"),
        ("party=1", "zh", "政治面貌：党员"),
        ("party=1", "en", "Party: member"),
        ("SQ:party=1", "en", "Service quality × Party: member"),
        ("a:b=1", "en", "Odd name"),
        ("unknown", "zh", "unknown"),
    ],
)
def test_terms_read_as_labels(term: str, language: Language, expected: str) -> None:
    assert term_label(BOOK, term, language) == expected


def test_lists_of_labels_are_joined_as_each_language_does() -> None:
    assert labels_text(BOOK, ["SQ", "party=1"]) == Text(
        zh="服务质量、政治面貌：党员", en="Service quality, Party: member"
    )
    assert values_text(BOOK, "party", [1.0, 2.0]) == Text(zh="党员、2", en="member, 2")


def test_a_note_prints_a_label_in_the_language_of_its_style() -> None:
    note = Note("mediation.note_ordinal", {"names": labels_text(BOOK, ["SQ"])})
    assert note.text(PRESETS["cn-generic"]).startswith("服务质量为")
    assert note.text(PRESETS["apa7"]).startswith("Service quality: ")
