"""Headers and answers as long as a cell may be, made of what the readers look for, take no longer than their length."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import SurveyKitError
from surveykit.read.answers_closed import options_of
from surveykit.read.answers_joined import read_joined
from surveykit.read.paradata import durations
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

LONGEST = 32_767
UNITS = (
    "(",
    "(a",
    ")(",
    "1、",
    "—",
    "- ",
    " ",
    "　x",
    "┋",
    "〖",
    "〖a〗",
    "→",
    ", ",
    "[a",
    "议事会┋",
    "1 ",
    "@",
    "1.",
    "<b",
)
BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "sex", "values": {1: "男", 2: "女", 3: "其他"}, "source": "性别"},
            {"name": "a", "label": "议事会", "values": {0: "未选", 1: "选中"}},
            {"name": "b", "label": "其他", "values": {0: "未选", 1: "选中"}},
        ],
        "sets": [{"name": "acts", "members": ["a", "b"], "source": "活动"}],
    }
)


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(*rows: list[str]) -> Path:
        with (tmp_path / "export.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return tmp_path / "export.csv"

    return write


def text_of(unit: str) -> str:
    return "1" + unit * (LONGEST // len(unit) - 1) + "x"


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "┋" not in unit])
def test_long_headers_and_open_answers(save: Save, unit: str) -> None:
    path = save(["编号", text_of(unit)], ["1", text_of(unit)], ["2", "y"])
    assert len(read_survey(path)) == 2


@pytest.mark.parametrize("unit", UNITS)
def test_long_answers_to_closed_questions(save: Save, unit: str) -> None:
    path = save(["编号", "性别", "活动"], ["1", text_of(unit), text_of(unit)], ["2", "男", "其他"])
    with pytest.raises(SurveyKitError, match="row 2"):
        read_survey(path, codebook=BOOK)


def test_long_lists_with_commas_between_options() -> None:
    options = options_of([(1, ["议事会"]), (2, ["其他"])])
    found = read_joined("议事会" + ", " * LONGEST + "x", options, ",", own_text=True)
    assert found is None or found.members


def test_long_durations() -> None:
    assert durations(pd.Series(["1小时" + " " * LONGEST + "x"])).isna().all()
