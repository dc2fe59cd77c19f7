"""Stata files read whole: labels, and tagged missing values with their reasons."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

DATA = Path(__file__).parents[1] / "data" / "stata"


def test_a_file_of_stata_13() -> None:
    survey = read_survey(DATA / "sample.dta")
    assert survey.log[0].arguments["platform"] == "stata"
    assert survey.data.shape == (5, 7)
    assert survey.data["mychar"].tolist() == ["a", "b", "c", "d", "e"]
    assert survey.data["mynum"].tolist() == [1.1, 1.2, -1000.3, -1.4, 1000.3]
    assert {code: text.en for code, text in survey.codebook.variable("mylabl").values.items()} == {
        1: "Male",
        2: "Female",
    }
    assert survey.data["mytime"].tolist()[:3] == [36_610_000, 83_410_000, 0]
    assert "mytime: times are numbers of milliseconds" in survey.log[0].told("en")


def test_tagged_missing_values_become_codes() -> None:
    survey = read_survey(DATA / "haven_tagged-na-double.dta")
    assert survey.data["x"].tolist()[:5] == [1, 2, 3, 4, 5]
    assert survey.missing_reasons["x"].tolist() == ["", "", "", "", "", "blank", "blank", "blank"]
    assert survey.codebook.variable("x").missing == {-926: "blank", -908: "blank", -901: "blank"}
    assert "label 'apple' of a missing value gives no reason" in survey.log[0].told("en")
    assert "x: the tagged missing values .a, .b, ... are the missing codes -901, -902, ..." in survey.log[0].told("en")


def test_tags_on_every_type_of_number() -> None:
    survey = read_survey(DATA / "missing_test.dta")
    assert survey.data["var9"].tolist() == [1]
    assert survey.data.drop(columns="var9").isna().to_numpy().all()
    assert survey.codebook.variable("var6").missing == {-926: "blank"}


def test_labels_of_tags_are_reasons_and_dates_are_dates(tmp_path: Path) -> None:
    frame = pd.DataFrame({"trust": [1.0, "a", "b"], "day": [23497.0, 0.0, 1.0]})
    pyreadstat.write_dta(
        frame,
        tmp_path / "study.dta",
        version=14,
        missing_user_values={"trust": ["a", "b"]},
        variable_value_labels={"trust": {1: "同意", "a": "拒答", "b": "Don't know"}},
        variable_format={"day": "%td"},
    )
    survey = read_survey(tmp_path / "study.dta")
    assert survey.missing_reasons["trust"].tolist() == ["", "refused", "dont_know"]
    assert survey.data["day"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-01", "1960-01-01", "1960-01-02"]


@pytest.mark.parametrize("version", [8, 10, 12, 13, 14, 15])
def test_every_version(tmp_path: Path, version: int) -> None:
    frame = pd.DataFrame({"id": ["r1", "r2"], "Age": [30.5, 41.0], "age": [1, 2]})
    pyreadstat.write_dta(frame, tmp_path / "study.dta", version=version)
    survey = read_survey(tmp_path / "study.dta")
    assert survey.data.to_dict("index") == {"r1": {"Age": 30.5, "age": 1.0}, "r2": {"Age": 41.0, "age": 2.0}}


def test_platform_stata_on_another_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.csv is not a file of Stata"):
        read_survey(tmp_path / "a.csv", platform="stata")


def test_a_text_that_begins_with_the_letters_of_old_versions_is_no_stata_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q\n1,2\n", encoding="utf-8")
    assert read_survey(tmp_path / "a.csv").data["q"].tolist() == [2]
