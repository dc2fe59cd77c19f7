"""XLSForms, the forms of KoboToolbox and ODK: sheets `survey`, `choices` and `settings`, or one CSV of them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import CodebookError
from surveykit.read.archive import is_archive
from surveykit.read.conditions import Condition, read_condition
from surveykit.read.decode import decode
from surveykit.read.form import (
    Choice,
    Form,
    Question,
    QuestionKind,
    closed_kind,
    plain_label,
    points_to_person,
    uniquely_named,
    without_twins,
)
from surveykit.read.grid import Grid
from surveykit.read.grid_workbook import read_xlsx_grid, sheet_names

SEPARATORS = ("/", ".", "-", ":", "_")
"""Signs that exports put between groups, questions and options."""

_SHEETS = ("survey", "choices", "settings")
_SELECT = re.compile(
    r"^(?P<kind>select[_ ]?one|select1|select[_ ]multiple|select all that apply|rank)(?:[_ ]from)?\s+(?P<list>\S+)"
    r"(?P<other>\s+or[_ ](?:specify[_ ])?other)?$",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"^begin[_ ](group|repeat)$", re.IGNORECASE)
_END = re.compile(r"^end[_ ](group|repeat)$", re.IGNORECASE)
_LABEL = re.compile(r"^label\s*(?:::?\s*(.*))?$", re.IGNORECASE)
_ZH, _EN = re.compile(r"\(zh|chin|中文|汉语|普通话", re.IGNORECASE), re.compile(r"\(en|english|英", re.IGNORECASE)
_BOUND = re.compile(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)")
_BOUNDS = re.compile(rf"^\s*\(?\s*{_BOUND.pattern}\s*\)?(?:\s+and\s+\(?\s*{_BOUND.pattern}\s*\)?)?\s*$", re.IGNORECASE)
_KINDS: dict[str, QuestionKind] = {
    "integer": "numeric", "int": "numeric", "decimal": "numeric", "range": "numeric", "text": "text", "string": "text",
    "date": "date", "time": "text", "datetime": "text", "barcode": "text", "geopoint": "text",
    "geotrace": "text", "geoshape": "text", "location": "text", "note": "none",
}  # fmt: skip
_PERSONAL = ("geopoint", "geotrace", "geoshape", "location")
_OTHER = Choice("other", Text(zh="其他", en="Other"))

Row = Mapping[str, str]


def is_xlsform(path: Path, head: bytes) -> bool:
    """Whether a file has the sheets of an XLSForm, or begins with the name of the first of them."""
    if head.startswith(b"PK\x03\x04"):
        return not is_archive(path) and {"survey", "choices"} <= {name.strip().lower() for name in sheet_names(path)}
    first = head.decode("utf-8-sig", errors="replace").partition("\n")[0]
    return first.strip().strip(",;\t").strip('"').lower() == "survey"


def read_xlsform(path: Path) -> Form:
    """The questions of an XLSForm, in order."""
    with path.open("rb") as opened:
        is_workbook = opened.read(4) == b"PK\x03\x04"
    sheets = _workbook_sheets(path) if is_workbook else _csv_sheets(path)
    settings = next(iter(sheets["settings"]), {})
    reader = _Reader(path.name, _choice_lists(sheets["choices"]))
    for row in sheets["survey"]:
        reader.take(row)
    if not reader.questions:
        raise CodebookError(f"{path.name} has no questions: its sheet 'survey' has no rows with a type and a name.")
    title = plain_label(settings.get("form_title", ""))
    return Form(Text(zh=title, en=title), uniquely_named(_told_apart(reader.questions)), tuple(reader.notes()))


def _workbook_sheets(path: Path) -> dict[str, list[Row]]:
    names = {name.strip().lower(): name for name in sheet_names(path)}
    return {
        sheet: list(_rows(read_xlsx_grid(path, sheet=names[sheet], may_be_empty=True))) if sheet in names else []
        for sheet in _SHEETS
    }


def _rows(grid: Grid) -> Iterator[Row]:
    fields = [text.strip().lower() for text in grid.header]
    for cells in grid.cells.itertuples(index=False):
        yield {name: str(text).strip() for name, text in zip(fields, cells, strict=True)}


def _csv_sheets(path: Path) -> dict[str, list[Row]]:
    """Sheets one below the other, each under its name in the first column."""
    text = decode(path.read_bytes(), name=path.name).text
    sheets: dict[str, list[Row]] = {sheet: [] for sheet in _SHEETS}
    name = ""
    fields: list[str] = []
    for record in csv.reader(io.StringIO(text, newline="")):
        cells = [cell.strip() for cell in record]
        if cells and cells[0]:
            name, fields = cells[0].lower(), []
        elif any(cells) and not fields:
            fields = [cell.lower() for cell in cells]
        elif any(cells):
            sheets.setdefault(name, []).append(dict(zip(fields, cells, strict=False)))
    return sheets


def _choice_lists(rows: Sequence[Row]) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    for row in rows:
        of, name = row.get("list_name") or row.get("list name", ""), row.get("name") or row.get("value", "")
        if of and name:
            lists.setdefault(of, []).append(Choice(name, _label(row)))
    return {of: without_twins(choices) for of, choices in lists.items()}


def _label(row: Row) -> Text:
    """The Chinese and the English wording; another language, or one without a name, stands for what is not there."""
    found: dict[str, str] = {}
    for name, text in row.items():
        match = _LABEL.match(name)
        if match and text:
            language = match[1] or ""
            key = "zh" if _ZH.search(language) else "en" if _EN.search(language) else "any"
            found.setdefault(key, plain_label(text))
    default = found.get("any", "")
    zh, en = found.get("zh", ""), found.get("en", "")
    return Text(zh=zh or default or en, en=en or default or zh)


@dataclass
class _Group:
    """A group or repeat that is open: its name, its label and its condition."""

    name: str
    label: Text
    shown: tuple[Condition, ...]
    unclear: bool = False


@dataclass
class _Reader:
    """Collects questions row by row, within the groups that are open."""

    file: str
    lists: dict[str, tuple[Choice, ...]]
    questions: list[Question] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def take(self, row: Row) -> None:
        kind = re.sub(r"\s+", " ", row.get("type", ""))
        if _BEGIN.match(kind):
            shown, unclear = _shown(row)
            self.groups.append(_Group(row.get("name", ""), _label(row), shown, unclear))
        elif _END.match(kind):
            self.groups = self.groups[:-1]
        elif kind and row.get("name"):
            self._question(kind, row)

    def notes(self) -> Iterator[Text]:
        if self.unclear:
            yield bilingual("reading.conditions_unclear", file=self.file, names=listing(self.unclear))

    def _question(self, kind: str, row: Row) -> None:
        select = _SELECT.match(kind)
        if select is not None:
            self._select(select, row)
        elif kind.lower() in _KINDS:
            low, high = _range(row.get("constraint", ""))
            self._add(row, _KINDS[kind.lower()], low=low, high=high, personal=kind.lower() in _PERSONAL)

    def _select(self, select: re.Match[str], row: Row) -> None:
        choices = self.lists.get(select["list"], ())
        if not choices:
            raise CodebookError(
                f"{self.file}: the question {row['name']!r} takes its choices from {select['list']!r}, but the sheet "
                "'choices' has no such list. Add it, or correct the name of the list."
            )
        word = select["kind"].lower()
        kind: QuestionKind = (
            "ranking" if word == "rank" else "multiple" if "mult" in word or "all" in word else "nominal"
        )
        other = select["other"] is not None and all(choice.name != _OTHER.name for choice in choices)
        whole = (*choices, _OTHER) if other else choices
        self._add(row, closed_kind(whole) if kind == "nominal" else kind, choices=whole)
        if select["other"] is not None:
            label = _label(row)
            self._add(
                {**row, "name": f"{row['name']}_other"},
                "text",
                label=Text(zh=f"{label.zh}（填写）", en=f"{label.en} (written)"),
                chosen=read_condition(f"selected(${{{row['name']}}}, '{_OTHER.name}')"),
            )

    def _add(
        self,
        row: Row,
        kind: QuestionKind,
        *,
        label: Text | None = None,
        choices: Sequence[Choice] = (),
        low: float | None = None,
        high: float | None = None,
        personal: bool = False,
        chosen: Condition | None = None,
    ) -> None:
        """Add a question; `chosen` is a condition that the form does not spell out."""
        name = row["name"]
        own, unclear = _shown(row)
        if unclear or any(group.unclear for group in self.groups):
            self.unclear.append(name)
        wording = _label(row) if label is None else label
        paths = (*self._paths(name), *self._label_paths(wording))
        self.questions.append(
            Question(
                name=name,
                label=wording,
                kind=kind,
                headers=paths,
                choices=tuple(_with_headers(choice, paths) for choice in choices),
                low=low,
                high=high,
                personal=personal or (kind in ("text", "numeric") and points_to_person(wording, name)),
                shown=(
                    *(condition for group in self.groups for condition in group.shown),
                    *own,
                    *((chosen,) if chosen is not None else ()),
                ),
            )
        )

    def _paths(self, name: str) -> tuple[str, ...]:
        """Headers with all groups, with the groups inside a repeat, and with none, between any of the separators."""
        names = [group.name for group in self.groups if group.name]
        paths = [[*names[start:], name] for start in range(len(names) + 1)]
        return tuple(dict.fromkeys(sign.join(path) for path in paths for sign in SEPARATORS))

    def _label_paths(self, label: Text) -> Iterator[str]:
        """Headers of exports with labels, below those of the groups, or of the groups inside a repeat."""
        for language in ("zh", "en"):
            labels = [group.label.within(language) for group in self.groups if group.label != Text()]
            if label != Text():
                yield from ("/".join([*labels[start:], label.within(language)]) for start in range(len(labels)))


def _with_headers(choice: Choice, paths: Sequence[str]) -> Choice:
    headers = [f"{path}{sign}{choice.name}" for path in paths for sign in SEPARATORS if sign != "_"]
    spoken = [f"{path}/{label}" for path in paths for label in (choice.label.zh, choice.label.en) if label]
    return Choice(choice.name, choice.label, tuple(dict.fromkeys((*headers, *spoken))))


def _told_apart(questions: Sequence[Question]) -> list[Question]:
    """The questions without headers that several of them may have, but for their names."""
    bearers = Counter(header for question in questions for header in set(question.headers))
    named = {question.name for question in questions}
    return [
        replace(q, headers=tuple(header for header in q.headers if bearers[header] == 1 or header in named))
        for q in questions
    ]


def _shown(row: Row) -> tuple[tuple[Condition, ...], bool]:
    """The condition of a row, and whether it has one that was not understood."""
    text = row.get("relevant") or row.get("relevance", "")
    condition = read_condition(text)
    return ((condition,) if condition is not None else ()), bool(text) and condition is None


def _range(constraint: str) -> tuple[float | None, float | None]:
    """Limits of a constraint such as ``. >= 16 and . <= 99``; others say nothing about a range."""
    if not _BOUNDS.match(constraint):
        return None, None
    bounds = {sign: float(number) for sign, number in _BOUND.findall(constraint)}
    low, high = bounds.get(">="), bounds.get("<=")
    return (low, high) if low is None or high is None or low < high else (None, None)
