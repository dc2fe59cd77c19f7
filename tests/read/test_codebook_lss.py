"""LimeSurvey structures as codebooks, alone and with their downloads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from surveykit import flag_page_time
from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, ReadError
from surveykit.read import xml_tree
from surveykit.read.survey import read_survey

ALL_KINDS = Path(__file__).parents[1] / "data" / "limesurvey" / "test_survey_structure.lss"
Save = Callable[..., Path]


def _row(**cells: str) -> str:
    return "<row>" + "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in cells.items()) + "</row>"


def _table(name: str, *rows: str) -> str:
    return f"<{name}><rows>{''.join(rows)}</rows></{name}>"


STRUCTURE = (
    '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
    + _table("groups", _row(gid="1", group_order="2"), _row(gid="2", group_order="1"))
    + _table(
        "questions",
        _row(qid="10", gid="1", type="L", title="lives", other="Y", question_order="1", relevance="1"),
        _row(qid="11", gid="2", type="M", title="joined", other="N", question_order="1", relevance="age > 3"),
        _row(qid="12", gid="2", type="C", title="sure", other="N", question_order="2", relevance="1"),
    )
    + _table(
        "subquestions",
        _row(qid="21", parent_qid="11", gid="2", title="SQ002", question_order="2", scale_id="0"),
        _row(qid="20", parent_qid="11", gid="2", title="SQ001", question_order="1", scale_id="0"),
        _row(qid="22", parent_qid="12", gid="2", title="SQ001", question_order="1", scale_id="0"),
        _row(qid="23", parent_qid="12", gid="2", title="SQ002", question_order="2", scale_id="0"),
    )
    + _table(
        "question_l10ns",
        _row(qid="10", language="en", question="Where do you <b>live</b>?"),
        _row(qid="10", language="zh-Hans", question="您住在哪里？"),
        _row(qid="11", language="en", question="What did you join?"),
        _row(qid="20", language="en", question="Meetings"),
        _row(qid="21", language="en", question="Choir"),
        _row(qid="12", language="en", question="Sure?"),
        _row(qid="22", language="en", question="A"),
        _row(qid="23", language="en", question="B"),
    )
    + _table(
        "answers",
        _row(aid="1", qid="10", code="DE", sortorder="2", scale_id="0"),
        _row(aid="2", qid="10", code="FR", sortorder="1", scale_id="0"),
    )
    + _table(
        "answer_l10ns",
        _row(aid="1", language="en", answer="Germany"),
        _row(aid="2", language="en", answer="France"),
        _row(aid="2", language="zh-Hans", answer="法国"),
    )
    + "</document>"
)
HEADER = ["id", "submitdate", "lastpage", "startlanguage", "lives", "lives[other]", "joined[SQ001]", "joined[SQ002]",
          "sure[SQ001]", "sure[SQ002]"]  # fmt: skip
DAY = "2024-05-01 09:00:00"


@pytest.fixture
def lss(tmp_path: Path) -> Path:
    """A structure in the layout of LimeSurvey 4 and later."""
    path = tmp_path / "survey.lss"
    path.write_text(STRUCTURE, "utf-8")
    return path


def test_the_real_structure_is_read_whole() -> None:
    book = Codebook.read(ALL_KINDS)
    assert book.title.en == "All question types for N2 Framework"
    assert len(book.variables) == 52
    assert [(group.name, len(group.members)) for group in book.sets] == [("G5Q1", 4), ("G5Q2", 3)]
    kinds = [variable.kind for variable in book.variables]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "nominal": 25, "ordinal": 7, "numeric": 4, "text": 15, "date": 1,
    }  # fmt: skip
    assert [text.en for text in book.variable("G2Q4_SQ001").values.values()] == ["Decrease", "Same", "Increase"]
    assert book.variable("G2Q9_SQ001_2").source == ("G2Q9[SQ001][2]", "G2Q9_SQ001_2")
    assert book.label("G1Q3", "en") == 'This is Group 1 Question 3 of type "list radio".'


def test_groups_options_and_languages_stand_in_order(lss: Path) -> None:
    book = Codebook.read(lss)
    assert [variable.name for variable in book.variables][-2:] == ["lives", "lives_other"]
    lives = book.variable("lives")
    assert (lives.label.en, lives.label.zh) == ("Where do you live?", "您住在哪里？")
    assert [(text.en, text.zh) for text in lives.values.values()] == [
        ("France", "法国"), ("Germany", ""), ("Other", "其他"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "pages"), [("G", ["2", "2", "1"]), ("S", ["joined", "sure", "lives"]), ("A", ["", "", ""])]
)
def test_a_page_is_a_group_or_a_question_as_the_survey_is_shown(tmp_path: Path, shown: str, pages: list[str]) -> None:
    path = tmp_path / "shown.lss"
    path.write_text(STRUCTURE.replace("</document>", _table("surveys", _row(format=shown)) + "</document>"), "utf-8")
    book = Codebook.read(path)
    members = [*book.sets[0].members, "sure_SQ001", "sure_SQ002", "lives", "lives_other"]
    assert [book.variable(name).page for name in members] == [page for page in pages for _ in range(2)]


def test_groups_of_the_structure_and_their_times_in_the_download_go_together(lss: Path, save_csv: Save) -> None:
    """Group 2 has two questions, of which the second has two rows, and group 1 has one."""
    header = [*HEADER, "interviewtime", "groupTime2", "groupTime1"]
    table = [header, [*SHORT[0], "7.9", "5.9", "2"], [*SHORT[1], "3.9", "2", "1.9"]]
    survey = read_survey(save_csv(table), codebook=lss)
    flags = flag_page_time(survey).flags
    assert flags[["id", "value"]].to_numpy().tolist() == [["1", 0.5], ["2", 0.5]]


SHORT = [["1", DAY, "1", "en", "DE", "", "Y", "", "Y", "N"], ["2", DAY, "1", "en", "-oth-", "Boat", "", "", "N", ""]]
LONG = [["1", DAY, "1", "en", "Germany", "", "Yes", "No", "Yes", "No"],
        ["2", DAY, "1", "en", "Other", "Boat", "N/A", "N/A", "No", ""]]  # fmt: skip


@pytest.mark.parametrize(("rows", "reason"), [(SHORT, "blank"), (LONG, "not_shown")])
def test_short_and_long_answers_are_read_alike(lss: Path, save_csv: Save, rows: list[list[str]], reason: str) -> None:
    survey = read_survey(save_csv([HEADER, *rows]), codebook=lss)
    assert survey.data["lives"].tolist() == [2.0, 3.0]
    assert survey.data["lives_other"].tolist()[1] == "Boat"
    assert survey.data["sure_SQ001"].tolist() == [1.0, 3.0]
    assert survey.data["sure_SQ002"].tolist() == pytest.approx([3.0, np.nan], nan_ok=True)
    members = list(survey.codebook.sets[0].members)
    assert survey.data[members].iloc[0].tolist() == [1.0, 0.0]
    assert survey.missing_reasons[members].iloc[1].tolist() == [reason, reason]
    assert survey.log[0].cases.empty
    assert "joined are asked under conditions" in survey.log[0].told("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STRUCTURE.replace("<document>", '<!DOCTYPE d [<!ENTITY a "b">]><document>'), "declares a document type"),
        (STRUCTURE[:-40], "is no valid XML"),
        (STRUCTURE.replace("<document>", "<document>" + "<a>" * 50), "nests its parts more deeply"),
        ("<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>", "has no questions"),
    ],
)
def test_harmful_and_damaged_files_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.lss"
    path.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match=said):
        Codebook.read(path)


def test_a_page_inside_a_text_is_no_document_type(tmp_path: Path) -> None:
    path = tmp_path / "page.lss"
    path.write_text(STRUCTURE.replace("Meetings", "<!DOCTYPE html><p>Meetings"), "utf-8")
    assert Codebook.read(path).has_variable("lives")


def test_files_of_a_size_no_survey_has_are_refused(lss: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MAX_BYTES", 10)
    with pytest.raises(CodebookError, match="is larger than"):
        Codebook.read(lss)


def test_a_survey_file_alone_is_no_answers(lss: Path) -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(lss)
