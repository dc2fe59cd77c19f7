"""LimeSurvey structures (.lss): the questions of a survey, with their sub-questions and answer options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
from surveykit.read.xml_tree import read_tree

OTHER = "-oth-"
SHOWN = 10

_YES_NO = (("Y", "是", "Yes"), ("N", "否", "No"))
_FIXED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "Y": _YES_NO,
    "G": (("F", "女", "Female"), ("M", "男", "Male")),
    "C": (("Y", "是", "Yes"), ("U", "不确定", "Uncertain"), ("N", "否", "No")),
    "E": (("D", "减少", "Decrease"), ("S", "不变", "Same"), ("I", "增加", "Increase")),
    "5": tuple((str(n), str(n), str(n)) for n in range(1, 6)),
    "A": tuple((str(n), str(n), str(n)) for n in range(1, 6)),
    "B": tuple((str(n), str(n), str(n)) for n in range(1, 11)),
}
_ORDERED = frozenset("5ABE")
_SINGLE = {"N": "numeric", "D": "date", "S": "open", "T": "text", "U": "text", "*": "open"}
_ROWS = {"K": "numeric", "Q": "open", ":": "numeric", ";": "text"}

Row = Mapping[str, str]


def is_lss(path: Path, head: bytes) -> bool:
    """Whether a file is the structure of a LimeSurvey survey."""
    return b"<LimeSurveyDocType>Survey<" in head


def read_lss(path: Path) -> Form:
    """The questions of a survey in the order of its groups."""
    return structure_form(path, _tables(path))


def structure_form(path: Path, tables: Mapping[str, Sequence[Row]]) -> Form:
    """The questions that the tables of a structure describe; `path` is for messages."""
    if not tables.get("questions"):
        raise CodebookError(f"{path.name} has no questions. Export the survey structure from LimeSurvey again.")
    structure = _Structure(tables)
    rows = structure.ordered([row for row in tables["questions"] if row.get("parent_qid", "0") == "0"])
    title = next((structure.text(texts) for texts in structure.titles()), Text())
    questions = [replace(question, page=structure.page(row)) for row in rows for question in _questions(structure, row)]
    conditional = [row["title"] for row in rows if row.get("relevance", "1").strip() not in ("", "1")]
    return Form(title, uniquely_named(questions), tuple(_notes(path, conditional)))


def _tables(path: Path) -> dict[str, list[Row]]:
    """The tables of the file as rows of text."""
    return {
        table.tag: [{cell.tag: (cell.text or "").strip() for cell in row} for row in table.iterfind("rows/row")]
        for table in read_tree(path)
    }


@dataclass(frozen=True)
class _Structure:
    """The tables of a survey, in the layout of LimeSurvey 3 and earlier or in that of 4 and later."""

    tables: Mapping[str, Sequence[Row]]

    def text(self, texts: Mapping[str, str]) -> Text:
        """One wording, by the languages that it is given in."""
        plain = {language: plain_label(text) for language, text in texts.items()}
        first = next(iter(plain.values()), "")
        zh = next((text for language, text in plain.items() if language.startswith("zh")), "")
        en = next((text for language, text in plain.items() if language.startswith("en")), "")
        return Text(zh=zh, en=en) if zh or en else Text(zh=first, en=first)

    def titles(self) -> Iterator[Mapping[str, str]]:
        """The title of the survey by language."""
        rows = self.tables.get("surveys_languagesettings", ())
        yield {row.get("surveyls_language", ""): row.get("surveyls_title", "") for row in rows}

    def page(self, row: Row) -> str:
        """The page of a question as timings call it: its group, or itself where it stands alone; empty for one page."""
        shown = next((survey.get("format", "") for survey in self.tables.get("surveys", ())), "")
        return {"S": row["title"], "A": ""}.get(shown, row.get("gid", ""))

    def label(self, row: Row) -> Text:
        """The wording of a question or sub-question."""
        told = [one for one in self.tables.get("question_l10ns", ()) if one.get("qid") == row["qid"]]
        own = [
            one
            for table in ("questions", "subquestions")
            for one in self.tables.get(table, ())
            if one.get("qid") == row["qid"] and one.get("question")
        ]
        return self.text({one.get("language", ""): one.get("question", "") for one in (*told, *own)})

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """One row for each question, whatever its languages, in the order of the questionnaire."""
        groups = {row["gid"]: _number(row.get("group_order")) for row in self.tables.get("groups", ()) if "gid" in row}
        once = {row["qid"]: row for row in reversed(rows) if row.get("qid") and row.get("title")}
        return sorted(
            once.values(), key=lambda row: (groups.get(row.get("gid", ""), 0), _number(row.get("question_order")))
        )

    def parts(self, question: Row, scale: str = "0") -> list[Row]:
        """The sub-questions of a question on one of its scales."""
        rows = [
            row
            for row in self.tables.get("subquestions", ())
            if row.get("parent_qid") == question["qid"] and row.get("scale_id", "0") == scale
        ]
        return self.ordered(rows)

    def answers(self, question: Row, scale: str = "0") -> tuple[Choice, ...]:
        """The answer options of a question on one of its scales, in order."""
        rows = [
            row
            for row in self.tables.get("answers", ())
            if row.get("qid") == question["qid"] and row.get("scale_id", "0") == scale and row.get("code")
        ]
        rows.sort(key=lambda row: _number(row.get("sortorder")))
        return tuple(Choice(code, self._answer(code, rows)) for code in dict.fromkeys(row["code"] for row in rows))

    def _answer(self, code: str, rows: Sequence[Row]) -> Text:
        own = [row for row in rows if row["code"] == code]
        ids = {row["aid"] for row in own if row.get("aid")}
        told = [row for row in self.tables.get("answer_l10ns", ()) if row.get("aid") in ids]
        return self.text({row.get("language", ""): row.get("answer", "") for row in (*told, *own) if row.get("answer")})


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else 0


def _questions(structure: _Structure, row: Row) -> Iterator[Question]:
    """The questions, one for each column or set of columns that exports have."""
    kind, title, label = row.get("type", ""), row["title"], structure.label(row)
    if kind in _SINGLE:
        yield _open(title, label, _SINGLE[kind])  # type: ignore[arg-type]
    elif kind in "L!O":
        choices = (*structure.answers(row), *(_other() if row.get("other") == "Y" else ()))
        yield Question(title, label, closed_kind(choices), (title,), choices)
        if kind == "O":
            yield _open(title, label, "text", "comment")
    elif kind in "MP":
        yield from _options(structure, row, label)
    elif kind in "YG5":
        yield Question(title, label, _fixed_kind(kind), (title,), _fixed(kind))
    elif kind in "FHABCE1":
        yield from _array(structure, row, label)
    elif kind in _ROWS:
        yield from _open_rows(structure, row, label)
    elif kind == "R":
        yield from _ranking(structure, row, label)
    if row.get("other") == "Y" and kind in "L!MP":
        yield _open(title, label, "text", "other")


def _open(title: str, label: Text, kind: QuestionKind, part: str = "") -> Question:
    name = f"{title}_{part}" if part else title
    header = f"{title}[{part}]" if part else title
    return Question(name, label, kind, (header, name), personal=points_to_person(label))


def _other() -> tuple[Choice, ...]:
    return (Choice(OTHER, Text(zh="其他", en="Other")),)


def _fixed(kind: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, Text(zh=zh, en=en)) for code, zh, en in _FIXED[kind])


def _fixed_kind(kind: str) -> QuestionKind:
    return "ordinal" if kind in _ORDERED else "nominal"


def _under(stem: Text, part: Text) -> Text:
    both = [f"{stem.within(side)} - {part.within(side)}".removesuffix(" - ") for side in ("zh", "en")]
    return Text(zh=both[0], en=both[1])


def _part_headers(title: str, *parts: str) -> tuple[str, ...]:
    """The heading of a part by code, and as expressions write it."""
    return "".join((title, *(f"[{part}]" for part in parts))), "_".join((title, *parts))


def _options(structure: _Structure, row: Row, label: Text) -> Iterator[Question]:
    title, parts = row["title"], structure.parts(row)
    choices = tuple(Choice(part["title"], structure.label(part), _part_headers(title, part["title"])) for part in parts)
    if row.get("other") == "Y":
        choices = (*choices, Choice("other", Text(zh="其他", en="Other"), _part_headers(title, "othertick")))
    if len(choices) > 1:
        yield Question(title, label, "multiple", (), choices)
    elif choices:
        ticks = tuple(Choice(code, Text(zh=zh, en=en)) for code, zh, en in _YES_NO)
        yield Question(title, _under(label, choices[0].label), "nominal", choices[0].headers, ticks)
    for part in parts if row["type"] == "P" else ():
        comment = f"{part['title']}comment"
        yield _open(title, _under(label, structure.label(part)), "text", comment)


def _array(structure: _Structure, row: Row, label: Text) -> Iterator[Question]:
    """Rows with one answer each; those of a dual scale with two."""
    kind, title = row["type"], row["title"]
    scales = ("0", "1") if kind == "1" else ("0",)
    offered = [_fixed(kind) if kind in _FIXED else structure.answers(row, scale) for scale in scales]
    kinds = [_fixed_kind(kind) if kind in _FIXED else closed_kind(choices) for choices in offered]
    for part in structure.parts(row):
        whole = _under(label, structure.label(part))
        for place, (choices, of_kind) in enumerate(zip(offered, kinds, strict=True), start=1):
            codes = (part["title"], str(place)) if kind == "1" else (part["title"],)
            yield Question("_".join((title, *codes)), whole, of_kind, _part_headers(title, *codes), choices)


def _open_rows(structure: _Structure, row: Row, label: Text) -> Iterator[Question]:
    """Rows, or cells of a grid, in which numbers or text are written."""
    kind, title = _ROWS[row["type"]], row["title"]
    across = structure.parts(row, "1") if row["type"] in ":;" else []
    for part in structure.parts(row):
        whole = _under(label, structure.label(part))
        for column in across or [None]:  # type: ignore[list-item]
            code = part["title"] if column is None else f"{part['title']}_{column['title']}"
            said = whole if column is None else _under(whole, structure.label(column))
            yield _open(title, said, kind, code)  # type: ignore[arg-type]


def _ranking(structure: _Structure, row: Row, label: Text) -> Iterator[Question]:
    """Exports have a column for each place, which holds the option that was given it."""
    choices = structure.answers(row)
    for place in range(1, len(choices) + 1):
        said = _under(label, Text(zh=f"第{place}位", en=f"Rank {place}"))
        code = str(place)
        yield Question(f"{row['title']}_{code}", said, "nominal", _part_headers(row["title"], code), choices)


def _notes(path: Path, conditional: Sequence[str]) -> Iterator[Text]:
    if conditional:
        names = listing(conditional, most=SHOWN)
        yield bilingual("reading.conditions_in_form", file=path.name, names=names)
