"""Computed variables: unknown where what they need is unknown, and never computed from text."""

import math

import pandas as pd
import pytest

from surveykit import (
    Survey,
    answer_to,
    count_of,
    derive,
    difference,
    drop_cases,
    mean_of,
    reverse_items,
    score_scales,
    set_missing,
    sum_of,
)
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError

ITEMS = ["t1", "t2", "t3"]
BOOK = Codebook.model_validate(
    {
        "variables": [
            *({"name": name, "kind": "numeric", "low": 1, "high": 5} for name in ITEMS),
            {"name": "wage", "kind": "numeric", "personal": True},
        ],
        "scales": [{"name": "trust", "items": ITEMS, "reversed": ["t3"]}],
    }
)
FRAME = pd.DataFrame({"t1": [1, 2, None], "t2": [5, None, 3], "t3": [3, None, 1], "age": [70, 30, None], "wage": 9})


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=BOOK)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (mean_of(["t1", "t2"]), [3, None, None]),
        (mean_of(["t1", "t2"], min_answered=1), [3, 2, 3]),
        (sum_of(["t1", "t2"]), [6, None, None]),
        (sum_of(["t1", "t2"], min_answered=1), [6, 4, 6]),
        (count_of(["t1", "t2"], codes=[1, 3]), [1, None, None]),
        (count_of(["t1", "t2"], codes=3, min_answered=1), [0, 0, 1]),
        (difference("t2", minus="t1"), [4, None, None]),
        (answer_to("t1") * 2 + 1, [3, 5, None]),
        (answer_to("t2") / answer_to("t1"), [5, None, None]),
    ],
)
def test_numbers_are_unknown_where_an_answer_is_missing(survey, values, expected):
    derived = derive(survey, into="x", values=values)
    assert derived.data["x"].to_numpy() == pytest.approx([math.nan if v is None else v for v in expected], nan_ok=True)
    assert derived.codebook.variable("x").kind == "numeric"


OLD, LOW = answer_to("age") >= 60, answer_to("t1") < 2


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (OLD, [1, 0, None]),
        (~OLD, [0, 1, None]),
        (OLD & LOW, [1, 0, None]),
        (OLD | (answer_to("t2") > 2), [1, None, 1]),
        ((answer_to("t1") <= 1) & (answer_to("t2") > 9), [0, 0, 0]),
        (answer_to("t1").is_in([1, 2]), [1, 1, None]),
        (answer_to("t1").is_in(1).if_empty(False), [1, 0, 0]),
        (answer_to("t2") > answer_to("t1"), [1, None, None]),
    ],
)
def test_conditions_follow_three_valued_logic(survey, condition, expected):
    """False and unknown is false, true or unknown is true; a comparison with NaN would be false everywhere."""
    derived = derive(survey, into="x", values=condition)
    assert derived.data["x"].to_numpy() == pytest.approx([math.nan if v is None else v for v in expected], nan_ok=True)
    variable = derived.codebook.variable("x")
    assert (variable.kind, variable.reference, list(variable.values)) == ("nominal", 0, [0, 1])


def test_a_function_gets_the_columns_it_names_and_unknown_is_not_false(survey):
    seen = []

    def older(data):
        seen.extend(data.columns)
        return data["age"] > 40

    derived = derive(survey, into="older", values=older, columns="age")
    assert seen == ["age"]
    assert derived.data["older"].to_numpy() == pytest.approx([1, 0, math.nan], nan_ok=True)
    assert derived.log[-1].arguments == {"into": "older", "columns": ("age",), "values": "older"}


def test_an_empty_value_has_the_reason_of_its_source(survey):
    told = set_missing(survey, columns="t2", codes={3: "refused"}).pipe(derive, into="x", values=answer_to("t2") + 0)
    assert told.missing_reasons["x"].tolist() == ["", "blank", "refused"]


def test_items_that_point_the_other_way_are_not_averaged(survey):
    with pytest.raises(ColumnError, match=r"\['t3'\] are declared reversed.*reverse_items"):
        derive(survey, into="x", values=mean_of(ITEMS))
    assert derive(reverse_items(survey), into="x", values=mean_of(ITEMS)).data["x"].tolist()[0] == 3


def test_answers_outside_their_range_are_not_computed_with():
    wrong = Survey.from_frame(FRAME.assign(t1=[99, 1, 2]), codebook=BOOK)
    with pytest.raises(AnswerError, match="outside the range"):
        derive(wrong, into="x", values=answer_to("t1") + 1)


def test_what_was_computed_protects_what_it_was_computed_from(survey):
    derived = derive(survey, into="x", values=mean_of(["t1", "t2"]))
    with pytest.raises(ColumnError, match=r"derive has made \['x'\] of 't2'"):
        set_missing(derived, columns="t2", codes={5: "refused"})


def test_personal_columns_make_personal_variables_of_which_the_log_is_silent(survey):
    derived = derive(survey, into="rich", values=answer_to("wage") > 8)
    assert derived.codebook.variable("rich").personal
    assert derived.log[-1].arguments["values"] == ""


def test_conditions_also_say_who_is_dropped(survey):
    with pytest.raises(OptionError, match="open for 1 respondents"):
        drop_cases(survey, where=OLD, reason="Too old")
    left = drop_cases(survey, where=OLD.if_empty(False), reason="Too old")
    assert len(left) == 2
    assert left.log[-1].columns == ("age",)
    assert left.log[-1].arguments["where"] == "age >= 60, else False"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: OLD and LOW,
        lambda: 1 < answer_to("age") < 3,
        lambda: OLD & True,
        lambda: answer_to("age") > "60",
        lambda: answer_to("age").is_in([]),
        lambda: answer_to("age").is_in("60"),
        lambda: mean_of(["t1"], min_answered=2),
        lambda: count_of(["t1"], codes="1"),
    ],
)
def test_expressions_that_mean_something_else_are_refused(wrong):
    with pytest.raises(OptionError):
        wrong()


def test_the_order_of_the_alphabet_is_no_number_but_tells_categories_apart():
    survey = Survey.from_frame(pd.DataFrame({"sex": ["f", "m", "f"]}))
    with pytest.raises(ColumnError, match="Give the order"):
        derive(survey, into="x", values=mean_of(["sex"]))
    assert derive(survey, into="x", values=answer_to("sex").is_in(1)).data["x"].tolist() == [1, 0, 1]


def test_mean_of_a_scale_is_its_score(survey):
    scored = score_scales(reverse_items(survey), min_answered=2)
    derived = derive(reverse_items(survey), into="x", values=mean_of(ITEMS, min_answered=2))
    assert derived.data["x"].to_numpy() == pytest.approx(scored.data["trust"].to_numpy(), nan_ok=True)


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        (
            mean_of(["q1", "q2"], min_answered=1),
            "算式：q1、q2：均值（至少答1题）。",
            "Computed as mean of q1, q2 (at least 1 answered).",
        ),
        (
            count_of(["q1", "q2"], codes=1) + 1,
            "算式：(q1、q2：选择[1]的个数（至少答2题）) + 1。",
            "Computed as (count of [1] of q1, q2 (at least 2 answered)) + 1.",
        ),
        (
            ~answer_to("q1").is_in([1, 2]).if_empty(False),
            "算式：非（q1为[1, 2]之一，为空时取False）。",
            "Computed as not (q1 in [1, 2], else False).",
        ),
        (
            (answer_to("q1") >= 2) & (answer_to("q2") > 1),
            "算式：(q1 >= 2) & (q2 > 1)。",
            "Computed as (q1 >= 2) & (q2 > 1).",
        ),
    ],
    ids=["mean", "count", "condition", "both"],
)
def test_what_was_computed_is_told_in_either_language(values, zh, en):
    survey = Survey.from_frame(pd.DataFrame({"q1": [1, 2, 3], "q2": [3, 2, 1]}))
    step = derive(survey, into="made", values=values).log[-1]
    assert (step.told("zh"), step.told("en")) == (zh, en)
