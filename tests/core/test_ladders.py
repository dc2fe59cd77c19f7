"""The one table of answer ladders: no wording of one step is ever taken for another step."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from surveykit.core.ladders import LADDER_NAMES, LADDERS, Ladder
from surveykit.core.words import folded

SIDES = [
    pytest.param(ladder, steps, id=f"{place}-{ladder.name}-{ladder.points}-{language}")
    for place, ladder in enumerate(LADDERS)
    for language, steps in (("zh", ladder.zh), ("en", ladder.en))
    if steps
]


def holding(labels: Collection[str], ladders: Collection[Ladder] = LADDERS) -> list[tuple[Ladder, dict[str, int]]]:
    """The ladders that hold all labels, each with their codes: those whose every step is taken, if there are any."""
    found = [(ladder, codes) for ladder in ladders if (codes := ladder.codes(labels)) is not None]
    filled = [(ladder, codes) for ladder, codes in found if ladder.filled(codes)]
    return filled or found


def test_there_are_ladders_of_two_to_seven_points_for_every_kind_of_question() -> None:
    assert {"agreement", "satisfaction", "fit", "frequency", "importance"} <= set(LADDER_NAMES)
    for name in ("agreement", "satisfaction", "fit", "importance"):
        assert {ladder.points for ladder in LADDERS if ladder.name == name} == {2, 3, 4, 5, 6, 7}
    assert {ladder.points for ladder in LADDERS if ladder.name == "frequency"} == {3, 4, 5, 6, 7}


@pytest.mark.parametrize(("ladder", "steps"), SIDES)
def test_a_wording_stands_on_one_step_only(ladder: Ladder, steps: tuple[tuple[str, ...], ...]) -> None:
    wordings = [folded(wording) for step in steps for wording in step]
    assert len(set(wordings)) == len(wordings)
    assert all(step for step in steps)


@pytest.mark.parametrize(("ladder", "steps"), SIDES)
def test_every_wording_of_every_step_is_read_as_that_step_among_all_ladders(
    ladder: Ladder, steps: tuple[tuple[str, ...], ...]
) -> None:
    """One wording after the other takes its place among the usual ones; no ladder at all may read the set otherwise."""
    usual = [step[0] for step in steps]
    for place, step in enumerate(steps):
        for wording in step:
            labels = [*usual[:place], wording, *usual[place + 1 :]]
            expected = {label: code for code, label in enumerate(labels, start=1)}
            assert {tuple(codes.items()) for _, codes in holding(labels)} == {tuple(expected.items())}, labels


def test_negations_are_not_taken_for_what_they_deny() -> None:
    five = ["非常不同意", "比较不同意", "一般", "比较同意", "非常同意"]
    assert holding(five)[0][1] == {label: code for code, label in enumerate(five, start=1)}
    assert holding(["非常不满意", "不满意", "一般", "满意", "非常满意"])[0][1]["非常不满意"] == 1


@pytest.mark.parametrize("word", ["说不清", "不知道", "不好说", "don't know"])
def test_not_knowing_is_no_step(word: str) -> None:
    assert all(folded(word) not in ladder.places for ladder in LADDERS)


def test_two_wordings_of_one_step_are_not_told_apart() -> None:
    agreement, _ = (ladder for ladder in LADDERS if (ladder.name, ladder.points) == ("agreement", 5))
    assert agreement.codes(["同意", "比较同意"]) is None
    assert agreement.codes(["同意", "agree"]) == {"同意": 4, "agree": 4}
