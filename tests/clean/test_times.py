"""Page times and total time."""

from __future__ import annotations

import pandas as pd
import pytest

from surveykit import Survey, flag_by_codebook, flag_page_time, flag_total_time
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError

BOOK = Codebook.model_validate(
    {
        "variables": [
            *({"name": f"q{i}", "kind": "numeric", "page": 1 + i // 2} for i in range(4)),
            {"name": "t1", "kind": "numeric", "seconds_on": 1},
            {"name": "t2", "kind": "numeric", "seconds_on": 2},
        ]
    }
)
FRAME = pd.DataFrame(
    {
        "q0": [1, 1, 1, None, 1],
        "q1": [2, 2, 2, None, 2],
        "q2": [3, 3, None, None, 3],
        "q3": [4, 4, 4, None, 4],
        "t1": [10.0, 3.0, 3.0, 3.0, None],
        "t2": [10.0, 3.9, 2.5, 1.0, 1.0],
    },
    index=["slow", "fast", "half", "empty", "untimed"],
)


def survey(**paradata: object) -> Survey:
    read = Survey.from_frame(FRAME, codebook=BOOK)
    return Survey(read.data, read.codebook, paradata=pd.DataFrame(paradata, index=FRAME.index))


def test_pages_with_less_than_two_seconds_a_question_are_counted() -> None:
    """Of "half" the second page has one answered question, for which 2.5 s are enough."""
    flags = flag_page_time(survey()).flags
    assert flags[["id", "family", "decisive", "value"]].values.tolist() == [
        ["fast", "time", False, 1.0],
        ["half", "time", False, 0.5],
        ["untimed", "time", False, 1.0],
    ]


def test_who_answered_nothing_or_on_paper_is_not_judged() -> None:
    flagged = flag_page_time(survey(mode=["web", "paper", "web", "web", "web"]), min_share=1)
    assert flagged.flags["id"].tolist() == ["untimed"]
    assert flagged.log[-1].arguments["not_timed"] == 2


PAGED = Codebook.model_validate(
    {
        "variables": [{"name": f"q{i}", "kind": "numeric", "page": "ab"[i // 2]} for i in range(4)],
        "sets": [{"name": "q", "members": ["q2", "q3"]}],
    }
)


def paged(**seconds: object) -> Survey:
    """The same answers, of which q2 and q3 are options of one question, with the seconds of pages as paradata."""
    return Survey(FRAME[["q0", "q1", "q2", "q3"]], PAGED, paradata=pd.DataFrame(seconds, index=FRAME.index))


def test_seconds_among_the_paradata_are_taken_by_themselves() -> None:
    """Page a has two questions, page b one with two options, for which 2 s are enough; page c has no questions."""
    flagged = flag_page_time(
        paged(seconds_a=[3.9, 4.0, None, 1.0, 3.0], seconds_b=[1.9, 1.9, 1.9, 1.0, 2.0], seconds_c=0.1)
    )
    assert flagged.flags[["id", "value"]].values.tolist() == [
        ["slow", 1.0], ["fast", 0.5], ["half", 1.0], ["untimed", 0.5],
    ]  # fmt: skip
    assert flagged.log[-1].arguments["not_timed"] == 1
    assert flagged.log[-1].columns == ()


def test_a_page_without_seconds_is_left_out() -> None:
    assert flag_page_time(paged(seconds_b=[1.9, 2.0, 1.9, 1.0, 2.0])).flags["id"].tolist() == ["slow", "half"]


def test_a_column_that_the_codebook_names_comes_before_the_paradata() -> None:
    """By the paradata everybody was slow."""
    flagged = flag_page_time(survey(seconds_1=100.0, seconds_2=100.0))
    assert flagged.flags["id"].tolist() == ["fast", "half", "untimed"]
    assert flagged.log[-1].columns == ("t1", "t2")


def test_seconds_without_pages_in_the_codebook_tell_nothing() -> None:
    answers = pd.DataFrame({"q0": [1, 2]})
    timed = Survey(answers, Survey.from_frame(answers).codebook, paradata=pd.DataFrame({"seconds_a": [1.0, 1.0]}))
    with pytest.raises(ColumnError, match="page: 1 under the questions"):
        flag_page_time(timed)


def test_the_usual_signs_hold_page_times_among_the_paradata() -> None:
    flagged = flag_by_codebook(paged(seconds_b=[1.9, 2.0, 1.9, 1.0, 2.0]))
    assert flagged.flags["id"][flagged.flags["rule"] == "page_time"].tolist() == ["slow", "half"]


def test_a_page_needs_both_its_questions_and_its_seconds() -> None:
    with pytest.raises(ColumnError, match="seconds_on: 1"):
        flag_page_time(Survey.from_frame(FRAME))


@pytest.mark.parametrize("share", [0, 1.5, "half"])
def test_the_share_of_pages_is_a_share(share: object) -> None:
    with pytest.raises(OptionError, match="min_share"):
        flag_page_time(survey(), min_share=share)  # type: ignore[arg-type]


def test_less_than_half_the_median_is_too_short() -> None:
    """The median of 400, 390, 100, 300 is 345; on paper nobody is timed."""
    timed = survey(duration_seconds=[400.0, 390.0, 100.0, 300.0, 5.0], mode=["web"] * 4 + ["paper"])
    flags = flag_total_time(timed).flags
    assert flags[["id", "rule", "family", "value", "cut_off"]].values.tolist() == [
        ["half", "total_time", "time", 100.0, 172.5]
    ]


def test_the_share_of_the_median_lies_between_none_and_all() -> None:
    with pytest.raises(OptionError, match="share_of_median=1"):
        flag_total_time(survey(duration_seconds=1.0), share_of_median=1)


def test_without_durations_there_is_no_total_time() -> None:
    with pytest.raises(ColumnError, match="duration_seconds"):
        flag_total_time(survey())
