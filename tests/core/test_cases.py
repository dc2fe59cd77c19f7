"""One place decides who is counted, and says so."""

import numpy as np
import pandas as pd
import pytest

from surveykit.core.cases import take_cases
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError

FRAME = pd.DataFrame({"a": [1.0, 2.0, np.nan, 4.0], "b": [1.0, np.nan, np.nan, 4.0], "word": list("wxyz")})
SURVEY = Survey.from_frame(FRAME.assign(word=[f"text {i}" for i in range(4)]))


def test_listwise_keeps_complete_rows_and_counts_the_rest() -> None:
    cases = take_cases(SURVEY, ["a", "b"])
    assert cases.frame.index.tolist() == [0, 3]
    assert (cases.counts.total, cases.counts.used, cases.counts.dropped) == (4, 2, 2)
    assert cases.counts.missing == {"a": 1, "b": 2}


def test_listwise_is_the_same_as_dropping_first() -> None:
    dropped = Survey.from_frame(FRAME[["a", "b"]].dropna())
    pd.testing.assert_frame_equal(take_cases(SURVEY, ["a", "b"]).frame, take_cases(dropped, ["a", "b"]).frame)


def test_pairwise_keeps_whoever_answered_anything() -> None:
    assert take_cases(SURVEY, ["a", "b"], missing="pairwise").frame.index.tolist() == [0, 1, 3]


def test_raise_refuses_and_names_the_columns() -> None:
    with pytest.raises(SampleError, match="'b': 2"):
        take_cases(SURVEY, ["a", "b"], missing="raise")


def test_a_rule_the_verb_does_not_offer_is_refused() -> None:
    with pytest.raises(OptionError, match="listwise"):
        take_cases(SURVEY, ["a"], missing="pairwise", allowed=("listwise", "raise"))
    with pytest.raises(OptionError, match="Closest: 'listwise'"):
        take_cases(SURVEY, ["a"], missing="lisstwise")


def test_infinite_values_are_refused() -> None:
    with pytest.raises(SampleError, match="infinite"):
        take_cases(Survey.from_frame(pd.DataFrame({"a": [1.0, np.inf]})), ["a"])


def test_no_complete_row_is_refused() -> None:
    gaps = Survey.from_frame(pd.DataFrame({"a": [1.0, np.nan], "b": [np.nan, 1.0]}))
    with pytest.raises(SampleError, match="no respondent answered all"):
        take_cases(gaps, ["a", "b"])


def test_unknown_and_text_columns_are_refused() -> None:
    with pytest.raises(ColumnError, match="'c' is not a column"):
        take_cases(SURVEY, ["a", "c"])
    many = Survey.from_frame(pd.DataFrame({"text": [f"{i} words" for i in range(30)]}))
    with pytest.raises(ColumnError, match="holds text"):
        take_cases(many, ["text"])
