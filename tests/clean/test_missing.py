"""Codes that are no answers become empty cells with a reason."""

import pandas as pd
import pytest

from surveykit import Survey, bands, derive_indicator, reverse_items, score_scales, set_missing
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError

BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "q1", "kind": "ordinal", "values": {1: "no", 2: "yes", 3: "don't know"}, "reference": 1},
            {"name": "q2", "values": {1: "no", 2: "yes"}, "missing": {8: "refused"}},
            {"name": "wage", "kind": "numeric", "personal": True},
        ],
        "scales": [{"name": "S", "items": ["q1", "q2"], "reversed": ["q2"]}],
    }
)
FRAME = pd.DataFrame({"q1": [1, 3, None], "q2": [2, 9, 1], "wage": [9, 10, 11]}, index=["a", "b", "c"])


def test_cells_reasons_and_codebook_change_together(build):
    cleaned = set_missing(build(FRAME, BOOK), columns=["S"], codes={3: "dont_know", 9: "refused"})
    assert cleaned.data["q1"].isna().tolist() == [False, True, True]
    assert cleaned.data["q2"].isna().tolist() == [False, True, False]
    assert cleaned.missing_reasons[["q1", "q2"]].to_numpy().tolist() == [
        ["", ""], ["dont_know", "refused"], ["blank", ""],
    ]  # fmt: skip
    assert list(cleaned.codebook.variable("q1").values) == [1, 2]
    assert cleaned.codebook.variable("q2").missing == {8: "refused", 3: "dont_know", 9: "refused"}


def test_every_cell_is_logged_and_personal_values_are_not(build):
    step = set_missing(build(FRAME, BOOK), columns=["q2", "wage"], codes={9: "refused"}).log[-1]
    assert step.cases[["id", "row", "column", "value", "cut_off"]].to_numpy().tolist() == [
        ["b", 3, "q2", 9, "refused"],
        ["a", 2, "wage", "", "refused"],
    ]


def test_earlier_reasons_stay(build):
    survey = build(FRAME, BOOK).pipe(set_missing, columns="q2", codes={9: "refused"})
    assert set_missing(survey, columns="q2", codes={7: "blank"}).missing_reasons["q2"].tolist() == ["", "refused", ""]


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ({}, "codes is empty"),
        ({9: "lost"}, "Allowed: 'not_shown'"),
        ({9.5: "blank"}, "whole number"),
        ({1: "blank"}, "reference category"),
    ],
)
def test_codes_that_cannot_be_missing_are_refused(build, codes, message):
    with pytest.raises(OptionError, match=message):
        set_missing(build(FRAME, BOOK), columns=["q1"], codes=codes)


def test_after_reversing_it_is_too_late():
    survey = reverse_items(Survey.from_frame(FRAME.assign(q2=[1, 2, 1]), codebook=BOOK))
    with pytest.raises(ColumnError, match="have been reversed"):
        set_missing(survey, columns=["q2"], codes={2: "refused"})


MAKERS = {
    "derive_indicator": lambda s: derive_indicator(s, into="new", column="q1", codes=1),
    "bands": lambda s: bands(s, into="new", column="q1", breaks=[0, 2, 9], labels=["a", "b"]),
    "score_scales": lambda s: s.pipe(reverse_items, items="q2").pipe(score_scales, suffix="_new"),
}


@pytest.mark.parametrize("verb", MAKERS)
def test_what_has_been_made_of_a_column_would_keep_the_old_answers(build, verb):
    survey = MAKERS[verb](build(FRAME.assign(q2=[2, 2, 1]), BOOK))
    with pytest.raises(ColumnError, match=rf"{verb} has made .* of 'q1'.*call set_missing first, and .* afterwards"):
        set_missing(survey, columns="q1", codes={3: "refused"})
    assert set_missing(survey, columns="wage", codes={9: "refused"}).data["wage"].isna().sum() == 1


def test_derived_variables_of_derived_variables_are_protected_too(build):
    survey = build(FRAME, BOOK).pipe(derive_indicator, into="no", column="q1", codes=1)
    survey = survey.pipe(derive_indicator, into="yes", column="no", codes=0)
    with pytest.raises(ColumnError, match=r"derive_indicator has made \['yes'\] of 'no'"):
        set_missing(survey, columns="no", codes={1: "refused"})


def test_the_expected_answer_of_an_attention_item_cannot_mean_no_answer():
    check = {"name": "check", "kind": "ordinal", "values": {1: "a", 2: "b"}, "expected": 2}
    survey = Survey.from_frame(
        pd.DataFrame({"check": [1, 2]}), codebook=Codebook.model_validate({"variables": [check]})
    )
    with pytest.raises(OptionError, match="code 2 is the answer that 'check' expects"):
        set_missing(survey, columns="check", codes={2: "refused"})
    assert set_missing(survey, columns="check", codes={1: "refused"}).codebook.variable("check").expected == 2
