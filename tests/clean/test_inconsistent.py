"""Named contradictions and rules about who may answer."""

import pandas as pd
import pytest

from surveykit import Rule, Survey, Text, flag_inconsistent, reverse_items
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError

FRAME = pd.DataFrame({"age": [30, 20, None, 15], "years": [10, 25, 40, 2], "area": [1, 1, 5, 5]}, index=list("abcd"))
LONGER = Rule(
    name="longer",
    label=Text(zh="居住年限超过年龄", en="Longer than alive"),
    where=lambda d: d["years"] > d["age"],
    columns=("age", "years"),
)
ELSEWHERE = Rule(name="elsewhere", label="Elsewhere", where={"area": 5}, decisive=False, family="eligibility")


def test_each_rule_flags_those_who_break_it(build):
    flags = flag_inconsistent(build(FRAME), rules=[LONGER, ELSEWHERE]).flags
    assert flags[["id", "rule", "family", "decisive", "value", "cut_off"]].to_numpy().tolist() == [
        ["b", "longer", "inconsistency", True, "age=20, years=25", "Longer than alive"],
        ["c", "elsewhere", "eligibility", False, "area=5", "Elsewhere"],
        ["d", "elsewhere", "eligibility", False, "area=5", "Elsewhere"],
    ]


def test_an_empty_answer_is_not_held_against_anybody_but_counted(build):
    step = flag_inconsistent(build(FRAME), rules=[LONGER]).log[-1]
    assert step.arguments["not_judged"] == {"longer": 1}
    assert step.cases["row"].tolist() == [3]


def test_personal_answers_stay_out_of_the_log():
    book = Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric", "personal": True}]})
    survey = Survey.from_frame(FRAME.dropna(), codebook=book)
    flagged = flag_inconsistent(survey, rules=[LONGER])
    assert flagged.flags["value"].tolist() == ["years=25"]


def test_the_answers_of_a_reversed_item_are_shown_as_they_were_ticked():
    variables = [{"name": "q1", "kind": "numeric", "low": 1, "high": 5}, {"name": "age"}]
    scales = [{"name": "S", "items": ["q1"], "reversed": ["q1"]}]
    book = Codebook.model_validate({"variables": variables, "scales": scales})
    survey = reverse_items(Survey.from_frame(pd.DataFrame({"q1": [1, 5], "age": [20, 30]}), codebook=book))
    rule = Rule(name="r", label="x", where={"age": 20}, columns=("q1", "age"))
    assert flag_inconsistent(survey, rules=[rule]).flags["value"].tolist() == ["q1=1, age=20"]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([], "rules is empty"),
        ([LONGER, LONGER], "occur twice"),
        ([Rule(name="speeding", label="x", where={"area": 5})], "built-in"),
        ([Rule(name="text", label="x", where="area == 5")], "never run"),
    ],
)
def test_rules_that_cannot_be_told_apart_or_run_are_refused(build, rules, message):
    with pytest.raises(OptionError, match=message):
        flag_inconsistent(build(FRAME), rules=rules)


def test_an_unknown_column_is_named(build):
    with pytest.raises(ColumnError, match="Closest: 'years'"):
        flag_inconsistent(build(FRAME), rules=[Rule(name="r", label="x", where={"year": 5})])
