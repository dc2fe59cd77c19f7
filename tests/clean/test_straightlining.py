"""Straight lines are looked for in the answers as ticked, in the order of the questionnaire."""

import pandas as pd
import pytest

from surveykit import flag_straightlining, reverse_items
from surveykit.core.codebook import Codebook
from surveykit.errors import OptionError, SampleError

ITEMS = [f"{scale}{i}" for scale in "fg" for i in range(1, 7)]


def by_rule(survey, rule):
    flags = survey.flags
    return flags[flags["rule"] == rule].set_index("id")


def test_a_straight_line_through_a_reversed_item_is_decisive(build, answers, two_scales):
    runs = by_rule(flag_straightlining(build(answers, two_scales), items=ITEMS), "longstring")
    assert runs["decisive"].to_dict() == {"line": True, "gap": True, "near": False}
    assert runs["value"].to_dict() == {"line": 12, "gap": 7, "near": 8}


def test_the_spread_is_flagged_in_the_same_family_and_never_decides(build, answers, two_scales):
    flagged = flag_straightlining(build(answers, two_scales), items=ITEMS)
    spread = by_rule(flagged, "irv")
    assert set(spread.index) == {"line", "gap"}
    assert not spread["decisive"].any()
    assert set(flagged.flags["family"]) == {"invariance"}


def test_reversing_first_changes_nothing(build, answers, two_scales):
    before = flag_straightlining(build(answers, two_scales), items=ITEMS)
    after = flag_straightlining(reverse_items(build(answers, two_scales)), items=ITEMS)
    pd.testing.assert_frame_equal(before.flags, after.flags)


def test_the_order_is_that_of_the_questionnaire(build, answers, two_scales):
    survey = build(answers, two_scales)
    shuffled = flag_straightlining(survey, items=["g3", "f1", *reversed([i for i in ITEMS if i not in {"g3", "f1"}])])
    pd.testing.assert_frame_equal(shuffled.flags, flag_straightlining(survey, items=["F", "G"]).flags)


def test_without_a_reversed_item_a_line_is_a_sign_and_no_more(build, answers, two_scales):
    agreeing = [item for item in ITEMS if item != "g6"]
    runs = by_rule(flag_straightlining(build(answers, two_scales), items=agreeing), "longstring")
    assert not runs["decisive"].any()
    assert runs.loc["line", "value"] == 11


def test_a_line_of_fewer_than_ten_answers_never_decides(build, answers, two_scales):
    runs = by_rule(flag_straightlining(build(answers, two_scales), items="G"), "longstring")
    assert not runs["decisive"].any()


def test_a_line_is_flagged_through_three_scales_where_its_runs_are_short(build):
    names = [f"{scale}{i}" for scale in "abc" for i in range(4)]
    scales = [{"name": s, "items": [f"{s}{i}" for i in range(4)]} for s in "abc"]
    book = Codebook.model_validate({"variables": [{"name": n, "low": 1, "high": 5} for n in names], "scales": scales})
    row = pd.DataFrame([[2, 2, 2, 2, None, 2, 2, 2, 2, None, 2, 2]], columns=names).astype(float)
    runs = by_rule(flag_straightlining(build(row, book), items=names), "longstring")
    assert runs[["value", "cut_off", "decisive"]].to_numpy().tolist() == [[4, 6, False]]


def test_limits_can_be_set(build, answers, two_scales):
    survey = build(answers, two_scales)
    assert set(by_rule(flag_straightlining(survey, items=ITEMS, run_length=9), "longstring").index) == {"line", "gap"}
    assert set(by_rule(flag_straightlining(survey, items=ITEMS, max_irv=0.8), "irv").index) == {"line", "gap", "near"}


def test_nobody_is_flagged_for_answering_nothing(build, answers, two_scales):
    answers.loc["honest", ITEMS] = None
    flags = flag_straightlining(build(answers, two_scales), items=ITEMS).flags
    assert "honest" not in set(flags["id"])


def test_one_item_is_refused(build, answers, two_scales):
    with pytest.raises(SampleError, match="at least 2"):
        flag_straightlining(build(answers, two_scales), items=["f1"])


def test_average_runs_and_parts_are_looked_at_if_asked_for(build, answers, two_scales):
    """The near-line has runs of 8, 1, 1, 1 and 1; its first half is a line."""
    survey = build(answers, two_scales)
    flagged = flag_straightlining(survey, items=ITEMS, average_run=2.4, parts=2)
    assert by_rule(flagged, "average_string")["value"].to_dict() == {"line": 12.0, "gap": 4.0, "near": 2.4}
    assert by_rule(flagged, "irv_split")["value"].to_dict() == {"line": 0.0, "gap": 0.0, "near": 0.0}
    assert set(flagged.flags["family"]) == {"invariance"}
    assert set(flag_straightlining(survey, items=ITEMS).flags["rule"]) == {"longstring", "irv"}


def test_limits_of_runs_and_parts_outside_their_range_are_refused(build, answers, two_scales):
    survey = build(answers, two_scales)
    with pytest.raises(OptionError, match="average_run=0"):
        flag_straightlining(survey, items=ITEMS, average_run=0)
    with pytest.raises(OptionError, match="parts=1"):
        flag_straightlining(survey, items=ITEMS, parts=1)
    with pytest.raises(SampleError, match="12 items cannot be cut into 7 parts"):
        flag_straightlining(survey, items=ITEMS, parts=7)
