"""Codebooks as a workbook of three sheets that a person edits in Excel: variables, values, scales."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from surveykit.core.codebook import Codebook, Text
from surveykit.core.words import closest
from surveykit.errors import CodebookError
from surveykit.read.codebook_raw import Path as Keys
from surveykit.read.codebook_raw import RawCodebook, plain_codebook
from surveykit.read.grid import Grid
from surveykit.read.grid_workbook import read_xlsx_grid, sheet_names

SHEETS: dict[str, tuple[str, ...]] = {
    "variables": (
        "name", "label_zh", "label_en", "kind", "values", "missing", "low", "high", "source", "personal", "reference",
    ),
    "values": ("set", "code", "label_zh", "label_en"),
    "scales": (
        "kind", "name", "label_zh", "label_en", "members", "reversed", "dimensions", "method", "min_answered",
        "citation", "limit", "source", "test", "outcome", "mediator", "sign",
    ),
}  # fmt: skip
KINDS = ("study", "scale", "multiple", "ranking", "hypothesis")
PLURALS = {"scale": "scales", "multiple": "sets", "ranking": "sets", "hypothesis": "hypotheses"}

_FIELDS = {
    "scale": ("members", "reversed", "dimensions", "method", "min_answered", "citation"),
    "multiple": ("members", "limit", "source"),
    "ranking": ("members", "limit", "source"),
    "hypothesis": ("members", "test", "outcome", "mediator", "sign"),
    "study": (),
}
_MEMBERS = {"scale": "items", "multiple": "members", "ranking": "members", "hypothesis": "predictors"}
_MEMBER = re.compile(r"(?:\\.|[^\\,，、;；\n])+")
_LINE = re.compile(r"(?:\\.|[^\\\n])+")


def write_workbook(codebook: Codebook, path: Path) -> None:
    """Write the three sheets."""
    book = Workbook(write_only=True)
    add_codebook_sheets(book, codebook)
    book.properties.creator = ""
    book.save(path)


def add_codebook_sheets(book: Workbook, codebook: Codebook) -> None:
    """Add the three sheets to a workbook that is being written."""
    plain = plain_codebook(codebook)
    rows = {
        "variables": _variable_rows(plain.get("variables", [])),
        "values": _value_rows(plain.get("answers", {})),
        "scales": _scale_rows(codebook, plain),
    }
    for name, header in SHEETS.items():
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
            **{key: plain.get(key) for key in ("name", "kind", "values", "low", "high", "reference")},
            **_labels(plain.get("label", {})),
            "missing": ";".join(f"{code}={reason}" for code, reason in plain.get("missing", {}).items()) or None,
            "source": _lines(plain.get("source", ())),
            "personal": "yes" if plain.get("personal") else None,
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
                "members": _listed(part.get(_MEMBERS[of_kind], ())),
                "reversed": _listed(part.get("reversed", ())),
                "dimensions": _listed(part.get("dimensions", ())),
                "source": _lines(part.get("source", ())),
            }


def _labels(label: dict[str, str]) -> dict[str, object]:
    return {"label_zh": label.get("zh") or None, "label_en": label.get("en") or None}


def _lines(texts: Sequence[str]) -> str | None:
    """Texts one per line; a line break inside a text is written as a backslash and n."""
    return "\n".join(text.replace("\\", "\\\\").replace("\n", "\\n") for text in texts) or None


def _listed(names: Sequence[str]) -> str | None:
    """Names with commas between; a comma inside a name has a backslash before it."""
    return ", ".join(re.sub(r"([\\,，、;；])", r"\\\1", name).replace("\n", "\\n") for name in names) or None


def read_workbook(path: Path) -> RawCodebook:
    """What the three sheets say, with the sheet and row of every part."""
    present = sheet_names(path)
    if "variables" not in present:
        raise CodebookError(
            f"{path.name} is not a codebook: it has no sheet 'variables'{closest('variables', present)} "
            "A codebook has the sheets variables, values and scales."
        )
    reader = _Reader()
    for name, take in (("variables", reader.variable), ("values", reader.value), ("scales", reader.scale)):
        if name in present:
            reader.sheet(name, read_xlsx_grid(path, sheet=name, may_be_empty=True), take)
    return RawCodebook(reader.content, reader.places, tuple(reader.problems))


class _Reader:
    """Collects parts, places and problems row by row."""

    def __init__(self) -> None:
        self.content: dict[str, Any] = {}
        self.places: dict[Keys, str] = {}
        self.problems: list[str] = []

    def sheet(self, name: str, grid: Grid, take: Callable[[dict[str, str], str], None]) -> None:
        fields = [text.strip() for text in grid.header]
        for text in fields:
            if text not in SHEETS[name]:
                self.problems.append(f"sheet {name!r}: there is no field {text!r}{closest(text, SHEETS[name])}")
        for number, cells in zip(grid.cells.index, grid.cells.itertuples(index=False), strict=True):
            row = {field: str(text).strip() for field, text in zip(fields, cells, strict=True) if str(text).strip()}
            take(row, f"sheet {name!r} row {number}")

    def variable(self, row: dict[str, str], place: str) -> None:
        part: dict[str, Any] = {key: row[key] for key in ("name", "kind", "values", "low", "high") if key in row}
        if "reference" in row:
            part["reference"] = row["reference"]
        if "missing" in row:
            part["missing"] = self._missing(row["missing"], place)
        if "personal" in row:
            part["personal"] = row["personal"]
        if "source" in row:
            part["source"] = _unlined(row["source"])
        self._add("variables", part, row, place)

    def _missing(self, text: str, place: str) -> dict[int, str]:
        """``9=refused;99=blank`` as a mapping."""
        found: dict[int, str] = {}
        for piece in filter(None, re.split(r"\s*[;；\n]\s*", text)):
            code, sign, reason = piece.partition("=")
            if not sign or not re.fullmatch(r"-?\d+", code.strip()):
                self.problems.append(f"{place}, field 'missing': {piece!r} is not like 9=refused; write code=reason")
                continue
            found[int(code)] = reason.strip()
        return found

    def value(self, row: dict[str, str], place: str) -> None:
        name, code = row.get("set", ""), row.get("code", "")
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
        for key in ("reversed", "dimensions", "members"):
            if key in part:
                part[key] = [_unescaped(text).strip() for text in _MEMBER.findall(part[key]) if text.strip()]
        if "source" in part:
            part["source"] = _unlined(part["source"])
        part[_MEMBERS[kind]] = part.pop("members", [])
        part |= {"name": row["name"]} if "name" in row and kind != "hypothesis" else {}
        part |= {"id": row.get("name", "")} if kind == "hypothesis" else {}
        part |= {"kind": kind} if PLURALS[kind] == "sets" else {}
        self._add(PLURALS[kind], part, row, place)

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
            shown = "members" if field in ("items", "predictors") else "name" if field == "id" else field
            self.places[(key, len(listed), field)] = f"{place}, field {shown!r}"
        listed.append(part)


def _label(row: dict[str, str]) -> dict[str, str]:
    return {"zh": row.get("label_zh", ""), "en": row.get("label_en", "")}


def _unlined(text: str) -> list[str]:
    """The reverse of `_lines`."""
    return [_unescaped(line) for line in _LINE.findall(text)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)
