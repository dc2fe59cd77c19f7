"""Qualtrics survey files (.qsf): the questions that a survey asks, with their options and recode values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import CodebookError
from surveykit.read.form import (
    Choice,
    Form,
    Question,
    QuestionKind,
    closed_kind,
    plain_label,
    points_to_person,
    uniquely_named,
)
from surveykit.read.grid_json import read_json

MAX_BYTES = 30_000_000
SHOWN = 10

_WORD = re.compile(r"\W+")
_SEVERAL = frozenset({"MAVR", "MAHR", "MACOL", "MSB"})
_OPEN_FIELDS = frozenset({"FORM"})
_TICKED_CELLS = frozenset({"MultipleAnswer"})


def is_qsf(path: Path, head: bytes) -> bool:
    """Whether a file is the definition of a Qualtrics survey."""
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    return text.startswith("{") and '"SurveyEntry"' in text


def read_qsf(path: Path) -> Form:
    """The questions of a survey in the order of its blocks; those in the trash are left out."""
    if path.stat().st_size > MAX_BYTES:
        raise CodebookError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; no survey file is.")
    content = read_json(path)
    elements = content.get("SurveyElements") if isinstance(content, dict) else None
    if not isinstance(elements, list) or not all(isinstance(element, dict) for element in elements):
        raise CodebookError(
            f"{path.name} has no list of SurveyElements, as survey files of Qualtrics have. Export the survey again."
        )
    entry = _record(content.get("SurveyEntry"))
    language = str(entry.get("SurveyLanguage") or "")
    payloads = {str(e.get("PrimaryAttribute")): _record(e.get("Payload")) for e in elements if e.get("Element") == "SQ"}
    pages, looped = _blocks(elements, list(payloads))
    sheets = [[_Asked(payloads[name], language, Text()) for name in page if name in payloads] for page in pages]
    asked = [(one, _timing(sheet)) for sheet in sheets for one in sheet]
    questions = [replace(question, page=page) for one, page in asked for question in _questions(one)]
    title = plain_label(str(entry.get("SurveyName") or ""))
    return Form(
        Text(zh=title, en=title), uniquely_named(questions), tuple(_notes(path, [one for one, _ in asked], looped))
    )


@dataclass(frozen=True)
class _Asked:
    """What the file says about one question, or about one column of a side-by-side question."""

    payload: Mapping[str, Any]
    language: str
    above: Text

    @property
    def tag(self) -> str:
        """The name that exports give it."""
        return str(self.payload.get("DataExportTag") or self.payload.get("QuestionID") or "Q").strip()

    @property
    def name(self) -> str:
        """The same without signs that no variable has."""
        return _WORD.sub("_", self.tag).strip("_") or self.import_id

    @property
    def import_id(self) -> str:
        """The id that third header rows hold."""
        return str(self.payload.get("QuestionID") or "")

    @property
    def label(self) -> Text:
        """What is asked, under the question that it belongs to."""
        own = self._text(lambda part: part.get("QuestionText"))
        return joined(self.above, own)

    def _text(self, find: Any) -> Text:
        """One wording in the survey's own language, and in Chinese or English where it is translated."""
        base = plain_label(str(find(self.payload) or ""))
        texts = {_side(self.language): base}
        for code, part in _record(self.payload.get("Language")).items():
            said = plain_label(str(find(_record(part)) or ""))
            if said and _side(str(code)):
                texts.setdefault(_side(str(code)), said)
        plain = texts.get("", "")
        return Text(zh=texts.get("zh", plain), en=texts.get("en", plain))

    def options(self, kind: str) -> list[tuple[str, Text, Mapping[str, Any]]]:
        """Ids, wordings and details of ``Choices`` or ``Answers``, in order."""
        listed = _record(self.payload.get(kind))
        order = self.payload.get("ChoiceOrder" if kind == "Choices" else "AnswerOrder")
        ids = [str(one) for one in order if str(one) in listed] if isinstance(order, list) else []
        ids += [one for one in listed if one not in ids]
        return [
            (one, self._text(lambda part, one=one: _record(_record(part.get(kind)).get(one)).get("Display")),
             _record(listed[one]))
            for one in ids
        ]  # fmt: skip

    def recoded(self, one: str) -> str:
        """The number that exports write for an option."""
        return str(_record(self.payload.get("RecodeValues")).get(one) or one)

    def row_tag(self, one: str) -> str:
        """The name that exports give a row; empty where it has none of its own."""
        return str(_record(self.payload.get("ChoiceDataExportTags")).get(one) or "")

    def part_name(self, one: str) -> str:
        """The name of a row."""
        return _WORD.sub("_", f"{self.name}_{self.row_tag(one) or one}").strip("_")


def joined(stem: Text, part: Text) -> Text:
    """A row or option under its question, in both languages."""
    both = {
        side: " - ".join(filter(None, (stem.within(side), part.within(side)))) if stem != Text() else part.within(side)
        for side in ("zh", "en")
    }  # fmt: skip
    return Text(zh=both["zh"], en=both["en"])


def _record(value: object) -> Mapping[str, Any]:
    """Qualtrics writes empty records as empty lists."""
    return value if isinstance(value, dict) else {}


def _side(language: str) -> str:
    folded = language.casefold()
    return "zh" if folded.startswith("zh") else "en" if folded.startswith("en") else ""


def _blocks(elements: Sequence[Mapping[str, Any]], known: list[str]) -> tuple[list[list[str]], list[str]]:
    """Ids of the questions asked, page by page, and of those asked in loops, whose columns are one per turn."""
    blocks = [block for e in elements if e.get("Element") == "BL" for block in _listed(e.get("Payload"))]
    if not blocks:
        return [[name] for name in known], []
    order: list[list[str]] = []
    looped: list[str] = []
    for block in blocks:
        if block.get("Type") == "Trash":
            continue
        pages = _pages(_listed(block.get("BlockElements")))
        if _record(block.get("Options")).get("Looping") in (None, "", "None"):
            order += pages
        else:
            looped += [name for page in pages for name in page]
    return order, looped


def _pages(parts: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Ids of the questions of a block, a new list after each page break."""
    pages: list[list[str]] = [[]]
    for part in parts:
        if part.get("Type") == "Page Break":
            pages.append([])
        elif part.get("QuestionID"):
            pages[-1].append(str(part["QuestionID"]))
    return pages


def _timing(page: Sequence[_Asked]) -> str:
    """The name of the question that times a page; empty where none does."""
    return next((one.name for one in page if one.payload.get("QuestionType") == "Timing"), "")


def _listed(value: object) -> list[Mapping[str, Any]]:
    listed = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _questions(one: _Asked) -> Iterator[Question]:
    """The questions, one for each column or set of columns that exports have."""
    kind, selector = str(one.payload.get("QuestionType")), str(one.payload.get("Selector"))
    if kind == "MC":
        yield from _choice_question(one, several=selector in _SEVERAL)
    elif kind == "TE" and selector in _OPEN_FIELDS:
        yield from _fields(one, "open", suffix="_TEXT")
    elif kind == "TE":
        yield _open(one)
    elif kind == "Matrix":
        yield from _matrix(one)
    elif kind == "SBS":
        for part in _listed(one.payload.get("AdditionalQuestions")):
            yield from _matrix(_Asked(part, one.language, one.label))
    elif kind in ("Slider", "CS"):
        yield from _fields(one, "numeric")
    elif kind == "RO":
        yield from _ranking(one)


def _choice_question(one: _Asked, *, several: bool) -> Iterator[Question]:
    options = one.options("Choices")
    choices = tuple(Choice(one.recoded(number), label, _headers(one, number)) for number, label, _ in options)
    headers = (one.import_id, one.tag)
    kind: QuestionKind = "multiple" if several and len(choices) > 1 else closed_kind(choices)
    if one.payload.get("Selector") == "NPS":
        kind = "ordinal"
    yield Question(one.name, one.label, kind, headers, choices)
    for number, label, details in options:
        if str(details.get("TextEntry") or "").casefold() not in ("", "false", "off"):
            written = tuple(f"{header}{mark}TEXT" for header in _headers(one, number) for mark in ("_", "-"))
            yield Question(f"{one.name}_{one.recoded(number)}_TEXT", joined(one.label, label), "text", written)


def _headers(one: _Asked, number: str) -> tuple[str, ...]:
    """Import ids and names of the column of one option or row, the surest first."""
    tag = one.row_tag(number)
    named = (f"{one.tag}_{tag}", tag, tag.replace("-", "_"), f"{tag}: {_answer_tag(one)}") if tag else ()
    numbered = (f"{one.tag}_{one.recoded(number)}", f"{one.tag}_{number}") if not _is_matrix(one) else ()
    return (
        f"{one.import_id}_{number}", f"{one.import_id}-{number}", *named, *numbered, f"{one.tag}_{number}",
        f"{one.tag}_{one.tag.partition('#')[0]}_{number}_{one.tag.partition('#')[2]}",
        f"{one.tag.partition('#')[0]}_{number}: {one.tag.partition('#')[2]}",
    )  # fmt: skip


def _is_matrix(one: _Asked) -> bool:
    return "Answers" in one.payload


def _answer_tag(one: _Asked) -> str:
    return str(one.payload.get("AnswerDataExportTag") or one.tag.partition("#")[2])


def _open(one: _Asked) -> Question:
    checks = _record(_record(one.payload.get("Validation")).get("Settings"))
    kind: QuestionKind = "numeric" if checks.get("ContentType") == "ValidNumber" else "open"
    headers = (f"{one.import_id}-TEXT", f"{one.import_id}_TEXT", one.import_id, one.tag, f"{one.tag}_TEXT")
    return Question(one.name, one.label, kind, headers, personal=points_to_person(one.label))


def _fields(one: _Asked, kind: QuestionKind, *, suffix: str = "") -> Iterator[Question]:
    """One column for each choice: sliders, constant sums, forms."""
    for number, label, _ in one.options("Choices"):
        headers = _headers(one, number)
        written = tuple(f"{header}{mark}TEXT" for header in headers for mark in ("_", "-")) if suffix else ()
        whole = joined(one.label, label)
        name = one.part_name(number)
        yield Question(name, whole, kind, (*headers, *written), personal=bool(suffix) and points_to_person(label))


def _ranking(one: _Asked) -> Iterator[Question]:
    choices = tuple(Choice(number, label, _headers(one, number)) for number, label, _ in one.options("Choices"))
    if len(choices) > 1:
        yield Question(one.name, one.label, "ranking", (one.import_id, one.tag), choices)


def _matrix(one: _Asked) -> Iterator[Question]:
    """Rows with one answer each, rows with several, or cells to write in."""
    selector, sub = str(one.payload.get("Selector")), str(one.payload.get("SubSelector"))
    for number, label, _ in one.options("Choices"):
        name, whole = one.part_name(number), joined(one.label, label)
        if sub in _TICKED_CELLS:
            yield from _ticked_row(one, number, name, whole)
        elif selector == "TE":
            yield from _written_row(one, number, name, whole)
        elif selector in ("Likert", "Bipolar"):
            answers = tuple(Choice(one.recoded(answer), text) for answer, text, _ in one.options("Answers"))
            yield Question(name, whole, _row_kind(answers), _headers(one, number), answers)
        else:
            yield Question(name, whole, "open", _headers(one, number))


def _row_kind(answers: Sequence[Choice]) -> QuestionKind:
    """Answers of a matrix stand in order, if their numbers do."""
    numbers = [int(answer.name) for answer in answers if answer.name.lstrip("-").isdecimal()]
    in_order = numbers in (sorted(numbers), sorted(numbers, reverse=True))
    return "ordinal" if len(numbers) == len(answers) > 2 and in_order else closed_kind(answers)


def _ticked_row(one: _Asked, number: str, name: str, label: Text) -> Iterator[Question]:
    choices = tuple(
        Choice(one.recoded(answer), text, _cell_headers(one, number, answer))
        for answer, text, _ in one.options("Answers")
    )
    if len(choices) > 1:
        yield Question(name, label, "multiple", (), choices)


def _written_row(one: _Asked, number: str, name: str, label: Text) -> Iterator[Question]:
    for answer, text, _ in one.options("Answers"):
        headers = tuple(f"{header}{mark}TEXT" for header in _cell_headers(one, number, answer) for mark in ("-", "_"))
        yield Question(f"{name}_{answer}_TEXT", joined(label, text), "open", headers)


def _cell_headers(one: _Asked, number: str, answer: str) -> tuple[str, ...]:
    """Import ids and names of the column of one cell of a matrix."""
    ids = (f"{one.import_id}-{number}-{answer}", f"{one.import_id}_{number}_{answer}")
    return (*ids, *(f"{header}_{answer}" for header in _headers(one, number)))


def _notes(path: Path, asked: Sequence[_Asked], looped: Sequence[str]) -> Iterator[Text]:
    conditional = [one.tag for one in asked if one.payload.get("DisplayLogic")]
    if conditional:
        yield bilingual("reading.display_logic", file=path.name, names=listing(conditional, most=SHOWN))
    if looped:
        yield bilingual("reading.loops", file=path.name, n=len(looped))
