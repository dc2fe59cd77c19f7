"""queXML questionnaires as codebooks, alone and with their downloads."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, CodebookError, ReadError
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "limesurvey"
REAL, ANSWERS = FOLDER / "survey_structure_2021.xml", FOLDER / "dummy_data_2021_codeonly.csv"


def test_the_real_questionnaire_is_read_whole() -> None:
    book = Codebook.read(REAL)
    assert book.title.en == "N2 Survey 2021 - Helmholtz_V3.0"
    assert len(book.sets) == 28
    assert book.variable("B9a").kind == book.variable("C5_SQ001").kind == "numeric"
    assert book.variable("A14").kind == "text"
    assert [text.en for text in book.variable("A3").values.values()][-2:] == [
        "I don't want to answer this question", "Other",
    ]  # fmt: skip
    assert book.variable("A3_other").kind == "text"
    assert book.variable("B6_SQ002").label.en.endswith("for the following reasons? - Parental leave")


def test_the_real_download_gets_its_labels() -> None:
    plain, survey = read_survey(ANSWERS), read_survey(ANSWERS, codebook=REAL)
    assert survey.log[0].cases.empty
    assert "The file has no column for A2 of the form." in survey.log[0].told("en")
    assert survey.data.shape == plain.data.shape == (36, 551)
    assert survey.codebook.value_label("A1", survey.data["A1"].iloc[0], "en") == "Yes"
    ticked = survey.data["A10__SQ001"]
    assert ticked.tolist()[:4] == plain.data["A10_SQ001"].tolist()[:4] == [1, 1, 1, 0]
    assert survey.codebook.variable("A10__SQ001").label.en == "European/European descent"
    assert survey.data["A10__other"].notna().equals(ticked.notna())


def test_a_saved_codebook_goes_with_the_form_that_knows_the_codes(tmp_path: Path) -> None:
    survey = read_survey(ANSWERS, codebook=REAL)
    survey.codebook.write(tmp_path / "codebook.yaml")
    again = read_survey([ANSWERS, REAL], codebook=tmp_path / "codebook.yaml")
    assert again.data[survey.data.columns].equals(survey.data)
    with pytest.raises(AnswerError, match=r"rows 2, 3, .*, A00: 'A1'"):
        read_survey(ANSWERS, codebook=tmp_path / "codebook.yaml")


def test_a_questionnaire_alone_is_no_answers() -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(REAL)


def _file(folder: Path, questions: str) -> Path:
    path = folder / "questionnaire.xml"
    start = '<?xml version="1.0" encoding="UTF-8"?><questionnaire id="1"><title>T</title><section>'
    path.write_text(f"{start}{questions}</section></questionnaire>", "utf-8")
    return path


def _fixed(name: str, *codes: str) -> str:
    answers = "".join(f"<category><label>{code}!</label><value>{code}</value></category>" for code in codes)
    return f'<response varName="{name}"><fixed>{answers}</fixed></response>'


def test_other_shapes(tmp_path: Path) -> None:
    rows = "".join(f'<subQuestion varName="q_{n}"><text>row {n}</text></subQuestion>' for n in (1, 2))
    path = _file(
        tmp_path,
        f"<question><text>Dual</text>{rows}{_fixed('q', 'A1', 'A2')}{_fixed('q', 'B1')}</question>"
        f"<question><text>Rank</text>{_fixed('r_1', 'x', 'y')}{_fixed('r_2', 'x', 'y')}</question>"
        '<question><text>When</text><response varName="d"><free><format>date</format></free></response></question>'
        "<question><text>Only text</text></question>",
    )
    book = Codebook.read(path)
    assert [variable.name for variable in book.variables] == ["q_1_1", "q_1_2", "q_2_1", "q_2_2", "r_1", "r_2", "d"]
    assert [text.en for text in book.variable("q_2_2").values.values()] == ["B1!"]
    assert book.variable("d").kind == "date"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<question>", "is no valid XML"),
        ("<question><text>Only text</text></question>", "has no questions"),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CodebookError, match=said):
        Codebook.read(_file(tmp_path, text))


def test_document_types_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.xml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "b">]><questionnaire/>', "utf-8")
    with pytest.raises(CodebookError, match="declares a document type"):
        Codebook.read(path)
