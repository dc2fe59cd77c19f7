"""Workbooks to text cells, exactly: integers without ``.0``, dates as ISO text, nothing computed."""

from __future__ import annotations

import datetime as dt
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from surveykit.core.words import closest
from surveykit.errors import ReadError
from surveykit.read.decode import strip_control
from surveykit.read.grid import Grid, header_at, make_grid
from surveykit.read.guard import SheetFacts, check_workbook
from surveykit.read.guard_ole import check_old_workbook

EXACT = 10**15
"""Excel keeps 15 digits; a longer number has already lost its last ones."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx_grid(path: Path, *, sheet: str | None = None, may_be_empty: bool = False) -> Grid:
    """Guard, then read one sheet of an .xlsx workbook; a header without rows passes only if it may."""
    facts = check_workbook(path)
    book = _open(path)
    name, notes = _chosen_sheet(path, book, sheet)
    notes += _checked_facts(path, name, facts.get(_part_of(path, name), SheetFacts()))
    return _grid(path, book, name, notes, may_be_empty=may_be_empty)


def read_xls_grid(path: Path, *, sheet: str | None = None) -> Grid:
    """Guard, then read one sheet of an old .xls workbook."""
    check_old_workbook(path)
    book = _open(path)
    name, notes = _chosen_sheet(path, book, sheet)
    return _grid(path, book, name, notes)


def sheet_names(path: Path) -> list[str]:
    """Names of the visible sheets of a guarded .xlsx workbook."""
    check_workbook(path)
    return _visible(_open(path))


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except BaseException as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: BaseException) -> BaseException:
    """What to raise for a parser's error. Its panics are not Exceptions, so those are told apart here."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError | ReadError):
        return error
    return ReadError(
        f"{path.name} is damaged: {str(error)[:120] or type(error).__name__}. "
        "Open it in Excel, save it under a new name and read that."
    )


def _visible(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _chosen_sheet(path: Path, book: CalamineWorkbook, sheet: str | None) -> tuple[str, list[str]]:
    """The sheet asked for; else the one that looks like an export; else the first visible one."""
    if sheet is not None:
        if sheet not in book.sheet_names:
            raise ReadError(f"{path.name} has no sheet {sheet!r}{closest(sheet, book.sheet_names)}")
        return sheet, []
    visible = _visible(book)
    if not visible:
        raise ReadError(f"{path.name} has no visible sheet. Unhide the one with the answers, or name it with sheet=.")
    if len(book.sheet_names) == 1:
        return visible[0], []
    exports = [name for name in visible if "提交答卷时间" in _first_row(path, book, name)]
    if len(exports) > 1:
        raise ReadError(f"{path.name} has several sheets with answers: {exports}. Name one with sheet=.")
    chosen = exports[0] if exports else visible[0]
    return chosen, [f"Of the sheets {book.sheet_names}, {chosen!r} was read; name another with sheet=."]


def _first_row(path: Path, book: CalamineWorkbook, name: str) -> list[object]:
    try:
        rows: list[list[object]] = book.get_sheet_by_name(name).to_python(nrows=1)  # type: ignore[assignment]
    except BaseException as error:
        raise _damaged(path, error) from error
    return rows[0] if rows else []


def _grid(path: Path, book: CalamineWorkbook, name: str, notes: list[str], *, may_be_empty: bool = False) -> Grid:
    try:
        sheet = book.get_sheet_by_name(name)
        raw: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
        merged = sheet.merged_cell_ranges or []
    except BaseException as error:
        raise _damaged(path, error) from error
    if not raw:
        raise ReadError(f"{path.name}: sheet {name!r} is empty. Export it again, or name another with sheet=.")
    rows, damaged, removed = _as_text(raw)
    if damaged:
        notes.append(f"{damaged} numbers have more than 15 digits; Excel has lost their last ones.")
    if removed:
        notes.append(f"Control characters were removed from {removed} cells.")
    _refuse_merged(path, merged, header_at(rows) or 0)
    return make_grid(path, rows, range(1, len(rows) + 1), notes, may_be_empty=may_be_empty)


def _refuse_merged(path: Path, merged: list[tuple[tuple[int, int], tuple[int, int]]], header: int) -> None:
    """Cells merged in the header row (counted from 0) mean a header of two rows, and one would become a respondent."""
    if any(start[0] <= header <= end[0] for start, end in merged):
        raise ReadError(
            f"{path.name}: the header in row {header + 1} has merged cells, so it is a header of two rows. "
            "Write one header of one row above the answers."
        )


def _as_text(raw: list[list[object]]) -> tuple[list[list[str]], int, int]:
    """Every cell as text; how many numbers are too long to be exact; how many cells held control characters."""
    known: dict[float, str] = {}
    damaged = removed = 0
    rows: list[list[str]] = []
    for raw_row in raw:
        row: list[str] = []
        for value in raw_row:
            if value.__class__ is str:
                text = value if value.isprintable() else strip_control(value)
                removed += text is not value and len(text) != len(value)
            elif value.__class__ is float:
                text = known.get(value) or known.setdefault(value, _number(value))
                damaged += abs(value) >= EXACT
            else:
                text = _other(value)
            row.append(text)
        rows.append(row)
    return rows, damaged, removed


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e300 else repr(value)


def _other(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _checked_facts(path: Path, name: str, facts: SheetFacts) -> list[str]:
    """Refuse formulas without a value; report error cells and hidden rows."""
    if facts.uncalculated:
        raise ReadError(
            f"{path.name}, sheet {name!r}: cells {', '.join(facts.uncalculated[:8])} hold formulas that were never "
            "calculated. Open the file in Excel, save it, and read it again."
        )
    if facts.errors:
        raise ReadError(
            f"{path.name}, sheet {name!r}: cells {', '.join(facts.errors[:8])} show an error such as #N/A. "
            "Replace each by the answer, or empty it."
        )
    return [f"{facts.hidden_rows} hidden rows were read too."] if facts.hidden_rows else []


def _part_of(path: Path, name: str) -> str:
    """The part in which a sheet is stored. The guard has refused document types, so parsing is safe."""
    with zipfile.ZipFile(path) as archive:
        try:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        except (KeyError, ElementTree.ParseError) as error:
            raise _damaged(path, error) from error
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_MAIN}sheet"):
        if sheet.get("name") == name:
            return posixpath.normpath(posixpath.join("xl", targets.get(sheet.get(_LINK), ""))).lstrip("/")
    return ""
