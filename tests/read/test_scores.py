"""Scores that stand in a file under the name of their scale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from surveykit.core.codebook import Codebook
from surveykit.read.survey import read_survey

BOOK = Codebook.model_validate(
    {
        "variables": [{"name": "q1", "kind": "ordinal", "low": 1, "high": 5}, {"name": "q2", "low": 1, "high": 5}],
        "scales": [{"name": "trust", "label": "信任", "items": ["q1", "q2"]}],
    }
)


def test_numbers_under_the_name_of_a_scale_are_its_scores(save_csv: Callable[..., Path]) -> None:
    rows = [["id", "q1", "q2", "trust"], ["a", "4", "5", "4.5"], ["b", "1", "", ""]]
    survey = read_survey(save_csv(rows), codebook=BOOK)
    assert survey.data.columns.tolist() == ["q1", "q2", "trust"]
    assert survey.data["trust"].tolist()[:1] == [4.5]
    assert survey.missing_reasons["trust"].tolist() == ["", "blank"]
    assert not survey.codebook.has_variable("trust")
    assert survey.codebook.label("trust", "zh") == "信任"
    assert survey.log[0].columns == ("q1", "q2", "trust")
    assert "trust: scores, as the file has them" in survey.log[0].told("en")
    assert "trust_v2" not in survey.log[0].told("en")


def test_words_under_the_name_of_a_scale_are_a_question(save_csv: Callable[..., Path]) -> None:
    rows = [["id", "q1", "q2", "trust"], ["a", "4", "5", "much"], ["b", "1", "2", "little"]]
    survey = read_survey(save_csv(rows), codebook=BOOK)
    assert survey.data.columns.tolist() == ["q1", "q2", "trust_v2"]
