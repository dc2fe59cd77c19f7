"""What leaves the house with a survey that is written: personal columns and paradata only if they are asked for."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError
from surveykit.read.survey import read_survey
from surveykit.write.survey_file import write_survey

SUFFIXES = [".sav", ".dta", ".csv", ".xlsx"]


def beside(path: Path) -> Path:
    return path if path.suffix == ".xlsx" else path.with_name(f"{path.name}.codebook.yaml")


@pytest.fixture
def survey() -> Survey:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "trust", "kind": "ordinal", "label": "信任", "values": {1: "低", 2: "高"}},
                {"name": "nickname", "kind": "text", "label": "昵称", "personal": True},
                {"name": "city", "kind": "text", "label": "老家"},
            ]
        }
    )
    data = pd.DataFrame(
        {"trust": [1.0, 2.0], "nickname": ["小王子", "阿花"], "city": ["南昌", "九江"]}, index=["a", "b"]
    )
    paradata = pd.DataFrame(
        {
            "source_file": ["x.csv", "x.csv"],
            "submitted": pd.to_datetime(["2025-04-19 09:03:11", None]),
            "duration_seconds": [243.0, 61.5],
            "channel": [None, None],
            "mode": ["", ""],
            "city": ["南昌", None],
            "address_token": ["0123456789abcdef", "fedcba9876543210"],
            "device_token": ["1123456789abcdef", "1123456789abcdef"],
            "checked": [True, False],
        },
        index=["a", "b"],
    )
    return Survey(data, book, paradata=paradata)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_personal_columns_are_written_by_name_only(survey: Survey, tmp_path: Path, suffix: str) -> None:
    path = write_survey(survey, tmp_path / f"a{suffix}")
    back = read_survey(path, codebook=beside(path))
    assert back.data.columns.tolist() == ["trust", "city"]
    assert not back.codebook.has_variable("nickname")
    assert all("阿花".encode() not in file.read_bytes() for file in tmp_path.iterdir())
    kept = write_survey(survey, tmp_path / f"b{suffix}", keep_personal=["nickname"])
    again = read_survey(kept, codebook=beside(kept), keep_personal=["nickname"])
    assert again.data["nickname"].tolist() == ["小王子", "阿花"]
    assert again.codebook.variable("nickname").personal


def test_a_personal_column_that_is_not_there_cannot_be_kept(survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match=r"keep_personal: 'nickame' is not a column.*nickname"):
        write_survey(survey, tmp_path / "a.csv", keep_personal=["nickame"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_paradata_are_written_without_tokens_and_empty_columns(survey: Survey, tmp_path: Path, suffix: str) -> None:
    path = write_survey(survey, tmp_path / f"a{suffix}", paradata=True)
    back = read_survey(path, codebook=beside(path))
    added = ["source_file", "submitted", "duration_seconds", "paradata_city", "checked"]
    assert back.data.columns.tolist() == ["trust", "city", *added]
    assert back.data["city"].tolist() == ["南昌", "九江"]
    assert back.data["paradata_city"].tolist()[:1] == ["南昌"]
    assert str(back.data["submitted"].iloc[0]) == "2025-04-19 09:03:11"
    assert back.data["duration_seconds"].tolist() == [243.0, 61.5]
    assert back.data["checked"].tolist() == [1, 0]
    assert back.codebook.label("duration_seconds", "en") == "Duration of answering (seconds)"
    assert all(b"0123456789abcdef" not in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_page_times_come_back_as_columns_of_seconds(survey: Survey, tmp_path: Path, suffix: str) -> None:
    timed = Survey(survey.data, survey.codebook, paradata=pd.DataFrame({"seconds_Q5": [3.5, None]}, index=["a", "b"]))
    path = write_survey(timed, tmp_path / f"a{suffix}", paradata=True)
    back = read_survey(path, codebook=beside(path))
    assert back.data["seconds_Q5"].tolist()[:1] == [3.5]
    assert back.codebook.variable("seconds_Q5").seconds_on == "Q5"
    assert back.codebook.label("seconds_Q5", "en") == "Seconds spent on page Q5"


def test_the_survey_itself_stays_as_it_was(survey: Survey, tmp_path: Path) -> None:
    write_survey(survey, tmp_path / "a.csv", paradata=True)
    assert survey.data.columns.tolist() == ["trust", "nickname", "city"]
    assert survey.log == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rules_about_columns_that_stay_behind_stay_behind_too(tmp_path: Path, suffix: str) -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "born", "kind": "numeric", "personal": True},
                {"name": "sex", "values": {1: "男", 2: "女"}},
                {"name": "q", "kind": "numeric", "asked_if": {"born": [1], "sex": [1, 2]}},
            ],
            "rules": [
                {"name": "young", "where": [{"column": "born", "comparison": "above", "value": 2020}]},
                {"name": "odd", "where": [{"column": "sex", "codes": [1]}, {"column": "q", "comparison": "answered"}]},
            ],
        }
    )
    survey = Survey(pd.DataFrame({"born": [1.0, 2.0], "sex": [1.0, 2.0], "q": [1.0, 3.0]}), book)
    path = write_survey(survey, tmp_path / f"a{suffix}")
    written = Codebook.read(beside(path))
    assert [rule.name for rule in written.rules] == ["odd"]
    assert written.variable("q").asked_if == {"sex": (1, 2)}
