"""queXML questionnaires, as LimeSurvey exports them for print: questions with their responses, without their types.

The types follow from the shape: several responses with one answer each are options, sub-questions are the rows of an
array, and what is written behind an answer is that of the option "other".
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from surveykit.read.codebook_lss import OTHER, Row, structure_form
from surveykit.read.form import Form
from surveykit.read.xml_tree import read_tree

_WRITTEN = {"integer": "N", "currency": "N", "date": "D", "longtext": "T"}
_WRITTEN_ROWS = {"integer": "K", "currency": "K"}


def is_quexml(path: Path, head: bytes) -> bool:
    """Whether a file is an XML questionnaire."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and b"<questionnaire" in head


def read_quexml(path: Path) -> Form:
    """The questions of a questionnaire, in order."""
    root = read_tree(path)
    tables: dict[str, list[Row]] = {
        "surveys_languagesettings": [{"surveyls_title": root.findtext("title") or ""}],
        "questions": [], "subquestions": [], "answers": [],
    }  # fmt: skip
    for place, question in enumerate(root.iter("question"), start=1):
        _add(tables, str(place), question)
    return structure_form(path, tables)


def _add(tables: dict[str, list[Row]], qid: str, question: ET.Element) -> None:
    responses = [one for one in question.findall("response") if one.get("varName")]
    if not responses:
        return
    rows = [(str(one.get("varName")), one.findtext("text") or "") for one in question.findall("subQuestion")]
    ticks = [one for one in responses if [value for value, _ in _categories(one)] == ["Y"]]
    others = [one for one in ticks if one.find(".//contingentQuestion") is not None and "_" not in _name(one)]
    if ticks:
        kind = "P" if any(one.find(".//contingentQuestion") is not None for one in ticks if one not in others) else "M"
        rows = [(_name(one), _categories(one)[0][1]) for one in ticks if one not in others]
        title = _question_code(rows[0][0]) if rows else _name(ticks[0])
    else:
        title = _question_code(_name(responses[0]))
        rows = rows or [(_name(one), one.findtext("label") or "") for one in responses if "_" in _name(one)]
        kind = _kind(responses, bool(rows))
        _add_answers(tables, qid, responses if kind == "1" else responses[:1])
    has_other = bool(others) or any(value == OTHER for one in responses for value, _ in _categories(one))
    text = question.findtext("text") or ""
    tables["questions"].append(
        {"qid": qid, "title": title, "type": kind, "question": text, "question_order": qid,
         "other": "Y" if has_other else "N"}
    )  # fmt: skip
    for place, (name, label) in enumerate(rows, start=1):
        tables["subquestions"].append(
            {"qid": f"{qid}.{place}", "parent_qid": qid, "title": name.partition("_")[2] or name, "question": label,
             "question_order": str(place), "scale_id": "0"}
        )  # fmt: skip


def _add_answers(tables: dict[str, list[Row]], qid: str, responses: Sequence[ET.Element]) -> None:
    for scale, response in enumerate(responses):
        for place, (value, label) in enumerate(_categories(response)):
            if value != OTHER:
                tables["answers"].append(
                    {"qid": qid, "code": value, "answer": label, "sortorder": str(place), "scale_id": str(scale)}
                )


def _kind(responses: Sequence[ET.Element], has_rows: bool) -> str:
    """The type as LimeSurvey letters it."""
    if responses[0].find("fixed") is not None:
        return ("1" if len(responses) == 2 and "_" not in _name(responses[0]) else "F") if has_rows else "L"
    written = (responses[0].findtext("free/format") or "").strip()
    return _WRITTEN_ROWS.get(written, "Q") if has_rows else _WRITTEN.get(written, "S")


def _categories(response: ET.Element) -> list[tuple[str, str]]:
    """Codes and labels of the answers that a response offers."""
    return [
        ((one.findtext("value") or "").strip(), one.findtext("label") or "")
        for one in response.iterfind("fixed/category")
    ]


def _name(response: ET.Element) -> str:
    return str(response.get("varName"))


def _question_code(name: str) -> str:
    """The code of the question that a part belongs to; codes of LimeSurvey have no underscore."""
    return name.partition("_")[0]
