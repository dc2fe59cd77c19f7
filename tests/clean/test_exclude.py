"""A decisive flag excludes; otherwise several independent families must agree."""

import pandas as pd
import pytest

from surveykit import Rule, exclude_flagged, flag_incomplete, flag_inconsistent
from surveykit.errors import OptionError, SampleError

FRAME = pd.DataFrame({"t": [1, 0, 0, 1, 0], "i": [1, 1, 0, 0, 1], "d": [0, 0, 1, 0, 1], "j": [0, 1, 0, 0, 0]})
FRAME.index = ["two_families", "one_family_twice", "decisive", "one", "decisive_later"]
RULES = [
    Rule(name="t", label="t", where={"t": 1}, decisive=False, family="time"),
    Rule(name="i", label="i", where={"i": 1}, decisive=False, family="invariance"),
    Rule(name="j", label="j", where={"j": 1}, decisive=False, family="invariance"),
    Rule(name="d", label="d", where={"d": 1}, family="eligibility"),
]


def test_who_leaves_and_under_which_rule(build):
    survey = flag_inconsistent(build(FRAME, mode="web"), rules=RULES)
    valid = exclude_flagged(survey)
    assert list(valid.data.index) == ["one_family_twice", "one"]
    assert valid.log[-1].removed.set_index("id")["rule"].to_dict() == {
        "two_families": "corroborated",
        "decisive": "d",
        "decisive_later": "d",
    }
    assert set(valid.log[-1].removed["mode"]) == {"web"}


def test_every_flag_is_logged_as_excluded_or_kept(build):
    valid = exclude_flagged(flag_inconsistent(build(FRAME), rules=RULES))
    cases = valid.log[-1].cases.groupby("id")["action"].unique().map(list).to_dict()
    assert cases == {
        "two_families": ["excluded"],
        "one_family_twice": ["kept"],
        "decisive": ["excluded"],
        "one": ["kept"],
        "decisive_later": ["excluded"],
    }
    assert set(valid.flags["id"]) == {"one_family_twice", "one"}


def test_the_first_decisive_rule_in_the_order_of_application_counts(build):
    first = Rule(name="first", label="x", where={"i": 1})
    survey = build(FRAME)
    one_way = survey.pipe(flag_inconsistent, rules=[first]).pipe(flag_inconsistent, rules=RULES)
    other_way = survey.pipe(flag_inconsistent, rules=RULES).pipe(flag_inconsistent, rules=[first])
    counted = [
        exclude_flagged(flagged).log[-1].removed.set_index("id").loc["decisive_later", "rule"]
        for flagged in (one_way, other_way)
    ]
    assert counted == ["first", "d"]


def test_more_families_can_be_asked_for(build):
    survey = flag_inconsistent(build(FRAME), rules=RULES)
    assert len(exclude_flagged(survey, min_families=3)) == 3
    for too_few in (0, 1):
        with pytest.raises(OptionError, match="min_families"):
            exclude_flagged(survey, min_families=too_few)


def test_the_same_rule_twice_flags_once_and_a_decisive_flag_stays(build):
    weak = Rule(name="r", label="x", where={"d": [0, 1]}, decisive=False)
    strong = Rule(name="r", label="x", where={"d": 1})
    survey = build(FRAME).pipe(flag_inconsistent, rules=[weak]).pipe(flag_inconsistent, rules=[strong])
    flags = survey.flags.set_index("id")["decisive"]
    assert flags.index.is_unique
    assert flags[flags.astype(bool)].index.tolist() == ["decisive", "decisive_later"]


def test_without_a_rule_having_looked_it_says_so(build):
    with pytest.raises(OptionError, match="no rule has looked"):
        exclude_flagged(build(FRAME))


def test_a_clean_survey_loses_nobody_and_the_step_says_so(build):
    nobody = Rule(name="r", label="x", where=lambda d: d["t"] > 4)
    valid = exclude_flagged(flag_inconsistent(build(FRAME), rules=[nobody]))
    assert len(valid) == 5
    assert (valid.log[-1].verb, len(valid.log[-1].removed)) == ("exclude_flagged", 0)


def test_everybody_excluded_is_refused(build):
    everybody = Rule(name="r", label="x", where={"t": [0, 1]})
    with pytest.raises(SampleError, match="all 5"):
        exclude_flagged(flag_inconsistent(build(FRAME), rules=[everybody]))


def test_a_reason_in_both_languages_is_told_in_the_language_asked_for(build):
    flagged = flag_incomplete(build(pd.DataFrame({"q1": [4, None, 3], "q2": [5, 3, 1]})), items=["q1", "q2"])
    step = exclude_flagged(flagged, reason={"zh": "作答无效", "en": "Invalid answers"}).log[-1]
    assert [step.why("zh"), step.why("en")] == ["作答无效", "Invalid answers"]
