"""The cleaning log: row, rule, value, cut-off and action of every case, step by step."""

import pandas as pd
import pytest

from surveykit import Rule, Survey, Text, cleaning_log, drop_cases, exclude_flagged, flag_incomplete, flag_inconsistent
from surveykit.clean.flagging import FAMILIES
from surveykit.clean.log import LOG_COLUMNS, entry_name, rule_labels
from surveykit.core.survey import CASE_COLUMNS, Step
from surveykit.errors import OptionError

FRAME = pd.DataFrame({"age": [30, 12, 40, 50], "q1": [3, 3, None, 3], "q2": [3.0, 3.0, None, 3.0]}, index=list("abcd"))

REPAIRS = ["read as options 1, 3", "read as 2"]


def cleaned(build):
    young = Rule(name="young", label=Text(zh="未满16岁", en="Under 16"), where={"age": 12}, columns=("age",))
    return (
        build(FRAME)
        .pipe(drop_cases, where={"age": 50}, reason="Test row")
        .pipe(flag_inconsistent, rules=[young])
        .pipe(flag_incomplete, items=["q1", "q2"])
        .pipe(exclude_flagged)
    )


def test_every_case_of_every_step_in_order(build):
    log = cleaning_log(cleaned(build), language="en")
    assert tuple(log.columns) == LOG_COLUMNS
    columns = ["step", "verb", "id", "row", "label", "value", "cut_off", "action"]
    assert log[columns].to_numpy().tolist() == [
        [2, "drop_cases", "d", 5, "Dropped for a stated reason", "", "Test row", "Dropped"],
        [3, "flag_inconsistent", "b", 3, "Under 16", "age=12", "Under 16", "Flagged"],
        [4, "flag_incomplete", "c", 4, "Too many unanswered", 1.0, 0.2, "Flagged"],
        [5, "exclude_flagged", "b", 3, "Under 16", "age=12", "Under 16", "Excluded"],
        [5, "exclude_flagged", "c", 4, "Too many unanswered", 1.0, 0.2, "Excluded"],
    ]


def test_rules_are_named_in_the_language_asked_for(build):
    assert cleaning_log(cleaned(build))["label"].tolist()[1:3] == ["未满16岁", "漏答过多"]
    with pytest.raises(OptionError, match="'zh', 'en'"):
        cleaning_log(cleaned(build), language="cn")


def test_a_survey_without_cases_has_an_empty_log():
    log = cleaning_log(Survey.from_frame(FRAME))
    assert log.empty
    assert tuple(log.columns) == LOG_COLUMNS


def test_every_built_in_rule_has_words():
    assert set(FAMILIES) <= set(rule_labels(()))


def test_repairs_are_told_in_the_language_asked_for():
    survey = Survey.from_frame(FRAME)
    cases = pd.DataFrame([["a", 2, "q1", "tick mark", "√", "", action] for action in REPAIRS], columns=CASE_COLUMNS)
    step = Step(verb="read_survey", rows_before=4, rows_after=4, cases=cases)
    log = {language: cleaning_log(survey.changed(step), language=language)["action"] for language in ("zh", "en")}
    assert log["zh"].tolist() == ["读作选项1, 3", "读作2"]
    assert log["en"].tolist() == ["Read as options 1, 3", "Read as 2"]


ACTIONS = ["missing: dont_know", "missing: refused", "missing: not_applicable", "coded", "imputed", "imputed as 3.5"]


@pytest.mark.parametrize("action", ACTIONS)
def test_what_was_done_with_a_cell_is_told_in_both_languages(action):
    step = Step(
        verb="code_answers",
        rows_before=1,
        rows_after=1,
        cases=pd.DataFrame([["a", 1, "q", "r", "", "", action]], columns=CASE_COLUMNS),
    )
    survey = Survey(FRAME, Survey.from_frame(FRAME).codebook, log=[step])
    for language in ("zh", "en"):
        told = cleaning_log(survey, language=language)["action"].iloc[0]
        assert told != action
        assert "_" not in told


@pytest.mark.parametrize("rule", ["no answer in words", "unmapped", "plain wording", "item_imputed", "unlinked"])
def test_rules_of_the_verbs_have_words(rule):
    assert entry_name(rule) in rule_labels(())
