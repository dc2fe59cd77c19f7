"""Decisions on who is excluded, against the flags counted by hand."""

import pandas as pd
import pytest

from surveykit import Rule, Survey, exclude_flagged, flag_inconsistent
from surveykit.analyze.exclusion_rules import Exclusion, exclusions_of, reduced
from surveykit.core.codebook import Text
from surveykit.errors import SampleError

FRAME = pd.DataFrame(
    {"young": [1, 0, 0, 0, 1, 0], "fast": [0, 1, 1, 0, 1, 0], "flat": [0, 1, 0, 0, 0, 0], "odd": [0, 0, 0, 1, 0, 0]},
    index=list("abcdef"),
)
FAMILIES = {"young": "eligibility", "fast": "time", "flat": "invariance", "odd": "inconsistency"}
RULES = list(FAMILIES)


@pytest.fixture
def flagged() -> Survey:
    rules = [
        Rule(
            name=name,
            label=Text(zh=f"规则{name}", en=f"Rule {name}"),
            where={name: 1},
            family=family,
            decisive=name == "young",
        )
        for name, family in FAMILIES.items()
    ]
    return flag_inconsistent(Survey.from_frame(FRAME), rules=rules)


def gone(survey: Survey, rules: list[str], min_families: int = 2) -> dict[str, str]:
    return {one.rule: "".join(sorted(one.gone)) for one in exclusions_of(survey, rules, min_families)}


def test_every_decision_excludes_whom_the_flags_say(flagged):
    assert gone(flagged, RULES) == {
        "none": "",
        "decisive": "ae",
        "main": "abe",
        "any": "abcde",
        "only:young": "ae",
        "only:fast": "bce",
        "only:flat": "b",
        "only:odd": "d",
        "without:young": "b",
        "without:fast": "ae",
        "without:flat": "ae",
        "without:odd": "abe",
    }


def test_who_is_outside_the_population_is_out_under_every_decision(flagged):
    found = {one.rule: one for one in exclusions_of(flagged, ["fast", "odd"], 2, always=["eligibility"])}
    assert {rule: "".join(sorted(one.gone)) for rule, one in found.items()} == {
        "none": "ae",
        "decisive": "ae",
        "main": "abe",
        "any": "abcde",
        "only:fast": "abce",
        "only:odd": "ade",
        "without:fast": "ae",
        "without:odd": "abe",
    }
    assert found["none"].label != exclusions_of(flagged, [], 2)[0].label


def test_more_families_must_agree_where_more_are_asked_for(flagged):
    assert gone(flagged, [], 3) == {"none": "", "decisive": "ae", "main": "ae", "any": "abcde"}


def test_the_main_decision_is_that_of_exclude_flagged(flagged):
    main = next(one for one in exclusions_of(flagged, [], 2) if one.rule == "main")
    by_verb = exclude_flagged(flagged)
    pd.testing.assert_frame_equal(reduced(flagged, main).data, by_verb.data)
    assert set(main.gone) == set(by_verb.log[-1].removed["id"])


def test_rules_are_called_by_their_labels_in_both_languages(flagged):
    labels = {one.rule: one.label for one in exclusions_of(flagged, ["fast"], 2)}
    assert "规则fast" in labels["only:fast"].zh
    assert "Rule fast" in labels["without:fast"].en
    assert len({label.zh for label in labels.values()}) == len({label.en for label in labels.values()}) == len(labels)


def test_the_reduced_survey_keeps_the_rest_as_it_is_and_says_who_left(flagged):
    decisive = next(one for one in exclusions_of(flagged, [], 2) if one.rule == "decisive")
    survey = reduced(flagged, decisive)
    pd.testing.assert_frame_equal(survey.data, flagged.data.loc[list("bcdf")])
    assert survey.log[-1].removed["id"].tolist() == list("ae")
    assert survey.log[:-1] == flagged.log
    assert set(survey.flags["id"]) == set("bcd")
    assert len(flagged) == len(FRAME)


def test_nobody_excluded_is_the_survey_itself(flagged):
    nobody = next(one for one in exclusions_of(flagged, [], 2) if one.rule == "none")
    assert reduced(flagged, nobody) is flagged


def test_a_decision_that_leaves_nobody_is_refused(flagged):
    everybody = Exclusion("any", Text(zh="全部", en="Everybody"), pd.Index(FRAME.index))
    with pytest.raises(SampleError, match="would remove all 6 respondents"):
        reduced(flagged, everybody)
