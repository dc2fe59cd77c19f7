"""Counters that come out under the numbers that tables and figures have."""

import pytest

from surveykit.write.latex_counters import Counters

RESET = r"\setcounter{table}{0}\setcounter{figure}{0}"


def test_a_sequence_is_left_to_latex() -> None:
    counters = Counters("-")
    first, *others = [counters.lines("table", f"4-{number}") for number in (1, 2, 3)]

    assert first == [r"\setcounter{chapter}{4}\renewcommand{\thechapter}{\arabic{chapter}}" + RESET]
    assert others == [[], []]


def test_tables_and_figures_are_counted_apart() -> None:
    counters = Counters(".")
    counters.lines("table", "4.1")

    assert counters.lines("figure", "4.1") == []
    assert counters.lines("table", "4.2") == []


def test_a_gap_in_the_sequence_sets_the_counter() -> None:
    counters = Counters("-")
    counters.lines("table", "4-1")

    assert counters.lines("table", "4-3") == [r"\setcounter{table}{2}"]
    assert counters.lines("table", "4-4") == []
    assert counters.lines("table", "4-4") == [r"\setcounter{table}{3}"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("B-1", r"\setcounter{chapter}{2}\renewcommand{\thechapter}{\Alph{chapter}}"),
        ("10-1", r"\setcounter{chapter}{10}\renewcommand{\thechapter}{\arabic{chapter}}"),
        ("附_1-1", r"\renewcommand{\thechapter}{附\_1}"),
    ],
)
def test_chapters_may_be_numbers_letters_or_any_text(number: str, shown: str) -> None:
    assert Counters("-").lines("table", number) == [shown + RESET]


@pytest.mark.parametrize("number", ["7", "4-x", "4-01", "-1", "4.1", "4-"])
def test_a_number_that_is_no_place_in_a_sequence_is_set_by_itself(number: str) -> None:
    counters = Counters("-")
    counters.lines("table", "4-1")

    assert counters.lines("table", number) is None
    assert counters.lines("table", "4-2") == [r"\setcounter{table}{1}"]
