"""Codebooks as a workbook that a person edits in Excel: variables, values, scales, and rules where there are any."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from surveykit.core.codebook import Codebook, Text
from surveykit.core.words import closest
from surveykit.errors import CodebookError, ReadError
from surveykit.read import codebook_rules as rules_sheet
from surveykit.read.codebook_cells import (
    joined_askings,
    joined_lines,
    joined_names,
    split_askings,
    split_lines,
    split_names,
    word_of,
)
from surveykit.read.codebook_dates import date_problems
from surveykit.read.codebook_raw import Path as Keys
from surveykit.read.codebook_raw import RawCodebook, plain_codebook
from surveykit.read.grid import Grid
from surveykit.read.grid_workbook import read_xlsx_grid, sheet_names

SHEETS: dict[str, tuple[str, ...]] = {
    "variables": (
        "name", "label_zh", "label_en", "kind", "values", "missing", "low", "high", "source", "personal", "reference",
        "page", "seconds_on", "asked_if", "expected", "correct",
    ),
    "values": ("set", "code", "label_zh", "label_en"),
    "scales": (
        "kind", "name", "label_zh", "label_en", "members", "reversed", "dimensions", "method", "min_answered",
        "citation", "limit", "source", "test", "outcome", "mediator", "sign", "exclusive",
    ),
    "rules": rules_sheet.HEADER,
}  # fmt: skip
_AS_THEY_ARE = ("name", "kind", "values", "low", "high", "reference", "page", "seconds_on", "expected", "correct")
OWN = ("note", "notes", "备注", "说明", "comment", "comments")
"""Headers of columns that people add for themselves, besides those that begin with #; they are not read."""

_WORDS = ("kind", "method", "test", "personal")
KINDS = ("study", "scale", "multiple", "ranking", "hypothesis")
PLURALS = {"scale": "scales", "multiple": "sets", "ranking": "sets", "hypothesis": "hypotheses"}

_FIELDS = {
    "scale": ("members", "reversed", "dimensions", "method", "min_answered", "citation"),
    "multiple": ("members", "limit", "source", "exclusive"),
    "ranking": ("members", "limit", "source"),
    "hypothesis": ("members", "test", "outcome", "mediator", "sign"),
    "study": (),
}
_MEMBERS = {"scale": "items", "multiple": "members", "ranking": "members", "hypothesis": "predictors"}


def write_workbook(codebook: Codebook, path: Path) -> None:
    """Write the three sheets, and the fourth where there are rules."""
    book = Workbook(write_only=True)
    add_codebook_sheets(book, codebook)
    book.properties.creator = ""
    book.save(path)


def add_codebook_sheets(book: Workbook, codebook: Codebook) -> None:
    """Add the sheets to a workbook that is being written; that of the rules only where there are any."""
    plain = plain_codebook(codebook)
    rows = {
        "variables": _variable_rows(plain.get("variables", [])),
        "values": _value_rows(plain.get("answers", {})),
        "scales": _scale_rows(codebook, plain),
        "rules": rules_sheet.rule_rows(plain),
    }
    for name, header in SHEETS.items():
        if name == "rules" and not (codebook.rules or codebook.screening):
            continue
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        try:
            sheet.append([text_cell(sheet, text, bold=True) for text in header])
            for row in rows[name]:
                sheet.append([text_cell(sheet, row.get(field)) for field in header])
        except IllegalCharacterError as error:
            raise CodebookError("a label holds control characters, which no workbook can; remove them first") from error


def text_cell(sheet: WriteOnlyWorksheet, value: Any, *, bold: bool = False) -> Cell:
    """A cell that never runs as a formula, whatever its text begins with."""
    cell: Cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # A label that begins with "=" is text, and must never run as a formula.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _variable_rows(variables: Iterable[dict[str, Any]]) -> Iterator[dict[str, object]]:
    for plain in variables:
        yield {
            **{key: plain.get(key) for key in _AS_THEY_ARE},
            **_labels(plain.get("label", {})),
            "missing": ";".join(f"{code}={reason}" for code, reason in plain.get("missing", {}).items()) or None,
            "source": joined_lines(plain.get("source", ())),
            "personal": "yes" if plain.get("personal") else None,
            "asked_if": joined_askings(plain.get("asked_if", {})),
        }


def _value_rows(answers: dict[str, dict[int, Any]]) -> Iterator[dict[str, object]]:
    for name, values in answers.items():
        for code, label in values.items():
            yield {"set": name, "code": code, **_labels(label)}


def _scale_rows(codebook: Codebook, plain: dict[str, Any]) -> Iterator[dict[str, object]]:
    for name in ("title", "notice"):
        if getattr(codebook, name) != Text():
            yield {"kind": "study", "name": name, **_labels(plain[name])}
    for key, kind in (("sets", ""), ("scales", "scale"), ("hypotheses", "hypothesis")):
        for part in plain.get(key, []):
            of_kind = kind or part.get("kind", "multiple")
            yield {
                "kind": of_kind,
                "name": part.get("name", part.get("id")),
                **_labels(part.get("label", {})),
                **{field: part.get(field) for field in ("method", "min_answered", "citation", "limit")},
                **{field: part.get(field) for field in ("test", "outcome", "mediator", "sign")},
                "members": joined_names(part.get(_MEMBERS[of_kind], ())),
                "reversed": joined_names(part.get("reversed", ())),
                "dimensions": joined_names(part.get("dimensions", ())),
                "exclusive": joined_names(part.get("exclusive", ())),
                "source": joined_lines(part.get("source", ())),
            }


def _labels(label: dict[str, str]) -> dict[str, object]:
    return {"label_zh": label.get("zh") or None, "label_en": label.get("en") or None}


def read_workbook(path: Path) -> RawCodebook:
    """What the sheets say, with the sheet and row of every part."""
    names = sheet_names(path)
    present = {name.strip().lower(): name for name in reversed(names)}
    if "variables" not in present:
        raise CodebookError(
            f"{path.name} is not a codebook: it has no sheet 'variables'{closest('variables', names)} "
            "A codebook has the sheets variables, values and scales; give them these names."
        )
    reader = _Reader()
    for name, take in _TAKERS.items():
        if name in present:
            reader.sheet(name, _grid(path, present[name]), partial(take, reader))
    reader.problems += date_problems(path, [present[name] for name in _TAKERS if name in present])
    return RawCodebook(reader.content, reader.places, tuple(reader.problems))


def _grid(path: Path, sheet: str) -> Grid:
    """A sheet as text; what is wrong with it is said with its name."""
    try:
        return read_xlsx_grid(path, sheet=sheet, may_be_empty=True)
    except ReadError as error:
        raise ReadError(f"{error} (sheet {sheet!r})") from error


class _Reader:
    """Collects parts, places and problems row by row."""

    def __init__(self) -> None:
        self.content: dict[str, Any] = {}
        self.places: dict[Keys, str] = {}
        self.problems: list[str] = []

    def sheet(self, name: str, grid: Grid, take: Callable[[dict[str, str], str], None]) -> None:
        fields = [text.strip() for text in grid.header]
        own = {text for text in fields if text.startswith("#") or text.lower() in OWN} - set(SHEETS[name])
        for text in fields:
            if text not in SHEETS[name] and text not in own:
                self.problems.append(
                    f"sheet {name!r}: there is no field {text!r}{closest(text, SHEETS[name])} Columns of your own have "
                    "a header that begins with #"
                )
        for number, cells in zip(grid.cells.index, grid.cells.itertuples(index=False), strict=True):
            row = {
                field: str(text).strip()
                for field, text in zip(fields, cells, strict=True)
                if str(text).strip() and field not in own
            }
            row |= {field: word_of(row[field]) for field in _WORDS if field in row}
            take(row, f"sheet {name!r} row {number}")

    def variable(self, row: dict[str, str], place: str) -> None:
        part: dict[str, Any] = {key: row[key] for key in (*_AS_THEY_ARE, "personal") if key in row}
        if "missing" in row:
            part["missing"] = self._missing(row["missing"], place)
        if "source" in row:
            part["source"] = split_lines(row["source"])
        if "asked_if" in row:
            part["asked_if"] = self._asked_if(row["asked_if"], place)
        self._add("variables", part, row, place)

    def _missing(self, text: str, place: str) -> dict[int, str]:
        """``9=refused;99=blank`` as a mapping."""
        found: dict[int, str] = {}
        for piece in filter(None, re.split(r"\s*[;；\n]\s*", text)):
            code, sign, reason = re.sub(r"[＝:：]", "=", piece, count=1).partition("=")
            if not sign or not re.fullmatch(r"-?\d+", code.strip()):
                self.problems.append(f"{place}, field 'missing': {piece!r} is not like 9=refused; write code=reason")
                continue
            found[int(code)] = word_of(reason)
        return found

    def _asked_if(self, text: str, place: str) -> dict[str, list[int]]:
        """``visited=1``, one column per line, as a mapping."""
        found = split_askings(text)
        if found is None:
            self.problems.append(
                f"{place}, field 'asked_if': {text!r} is not like visited=1; write column=code, or column=code, code, "
                "one column per line"
            )
        return found or {}

    def value(self, row: dict[str, str], place: str) -> None:
        name, code = row.get("set", ""), re.sub(r"\.0+$", "", row.get("code", ""))
        if not name or not re.fullmatch(r"-?\d{1,9}", code):
            self.problems.append(
                f"{place}, field {'code' if name else 'set'!r}: give a set name and a whole number as code"
            )
            return
        answers = self.content.setdefault("answers", {}).setdefault(name, {})
        self.places.setdefault(("answers", name), f"{place}, field 'set'")
        if int(code) in answers:
            self.problems.append(f"{place}, field 'code': {code} is in the set {name!r} twice; keep one")
        answers[int(code)] = _label(row)

    def scale(self, row: dict[str, str], place: str) -> None:
        kind = row.get("kind", "")
        if kind not in KINDS:
            self.problems.append(f"{place}, field 'kind': {kind!r} is not known{closest(kind, KINDS)}")
            return
        strange = sorted(set(row) - {"kind", "name", "label_zh", "label_en", *_FIELDS[kind]})
        if strange:
            self.problems.append(f"{place}: the fields {strange} mean nothing for a {kind}; empty them")
        if kind == "study":
            self._study(row, place)
            return
        part: dict[str, Any] = {key: row[key] for key in _FIELDS[kind] if key in row}
        for key in ("reversed", "dimensions", "members", "exclusive"):
            if key in part:
                part[key] = split_names(part[key])
        if "source" in part:
            part["source"] = split_lines(part["source"])
        part[_MEMBERS[kind]] = part.pop("members", [])
        part |= {"name": row["name"]} if "name" in row and kind != "hypothesis" else {}
        part |= {"id": row.get("name", "")} if kind == "hypothesis" else {}
        part |= {"kind": kind} if PLURALS[kind] == "sets" else {}
        self._add(PLURALS[kind], part, row, place)

    def rule(self, row: dict[str, str], place: str) -> None:
        kind = row.get("kind", "")
        if kind not in rules_sheet.KINDS:
            self.problems.append(f"{place}, field 'kind': {kind!r} is not known{closest(kind, rules_sheet.KINDS)}")
            return
        strange = rules_sheet.strange_fields(row)
        if strange:
            self.problems.append(f"{place}: the fields {strange} mean nothing for {kind} rules; empty them")
        if kind == "screening":
            self._add("screening", rules_sheet.sign_of(row), row, place)
            return
        rules = self.content.setdefault("rules", [])
        conditions = rules_sheet.conditions_in(rules, row.get("name", ""))
        if conditions is None:
            conditions = []
            self._add("rules", {**rules_sheet.rule_of(row), "where": conditions}, row, place)
        self._condition(rules_sheet.condition_of(row), ("rules", len(rules) - 1, "where", len(conditions)), place)
        conditions.append(rules_sheet.condition_of(row))

    def _condition(self, condition: dict[str, Any], path: Keys, place: str) -> None:
        """Remember where a condition and its fields stand."""
        self.places[path] = place
        for field in condition:
            self.places[(*path, field)] = f"{place}, field {field!r}"

    def _study(self, row: dict[str, str], place: str) -> None:
        name = row.get("name", "")
        if name not in ("title", "notice"):
            self.problems.append(f"{place}, field 'name': {name!r} is not known; use title or notice")
            return
        self.content[name] = _label(row)
        self.places[(name,)] = place

    def _add(self, key: str, part: dict[str, Any], row: dict[str, str], place: str) -> None:
        if "label_zh" in row or "label_en" in row or key == "hypotheses":
            part["label"] = _label(row)
        listed = self.content.setdefault(key, [])
        self.places[(key, len(listed))] = place
        for field in part:
            shown = "name" if field in ("id", "rule") else field
            if key != "screening" and field in ("items", "predictors"):
                shown = "members"
            self.places[(key, len(listed), field)] = f"{place}, field {shown!r}"
        listed.append(part)


def _label(row: dict[str, str]) -> dict[str, str]:
    return {"zh": row.get("label_zh", ""), "en": row.get("label_en", "")}


_TAKERS: dict[str, Callable[[_Reader, dict[str, str], str], None]] = {
    "variables": _Reader.variable,
    "values": _Reader.value,
    "scales": _Reader.scale,
    "rules": _Reader.rule,
}
