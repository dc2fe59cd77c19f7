"""The bundled study screened by rules in its codebook: what was planted is found, each for its own reason."""

from __future__ import annotations

import json
import runpy
from typing import Any

import pandas as pd
import pytest
from study import STUDY

import surveykit as sk

SCALES = ["SQ", "BR", "NPA", "SAT", "CV", "PW"]
RULES: list[dict[str, Any]] = [
    {"name": "out_of_area", "where": [{"column": "community", "codes": 5}], "family": "eligibility"},
    {"name": "under_16", "where": [{"column": "age", "comparison": "below", "value": 16}], "family": "eligibility"},
    {"name": "years_over_age", "where": [{"column": "years", "comparison": "above", "other": "age"}]},
    {
        "name": "never_visited",
        "where": [{"column": "visited", "codes": 2}, {"column": "SQ1", "comparison": "answered"}],
    },
    {"name": "family_proxy", "where": [{"column": "filler", "codes": 3}], "family": "eligibility"},
]
SCREENING: list[dict[str, Any]] = [
    {"rule": "duplicate", "items": SCALES},
    {"rule": "incomplete", "items": SCALES},
    {"rule": "speeding", "items": SCALES, "decisive_below": 2.0},
    {"rule": "longstring", "items": SCALES},
    {"rule": "irv", "items": SCALES},
    {"rule": "mahalanobis", "items": SCALES},
]
FOUND_BY = {
    "duplicate": {"duplicate"},
    "speeding": {"speeding"},
    "straight_line": {"longstring", "irv"},
    "near_straight_line": {"irv"},
    "random": {"mahalanobis"},
    "out_of_area": {"out_of_area"},
    "under_16": {"under_16"},
    "age_contradiction": {"years_over_age"},
    "mostly_missing": {"incomplete"},
    "skip_error": {"never_visited"},
    "family_proxy": {"family_proxy"},
}
"""The rules that must flag every respondent of a planted kind."""

FALSE_ALARMS = {"longstring": 0.001, "irv": 0.001, "mahalanobis": 0.001}
"""Shares of honest respondents that these rules flagged in simulations of this study."""


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(STUDY / "analysis.py"))


@pytest.fixture(scope="module")
def raw(script: dict[str, Any]) -> sk.Survey:
    survey: sk.Survey = script["read"]()
    book = survey.codebook.model_dump() | {"rules": RULES, "screening": SCREENING}
    paradata, reasons = survey.paradata, survey.missing_reasons
    codebook = sk.Codebook.model_validate(book)
    return sk.Survey(survey.data, codebook, paradata=paradata, missing_reasons=reasons, log=survey.log)


@pytest.fixture(scope="module")
def planted() -> pd.Series:
    truth = json.loads((STUDY / "truth.json").read_text(encoding="utf-8"))
    return pd.Series({row["id"]: row["kind"] for row in truth["planted"]})


@pytest.fixture(scope="module")
def result(raw: sk.Survey) -> Any:
    return sk.screen(raw)


@pytest.mark.parametrize("kind", [kind for kind in FOUND_BY if kind != "random"])
def test_every_planted_respondent_is_flagged_for_its_own_reason(result: Any, planted: pd.Series, kind: str) -> None:
    for rule in FOUND_BY[kind]:
        flagged = set(result.flags.loc[result.flags["rule"] == rule, "id"])
        assert set(planted.index[planted == kind]) <= flagged, rule


def test_random_answers_are_flagged_as_often_as_in_simulations(result: Any, planted: pd.Series) -> None:
    """87 % of them on average, so at least three of five."""
    flagged = set(result.flags.loc[result.flags["rule"] == "mahalanobis", "id"])
    assert len(set(planted.index[planted == "random"]) & flagged) >= 3


@pytest.mark.parametrize("rule", FALSE_ALARMS)
def test_honest_respondents_are_flagged_no_more_often_than_is_stated(
    result: Any, raw: sk.Survey, planted: pd.Series, rule: str
) -> None:
    """The upper limit is that of a count that is exceeded once in a thousand studies of this size."""
    honest = set(raw.data.index) - set(planted.index)
    flagged = set(result.flags.loc[result.flags["rule"] == rule, "id"]) & honest
    expected = FALSE_ALARMS[rule] * len(honest)
    assert len(flagged) <= expected + 3.1 * expected**0.5 + 1


def test_no_honest_respondent_is_excluded(raw: sk.Survey, planted: pd.Series) -> None:
    removed = sk.exclude_flagged(sk.flag_by_codebook(raw)).log[-1].removed
    assert set(removed["id"]) <= set(planted.index)


def test_the_codebook_removes_whom_the_script_removes_under_the_same_rules(
    raw: sk.Survey, script: dict[str, Any]
) -> None:
    by_hand = script["clean"](script["read"]()).log[-1].removed
    removed = sk.exclude_flagged(sk.flag_by_codebook(raw)).log[-1].removed
    assert set(removed["id"]) == set(by_hand["id"])
    differing = removed.set_index("id")["rule"].ne(by_hand.set_index("id")["rule"])
    assert not differing.any()
