"""Workbooks to text cells, exactly: integers without ``.0``, dates as ISO text, nothing computed."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import closest
from surveykit.errors import ReadError
from surveykit.read.decode import strip_control
from surveykit.read.grid import HEADER_DEPTH, Grid, Texts, header_at, make_grid
from surveykit.read.guard import SheetFacts, check_workbook, column_letters
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
        # Given a path, the parser would believe its suffix.
        return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
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


def _chosen_sheet(path: Path, book: CalamineWorkbook, sheet: str | None) -> tuple[str, list[Text]]:
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
    sheets = listing(book.sheet_names, quoted=True)
    return chosen, [bilingual("reading.sheet_chosen", sheets=sheets, sheet=chosen)]


def _first_row(path: Path, book: CalamineWorkbook, name: str) -> list[object]:
    try:
        rows: list[list[object]] = book.get_sheet_by_name(name).to_python(nrows=1)  # type: ignore[assignment]
    except BaseException as error:
        raise _damaged(path, error) from error
    return rows[0] if rows else []


def _grid(path: Path, book: CalamineWorkbook, name: str, notes: list[Text], *, may_be_empty: bool = False) -> Grid:
    try:
        sheet = book.get_sheet_by_name(name)
        raw: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
        merged = sheet.merged_cell_ranges or []
    except BaseException as error:
        raise _damaged(path, error) from error
    if not raw:
        raise ReadError(f"{path.name}: sheet {name!r} is empty. Export it again, or name another with sheet=.")
    columns, damaged, removed = _as_text(raw)
    if damaged:
        where = bilingual(f"reading.column{'s' if len(damaged) > 1 else ''}", columns=listing(damaged))
        notes.append(bilingual("reading.digits_lost", n=sum(damaged.values()), columns=where))
    if removed:
        notes.append(bilingual("reading.control_cells", n=removed))
    head = list(zip(*(column[:HEADER_DEPTH] for column in columns), strict=True))
    _refuse_merged(path, merged, header_at(head) or 0)
    return make_grid(path, columns, notes, may_be_empty=may_be_empty)


def _refuse_merged(path: Path, merged: list[tuple[tuple[int, int], tuple[int, int]]], header: int) -> None:
    """Cells merged in the header row (counted from 0) mean a header of two rows, and one would become a respondent."""
    if any(start[0] <= header <= end[0] for start, end in merged):
        raise ReadError(
            f"{path.name}: the header in row {header + 1} has merged cells, so it is a header of two rows. "
            "Write one header of one row above the answers."
        )


def _as_text(raw: list[list[object]]) -> tuple[list[Texts], dict[str, int], int]:
    """Columns of text; how many numbers of each are too long to be exact; how many cells held control characters."""
    columns: list[Texts] = []
    damaged: dict[str, int] = {}
    removed = 0
    for place, values in enumerate(zip(*raw, strict=True), start=1):
        # True equals 1.0 as a key, so that columns with booleans are written cell by cell.
        known = {} if bool in set(map(type, values)) else {value: _text(value) for value in dict.fromkeys(values)}
        texts = [known[value] for value in values] if known else [_text(value) for value in values]
        columns.append(np.array(texts, dtype=object))
        long = {value for value in known or values if isinstance(value, float) and abs(value) >= EXACT}
        spoilt = {value for value in known or values if isinstance(value, str) and len(_text(value)) < len(value)}
        if long:
            damaged[column_letters(place)] = sum(value in long for value in values)
        removed += sum(value in spoilt for value in values) if spoilt else 0
    return columns, damaged, removed


def _text(value: object) -> str:
    if isinstance(value, str):
        return strip_control(value)
    return _number(value) if isinstance(value, float) else _other(value)


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


def _checked_facts(path: Path, name: str, facts: SheetFacts) -> list[Text]:
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
    return [bilingual("reading.hidden_rows", n=facts.hidden_rows)] if facts.hidden_rows else []


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
