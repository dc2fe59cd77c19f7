"""Workbooks: the floats of the kernel, formats that show them, and text that never runs."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from surveykit.core.table import Cell, Row, Table
from surveykit.errors import OptionError, WriteError
from surveykit.write.xlsx import frame_workbook, write_workbook

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "＝1+1", "#N/A", "=cmd|'/c calc'!A0"]


def test_numbers_stay_the_floats_they_are(tmp_path: Path, chinese: Table) -> None:
    sheet = openpyxl.load_workbook(write_workbook([chinese], tmp_path / "t.xlsx")).worksheets[0]

    assert sheet["B5"].value == -0.2104
    assert sheet["B5"].number_format == '0.000"*";"−"0.000"*"'
    assert sheet["F6"].value == 1e-9
    assert sheet["F6"].number_format == '"<0.001"'
    assert sheet["B6"].value == "—"


def test_sheet_has_title_header_body_notes_and_notice(tmp_path: Path, chinese: Table) -> None:
    path = write_workbook([chinese], tmp_path / "t.xlsx", notice="模拟数据 SYNTHETIC DATA")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    stub = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]

    assert sheet.title == "4-1 regression"
    assert stub == [
        "表4-1　参与意愿的回归分析（N=286）",
        "变量",
        None,
        "控制变量",
        "“满意度”",
        "a < b & c_d | 50%",
        "R²",
        "注：1. N=286，无缺失值。",
        "2. 括号内为标准误。",
        "* p<0.05，*** p<0.001。",
        "模拟数据 SYNTHETIC DATA",
    ]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3", "A4:F4", "A8:F8"} <= merged


def test_several_tables_get_an_index_with_links_inside_the_file(tmp_path: Path, chinese: Table) -> None:
    path = write_workbook([chinese, chinese.numbered("4-2"), chinese], tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == ["目录", "4-1 regression", "4-2 regression", "4-1 regression (2)"]
    assert book["目录"]["A3"].value == "表4-2"
    assert book["目录"]["B3"].hyperlink.location == "'4-2 regression'!A1"
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if b"TargetMode" in package.read(name)]


def test_every_sheet_leads_back_to_the_index_from_outside_of_what_is_printed(tmp_path: Path, chinese: Table) -> None:
    path = write_workbook([chinese, chinese.numbered("4-2")], tmp_path / "t.xlsx", notice="模拟数据")
    for sheet in openpyxl.load_workbook(path).worksheets[1:]:
        assert sheet["H1"].value == "目录"
        assert sheet["H1"].hyperlink.location == "'目录'!A1"
        assert sheet.print_area.endswith("!$A$1:$F$11")


def test_one_table_has_no_index_and_no_link(tmp_path: Path, chinese: Table) -> None:
    book = openpyxl.load_workbook(write_workbook([chinese], tmp_path / "t.xlsx"))

    assert len(book.worksheets) == 1
    assert book.worksheets[0].max_column == 6


def test_a_chapter_needs_few_number_formats(tmp_path: Path, chinese: Table, merged: Table) -> None:
    book = openpyxl.load_workbook(write_workbook([chinese, merged] * 20, tmp_path / "t.xlsx"))
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}

    assert len(formats) < 20


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(tmp_path: Path, chinese: Table, text: str) -> None:
    row = Row((Cell(text), *chinese.rows[1].cells[1:]))
    table = replace(chinese, rows=(row,), title=text, notes=(text,))
    path = write_workbook([table], tmp_path / "t.xlsx", notice=text)
    frame_path = frame_workbook({text: pd.DataFrame({text: [text]})}, tmp_path / "f.xlsx", notice=text)

    for entry in (path, frame_path):
        cells = [cell for row in openpyxl.load_workbook(entry).worksheets[0].iter_rows() for cell in row]
        assert text in {cell.value for cell in cells}
        assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
        with zipfile.ZipFile(entry) as package:
            assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_workbook_names_nobody_and_is_the_same_each_time(tmp_path: Path, chinese: Table) -> None:
    first = write_workbook([chinese], tmp_path / "a.xlsx")
    second = write_workbook([chinese], tmp_path / "b.xlsx")
    properties = openpyxl.load_workbook(first).properties

    assert first.read_bytes() == second.read_bytes()
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_frame_keeps_its_values(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "row": np.array([1, 2], dtype="int64"),
            "value": [0.1 + 0.2, np.nan],
            "text": ["0012", None],
            "when": [pd.Timestamp("2026-01-02 03:04"), pd.NaT],
            "large": [2**53 + 1, 5],
        }
    )
    path = frame_workbook({"日志": frame, "空": frame.iloc[:0]}, tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(path)
    rows = [list(row) for row in book["日志"].iter_rows(values_only=True)]

    assert rows[0] == list(frame.columns)
    assert rows[1] == [1, 0.1 + 0.2, "0012", datetime(2026, 1, 2, 3, 4), "9007199254740993"]
    assert rows[2] == [2, None, None, None, 5]
    assert book["空"].max_row == 1
    assert book["日志"].freeze_panes == "A2"


def test_what_excel_cannot_hold_becomes_text(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": [float("inf"), "z" * 40_000, "a\x00b", datetime(2026, 1, 1, tzinfo=UTC)]}, dtype=object)
    sheet = openpyxl.load_workbook(frame_workbook({"s": frame}, tmp_path / "f.xlsx")).worksheets[0]
    values = [sheet.cell(row, 1).value for row in range(2, 6)]

    assert values == ["inf", "z" * 32_766 + "…", "ab", "2026-01-01 00:00:00+00:00"]


def test_file_is_not_overwritten_unless_asked(tmp_path: Path, chinese: Table) -> None:
    path = write_workbook([chinese], tmp_path / "t.xlsx")

    with pytest.raises(WriteError, match="overwrite=True"):
        write_workbook([chinese], path)
    assert write_workbook([chinese], path, overwrite=True) == path


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    for write in (lambda path: write_workbook([], path), lambda path: frame_workbook({}, path)):
        with pytest.raises(OptionError, match="no table"):
            write(tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []
