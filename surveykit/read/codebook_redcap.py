"""REDCap data dictionaries: one row per field, as downloaded from the project or from its interface."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from openpyxl import load_workbook

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import CodebookError
from surveykit.read.archive import is_archive
from surveykit.read.conditions import read_condition
from surveykit.read.form import (
    Choice,
    Form,
    Question,
    QuestionKind,
    closed_kind,
    plain_label,
    points_to_person,
    without_twins,
)
from surveykit.read.grid_csv import read_csv_grid
from surveykit.read.grid_workbook import read_xlsx_grid

_FIELDS = {
    "Variable / Field Name": "field_name",
    "Form Name": "form_name",
    "Field Type": "field_type",
    "Field Label": "field_label",
    "Choices, Calculations, OR Slider Labels": "select_choices_or_calculations",
    "Text Validation Type OR Show Slider Number": "text_validation_type_or_show_slider_number",
    "Text Validation Min": "text_validation_min",
    "Text Validation Max": "text_validation_max",
    "Identifier?": "identifier",
    "Branching Logic (Show field only if...)": "branching_logic",
    "Matrix Group Name": "matrix_group_name",
}
_ZIP = b"PK\x03\x04"
_HEADS = ("variable / field name", "field_name")
_IMPLICIT = {
    "yesno": (Choice("1", Text(zh="是", en="Yes")), Choice("0", Text(zh="否", en="No"))),
    "truefalse": (Choice("1", Text(zh="真", en="True")), Choice("0", Text(zh="假", en="False"))),
}
_FIGURES = ("integer", "number", "number_1dp", "number_2dp", "number_3dp", "number_4dp", "number_comma_decimal")
_PERSONAL = ("email", "phone", "phone_australia", "ssn", "zipcode", "mrn_10d")
_MOST = 30


def is_redcap_dictionary(path: Path, head: bytes) -> bool:
    """Whether a text file, or the first sheet of a workbook, begins with the first header of a dictionary."""
    if head.startswith(_ZIP):
        return not is_archive(path) and _first_header(path).lower().startswith(_HEADS)
    return head.decode("utf-8-sig", errors="replace").lstrip('"').lower().startswith(_HEADS) and b"orm" in head[:200]


def _first_header(path: Path) -> str:
    """The first cell of a workbook; empty where that is no text. `is_xlsform` is asked first and has guarded it."""
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True)
        first = next(book.worksheets[0].iter_rows(max_row=1, max_col=1, values_only=True), ())
        book.close()
    return first[0].strip() if first and isinstance(first[0], str) else ""


def read_redcap_dictionary(path: Path) -> Form:
    """The fields of a dictionary, in order."""
    with path.open("rb") as opened:
        is_workbook = opened.read(4) == _ZIP
    grid = read_xlsx_grid(path) if is_workbook else read_csv_grid(path)
    fields = [_FIELDS.get(text.strip(), text.strip()) for text in grid.header]
    rows = [dict(zip(fields, map(str, cells), strict=True)) for cells in grid.cells.itertuples(index=False)]
    if not {"field_name", "field_type"} <= set(fields):
        raise CodebookError(
            f"{path.name} is no whole data dictionary: it has no column 'Field Type'. Download it again."
        )
    named = [(number, row) for number, row in zip(grid.cells.index, rows, strict=True)]
    _refuse_repeated(path, named)
    unclear: list[str] = []
    questions = [_question(path, number, row, unclear, first=place == 0) for place, (number, row) in enumerate(named)]
    return Form(Text(), tuple(question for question in questions), tuple(_notes(path, unclear)))


def _refuse_repeated(path: Path, rows: Iterable[tuple[int, Mapping[str, str]]]) -> None:
    seen: dict[str, int] = {}
    for number, row in rows:
        name = row["field_name"].strip()
        if name in seen:
            raise CodebookError(
                f"{path.name}: the field {name!r} is in rows {seen[name]} and {number}. Keep one of them."
            )
        seen[name] = number


def _question(path: Path, number: int, row: Mapping[str, str], unclear: list[str], *, first: bool) -> Question:
    name = row["field_name"].strip()
    kind = row["field_type"].strip().lower()
    validation = row.get("text_validation_type_or_show_slider_number", "").strip().lower()
    label = plain_label(row.get("field_label", ""))
    choices = without_twins(_choices(path, number, row, kind, name, label))
    condition = row.get("branching_logic", "").strip()
    shown = read_condition(condition)
    if condition and shown is None:
        unclear.append(name)
    wording = Text(zh=label, en=label)
    found = _kind(kind, validation, choices, matrix=bool(row.get("matrix_group_name", "").strip()))
    return Question(
        name=name,
        label=wording,
        kind="none" if first else found,
        headers=(name,),
        choices=choices,
        low=_limit(row.get("text_validation_min", ""), found),
        high=_limit(row.get("text_validation_max", ""), found),
        personal=row.get("identifier", "").strip().lower() == "y"
        or validation in _PERSONAL
        or (found in ("open", "text", "numeric") and points_to_person(wording)),
        shown=() if shown is None else (shown,),
    )


def _choices(path: Path, number: int, row: Mapping[str, str], kind: str, name: str, label: str) -> tuple[Choice, ...]:
    """Choices such as ``1, Yes | 2, No``: cut at bars, then at the first comma."""
    if kind in _IMPLICIT:
        return _IMPLICIT[kind]
    if kind not in ("radio", "dropdown", "checkbox"):
        return ()
    choices = []
    for piece in row.get("select_choices_or_calculations", "").split("|"):
        code, comma, text = piece.partition(",")
        if not comma or not code.strip():
            raise CodebookError(
                f"{path.name}, row {number}: the choices of {name!r} hold {piece.strip()!r}, which is not like "
                "'1, Yes'. Download the dictionary again."
            )
        wording = plain_label(text) or code.strip()
        headers = () if kind != "checkbox" else (_checkbox(name, code.strip()), f"{label} (choice={wording})")
        column = _checkbox(name, code.strip()) if kind == "checkbox" else ""
        choices.append(Choice(code.strip(), Text(zh=wording, en=wording), headers, column))
    return tuple(choices)


def _checkbox(name: str, code: str) -> str:
    """The column of an option: the code in lower case, a minus as an underscore."""
    return f"{name}___{re.sub(r'[^a-z0-9]', '_', code.lower())}"


def _kind(kind: str, validation: str, choices: tuple[Choice, ...], *, matrix: bool) -> QuestionKind:
    if kind == "descriptive":
        return "none"
    if kind == "checkbox":
        return "multiple"
    if choices:
        return "ordinal" if matrix else closed_kind(choices)
    if kind in ("calc", "slider") or validation in _FIGURES:
        return "numeric"
    if validation.startswith("date_"):
        return "date"
    return "text" if validation or kind == "notes" else "open"


def _limit(text: str, kind: QuestionKind) -> float | None:
    plain = text.strip()
    return float(plain) if kind == "numeric" and re.fullmatch(r"-?\d{1,15}(?:\.\d+)?", plain) else None


def _notes(path: Path, unclear: list[str]) -> Iterator[Text]:
    if unclear:
        yield bilingual("reading.branching_unclear", file=path.name, names=listing(unclear, most=_MOST))
