"""The companions of a 问卷网 download: ``code.csv`` with questions and labels, and the headers of the readable file.

``code.csv`` has no header. A question is a row ``Q3,题干,题型``; below it stand ``,本题选项:,`` and ``,1,选项``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.errors import ReadError
from surveykit.read.decode import decode
from surveykit.read.headers import clean_header

CODES, READABLE = "code.csv", "All_Data_Readable.csv"

_KEY = re.compile(r"^Q\d{1,3}$")
_CODE = re.compile(r"^-?\d{1,4}$")
_SETS = ("多选题", "排序题")


@dataclass(frozen=True)
class Question:
    """One question: its wording, its kind in the platform's words, and the label of each code."""

    wording: str = ""
    kind: str = ""
    options: dict[int, str] = field(default_factory=dict)

    @property
    def is_set(self) -> bool:
        """Whether each option has a column of its own."""
        return self.kind in _SETS


def read_questions(export: Path) -> dict[str, Question]:
    """The questions of the ``code.csv`` beside an export, by their codes; nothing if there is no such file."""
    file = export.parent / CODES
    if not file.is_file() or file == export:
        return {}
    questions: dict[str, Question] = {}
    current: Question | None = None
    for row in _rows(file):
        key, middle, last = ([clean_header(text) for text in row] + ["", "", ""])[:3]
        if _KEY.match(key):
            current = questions[key] = Question(middle, last)
        elif current is not None and _CODE.match(middle) and last:
            current.options[int(middle)] = last
    if not questions:
        raise ReadError(
            f"{file.name}, which lies beside {export.name}, holds no questions (rows such as Q1,性别,单选题). "
            "Put the code.csv of the same download there, or move it away."
        )
    return questions


def readable_headers(export: Path, header: Sequence[str]) -> dict[str, str]:
    """Part of each column, from the readable download beside it, for questions with as many columns in both."""
    file = export.parent / READABLE
    if not file.is_file() or file == export:
        return {}
    worded = _by_question([clean_header(text) for text in next(iter(_rows(file)), [])])
    return {
        name: text.rpartition("_")[2]
        for question, names in _by_question(header).items()
        if len(names) == len(worded.get(question, []))
        for name, text in zip(names, worded[question], strict=True)
    }


def _by_question(headers: Sequence[str]) -> dict[str, list[str]]:
    """The headers of each question, such as ``Q5_R1`` and ``Q5_信任_居委会`` of Q5, in their order."""
    found: dict[str, list[str]] = {}
    for text in headers:
        question = text.partition("_")[0]
        if _KEY.match(question):
            found.setdefault(question, []).append(text)
    return found


def _rows(file: Path) -> list[list[str]]:
    text = decode(file.read_bytes(), name=file.name).text
    return list(csv.reader(io.StringIO(text, newline="")))
