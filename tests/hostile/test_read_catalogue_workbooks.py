"""Workbooks that other readers bend, R35 to R46, R62 and R65: each read right and logged, or refused by cell."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ReadError
from surveykit.read.detect import read_grid
from surveykit.read.survey import read_survey

Rows = list[list[Any]]
Change = Callable[[openpyxl.Workbook], object]

TABLE: Rows = [["id", "q"], [1, "yes"], [2, "no"]]
TITLED: Rows = [["2025年社区调查", None, None], ["id", "q", "r"], [1, "yes", 3], [2, "no", 4]]
DAY = Codebook.model_validate({"variables": [{"name": "day", "kind": "date"}]})


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: Rows, change: Change = lambda _: None, name: str = "export.xlsx") -> Path:
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.worksheets[0].append(row)
        change(workbook)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


def merged(cells: str) -> Change:
    return lambda workbook: workbook.worksheets[0].merge_cells(cells)


def formatted(workbook: openpyxl.Workbook) -> None:
    for row in range(4, 60):
        workbook.worksheets[0].cell(row, 1).number_format = "0.00"


def of_1904(workbook: openpyxl.Workbook) -> None:
    workbook.epoch = CALENDAR_MAC_1904


def hidden_row(workbook: openpyxl.Workbook) -> None:
    workbook.worksheets[0].row_dimensions[3].hidden = True


READ_RIGHT = [
    pytest.param(TITLED, lambda _: None, "1 rows above the header", id="R36-title-row"),
    pytest.param(TITLED, merged("A1:C1"), "1 rows above", id="R36-merged-title-row"),
    pytest.param(TABLE, formatted, "", id="R37-formatted-empty-rows"),
    pytest.param(TABLE, hidden_row, "1 hidden rows were read too", id="R41-rows-hidden-by-a-filter"),
]


@pytest.mark.parametrize(("rows", "change", "said"), READ_RIGHT)
def test_read_right(save: Callable[..., Path], rows: Rows, change: Change, said: str) -> None:
    survey = read_survey(save(rows, change))
    assert survey.data["q"].to_dict() == {"1": "yes", "2": "no"}
    assert re.search(said, survey.log[0].told("en"))


REFUSED = [
    pytest.param(
        [["id", "态度", None, "性别"], [None, "a", "b", None], [1, 2, 3, 1]],
        merged("B1:C1"),
        r"header in row 1 has merged cells.*Write one header",
        id="R35-merged-header-of-two-rows",
    ),
    pytest.param(
        [["id", "态度", None, "性别"], [None, "a", "b", None], [1, 2, 3, 1]],
        lambda _: None,
        r"columns \[3\] hold answers but have no header in row 1. Give each",
        id="R35-header-of-two-rows",
    ),
    pytest.param(
        [["2025年社区调查", None], *TABLE],
        lambda _: None,
        r"columns \[2\] hold answers but have no header in row 1\. .*delete a title",
        id="R36-title-over-two-columns",
    ),
    pytest.param(
        [["id", "q"], [1, "=1+1"]],
        lambda _: None,
        "cells B2 hold formulas that were never calculated. Open the file in Excel",
        id="R38-formula-without-value",
    ),
]


@pytest.mark.parametrize(("rows", "change", "says"), REFUSED)
def test_refused_by_place_with_a_next_step(save: Callable[..., Path], rows: Rows, change: Change, says: str) -> None:
    with pytest.raises(ReadError, match=f"^export.xlsx.*{says}"):
        read_survey(save(rows, change))


@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!"])
def test_r39_error_cells_are_refused_by_cell(save: Callable[..., Path], tmp_path: Path, shown: str) -> None:
    path = save([*TABLE, [3, shown]])
    with zipfile.ZipFile(path) as archive:
        assert b'r="B4" t="e"' in archive.read("xl/worksheets/sheet1.xml")
    with pytest.raises(ReadError, match=r"cells B4 show an error such as #N/A\. Replace each by the answer"):
        read_survey(path)


def test_r40_the_first_visible_sheet_is_read_and_the_others_named(save: Callable[..., Path]) -> None:
    def behind_a_hidden_one(workbook: openpyxl.Workbook) -> None:
        secret = workbook.create_sheet("draft", 0)
        secret.append(["secret"])
        secret.sheet_state = "hidden"

    survey = read_survey(save(TABLE, behind_a_hidden_one))
    assert survey.data.columns.tolist() == ["q"]
    assert re.search(r"Of the sheets \('draft', 'Sheet'\), 'Sheet' was read", survey.log[0].told("en"))


def test_r42_serials_dates_and_words_are_one_kind_of_date(save: Callable[..., Path]) -> None:
    path = save([["id", "day"], [1, 45000], [2, dt.date(2023, 3, 15)], [3, "2023年3月15日"]])
    survey = read_survey(path, codebook=DAY)
    assert survey.data["day"].tolist() == [pd.Timestamp(2023, 3, 15)] * 3
    assert survey.log[0].cases[["row", "value"]].to_numpy().tolist() == [[2, "45000"]]
    with pytest.raises(AnswerError, match="row 3, day: '春天'"):
        read_survey(save([["id", "day"], [1, 45000], [2, "春天"]]), codebook=DAY)


def test_r43_days_counted_from_1904(save: Callable[..., Path]) -> None:
    path = save([["id", "day"], [1, dt.date(2023, 3, 15)], [2, dt.date(2023, 3, 16)]], of_1904)
    assert read_survey(path, codebook=DAY).data["day"].dt.day.tolist() == [15, 16]


def test_r44_numbers_stored_as_text(save: Callable[..., Path]) -> None:
    assert read_survey(save([["id", "q"], [1, "4"], [2, 5]])).data["q"].tolist() == [4.0, 5.0]


def test_r45_headers_are_texts_whatever_their_cells_hold(save: Callable[..., Path]) -> None:
    survey = read_survey(save([["id", 7, dt.date(2023, 3, 15), True], [1, "a", "b", "c"], [2, "d", "e", "f"]]))
    headers = [variable.source[0] for variable in survey.codebook.variables]
    assert headers == ["7", "2023-03-15", "TRUE"]


def test_r46_workbooks_under_the_wrong_name_are_told_by_content(save: Callable[..., Path], tmp_path: Path) -> None:
    assert len(read_survey(save(TABLE).rename(tmp_path / "export.xls"))) == 2
    old = xlwt.Workbook()
    sheet = old.add_sheet("Sheet1")
    for at, row in enumerate(TABLE):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    old.save(str(tmp_path / "export.xlsx"))
    assert read_survey(tmp_path / "export.xlsx").data["q"].tolist() == ["yes", "no"]


def test_r62_control_characters_go_and_are_counted(save: Callable[..., Path], tmp_path: Path) -> None:
    path = save(TABLE)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"yes", b"y\x0bes")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    survey = read_survey(path)
    assert survey.data["q"].tolist() == ["yes", "no"]
    assert "Control characters were removed from 1 cells" in survey.log[0].told("en")


def test_r65_all_columns_that_excel_has(save: Callable[..., Path]) -> None:
    header = ["id", *(f"q{place}" for place in range(16_383))]
    grid = read_grid(save([header, [1, *range(16_383)]]))
    assert (grid.cells.shape, grid.header[-1], grid.cells.iloc[0, -1]) == ((1, 16_384), "q16382", "16382")
