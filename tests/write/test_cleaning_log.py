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


def test_a_verb_without_words_is_told_by_its_name() -> None:
    assert verb_words("my_own_verb", "zh") == "my_own_verb"
