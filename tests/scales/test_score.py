"""Scores: means and sums over what is answered, where enough is answered and everything points one way."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, cleaning_log, reverse_items, score_scales
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError

ITEMS = ["a1", "a2", "a3", "a4", "b1", "b2", "b3"]
BOOK = Codebook.model_validate(
    {
        "variables": [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in ITEMS],
        "scales": [
            {"name": "A", "label": {"zh": "甲", "en": "First"}, "items": ITEMS[:4], "reversed": ["a4"]},
            {"name": "B", "items": ITEMS[4:], "method": "sum", "min_answered": 2},
        ],
    }
)
NAN = float("nan")
FRAME = pd.DataFrame(
    [[5, 4, 3, 2, 1, 2, 3], [5, NAN, NAN, 2, 1, NAN, 3], [5, NAN, NAN, NAN, NAN, NAN, 3], [NAN] * 7], columns=ITEMS
)


@pytest.fixture
def survey() -> Survey:
    return reverse_items(Survey.from_frame(FRAME, codebook=BOOK))


def test_a_mean_is_over_the_answered_items_and_needs_half_of_them(survey):
    assert score_scales(survey).data["A"].to_numpy() == pytest.approx([4, 4.5, NAN, NAN], nan_ok=True)


def test_a_sum_counts_a_gap_as_the_persons_mean_and_never_as_zero(survey):
    assert score_scales(survey).data["B"].to_numpy() == pytest.approx([6, 6, NAN, NAN], nan_ok=True)


def test_a_sum_of_whole_answers_is_the_whole_number():
    items = [f"q{i}" for i in range(7)]
    variables = [{"name": item, "kind": "numeric"} for item in items]
    book = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": items, "method": "sum"}]})
    frame = pd.DataFrame(np.random.default_rng(1).integers(1, 6, (500, 7)), columns=items)
    scored = score_scales(Survey.from_frame(frame, codebook=book)).data["S"]
    assert scored.tolist() == frame.sum(axis=1).tolist()


def test_the_step_counts_bridged_gaps_and_missing_scores(survey):
    step = score_scales(survey).log[-1]
    assert step.columns == ("A", "B")
    assert step.arguments["person_mean"] == {"A": 1, "B": 1}
    assert step.arguments["not_scored"] == {"A": 2, "B": 2}


def test_the_minimum_can_be_set(survey):
    strict = score_scales(survey, scales="A", min_answered=4)
    assert strict.data["A"].notna().tolist() == [True, False, False, False]
    with pytest.raises(OptionError, match="min_answered=4, but scale 'B' has 3 items"):
        score_scales(survey, min_answered=4)
    with pytest.raises(OptionError, match="min_answered=0"):
        score_scales(survey, min_answered=0)


def test_a_score_is_labelled_by_its_scale(survey):
    scored = score_scales(survey)
    assert scored.codebook.label("A", "en") == "First"
    assert not scored.codebook.has_variable("A")


def test_a_second_scoring_gets_a_variable_of_its_own(survey):
    scored = score_scales(score_scales(survey), suffix="_again")
    variable = scored.codebook.variable("B_again")
    assert (variable.kind, variable.low, variable.high) == ("numeric", 3, 15)
    assert scored.codebook.label("A_again", "zh") == "甲"
    np.testing.assert_array_equal(scored.data["A"], scored.data["A_again"])


def test_scoring_twice_into_one_column_is_refused(survey):
    with pytest.raises(ColumnError, match="there already"):
        score_scales(score_scales(survey))


def test_an_item_that_is_still_to_be_reversed_is_refused():
    with pytest.raises(ColumnError, match=r"\['a4'\] are declared reversed.*call reverse_items first"):
        score_scales(Survey.from_frame(FRAME, codebook=BOOK))


def test_an_answer_outside_the_range_is_refused(survey):
    raw = Survey.from_frame(FRAME.assign(b1=[1, 99, 1, 1]), codebook=BOOK)
    with pytest.raises(AnswerError, match="'b1': 1") as refused:
        score_scales(raw, scales=["B"])
    assert refused.value.cases[["column", "value", "nearest"]].to_numpy().tolist() == [["b1", 99, 5]]


def test_scales_and_items_that_are_not_there_are_named(survey):
    with pytest.raises(ColumnError, match="'C' is not a scale"):
        score_scales(survey, scales=["C"])
    with pytest.raises(ColumnError, match="scale 'B': 'b3' is not a column"):
        score_scales(Survey.from_frame(FRAME.drop(columns="b3"), codebook=BOOK), scales=["B"])
    with pytest.raises(ColumnError, match="no scales"):
        score_scales(Survey.from_frame(FRAME))


def test_every_score_with_gaps_is_a_case_of_the_step() -> None:
    items = ["a1", "a2", "a3"]
    frame = pd.DataFrame([[1, 2, 3], [4, None, 5], [None, None, 2]], columns=items, index=["p", "q", "r"])
    codebook = Codebook.model_validate(
        {"variables": [{"name": i} for i in items], "scales": [{"name": "a", "items": items}]}
    )
    scored = score_scales(Survey.from_frame(frame, codebook=codebook))
    cases = scored.log[-1].cases
    assert cases[["id", "column", "rule", "value", "cut_off"]].values.tolist() == [["q", "a", "person_mean", "2/3", 2]]
    assert scored.log[-1].arguments["person_mean"] == {"a": 1}
    assert cleaning_log(scored)["row"].isna().tolist() == [True]
