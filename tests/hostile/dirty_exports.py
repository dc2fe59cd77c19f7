"""An export of every platform as a table of text, and the ways in which such tables arrive spoilt."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from python_calamine import CalamineWorkbook

from surveykit.read.paradata import moment

DATA = Path(__file__).parents[1] / "data"
MOST_ROWS, MOST_COLUMNS = 40, 60

Row = tuple[str, ...]
Table = tuple[Row, ...]

WENJUANXING: Table = (
    ("序号", "提交答卷时间", "所用时间", "来源", "来自IP", "1、您的性别：", "2、您参加过的活动", "3、您的建议"),
    ("1", "2025/4/19 9:03:11", "243秒", "微信", "192.0.2.1(江西-南昌)", "男", "议事会┋其他〖楼道〗", "多开会"),
    ("2", "2025/4/19 21:40:02", "123秒", "链接", "192.0.2.2(江西-南昌)", "女", "志愿服务", "(空)"),
    ("3", "2025/4/20 0:15:59", "507秒", "微信", "192.0.2.3(江西-九江)", "女", "议事会┋志愿服务", "无"),
)
WENJUAN: Table = (
    ("seq", "ip", "start", "finish", "Q1", "Q2", "Q3_A1", "Q3_A2", "Q6"),
    ("1", "192.0.2.1", "2019-03-01 10:00:00", "2019-03-01 10:03:20", "1", "34", "1", "0", "多开会"),
    ("2", "192.0.2.2", "2019-03-01 11:00:00", "2019-03-01 11:01:00", "2", "51", "0", "1", "少收费"),
)
KOBO: Table = (
    ("start", "end", "profile/sex", "profile/acts", "profile/acts/meeting", "profile/acts/other", "_id", "_uuid"),
    ("2025-04-11T09:00:00.000+08:00", "2025-04-11T09:01:30.500+08:00", "female", "meeting other", "1", "1", "1", "u-1"),
    ("2025-04-12T09:00:00.000+08:00", "2025-04-12T09:02:30.500+08:00", "male", "other", "0", "1", "2", "u-2"),
    ("2025-04-13T09:00:00.000+08:00", "2025-04-13T09:03:30.500+08:00", "male", "", "", "", "3", "u-3"),
)
KOBO = tuple((*row, stamp) for row, stamp in zip(KOBO, ("_submission_time", *["2025-04-14T01:10:00"] * 3), strict=True))
GENERIC: Table = (
    ("问卷编号", "调查日期", "性别", "信任", "意见"),
    ("N001", "2025-04-19", "男", "5", "多开会"),
    ("N002", "2025-04-20", "女", "4", "少收费"),
    ("N003", "2025-04-21", "女", "5", "多种树"),
)


def _csv(name: str, encoding: str = "utf-8-sig") -> Table:
    with (DATA / name).open(encoding=encoding, newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file) if row)[:MOST_ROWS]


def _workbook(name: str) -> Table:
    rows = CalamineWorkbook.from_path(str(DATA / name)).get_sheet_by_index(0).to_python(nrows=MOST_ROWS)
    return tuple(tuple(_shown(value) for value in row) for row in rows)


def _shown(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _records(name: str) -> Table:
    records = json.loads((DATA / name).read_text("utf-8"))[:MOST_ROWS]
    header = tuple(dict.fromkeys(key for record in records for key in record))
    return header, *(tuple("" if record.get(key) is None else str(record[key]) for key in header) for record in records)


@cache
def tables() -> dict[str, Table]:
    """A table of each platform; those of real exports, where a licence allows to keep one."""
    return {
        "wenjuanxing": WENJUANXING,
        "wenjuanxing_2018": _workbook("wenjuanxing/wjx_2018_800_800_0_text.xls"),
        "tencent": _csv("tencent/tencent.csv"),
        "credamo": _csv("credamo/credamo.csv", "gbk"),
        "wenjuan": WENJUAN,
        "qualtrics": _csv("qualtrics/qualtRics_sample.csv"),
        "qualtrics_legacy": _csv("qualtrics/qualtRics_sample_legacy.csv"),
        "surveymonkey": _csv("surveymonkey/StarWars.csv", "latin-1"),
        "limesurvey": tuple(row[:MOST_COLUMNS] for row in _csv("limesurvey/dummy_data_codeonly.csv")),
        "microsoft_forms": _workbook("microsoft_forms/ms_forms.xlsx"),
        "google_forms": _csv("google_forms/google_sheet.csv"),
        "kobo": KOBO,
        "redcap": _csv("redcap/checkboxes-1_data.csv"),
        "formr": _records("formr/gods_example_results.json"),
        "generic": GENERIC,
    }


def as_csv(table: Table, encoding: str = "utf-8") -> bytes:
    """The table as delimited text."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(table)
    return buffer.getvalue().encode(encoding)


def as_workbook(table: Table, change: Callable[[openpyxl.Workbook], object] = lambda _: None) -> bytes:
    """The table as a workbook of texts."""
    workbook = openpyxl.Workbook()
    for row in table:
        workbook.worksheets[0].append([text or None for text in row])
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def header_rows(table: Table) -> int:
    """Rows before the first respondent."""
    lead = table[0][0].lstrip("\ufeff")
    return 2 if lead in ("StartDate", "V1", "RespondentID", "作答 ID") else 1


def with_blank_rows(table: Table) -> Table:
    """Empty rows above, between and below the answers."""
    blank = ("",) * len(table[0])
    at = header_rows(table) + 1
    return *table[:at], blank, *table[at:], blank, blank


def with_blank_columns(table: Table) -> Table:
    """Empty columns within the table and to its right."""
    return tuple((*row[:-1], "", row[-1], "", "") for row in table)


def with_title(table: Table) -> Table:
    """A title above the header."""
    return ("社区参与调查 2025", *[""] * (len(table[0]) - 1)), *table


def with_twin_column(table: Table) -> Table:
    """The last column twice, header and answers."""
    return tuple((*row, row[-1]) for row in table)


def header_only(table: Table) -> Table:
    """No answers."""
    return table[: header_rows(table)]


def merge_headers(workbook: openpyxl.Workbook) -> None:
    """Merge the last two headers, as people do who put one question over two columns."""
    sheet = workbook.worksheets[0]
    sheet.merge_cells(start_row=1, end_row=1, start_column=sheet.max_column - 1, end_column=sheet.max_column)


def dates_as_cells(workbook: openpyxl.Workbook) -> None:
    """Turn every moment into a cell that holds one, as Excel does on opening a text file."""
    for row in workbook.worksheets[0].iter_rows():
        for cell in row:
            found = moment(str(cell.value)) if cell.value else None
            if found is not None:
                cell.value = found.to_pydatetime()


def dates_as_serials(workbook: openpyxl.Workbook) -> None:
    """Turn every moment into the bare day number that Excel keeps."""
    dates_as_cells(workbook)
    for row in workbook.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.is_date:
                cell.value = float(to_excel(cell.value))  # type: ignore[no-untyped-call]
                cell.number_format = "General"


def zipped(content: bytes, name: str = "export.csv") -> bytes:
    """A zip archive around one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def as_web_page(table: Table) -> bytes:
    """The table as a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in table)
    return f"<html><body><table>{rows}</table></body></html>".encode()
