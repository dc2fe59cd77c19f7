"""Cells that list options with the same comma that options hold."""

from __future__ import annotations

import pytest

from surveykit.read.answers_closed import OWN_TEXT, Options, options_of
from surveykit.read.answers_joined import SEVERAL_WAYS, Joined, read_joined


def _options(*labels: str) -> Options:
    return options_of((place, (label,)) for place, label in enumerate(labels, start=1))


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Meeting", (0,)),
        ("Meeting, Cleaning, sorting", (0, 1)),
        ("Cleaning, sorting, Meeting", (1, 0)),
        ("Meeting,Cleaning, sorting,", (0, 1)),
    ],
)
def test_every_piece_is_an_option(text: str, members: tuple[int, ...]) -> None:
    options = _options("Meeting", "Cleaning, sorting")
    assert read_joined(text, options, ", ", own_text=False) == Joined(members)


@pytest.mark.parametrize("text", ["Meeting, Singing", "Meeting, Meeting", "Cleaning"])
def test_strangers_and_repetitions_are_not_understood(text: str) -> None:
    assert read_joined(text, _options("Meeting", "Cleaning, sorting"), ", ", own_text=True) is None


def test_the_longest_option_wins_and_the_choice_is_logged() -> None:
    found = read_joined("A, B, C", _options("A", "B", "A, B", "C"), ", ", own_text=False)
    assert found == Joined((2, 3), rule=SEVERAL_WAYS)


def test_own_words_go_to_the_only_option_for_others() -> None:
    found = read_joined("A;garden; stairs;", _options("A", "其他（请注明）"), ";", own_text=True)
    assert found == Joined((0, 1), "garden; stairs", OWN_TEXT)
    assert read_joined("garden", _options("A", "其他", "Other"), ";", own_text=True) is None


def test_an_option_that_only_begins_like_others_is_no_option_for_others() -> None:
    assert read_joined("garden", _options("A", "其他居民"), ";", own_text=True) is None


def test_long_cells_are_read_in_time() -> None:
    text = ", ".join(f"word{n}" for n in range(2_000))
    assert read_joined(text, _options("A", "B, C"), ", ", own_text=True) is None
