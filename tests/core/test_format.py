"""Numbers become text in one place: half away from zero, no negative zero, no p of 0.000 or 1.000."""

from dataclasses import replace

import pytest

from surveykit.core.format import excel_format, format_cell, format_level, format_number, stars
from surveykit.core.style import PRESETS, Kind
from surveykit.core.table import Cell

CHINESE = PRESETS["cn-generic"]
APA = PRESETS["apa7"]


@pytest.mark.parametrize(
    ("value", "kind", "chinese", "apa"),
    [
        (2.675, "mean", "2.68", "2.68"),
        (0.125, "sd", "0.13", "0.13"),
        (-0.0004, "coefficient", "0.000", "0.00"),
        (-0.4567, "correlation", "−0.457", "−.46"),
        (0.9996, "correlation", "1.000", "1.00"),
        (0.0004, "p", "<0.001", "< .001"),
        (0.05, "p", "0.050", ".050"),
        (0.9994, "p", "0.999", ".999"),
        (0.9996, "p", ">0.999", "> .999"),
        (1.0, "p", ">0.999", "> .999"),
        (0.23456, "percent", "23.5", "23.5"),
        (284.0, "df", "284", "284"),
        (283.47, "df", "283.5", "283.5"),
        (12345.0, "count", "12345", "12345"),
        (float("inf"), "statistic", "∞", "∞"),
        (float("-inf"), "statistic", "−∞", "−∞"),
        (float("nan"), "mean", "", ""),
    ],
)
def test_number_follows_the_style(value: float, kind: Kind, chinese: str, apa: str) -> None:
    assert format_number(value, kind, CHINESE) == chinese
    assert format_number(value, kind, APA) == apa


def test_p_at_the_floor_is_printed_and_below_it_is_not() -> None:
    assert format_number(0.001, "p", CHINESE) == "0.001"
    assert format_number(0.000999, "p", CHINESE) == "<0.001"


def test_p_near_one_follows_the_decimals_of_the_style() -> None:
    two = replace(CHINESE, digits={**CHINESE.digits, "p": 2})
    assert [format_number(p, "p", two) for p in (0.994, 0.996)] == ["0.99", ">0.99"]


def test_percent_sign_belongs_to_the_style() -> None:
    assert format_number(0.5, "percent", replace(CHINESE, percent_sign=True)) == "50.0%"


@pytest.mark.parametrize(
    ("p", "mark"), [(0.05, ""), (0.0499, "*"), (0.01, "*"), (0.0099, "**"), (0.0009, "***"), (None, "")]
)
def test_marks_are_for_p_below_a_level(p: float | None, mark: str) -> None:
    assert stars(p, CHINESE) == mark


def test_cell_adds_marks_and_parentheses() -> None:
    assert format_cell(Cell(0.5, "correlation", p=0.004), CHINESE) == "0.500**"
    assert format_cell(Cell(0.081, "std_error", parenthesised=True), CHINESE) == "(0.081)"
    assert format_cell(Cell("—"), CHINESE) == "—"
    assert format_cell(Cell(), CHINESE) == ""


def test_level_keeps_the_decimals_it_needs() -> None:
    assert [format_level(level, CHINESE) for level in (0.05, 0.001)] == ["0.05", "0.001"]
    assert [format_level(level, APA) for level in (0.05, 0.001)] == [".05", ".001"]


@pytest.mark.parametrize(
    ("cell", "chinese", "apa"),
    [
        (Cell(2.675, "mean"), "0.00;0.00", "0.00;0.00"),
        (Cell(-0.3, "correlation", p=0.02), '0.000"*";"−"0.000"*"', '.00"*";"−".00"*"'),
        (Cell(-0.0004, "correlation"), "0.000;0.000", ".00;.00"),
        (Cell(0.9996, "correlation"), "0.000;0.000", "0.00;0.00"),
        (Cell(0.0001, "p"), '"<0.001"', '"< .001"'),
        (Cell(0.9996, "p"), '">0.999"', '"> .999"'),
        (Cell(0.08, "std_error", parenthesised=True), '"("0.000")";"("0.000")"', '"("0.00")";"("0.00")"'),
        (Cell(0.25, "percent"), "0.0%;0.0%", "0.0%;0.0%"),
        (Cell(7, "count"), "0;0", "0;0"),
        (Cell(283.47, "df"), "0.0;0.0", "0.0;0.0"),
        (Cell("text"), "@", "@"),
        (Cell(), "@", "@"),
    ],
)
def test_excel_format_shows_what_the_cell_shows(cell: Cell, chinese: str, apa: str) -> None:
    assert excel_format(cell, CHINESE) == chinese
    assert excel_format(cell, APA) == apa
