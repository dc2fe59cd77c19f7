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


def test_p_with_few_decimals_is_never_printed_as_zero() -> None:
    two = replace(CHINESE, digits={**CHINESE.digits, "p": 2})
    assert [format_number(p, "p", two) for p in (0.0004, 0.004, 0.01)] == ["<0.01", "<0.01", "0.01"]


def test_thousands_are_separated_in_counts_whatever_their_decimals() -> None:
    spaced = replace(CHINESE, thousands=" ")
    assert [format_number(n, "count", spaced) for n in (999, 1234567)] == ["999", "1 234 567"]
    assert format_cell(Cell(12345.5, "count", digits=1), spaced) == "12 345.5"


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
    assert format_cell(Cell(float("nan"), "std_error", parenthesised=True), CHINESE) == ""


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
        (Cell(0.08, "loading", blank_below=0.4), ";;;", ";;;"),
        (Cell(0.7123, "loading", digits=1), "0.0;0.0", ".0;.0"),
        (Cell(0.5245, "percent"), '"52.5%";"52.5%"', '"52.5%";"52.5%"'),
        (Cell(2.4999999999999996, "count"), '"2";"2"', '"2";"2"'),
        (Cell(float("inf"), "statistic"), "@", "@"),
        (Cell("text"), "@", "@"),
        (Cell(), "@", "@"),
    ],
)
def test_excel_format_shows_what_the_cell_shows(cell: Cell, chinese: str, apa: str) -> None:
    assert excel_format(cell, CHINESE) == chinese
    assert excel_format(cell, APA) == apa


@pytest.mark.parametrize(
    ("thousands", "value", "expected"),
    [
        (",", 1234567, "#,##0;#,##0"),
        (" ", 1234567, '0" "000" "000;0" "000" "000'),
        (" ", 999, "0;0"),
        ("", 1234567, "0;0"),
    ],
)
def test_excel_format_separates_thousands_as_the_style_does(thousands: str, value: int, expected: str) -> None:
    assert excel_format(Cell(value, "count"), replace(CHINESE, thousands=thousands)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell(0.5, "mean"), '0.00"ᵃ";0.00"ᵃ"'),
        (Cell(0.5, "std_error", parenthesised=True), '"("0.000")""ᵃ";"("0.000")""ᵃ"'),
        (Cell(1e-9, "p"), '"<0.001ᵃ"'),
        (Cell(0.1, "loading", blank_below=0.4), '"ᵃ";"ᵃ";"ᵃ"'),
    ],
)
def test_excel_format_ends_with_the_mark_of_a_footnote(cell: Cell, expected: str) -> None:
    assert excel_format(cell, CHINESE, mark="ᵃ") == expected


def test_no_mark_of_a_style_ends_a_literal_in_excel() -> None:
    style = replace(CHINESE, stars=((0.05, 'a";b'),))
    assert excel_format(Cell(0.5, "mean", p=0.01), style) == '0.00"a”;b";0.00"a”;b"'
