"""Dropping respondents: by codes, by a function, by true and false; never by text, never without a reason."""

import pandas as pd
import pytest

from surveykit import drop_cases
from surveykit.errors import ColumnError, OptionError, SampleError


def test_codes_must_all_hold(build):
    survey = build(pd.DataFrame({"area": [1, 5, 5], "sex": [1, 1, 2]}, index=["a", "b", "c"]))
    assert list(drop_cases(survey, where={"area": 5}, reason="Elsewhere").data.index) == ["a"]
    assert list(drop_cases(survey, where={"area": [4, 5], "sex": 2}, reason="Elsewhere").data.index) == ["a", "b"]


def test_true_and_false_are_aligned_on_ids_not_on_order(build):
    survey = build(pd.DataFrame({"x": [1, 2, 3]}, index=["a", "b", "c"]))
    where = pd.Series([True, False, False], index=["c", "a", "b"])
    assert list(drop_cases(survey, where=where, reason="Test rows").data.index) == ["a", "b"]


def test_the_log_says_who_left_and_why(build):
    survey = build(pd.DataFrame({"age": [12, 40]}, index=["child", "adult"]), mode=["web", "paper"])
    step = drop_cases(survey, where=lambda d: d["age"] < 16, reason="Younger than 16").log[-1]
    assert (step.verb, step.rows_before, step.rows_after, step.reason) == ("drop_cases", 2, 1, "Younger than 16")
    assert step.cases[["id", "row", "cut_off", "action"]].to_numpy().tolist() == [
        ["child", 2, "Younger than 16", "dropped"]
    ]
    assert step.removed.to_numpy().tolist() == [["child", "Younger than 16", "web"]]


def test_an_empty_answer_leaves_the_condition_open_and_that_is_refused(build):
    survey = build(pd.DataFrame({"age": [12, None, 40]}))
    for where in ({"age": 12}, lambda d: d["age"] < 16):
        with pytest.raises(OptionError, match="open for 1 respondents"):
            drop_cases(survey, where=where, reason="Younger than 16")
    kept = drop_cases(survey, where=lambda d: (d["age"] < 16).fillna(False), reason="Younger than 16")
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("x > 1", "text is never run"),
        ({}, "where is empty"),
        (pd.Series([1, 0, 1]), "not Series of int64"),
        (lambda d: True, "not bool"),
        (pd.Series([True, False], index=[0, 1]), "each of their ids once"),
    ],
)
def test_what_is_no_condition_is_refused(build, where, message):
    with pytest.raises(OptionError, match=message):
        drop_cases(build(pd.DataFrame({"x": [1, 2, 3]})), where=where, reason="Test rows")


def test_an_unknown_column_is_named(build):
    with pytest.raises(ColumnError, match="Closest: 'area'"):
        drop_cases(build(pd.DataFrame({"area": [1, 2]})), where={"aera": 1}, reason="Elsewhere")


def test_nobody_left_is_refused(build):
    with pytest.raises(SampleError, match="all 2 respondents"):
        drop_cases(build(pd.DataFrame({"x": [1, 1]})), where={"x": 1}, reason="Everybody")
