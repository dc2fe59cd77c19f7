"""formr item tables as codebooks, alone and with results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, ReadError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

ITEMS = [
    ["type", "name", "label", "optional", "showif", "choice1", "choice2", "choice3"],
    ["note", "welcome", "Hello", "", "", "", "", ""],
    ["mc agree", "trust_1", "I **trust** the committee", "", "", "", "", ""],
    ["mc_button", "sort", "Do you sort?", "*", "trust_1 > 2", "Yes", "", "Never"],
    ["mc_multiple places", "went", "Where did you go?", "", "", "", "", ""],
    ["number 18,99,1", "age", "Your age", "", "", "", "", ""],
    ["sex", "sex", "Your sex", "", "", "", "", ""],
    ["calculate", "doubled", "", "", "", "", "", ""],
    ["email", "mail", "Your address", "", "", "", "", ""],
    ["select_or_add_one places", "best", "The best place", "", "", "", "", ""],
    ["submit", "send", "Send", "", "", "", "", ""],
    ["", "", "a remark", "", "", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label"],
    ["agree", 1, "disagree"],
    ["", 2, "neutral"],
    ["", 3, "agree"],
    ["places", "hall", "The hall"],
    ["places", "park", "The park"],
]
RESULTS = [
    ["session", "created", "modified", "ended", "trust_1", "sort", "went", "age", "sex", "doubled", "mail", "best"],
    ["a", "2024-05-01 09:00:00", "2024-05-01 09:01:00", "2024-05-01 09:01:00", "3", "3", "hall, park", "30", "2", "60",
     "x@example.org", "the pond"],
]  # fmt: skip


def _workbook(path: Path, items: list[list[str]], choices: list[list[object]] | None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in items:
        sheet.append(row)
    for row in choices or []:
        (book["choices"] if "choices" in book.sheetnames else book.create_sheet("choices")).append(row)
    book.save(path)
    return path


@pytest.fixture
def items(tmp_path: Path) -> Path:
    return _workbook(tmp_path / "items.xlsx", ITEMS, CHOICES)


def test_items_of_every_kind(items: Path) -> None:
    book = Codebook.read(items)
    assert {variable.name: variable.kind for variable in book.variables} == {
        "trust_1": "ordinal", "sort": "nominal", "went__hall": "nominal", "went__park": "nominal", "age": "numeric",
        "sex": "nominal", "doubled": "text", "mail": "text", "best": "text",
    }  # fmt: skip
    assert {code: text.en for code, text in book.variable("trust_1").values.items()} == {
        1: "disagree", 2: "neutral", 3: "agree",
    }  # fmt: skip
    assert {code: text.en for code, text in book.variable("sort").values.items()} == {1: "Yes", 3: "Never"}
    assert (book.variable("age").low, book.variable("age").high) == (18, 99)
    assert book.variable("mail").personal


def test_results_get_their_labels(items: Path, save_csv: Save) -> None:
    survey = read_survey(save_csv(RESULTS), codebook=items)
    data = survey.data.iloc[0]
    assert data[["trust_1", "sort", "went__hall", "went__park", "age", "sex", "doubled"]].tolist() == [
        3,
        3,
        1,
        1,
        30,
        2,
        60,
    ]
    assert data["best"] == "the pond"
    assert "mail" not in survey.data
    assert survey.codebook.value_label("sex", 2, "zh") == "女"
    assert "sort are asked under conditions in R" in survey.log[0].told("en")


def test_former_german_columns_and_types(tmp_path: Path) -> None:
    former = [["Variablenname", "Wortlaut", "Typ", "MCalt1", "MCalt2"], ["frage", "Ja?", "btnradio", "ja", "nein"]]
    book = Codebook.read(_workbook(tmp_path / "former.xlsx", former, None))
    assert [text.en for text in book.variable("frage").values.values()] == ["ja", "nein"]


def test_items_alone_are_no_answers(items: Path) -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(items)


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="'trust_1' takes its choices from 'agree', which the sheet 'choices' does"):
        Codebook.read(_workbook(tmp_path / "items.xlsx", ITEMS, CHOICES[:1] + CHOICES[4:]))


def test_a_table_without_items_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="has no items"):
        Codebook.read(_workbook(tmp_path / "items.xlsx", [ITEMS[0], ITEMS[-1]], None))
