"""Reversing is low + high - x by the codebook, once."""

import pandas as pd
import pytest

from surveykit import (
    Survey,
    derive_indicator,
    flag_attention,
    flag_inconsistent,
    flag_skip_errors,
    reverse_items,
    score_scales,
)
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError

BOOK = Codebook.model_validate(
    {
        "variables": [
            {
                "name": "open",
                "kind": "ordinal",
                "values": {1: "no", 2: "rather no", 3: "rather yes", 4: "yes"},
                "reference": 1,
            },
            {"name": "alone", "kind": "numeric", "low": 0, "high": 10},
            {"name": "free", "kind": "numeric"},
        ],
        "scales": [{"name": "S", "items": ["open", "alone"], "reversed": ["open", "alone"]}],
    }
)
FRAME = pd.DataFrame({"open": [2, 3, 3], "alone": [0.0, None, 4.0], "free": [1, 2, 3]})


def test_the_range_is_that_of_the_codebook_and_not_of_the_answers():
    reversed_ = reverse_items(Survey.from_frame(FRAME, codebook=BOOK))
    assert reversed_.data["open"].tolist() == [3, 2, 2]
    assert reversed_.data["alone"].to_numpy() == pytest.approx([10, float("nan"), 6], nan_ok=True)
    assert reversed_.data["free"].tolist() == [1, 2, 3]
    assert reversed_.reversed_items == {"open", "alone"}


def test_labels_and_reference_turn_with_the_codes():
    codebook = reverse_items(Survey.from_frame(FRAME, codebook=BOOK)).codebook
    assert codebook.value_label("open", 4, "en") == "no"
    assert list(codebook.variable("open").values) == [1, 2, 3, 4]
    assert codebook.variable("open").reference == 4


def test_small_unsigned_integers_do_not_wrap_around():
    frame = FRAME.assign(open=FRAME["open"].astype("uint8"))
    assert reverse_items(Survey.from_frame(frame, codebook=BOOK), items="open").data["open"].tolist() == [3, 2, 2]


@pytest.mark.parametrize("again", [None, ["open"]])
def test_a_second_reversal_is_refused(again):
    survey = reverse_items(Survey.from_frame(FRAME, codebook=BOOK), items=["open"])
    with pytest.raises(ColumnError, match="reversed already"):
        reverse_items(survey, items=again)


def test_an_answer_outside_the_range_is_refused_with_its_cell():
    survey = Survey.from_frame(FRAME.assign(open=[2, 7, 9]), codebook=BOOK)
    with pytest.raises(AnswerError, match="'open': 2") as refused:
        reverse_items(survey)
    assert refused.value.cases[["column", "value", "nearest"]].to_numpy().tolist() == [["open", 7, 4], ["open", 9, 4]]


def test_an_item_without_a_range_is_refused():
    with pytest.raises(ColumnError, match="does not give its range"):
        reverse_items(Survey.from_frame(FRAME, codebook=BOOK), items=["free"])


def test_nothing_declared_is_refused():
    with pytest.raises(ColumnError, match="declares no reversed items"):
        reverse_items(Survey.from_frame(FRAME))


def test_scores_and_indicators_would_keep_the_answers_before_reversing():
    book = Codebook.model_validate({**BOOK.model_dump(), "scales": [{"name": "S", "items": ["open", "alone"]}]})
    survey = Survey.from_frame(FRAME, codebook=book)
    with pytest.raises(ColumnError, match=r"score_scales has made \['S'\] of 'open'.*call reverse_items first"):
        reverse_items(score_scales(survey), items="open")
    derived = derive_indicator(survey, into="is_open", column="open", codes=[3, 4])
    with pytest.raises(ColumnError, match=r"derive_indicator has made \['is_open'\]"):
        reverse_items(derived, items=["open"])
    assert reverse_items(derived, items="alone").reversed_items == {"alone"}


def test_what_the_codebook_says_of_codes_is_about_the_answers_as_they_were_ticked():
    values = {code: f"step {code}" for code in range(1, 6)}
    codebook = Codebook.model_validate(
        {
            "variables": [
                {"name": "alone", "kind": "ordinal", "values": values, "expected": 4},
                {"name": "why", "asked_if": {"alone": [5]}},
                {"name": "age", "kind": "numeric"},
            ],
            "rules": [
                {
                    "name": "odd",
                    "where": [
                        {"column": "alone", "codes": [5]},
                        {"column": "alone", "comparison": "above", "value": 4},
                        {"column": "age", "comparison": "above", "other": "alone"},
                    ],
                }
            ],
        }
    )
    frame = pd.DataFrame({"alone": [1, 4, 5, None], "why": [1, None, 1, 1], "age": [30, 30, 30, 30]})
    before = Survey.from_frame(frame, codebook=codebook)
    after = reverse_items(before, items="alone")
    assert after.data["alone"].tolist()[:3] == [5, 2, 1]
    for flag in (flag_attention, flag_skip_errors, flag_inconsistent):
        pd.testing.assert_frame_equal(flag(after).flags[["id", "rule"]], flag(before).flags[["id", "rule"]])
    assert flag_skip_errors(after).flags["id"].tolist() == [0]
    assert flag_inconsistent(after).flags["id"].tolist() == [2]
