"""What respondents typed about themselves into open answers is masked, told by row and column, and never shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.clean.log import cleaning_log
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

HEADER = ["id", "姓名", "意见", "年龄"]
ROWS = [
    ["1", "王小二", "我是王小二，路灯坏了", "30"],
    ["2", "李四光", "请打13800138000", "41"],
    ["3", "赵子龙", "多开会，李四光说得对", "52"],
]
BOOK = {"variables": [{"name": "opinion", "kind": "text", "source": ["意见"]}]}


def test_identifiers_and_the_respondents_own_name_are_masked(save_csv: Save) -> None:
    survey = read_survey(save_csv([HEADER, *ROWS]), codebook=Codebook.model_validate(BOOK))
    assert survey.data["opinion"].tolist() == ["我是***，路灯坏了", "请打***", "多开会，李四光说得对"]


def test_masked_cells_are_in_the_log_with_row_and_column_and_without_their_text(save_csv: Save) -> None:
    survey = read_survey(save_csv([HEADER, *ROWS]), codebook=Codebook.model_validate(BOOK))
    log = cleaning_log(survey, language="en")
    assert log[["row", "column", "label", "value", "action"]].to_numpy().tolist() == [
        [2, "opinion", "Own identity in an open answer", "", "Masked"],
        [3, "opinion", "Phone number in an open answer", "", "Masked"],
    ]
    assert "masked, in so many cells: opinion (2)" in survey.log[0].told("en")


def test_a_column_kept_by_name_stays_as_it_is_and_is_personal(save_csv: Save) -> None:
    file = save_csv([HEADER, *ROWS])
    survey = read_survey(file, codebook=Codebook.model_validate(BOOK), keep_personal=["opinion"])
    assert survey.data["opinion"].tolist() == [row[2] for row in ROWS]
    assert survey.codebook.variable("opinion").personal
    assert "masked" not in survey.log[0].told("en")


def test_what_was_written_behind_an_option_is_masked(save_csv: Save) -> None:
    book = {"variables": [{"name": "source", "values": {1: "微信", 2: "其他"}}]}
    file = save_csv([["source"], ["微信"], ["其他〖问13800138000〗"], ["其他：a@b.example.org"]])
    survey = read_survey(file, codebook=Codebook.model_validate(book))
    assert survey.data["source"].tolist() == [1, 2, 2]
    assert survey.data["source_text"].tolist()[1:] == ["问***", "***"]
    assert not survey.log[0].cases.astype(str).stack().str.contains("13800138000|example.org").any()


def test_names_that_are_kept_are_text_and_no_labels(save_csv: Save) -> None:
    rows = [[str(n), ["王小二", "李四光"][n % 2]] for n in range(1, 9)]
    survey = read_survey(save_csv([["id", "姓名"], *rows]), keep_personal=["姓名"])
    assert survey.codebook.variable("姓名").kind == "text"
    assert not survey.codebook.variable("姓名").values
    assert survey.data["姓名"].tolist()[:2] == ["李四光", "王小二"]


def test_answers_with_an_identifier_never_become_labels(save_csv: Save) -> None:
    rows = [[str(n), ["方便", "打13800138000", "多开会"][n % 3]] for n in range(1, 10)]
    survey = read_survey(save_csv([["id", "建议"], *rows]))
    assert survey.codebook.variable("建议").kind == "text"
    assert survey.data["建议"].tolist()[:3] == ["打***", "多开会", "方便"]


@pytest.mark.parametrize("kind", ["numeric", "nominal"])
def test_errors_withhold_answers_that_point_to_persons(save_csv: Save, kind: str) -> None:
    values = {1: "好", 2: "坏"} if kind == "nominal" else {}
    book = {"variables": [{"name": "opinion", "kind": kind, "values": values, "source": ["意见"]}]}
    with pytest.raises(AnswerError) as failed:
        read_survey(save_csv([HEADER, *ROWS]), codebook=Codebook.model_validate(book))
    assert "rows 2, 3, opinion: not a valid answer (value withheld)" in str(failed.value)
    assert "多开会" in str(failed.value), "an answer without an identity is shown"
    assert failed.value.cases["value"].tolist()[:2] == ["", ""]
