"""Which columns list options, and which options these are."""

from __future__ import annotations

from collections import Counter

import pytest

from surveykit.read.joined_columns import inseparable, is_list, is_ranking, options_in, pieces


@pytest.mark.parametrize(
    ("cells", "lists"),
    [
        (["A, B", "B, C", "A, C", "A"], True),
        (["A, B", "A, B", "A, B"], False),
        (["A, B", "B, C"], False),
        (["Well, I think", "No, thanks", "Yes, often"], False),
        (["I came, saw and won", "I came, saw and won", "I left, sad"], False),
        (["A", "B", "A"], False),
        ([], False),
    ],
)
def test_options_return_and_sentences_do_not(cells: list[str], lists: bool) -> None:
    assert is_list(Counter(cells), ",") is lists


def test_a_comma_before_a_small_letter_is_inside_an_option() -> None:
    assert pieces("Meeting, Cleaning, sorting and recycling", ",") == ["Meeting", "Cleaning, sorting and recycling"]
    assert pieces("议事会, 志愿服务", ",") == ["议事会", "志愿服务"]
    assert pieces("a;b;", ";") == ["a", "b"]


def test_options_stand_as_cells_order_them() -> None:
    assert options_in(Counter(["B;D", "A;B", "C;D", "B;C"]), ";") == ["A", "B", "C", "D"]
    assert options_in(Counter(["B;A", "A;B"]), ";") == ["B", "A"]


def test_halves_of_an_option_are_found() -> None:
    assert inseparable(Counter(["A, B, C", "A, B", "C"]), ",") == ["A, B"]


def test_rankings_hold_all_options_in_several_orders() -> None:
    assert is_ranking(Counter(["A;B;C", "B;A;C", "A;B;C"]), ";")
    assert not is_ranking(Counter(["A;B;C", "A;B;C", "A;B;C"]), ";")
    assert not is_ranking(Counter(["A;B;C", "B;A", "A;B;C"]), ";")
