"""Sentences that several layouts print."""

from dataclasses import replace

import pytest

from surveykit.core.result import Note
from surveykit.core.style import PRESETS, Style
from surveykit.tables.words import notes_but, notes_on, rounding_note, run_on

ZH = PRESETS["cn-generic"]
WHOLE = replace(ZH, digits={**ZH.digits, "percent": 0})


@pytest.mark.parametrize(
    ("groups", "style", "printed"),
    [
        ([[1 / 3, 1 / 3, 1 / 3]], ZH, True),
        ([[0.5, 0.5], [0.25, 0.75]], ZH, False),
        ([[0.5, 0.5], [2 / 3, 1 / 6, 1 / 6]], ZH, True),
        ([[0.335, 0.665]], ZH, False),
        ([[0.335, 0.665]], WHOLE, True),
        ([[float("nan"), float("nan")]], ZH, False),
        ([[0.5, 0.5, float("nan")]], ZH, False),
        ([], ZH, False),
    ],
)
def test_rounding_is_mentioned_only_where_the_printed_percentages_miss_100(
    groups: list[list[float]], style: Style, printed: bool
) -> None:
    assert bool(rounding_note(groups, style)) == printed


def test_rounding_is_said_in_the_usual_words() -> None:
    assert rounding_note([[1 / 3] * 3], ZH) == "百分比因四舍五入合计可能不等于100%。"


def test_a_percent_sign_in_the_cells_does_not_matter() -> None:
    assert rounding_note([[0.5, 0.5]], replace(ZH, percent_sign=True)) == ""


def test_notes_are_taken_by_the_beginning_of_their_keys() -> None:
    notes = (Note("efa.note_sorted"), Note("efa.note_communality"))
    assert notes_on(notes, "efa.note_s", ZH) == (notes[0].text(ZH),)
    assert notes_but(notes, "efa.note_s", ZH) == (notes[1].text(ZH),)


def test_a_sentence_is_said_once() -> None:
    assert run_on(["One.", "Two.", "One."], PRESETS["apa7"]) == "One. Two."
