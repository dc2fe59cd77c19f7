"""A table on a sheet: numbers that show what print shows, three rules, marks, and a page to print."""

import math
import re
import zipfile
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from surveykit.core.format import excel_format, format_cell
from surveykit.core.style import PRESETS, Kind, Style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.xlsx import write_workbook

STYLES = (
    *PRESETS.values(),
    replace(PRESETS["cn-generic"], thousands=" ", percent_sign=True, minus="-"),
    replace(PRESETS["apa7"], thousands=",", stars=((0.05, "†"),)),
)

KINDS = tuple(kind for kind in get_args(Kind) if kind != "text")


def shown(value: float, number_format: str) -> str:
    """What a spreadsheet shows of a number: fifteen digits, rounded half away from zero, in a number format."""
    sections = re.findall(r'(?:"[^"]*"|[^";])+', number_format) or [""]
    tokens = re.findall(r'"[^"]*"|#,##0|.', sections[1] if value < 0 and len(sections) > 1 else sections[0])
    point = tokens.index(".") if "." in tokens else len(tokens)
    whole = [place for place, token in enumerate(tokens) if token == "0" and place < point]
    decimals = [place for place, token in enumerate(tokens) if token == "0" and place > point]
    scaled = abs(Decimal(f"{value:.15g}")) * (100 if "%" in tokens else 1)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0").zfill(len(whole))
    cut = len(before) - max(len(whole) - 1, 0)
    digits = dict(zip([*whole, *decimals], [before[:cut], *before[cut:], *after] if whole else after, strict=True))
    grouped = f"{int(before or 0):,}"
    return "".join(
        digits.get(place, grouped if token == "#,##0" else token.strip('"')) for place, token in enumerate(tokens)
    )


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    """A number of any kind with any decimals, marks, parentheses and limits."""
    kind = draw(st.sampled_from(KINDS))
    size = draw(st.sampled_from([1e-4, 1.0, 1e4]))
    value = draw(st.floats(-1, 1) | st.integers(-2000, 2000).map(lambda n: n / 2000)) * size
    value = abs(value) / size if kind == "p" else abs(round(value)) if kind == "count" else value
    return Cell(
        value,
        kind,
        p=draw(st.sampled_from([None, 0.0001, 0.02, 0.5])),
        digits=draw(st.sampled_from([None, 0, 1, 4])),
        parenthesised=draw(st.booleans()),
        blank_below=draw(st.sampled_from([None, 0.1])),
    )


@settings(max_examples=300, deadline=None)
@given(cells(), st.sampled_from(STYLES))
def test_a_number_format_shows_what_print_shows(cell: Cell, style: Style) -> None:
    assert isinstance(cell.value, float | int)
    printed = format_cell(cell, style)
    if cell.kind == "percent" and printed and not style.percent_sign:
        printed = re.sub(r"(?<=\d)(?!.*\d)", "%", printed)

    assert shown(cell.value, excel_format(cell, style)) == printed


def _sheet(tmp_path: Path, table: Table) -> Worksheet:
    return openpyxl.load_workbook(write_workbook([table], tmp_path / "t.xlsx")).worksheets[0]


def test_three_rules_and_a_header_that_stays(tmp_path: Path, chinese: Table) -> None:
    sheet = _sheet(tmp_path, chinese)

    for column in range(1, 7):
        assert sheet.cell(2, column).border.top.style == "medium"
        assert sheet.cell(3, column).border.bottom.style == "thin"
        assert sheet.cell(7, column).border.bottom.style == "medium"
    borders = [cell.border for row in sheet.iter_rows() for cell in row]
    assert not [side for border in borders for side in (border.left, border.right) if side and side.style]
    assert [sheet.cell(2, column).border.bottom.style for column in (2, 3, 4, 5)] == ["thin"] * 4
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("weights", "drawn"),
    [
        ((1.5, 0.75, 1.5), "medium thin medium"),
        ((1.0, 0.5, 1.0), "thin thin thin"),
        ((2.25, 0.25, 3), "thick hair thick"),
    ],
)
def test_rules_have_the_weights_of_the_style(
    tmp_path: Path, chinese: Table, weights: tuple[float, float, float], drawn: str
) -> None:
    sheet = _sheet(tmp_path, replace(chinese, style=replace(chinese.style, rule_weights=weights)))
    rules = sheet["A2"].border.top, sheet["B3"].border.bottom, sheet["A7"].border.bottom

    assert " ".join(str(rule.style) for rule in rules) == drawn


def test_fonts_and_looks_are_those_of_the_style(tmp_path: Path, chinese: Table, english: Table) -> None:
    sheet = _sheet(tmp_path, chinese)

    assert [sheet[place].font.name for place in ("A1", "A4", "B5")] == ["黑体", "宋体", "Times New Roman"]
    assert sheet["A1"].alignment.horizontal == "center"
    assert sheet["B3"].font.italic
    path = write_workbook([english], tmp_path / "e.xlsx")
    title = openpyxl.load_workbook(path, rich_text=True).worksheets[0]["A1"]
    assert [(block.text, block.font.b, block.font.i) for block in title.value] == [
        ("Table 4-1  ", True, False),
        ("Regression of Willingness", False, True),
    ]
    assert title.alignment.horizontal == "left"


def test_numbers_printed_together_get_a_column_each(tmp_path: Path, merged: Table) -> None:
    sheet = _sheet(tmp_path, merged)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=10)]

    assert rows == [
        ["表4-2　参与意愿的回归分析", *[None] * 5],
        ["Table 4-2  Regression of Willingness", *[None] * 5],
        ["元", *[None] * 5],
        ["变量a", "模型1", None, "95% CI", None, "n"],
        [None, "B", "SE", "95% CI 1", "95% CI 2", None],
        ["控制变量", *[None] * 5],
        ["满意度", 1 / 3, 0.0785, -0.12, 0.31, 12345],
        ["年龄b", 0.05, None, None, None, 7],
        ["参照组", "—", None, None, None, None],
        ["N", 286, None, None, None, None],
    ]
    assert {"B4:C4", "D4:E4", "A4:A5", "F4:F5", "A3:F3"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["A3"].alignment.horizontal == "right"
    assert sheet.freeze_panes == "B6"
    assert [shown(sheet[place].value, sheet[place].number_format) for place in ("B7", "D7", "F7", "B8", "B10")] == [
        "0.333***",
        "−0.120",
        "12 345",
        "",
        "286ᶜ",
    ]


def test_notes_have_the_marks_of_the_table(tmp_path: Path, merged: Table) -> None:
    path = write_workbook([merged], tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(path, rich_text=True).worksheets[0]

    assert [str(sheet.cell(row, 1).value) for row in range(11, 17)] == [
        "注：1. N=286。",
        "2. 空白处的绝对值小于0.10。",
        "a未标准化。",
        "b周岁。",
        "c剔除后。",
        "*** p<0.001。",
    ]
    assert [sheet.cell(row, 1).value[0].font.vertAlign for row in (13, 14, 15)] == ["superscript"] * 3
    assert sheet["A4"].value[-1].font.vertAlign == "superscript"


def test_spaces_between_words_in_different_looks_are_kept(tmp_path: Path, english: Table) -> None:
    columns = (replace(english.columns[0], footnote="One."), *english.columns[1:])
    rows = (Row((Cell("x", footnote="Two."), *english.rows[1].cells[1:])),)
    path = write_workbook([replace(english, columns=columns, rows=rows)], tmp_path / "t.xlsx")
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    texts = re.findall(r"<t( xml:space=\"preserve\")?>([^<]*)</t>", xml)

    assert sum(text != text.strip() for _, text in texts) > 3
    assert all(kept for kept, text in texts if text != text.strip())


@pytest.mark.parametrize(
    ("columns", "turn", "limit", "expected"),
    [
        (9, "auto", 10, "portrait"),
        (10, "auto", 10, "landscape"),
        (30, "auto", 0, "portrait"),
        (2, "landscape", 10, "landscape"),
        (30, "portrait", 10, "portrait"),
    ],
)
def test_page_is_turned_as_style_and_table_say(
    tmp_path: Path, columns: int, turn: str, limit: int, expected: str
) -> None:
    table = Table(
        name="t",
        title="T",
        columns=tuple(Column(f"c{place}") for place in range(columns)),
        rows=(Row((Cell(1.0, "mean"),) * columns),),
        style=replace(PRESETS["cn-generic"], landscape_from=limit),
        orientation=turn,
    )
    sheet = _sheet(tmp_path, table)

    assert sheet.page_setup.orientation == expected
    assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4


def test_explicit_parts_are_for_print_only(tmp_path: Path, chinese: Table) -> None:
    whole = write_workbook([chinese], tmp_path / "a.xlsx").read_bytes()

    assert write_workbook([chinese.split(2)], tmp_path / "b.xlsx").read_bytes() == whole


def test_a_spanner_has_room(tmp_path: Path, chinese: Table) -> None:
    columns = (chinese.columns[0], *(replace(column, spanner="很长的跨栏标题" * 3) for column in chinese.columns[1:]))
    sheet = _sheet(tmp_path, replace(chinese, columns=columns))

    assert sum(sheet.column_dimensions[letter].width for letter in "BCDEF") >= 42


@pytest.mark.parametrize(("value", "text"), [(math.inf, "∞"), (-math.inf, "−∞"), (math.nan, None)])
def test_what_is_no_number_is_written_as_print_shows_it(
    tmp_path: Path, chinese: Table, value: float, text: str | None
) -> None:
    row = Row((Cell("x"), Cell(value, "statistic"), *chinese.rows[1].cells[2:]))

    assert _sheet(tmp_path, replace(chinese, rows=(row,)))["B4"].value == text


def test_summary_rows_are_set_off(tmp_path: Path, chinese: Table) -> None:
    sheet = _sheet(tmp_path, chinese)

    assert sheet.row_dimensions[7].height > 20
    assert sheet["A7"].alignment.vertical == "bottom"
    assert sheet.row_dimensions[6].height is None
