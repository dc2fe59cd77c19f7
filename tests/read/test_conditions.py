"""Conditions of forms: what is understood, and that nothing else is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from surveykit.read.conditions import Mask, read_condition


@dataclass(frozen=True)
class _Three:
    """Three respondents: ages 20, 60 and unknown; sexes f, m and unknown; the first ticked a."""

    def texts(self, name: str) -> npt.NDArray[np.object_] | None:
        known = {"age": ["20", "60", ""], "sex": ["f", "m", ""], "words": ["x", "y", "z"]}
        return np.array(known[name], dtype=object) if name in known else None

    def ticked(self, name: str, option: str) -> Mask | None:
        return np.array([option == "a", False, False]) if name == "acts" else None

    def __len__(self) -> int:
        return 3


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("${sex} = 'f'", [True, False, False]),
        ("${sex} != 'f'", [False, True, True]),
        ("${sex} != ''", [True, True, False]),
        ("[sex] <> 'f' AND [age] >= 60", [False, True, False]),
        ("[age] = '20.0' or [acts(a)] = '0'", [True, True, True]),
        ("selected(${acts}, 'a')", [True, False, False]),
        ("not(selected(${acts}, 'a')) and ${age} < 100", [False, True, False]),
        ("(${age} > 50 or ${age} < 30) and true()", [True, True, False]),
        ("${age} > -1 and false()", [False, False, False]),
    ],
)
def test_conditions_are_tried_on_answers(text: str, holds: list[bool]) -> None:
    condition = read_condition(text)
    assert condition is not None
    found = condition.holds(_Three())
    assert found is not None
    assert found.tolist() == holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        ". > 3",
        "${a} + 1 = 2",
        "__import__('os')",
        "count-selected(${a}) > 1",
        "${a} =",
        "(${a} = 1",
        "(" * 400 + "${a}=1",
    ],
)
def test_what_is_not_understood_is_no_condition(text: str) -> None:
    assert read_condition(text) is None


@pytest.mark.parametrize("text", ["${unknown} = 1", "${words} > 3", "${sex}", "selected(${sex}, 'f')", "true() = 1"])
def test_what_answers_cannot_tell_holds_for_nobody_in_particular(text: str) -> None:
    condition = read_condition(text)
    assert condition is not None
    assert condition.holds(_Three()) is None
