"""The rules of a codebook are applied as their verbs would be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.clean.battery import run_battery
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError

SCALES = {scale: [f"{scale}{i}" for i in range(1, 5)] for scale in "abc"}
ITEMS = [item for items in SCALES.values() for item in items]


def book(**sections: Any) -> Codebook:
    variables: list[dict[str, Any]] = [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS]
    variables += [{"name": name, "kind": "numeric"} for name in ("age", "years")]
    scales = [{"name": name, "items": items} for name, items in SCALES.items()]
    return Codebook.model_validate({"variables": variables, "scales": scales, **sections})


def survey(codebook: Codebook, n: int = 80) -> Survey:
    """Answers at random, but for a straight line and an empty row at the end."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(rng.integers(1, 6, (n, len(ITEMS))), columns=ITEMS).astype(float)
    frame["age"], frame["years"] = rng.integers(16, 80, n), rng.integers(0, 30, n)
    frame.loc[n - 2, ITEMS] = 4
    frame.loc[n - 1, ITEMS] = np.nan
    read = Survey.from_frame(frame, codebook=codebook)
    seconds = pd.DataFrame({"duration_seconds": 60.0}, index=frame.index)
    return Survey(read.data, read.codebook, paradata=seconds, log=read.log)


OLD = {"name": "old", "where": [{"column": "age", "comparison": "below", "other": "years"}]}


def test_the_usual_rules_are_the_verbs_one_after_the_other() -> None:
    start = survey(book(rules=[OLD]))
    by_hand = (
        start.pipe(sk.flag_inconsistent)
        .pipe(sk.flag_incomplete, items=ITEMS)
        .pipe(sk.flag_speeding, items=ITEMS)
        .pipe(sk.flag_straightlining, items=ITEMS)
        .pipe(sk.flag_outliers, items=ITEMS)
    )
    found, wanted = (one.flags.sort_values(["rule", "id"]) for one in (sk.flag_by_codebook(start), by_hand))
    pd.testing.assert_frame_equal(found.reset_index(drop=True), wanted.reset_index(drop=True))


def test_what_cannot_be_applied_is_told_with_the_reason() -> None:
    flagged = sk.flag_by_codebook(survey(book()))
    told = flagged.log[-1].arguments["not_run"]
    assert isinstance(told, dict)
    assert list(told) == [
        "duplicate", "attention", "skip_error", "exclusive", "page_time", "even_odd", "psychsyn", "psychant",
    ]  # fmt: skip
    assert "address" in told["duplicate"]
    assert "3 scales" in told["even_odd"]


def test_only_the_rules_that_the_codebook_names_are_applied_with_its_limits() -> None:
    screening = [
        {"rule": "irv_split", "cut_off": 0.3},
        {"rule": "longstring", "items": ["a", "b"], "cut_off": 8},
        {"rule": "even_odd", "cut_off": -0.5},
        {"rule": "average_string"},
        {"rule": "mahalanobis", "cut_off": 0.01},
        {"rule": "incomplete", "cut_off": 0.5},
    ]
    battery = run_battery(survey(book(screening=screening)))
    rules = [judgement.rule for one in battery.assessments for judgement in one.judgements]
    assert rules == [sign["rule"] for sign in screening]
    assert battery.assessments[0].arguments == {"parts": 3, "parts_irv": 0.3}
    assert battery.assessments[1].columns == tuple(SCALES["a"] + SCALES["b"])
    assert battery.assessments[1].arguments == {"run_length": 8}
    assert battery.not_run == ()


def test_answers_are_compared_with_one_another_only_within_one_range() -> None:
    wide = [{"name": f"w{i}", "kind": "ordinal", "low": 0, "high": 10} for i in range(3)]
    plain = book().model_dump()
    codebook = Codebook.model_validate(
        {
            "variables": [*plain["variables"], *wide],
            "scales": [*plain["scales"], {"name": "w", "items": ["w0", "w1", "w2"]}],
        }
    )
    answers = survey(book()).data.assign(w0=1.0, w1=1.0, w2=1.0)
    battery = run_battery(Survey.from_frame(answers, codebook=codebook))
    looked_at = {one.judgements[0].rule: one.columns for one in battery.assessments}
    assert looked_at["irv"] == tuple(ITEMS)
    assert set(looked_at["incomplete"]) == {*ITEMS, "w0", "w1", "w2"}


def test_a_rule_that_names_no_column_of_the_survey_is_refused() -> None:
    start = survey(book(rules=[OLD], screening=[{"rule": "irv", "items": ["c"]}]))
    with pytest.raises(ColumnError, match="rule 'old': 'age' is not a column"):
        sk.flag_by_codebook(Survey(start.data.drop(columns="age"), start.codebook))
    with pytest.raises(ColumnError, match="'c4'"):
        sk.flag_by_codebook(Survey(start.data.drop(columns="c4"), start.codebook))


def test_limits_that_contradict_each_other_are_refused() -> None:
    screening = [{"rule": "speeding", "cut_off": 1.0, "decisive_below": 2.0}]
    with pytest.raises(OptionError, match="must not be above"):
        sk.flag_by_codebook(survey(book(screening=screening)))


def test_nobody_to_look_at_is_refused() -> None:
    with pytest.raises(SampleError, match="no respondents"):
        sk.flag_by_codebook(Survey(survey(book()).data.iloc[:0], book()))


def test_one_item_is_too_few_for_lines_and_distances() -> None:
    battery = run_battery(survey(book()), items=["a1"])
    assert {one.rule: one.lacking for one in battery.not_run} == {
        "duplicate": "address",
        "attention": "statement",
        "skip_error": "statement",
        "exclusive": "statement",
        "page_time": "page_times",
        "longstring": "items",
        "irv": "items",
        "even_odd": "scales",
        "psychsyn": "pairs",
        "psychant": "pairs",
        "mahalanobis": "covariance",
    }
