"""Qualtrics survey files as codebooks, alone and with their downloads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surveykit import flag_page_time
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, CodebookError, ReadError
from surveykit.read import codebook_qsf
from surveykit.read.survey import read_survey

Save = Callable[..., Path]


def _question(number: int, tag: str, kind: str, selector: str, text: str, **more: Any) -> dict[str, Any]:
    payload = {
        "QuestionText": text,
        "DataExportTag": tag,
        "QuestionID": f"QID{number}",
        "QuestionType": kind,
        "Selector": selector,
        "Language": [],
        **more,
    }
    return {"Element": "SQ", "PrimaryAttribute": f"QID{number}", "Payload": payload}


def _options(*labels: str) -> dict[str, Any]:
    return {str(place): {"Display": label} for place, label in enumerate(labels, start=1)}


AGREE = _options("Disagree", "Neutral", "<b>Agree</b>")
QUESTIONS = [
    _question(
        1, "ward", "MC", "SAVR", "Which&nbsp;ward?", Choices=_options("North", "South"), ChoiceOrder=["2", "1"],
        RecodeValues={"1": "10", "2": "20"},
        Language={"ZH-S": {"QuestionText": "您住哪个区？", "Choices": _options("北区", "南区")}},
    ),
    _question(
        2, "joined", "MC", "MAVR", "What did you join?", RecodeValues={"1": "4", "2": "5"},
        Choices={"1": {"Display": "Meetings"}, "2": {"Display": "Other", "TextEntry": "true"}}, ChoiceOrder=["1", "2"],
    ),
    _question(
        3, "trust", "Matrix", "Likert", "How far do you agree?", SubSelector="SingleAnswer",
        Choices=_options("I trust A", "I trust B"), Answers=AGREE, AnswerOrder=["3", "2", "1"],
        RecodeValues={"1": "1", "2": "2", "3": "3"}, ChoiceDataExportTags={"1": "a", "2": "b"},
    ),
    _question(4, "use", "Matrix", "Likert", "When?", SubSelector="MultipleAnswer", Choices=_options("Park"),
              Answers=_options("Day", "Night"), ChoiceDataExportTags=False),
    _question(5, "age", "TE", "SL", "Your age", Validation={"Settings": {"ContentType": "ValidNumber"}}),
    _question(6, "rank", "RO", "DND", "Rank", Choices=_options("Quiet", "Safe")),
    _question(7, "gone", "TE", "SL", "In the trash"),
    _question(8, "intro", "DB", "TB", "Welcome"),
    _question(9, "mail", "TE", "SL", "E-mail address", DisplayLogic={"0": {}}),
]  # fmt: skip
BLOCKS = [
    {"Type": "Default", "BlockElements": [{"QuestionID": f"QID{n}"} for n in (1, 2, 3, 4, 5, 6, 8, 9)]},
    {"Type": "Trash", "BlockElements": [{"Type": "Question", "QuestionID": "QID7"}]},
]  # fmt: skip
HEADER = [
    "StartDate", "EndDate", "ResponseId", "ward", "joined_4", "joined_5", "joined_5_TEXT", "trust_a", "trust_b",
    "use_1_1", "use_1_2", "age", "rank_1", "rank_2", "mail",
]  # fmt: skip
IDS = [
    "startDate", "endDate", "_recordId", "QID1", "QID2_1", "QID2_2", "QID2_2_TEXT", "QID3_1", "QID3_2", "QID4_1_1",
    "QID4_1_2", "QID5_TEXT", "QID6_1", "QID6_2", "QID9_TEXT",
]  # fmt: skip
TIMED = [
    ["time a_Page Submit", "tb_Page Submit"],
    ["Timing - Page Submit", "Timing - Page Submit"],
    ['{"ImportId":"QID20_PAGE_SUBMIT"}', '{"ImportId":"QID21_PAGE_SUBMIT"}'],
    ["3.9", "2"],
    ["5.9", "1.9"],
]
DAY = "2024-05-01 09:00:00"
CODED = [
    [DAY, DAY, "R_1", "20", "1", "", "", "3", "1", "1", "", "34", "2", "1", "a@example.org"],
    [DAY, DAY, "R_2", "10", "", "1", "choir", "1", "", "", "", "51", "1", "2", ""],
]
LABELLED = [
    [DAY, DAY, "R_1", "South", "Meetings", "", "", "Agree", "Disagree", "Day", "", "34", "2", "1", "a@example.org"],
    [DAY, DAY, "R_2", "North", "", "Other", "choir", "Disagree", "", "", "", "51", "1", "2", ""],
]


@pytest.fixture
def qsf(tmp_path: Path) -> Path:
    """A survey file."""
    path = tmp_path / "survey.qsf"
    elements = [{"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": BLOCKS}, *QUESTIONS]
    entry = {"SurveyName": "Wards", "SurveyLanguage": "EN"}
    path.write_text(json.dumps({"SurveyEntry": entry, "SurveyElements": elements}), "utf-8")
    return path


def _download(rows: list[list[str]]) -> list[list[str]]:
    return [HEADER, ["text"] * len(HEADER), [f'{{"ImportId":"{one}"}}' for one in IDS], *rows]


def test_questions_of_every_kind(qsf: Path) -> None:
    book = Codebook.read(qsf)
    assert book.title.en == "Wards"
    kinds = {variable.name: variable.kind for variable in book.variables}
    assert (kinds["ward"], kinds["trust_a"], kinds["age"], kinds["joined_5_TEXT"]) == (
        "nominal", "ordinal", "numeric", "text",
    )  # fmt: skip
    assert [(group.name, group.kind) for group in book.sets] == [
        ("joined", "multiple"), ("use_1", "multiple"), ("rank", "ranking"),
    ]  # fmt: skip
    assert not {"gone", "intro"} & set(kinds)
    assert book.variable("mail").personal


def test_codes_are_the_recode_values_in_the_order_of_the_options(qsf: Path) -> None:
    ward = Codebook.read(qsf).variable("ward")
    assert list(ward.values) == [20, 10]
    assert (ward.label.en, ward.label.zh) == ("Which ward?", "您住哪个区？")
    assert (ward.values[20].en, ward.values[20].zh) == ("South", "南区")
    trust = Codebook.read(qsf).variable("trust_b")
    assert {code: text.en for code, text in trust.values.items()} == {3: "Agree", 2: "Neutral", 1: "Disagree"}


@pytest.mark.parametrize("rows", [CODED, LABELLED])
def test_downloads_of_numbers_and_of_text_are_read_alike(qsf: Path, save_csv: Save, rows: list[list[str]]) -> None:
    survey = read_survey(save_csv(_download(rows)), codebook=qsf)
    assert survey.data["ward"].tolist() == [20.0, 10.0]
    assert survey.data["trust_a"].tolist() == [3.0, 1.0]
    joined = survey.codebook.sets[0].members
    assert survey.data[list(joined)].to_numpy().tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert survey.data["joined_5_TEXT"].tolist()[1] == "choir"
    assert survey.data[list(survey.codebook.sets[2].members)].to_numpy().tolist() == [[2.0, 1.0], [1.0, 2.0]]
    assert survey.missing_reasons["trust_b"].tolist() == ["", "blank"]
    assert "mail" not in survey.data
    assert "asked under display logic" in survey.log[0].told("en")
    assert "Give the survey's .qsf" not in survey.log[0].told("en")


def test_import_ids_overrule_the_numbers_in_headers(qsf: Path, save_csv: Save) -> None:
    table = _download(CODED)
    table[0] = [name.replace("joined_4", "joined_9") for name in HEADER]
    survey = read_survey(save_csv(table), codebook=qsf)
    assert survey.data[list(survey.codebook.sets[0].members)].to_numpy().tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_number_that_is_no_option_is_refused(qsf: Path, save_csv: Save) -> None:
    rows = [list(CODED[0]), list(CODED[1])]
    rows[0][3] = "1"
    with pytest.raises(AnswerError, match="row 4, ward"):
        read_survey(save_csv(_download(rows)), codebook=qsf)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"SurveyEntry": {}, "SurveyElements": 3}', "has no list of SurveyElements"),
        ('{"SurveyEntry": {}, "SurveyElements": [', "is no valid JSON: line 1"),
        ('{"SurveyEntry": ' + "[" * 200_000, "nests|no valid JSON"),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.qsf"
    path.write_text(text, "utf-8")
    with pytest.raises((CodebookError, ReadError), match=said):
        Codebook.read(path)


def test_files_of_a_size_no_survey_has_are_refused(qsf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook_qsf, "MAX_BYTES", 10)
    with pytest.raises(CodebookError, match="is larger than"):
        Codebook.read(qsf)


def test_a_survey_file_alone_is_no_answers(qsf: Path) -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(qsf)


def test_questions_stand_on_the_page_that_a_timing_question_times(tmp_path: Path, save_csv: Save) -> None:
    """A page ends at a page break and at the end of a block; a page that nothing times has no name."""
    path = tmp_path / "timed.qsf"
    timings = [_question(n, tag, "Timing", "PageTimer", "Timing") for n, tag in ((20, "time a"), (21, "tb"))]
    pages = [[1, 2, 20], [3], [21, 5]]
    parts = [[{"Type": "Question", "QuestionID": f"QID{n}"} for n in page] for page in pages]
    first = {"Type": "Default", "BlockElements": [*parts[0], {"Type": "Page Break"}, *parts[1]]}
    blocks = [first, {"Type": "Standard", "BlockElements": parts[2]}]
    elements = [{"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks}, *QUESTIONS, *timings]
    entry = {"SurveyName": "Wards", "SurveyLanguage": "EN"}
    path.write_text(json.dumps({"SurveyEntry": entry, "SurveyElements": elements}), "utf-8")
    told = {v.name: v.page for v in Codebook.read(path).variables}
    assert {name for name, page in told.items() if page == "time_a"} == {
        "ward",
        "joined__4",
        "joined__5",
        "joined_5_TEXT",
    }
    assert (told["trust_a"], told["age"]) == ("", "tb")
    table = [[*row, *more] for row, more in zip(_download(CODED), TIMED, strict=True)]
    flags = flag_page_time(read_survey(save_csv(table), codebook=path, platform="qualtrics")).flags
    assert flags[["id", "value"]].to_numpy().tolist() == [["R_1", 0.5], ["R_2", 1.0]]
