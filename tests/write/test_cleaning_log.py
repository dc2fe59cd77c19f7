"""The cleaning log as a workbook tells its steps in words."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.codebook import Language
from surveykit.write.cleaning_log import verb_words, write_cleaning_log


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["读入数据表", "标记缺答过多"]), ("en", ["Took over a frame", "Flagged incomplete cases"])],
)
def test_steps_are_told_in_words(language: Language, words: list[str], tmp_path: Path) -> None:
    survey = sk.Survey.from_frame(pd.DataFrame({"q1": [1, None], "q2": [2, 3]}))
    flagged = sk.flag_incomplete(survey, items=["q1", "q2"])
    book = openpyxl.load_workbook(write_cleaning_log(flagged, tmp_path / "log.xlsx", language=language))
    assert [row[1].value for row in book.worksheets[1].iter_rows(min_row=2, max_row=3)] == words


def test_cases_are_told_in_words(tmp_path: Path) -> None:
    survey = sk.Survey.from_frame(pd.DataFrame({"q1": [1, None], "q2": [2, 3]}))
    left = sk.flag_incomplete(survey, items=["q1", "q2"]).pipe(sk.exclude_flagged)
    book = openpyxl.load_workbook(write_cleaning_log(left, tmp_path / "log.xlsx", language="zh"))
    told = [row[1].value for row in book.worksheets[0].iter_rows(min_row=2, max_row=3)]
    assert told == ["标记缺答过多", "剔除无效问卷"]


def test_a_verb_without_words_is_told_by_its_name() -> None:
    assert verb_words("my_own_verb", "zh") == "my_own_verb"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ["q1：1 → 1、2 → 1、3 → 2。", "有可单独判定的迹象，或至少2类相互独立的迹象。"]),
        ("en", ["q1: 1 → 1, 2 → 1, 3 → 2.", "A decisive rule, or at least 2 independent families of evidence."]),
    ],
)
def test_reasons_and_notes_are_in_the_language_of_the_log(language: Language, told: list[str], tmp_path: Path) -> None:
    survey = sk.Survey.from_frame(pd.DataFrame({"q1": [1, 2, 3], "q2": [2, 3, None]}))
    merged = sk.collapse(survey, column="q1", into="level", codes=[[1, 2], 3], labels=["low", "high"])
    left = sk.flag_incomplete(merged, items=["q1", "q2"], max_missing=0.4).pipe(sk.exclude_flagged)
    book = openpyxl.load_workbook(write_cleaning_log(left, tmp_path / "log.xlsx", language=language))
    said = [row[5].value for row in book.worksheets[1].iter_rows(min_row=2, max_row=5)]
    assert [said[1], said[3]] == told
