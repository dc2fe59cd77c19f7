"""Expressions mean what they look like, know what is unknown, and refuse what has no meaning."""

import math

import pandas as pd
import pytest

from surveykit import Survey, answer_to, count_of, derive, drop_cases, mean_of
from surveykit.errors import ColumnError, OptionError, SampleError

FRAME = pd.DataFrame(
    {"a": [1, 2, 3, None], "b": [2, 2, 5, 1], "born": [1990, 2000, 1985, None], "sex": ["m", "f", "m", "f"]}
)


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME)


def made(survey: Survey, values) -> list[float | None]:
    column = derive(survey, into="made", values=values).data["made"]
    return [None if math.isnan(value) else value for value in column]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (2026 - answer_to("born"), [36, 26, 41, None]),
        (1 + answer_to("a"), [2, 3, 4, None]),
        (2 * answer_to("a"), [2, 4, 6, None]),
        (6 / answer_to("b"), [3, 3, 1.2, 6]),
        (-answer_to("b"), [-2, -2, -5, -1]),
        (answer_to("a") >= 2, [0, 1, 1, None]),
        (answer_to("a") == 2, [0, 1, 0, None]),
        (answer_to("a") != 2, [1, 0, 1, None]),
        (answer_to("a") == answer_to("b"), [0, 1, 0, None]),
        ((answer_to("sex") == 1) | (answer_to("a") > 2), [0, 1, 1, 1]),
    ],
    ids=["number less", "plus", "times", "divided", "minus", "at least", "equal", "other", "columns", "joined"],
)
def test_numbers_stand_on_either_side_and_equality_compares(survey, values, expected):
    assert made(survey, values) == expected


def test_conditions_among_numbers_are_counted_and_not_joined(survey):
    two = (answer_to("a") >= 2) + (answer_to("b") >= 2)
    assert made(survey, two) == [1, 2, 2, None]
    assert made(survey, two >= 2) == [0, 1, 1, None]
    assert made(survey, (answer_to("a") >= 2) * 10) == [0, 10, 10, None]
    assert made(survey, (answer_to("sex") == 2) + (answer_to("b") == 2)) == [2, 1, 1, 0]


@pytest.mark.parametrize(
    "joined",
    [
        lambda: ~answer_to("a"),
        lambda: answer_to("a") & (answer_to("b") > 1),
        lambda: (answer_to("b") > 1) | answer_to("a"),
        lambda: ~mean_of(["a", "b"]),
        lambda: (answer_to("b") > 1) & True,
    ],
)
def test_numbers_are_no_conditions(joined):
    with pytest.raises(OptionError, match="is for conditions"):
        joined()


def test_codes_that_nobody_can_have_given_are_refused(survey):
    for values in (answer_to("b").is_in([2, 77]), answer_to("b") == 77, count_of(["a", "b"], codes=77)):
        with pytest.raises(OptionError, match=r"\[77\] are not answers to 'b'"):
            derive(survey, into="made", values=values)
    with pytest.raises(OptionError, match=r"\[77\] are not answers"):
        drop_cases(survey, where=(answer_to("b") == 77) & (answer_to("b") > 1), reason="none")
    assert made(survey, count_of(["a", "b"], codes=5)) == [0, 0, 1, None]


def test_dividing_by_nought_is_refused_even_where_the_quotient_is_no_number(survey):
    for values in (answer_to("b") / (answer_to("b") - 2), (answer_to("b") - 2) / (answer_to("b") - 2)):
        with pytest.raises(SampleError, match="2 respondents would be divided by 0"):
            derive(survey, into="made", values=values)


def test_what_stands_for_the_unknown_is_of_the_same_kind(survey):
    assert made(survey, (answer_to("a") > 1).if_empty(False)) == [0, 1, 1, 0]
    assert made(survey, answer_to("a").if_empty(0)) == [1, 2, 3, 0]
    with pytest.raises(OptionError, match="give True or False"):
        (answer_to("a") > 1).if_empty(7)
    with pytest.raises(OptionError, match="give a number"):
        answer_to("a").if_empty("none")  # type: ignore[arg-type]


def test_codes_without_an_order_are_compared_for_equality_and_nothing_else(survey):
    assert made(survey, answer_to("sex") == 1) == [0, 1, 0, 1]
    for values in (answer_to("sex") > 1, answer_to("sex") * 2, 2 - answer_to("sex")):
        with pytest.raises(ColumnError, match="'sex' is nominal"):
            derive(survey, into="made", values=values)


def test_a_function_that_leaves_a_cell_empty_gives_it_a_reason(survey):
    high = derive(survey, into="high", values=lambda d: d["b"].where(d["b"] > 1), columns="b")
    assert high.missing_reasons["high"].tolist() == ["", "", "", "not_applicable"]
