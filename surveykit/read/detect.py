"""What a file is: by its first bytes, never by its name."""

from __future__ import annotations

from pathlib import Path

from surveykit.errors import ReadError
from surveykit.read.archive import is_archive, read_archived
from surveykit.read.grid import Grid
from surveykit.read.grid_csv import read_csv_grid
from surveykit.read.grid_json import read_json_grid
from surveykit.read.grid_workbook import read_xls_grid, read_xlsx_grid
from surveykit.read.labelled import program_of
from surveykit.read.labelled_grid import read_labelled_grid

READABLE = "surveykit reads .xlsx, .xls, .csv, .json, .sav, .zsav and .dta"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def read_grid(path: str | Path, *, sheet: str | None = None, encoding: str | None = None) -> Grid:
    """The table of one file, whatever its name ends in.

    Workbooks, delimited text, JSON, SPSS and Stata files are read, and one of them from a ZIP archive. `sheet` names a
    sheet of a workbook, or a file of an archive.
    """
    file = _checked_path(path)
    with file.open("rb") as opened:
        head = opened.read(4_096)
    if head.startswith(b"PK\x03\x04") and is_archive(file):
        return read_archived(file, lambda inside, inner: read_grid(inside, sheet=inner, encoding=encoding), sheet=sheet)
    if head.startswith(b"PK\x03\x04"):
        return read_xlsx_grid(file, sheet=sheet)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return read_xls_grid(file, sheet=sheet)
    _refuse_other(file, head)
    if sheet is not None:
        raise ReadError(f"{file.name} is not a workbook and has no sheets; leave sheet={sheet!r} out.")
    program = program_of(head)
    if program is not None:
        return read_labelled_grid(file, program, encoding=encoding)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return read_json_grid(file, encoding=encoding)
    return read_csv_grid(file, encoding=encoding)


def _checked_path(path: str | Path) -> Path:
    file = Path(path)
    if file.is_dir():
        raise ReadError(f"{str(path)!r} is a folder. Give the path of one file.")
    if not file.is_file():
        raise ReadError(f"There is no file {str(path)!r}. Check the folder and the spelling.")
    if file.stat().st_size == 0:
        raise ReadError(f"{file.name} is empty (0 bytes): the download failed. Download it again.")
    return file


def _refuse_other(file: Path, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise ReadError(f"{file.name} is an Excel 2003 XML file. Open it in Excel, save it as .xlsx and read that.")
    if start.startswith((b"<html", b"<table", b"<!doctype html", b"<head", b"<meta", b"<body")):
        raise ReadError(
            f"{file.name} is a web page saved under the name of a table. Open it in Excel, save it as .xlsx and "
            "read that; or download the export again while logged in."
        )
    if start.startswith(b"<?xml"):
        raise ReadError(f"{file.name} is an XML file, not a table. Save it as .xlsx or .csv and read that.")
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        raise ReadError(f"{file.name} is a JSON file, not a table. Export it as .xlsx or .csv and read that.")
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise ReadError(f"{file.name} is {what}, not a questionnaire export. {READABLE}.")
