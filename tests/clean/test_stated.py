"""Attention items, skip errors and exclusive options, as the codebook states them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, flag_attention, flag_exclusive, flag_incomplete, flag_skip_errors
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError

BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "check1", "kind": "numeric", "expected": 4},
            {"name": "check2", "kind": "numeric", "expected": 1},
            {"name": "visited", "values": {1: "yes", 2: "no"}},
            {"name": "use", "values": {1: "often", 2: "sometimes", 3: "never"}, "asked_if": {"visited": 1}},
            {"name": "rating", "kind": "numeric", "asked_if": {"visited": 1, "use": [1, 2]}},
            *({"name": name, "values": {0: "no", 1: "yes"}} for name in ("poster", "wechat", "none", "unknown")),
        ],
        "sets": [
            {"name": "channels", "members": ["poster", "wechat", "none", "unknown"], "exclusive": ["none", "unknown"]}
        ],
    }
)
FRAME = pd.DataFrame(
    {
        "check1": [4, 3, 3, np.nan, np.nan],
        "check2": [1, 1, 2, 2, np.nan],
        "visited": [1, 2, 2, np.nan, 1],
        "use": [1, np.nan, 1, 1, 3],
        "rating": [5, np.nan, 4, 4, 4],
        "poster": [1, 0, 1, 0, np.nan],
        "wechat": [1, 0, 0, 0, np.nan],
        "none": [0, 1, 1, 1, np.nan],
        "unknown": [0, 0, 0, 1, np.nan],
    },
    index=list("abcde"),
)


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=BOOK)


def found(flagged: Survey) -> list[list[object]]:
    rows: list[list[object]] = flagged.flags[["id", "rule", "family", "decisive", "value", "cut_off"]].values.tolist()
    return rows


def test_failed_attention_items_are_counted_and_empty_ones_are_not_held_against_anybody(survey: Survey) -> None:
    assert found(flag_attention(survey)) == [
        ["b", "attention", "attention", False, 1.0, 1.0],
        ["c", "attention", "attention", False, 2.0, 1.0],
        ["d", "attention", "attention", False, 1.0, 1.0],
    ]
    assert flag_attention(survey).log[-1].arguments["not_judged"] == 1


def test_the_study_says_how_many_must_fail_and_whether_that_decides(survey: Survey) -> None:
    assert found(flag_attention(survey, at_least=2, decisive=True)) == [["c", "attention", "attention", True, 2.0, 2.0]]


def test_answers_to_questions_that_were_to_be_skipped_are_counted(survey: Survey) -> None:
    """c has not visited but answered use and rating; e has visited, never uses it, and rated."""
    assert found(flag_skip_errors(survey)) == [
        ["c", "skip_error", "inconsistency", False, 2.0, 1.0],
        ["e", "skip_error", "inconsistency", False, 1.0, 1.0],
    ]


def test_an_unticked_option_is_no_answer_to_a_question_that_was_to_be_skipped() -> None:
    book = Codebook.model_validate(
        {
            "variables": [{"name": "visited"}, *({"name": n, "asked_if": {"visited": 1}} for n in ("x", "y"))],
            "sets": [{"name": "s", "members": ["x", "y"]}],
        }
    )
    frame = pd.DataFrame({"visited": [2, 2], "x": [0, 1], "y": [0, 0]})
    assert flag_skip_errors(Survey.from_frame(frame, codebook=book)).flags["id"].tolist() == [1]


def test_an_exclusive_option_with_others_is_flagged(survey: Survey) -> None:
    """c ticked a poster and "none", d two options that each go with no other."""
    assert flag_exclusive(survey).flags[["id", "value"]].values.tolist() == [["c", 1.0], ["d", 1.0]]
    assert flag_exclusive(survey).log[-1].arguments["not_judged"] == 1


def test_what_is_not_for_a_respondent_is_not_missing(survey: Survey) -> None:
    """b was to skip both; e has a gap in neither."""
    flagged = flag_incomplete(survey, items=["visited", "use", "rating"])
    assert flagged.flags[["id", "value"]].values.tolist() == [["d", pytest.approx(1 / 3)]]


@pytest.mark.parametrize("verb", [flag_attention, flag_skip_errors, flag_exclusive])
def test_a_codebook_that_states_nothing_is_answered_with_what_to_write(verb: object) -> None:
    plain = Survey.from_frame(pd.DataFrame({"q": [1, 2]}))
    with pytest.raises(ColumnError, match="write "):
        verb(plain)  # type: ignore[operator]


@pytest.mark.parametrize("verb", [flag_attention, flag_skip_errors, flag_exclusive])
def test_a_cut_off_is_a_count(survey: Survey, verb: object) -> None:
    with pytest.raises(OptionError, match="at_least=0"):
        verb(survey, at_least=0)  # type: ignore[operator]
