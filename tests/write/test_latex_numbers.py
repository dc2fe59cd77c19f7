"""Columns of numbers: what is handed to siunitx is what the style prints."""

import re

import pytest

from surveykit.core.format import format_cell
from surveykit.core.style import PRESETS, Kind, Style
from surveykit.core.table import Align, Cell, Column, Row, Table
from surveykit.write.latex_numbers import Shown, number_column, read_number, shown_number

INTERVAL = Cell(parts=(Cell(-0.12, "coefficient"), Cell(0.31, "coefficient")), joint="interval")
MERGED = Cell(parts=(Cell(0.4216, "coefficient", p=0.0004), Cell(0.05, "std_error")))
SPREAD = Cell(parts=(Cell(3.51, "mean"), Cell(0.8, "sd")), joint="spread")


def _table(*cells: Cell, align: Align = "center", **rules: object) -> Table:
    style = Style(**{**PRESETS["apa7"].__dict__, **rules})
    rows = tuple(Row((Cell("a"), cell)) for cell in cells)
    return Table(name="t", title="T", columns=(Column(""), Column("x", align=align)), rows=rows, style=style)


def _cells(table: Table) -> list[str]:
    column = number_column(table, 1)
    assert column is not None
    shown = [shown_number(row, 1, table) for row in table.rows]
    return [column.cell(number) for number in shown if number]


def _options(table: Table) -> str:
    column = number_column(table, 1)
    assert column is not None
    return column.options()


def _plain(text: str) -> str:
    """What siunitx prints of a cell."""
    for command, sign in {r"\textless{}": "<", r"\textgreater{}": ">", r"\textminus{}": "−", r"\%": "%"}.items():
        text = text.replace(command, sign)
    return re.sub(r"[{}]", "", text).replace("-", "−")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.33***", Shown("", "", "0", "33", "***")),
        ("−.42", Shown("", "−", "", "42", "")),
        ("(−0.12)**", Shown("(", "−", "0", "12", ")**")),
        ("< .001", Shown("< ", "", "", "001", "")),
        ("[0.12, 0.31]", Shown("[", "", "0", "12", ", 0.31]")),
        ("286", Shown("", "", "286", "", "")),
        ("1,034", Shown("", "", "1,034", "", "")),
        ("12.5%", Shown("", "", "12", "5", "%")),
    ],
)
def test_a_printed_number_is_read_in_its_pieces(text: str, shown: Shown) -> None:
    assert read_number(text, minus="−", thousands=",") == shown


@pytest.mark.parametrize("text", ["", "∞", "−∞", "—"])
def test_what_has_no_digit_is_no_number(text: str) -> None:
    assert read_number(text, minus="−", thousands="") is None


@pytest.mark.parametrize("style", ["cn-generic", "apa7"])
@pytest.mark.parametrize(
    "cell",
    [
        *(Cell(value, "coefficient", p=0.001) for value in (-0.21, 12.5, 0.0)),
        *(Cell(value, "correlation", p=0.03) for value in (-0.21, 1.0, 0.0)),
        Cell(1e-9, "p"),
        Cell(0.9999, "p"),
        Cell(0.08, "std_error", parenthesised=True),
        Cell(-0.08, "std_error", parenthesised=True),
        Cell(286, "count"),
        MERGED,
        INTERVAL,
        SPREAD,
    ],
)
def test_the_text_is_that_of_the_style(cell: Cell, style: str) -> None:
    table = _table(cell, **PRESETS[style].__dict__)

    assert [_plain(text) for text in _cells(table)] == [format_cell(cell, PRESETS[style])]


def test_room_is_kept_for_signs_digits_and_marks() -> None:
    table = _table(Cell(-0.21, "coefficient"), Cell(12.6, "coefficient", p=0.0001))

    assert _options(table) == "table-format=-1.2{***}"
    assert _cells(table) == ["-0.21", "12.60{***}"]


def test_a_column_without_zeros_before_the_point_has_none() -> None:
    table = _table(Cell(-0.21, "correlation"), Cell(1.0, "correlation"))

    assert _options(table) == "table-format=-0.2,print-zero-integer=false"
    assert _cells(table) == ["-.21", "1.00"]


def test_a_zero_beside_numbers_without_is_text() -> None:
    table = _table(Cell(-0.21, "coefficient"), Cell(0.21, "r_squared"), Cell(12.0, "coefficient"), Cell(0, "count"))

    assert _options(table) == r"table-format=-1.2,print-zero-integer=false"
    assert _cells(table) == [r"{\textminus{}0}.21", ".21", "12.00", "{0}"]


def test_thousands_are_set_apart_by_siunitx() -> None:
    table = _table(Cell(1034, "count"), Cell(1_234_567, "count"), Cell(12, "count"), thousands=",")

    assert _options(table) == "table-format=7,group-digits=integer,group-minimum-digits=4,group-separator={,}"
    assert _cells(table) == ["1034", "1234567", "12"]


def test_a_column_in_which_some_thousands_are_set_apart_is_text() -> None:
    assert number_column(_table(Cell(1034, "count"), Cell(1034.5, "mean"), thousands=","), 1) is None


def test_a_minus_of_the_style_is_kept() -> None:
    assert _cells(_table(Cell(-0.21, "mean"), minus="-")) == [r"{-}0.21"]


def test_the_mark_of_a_footnote_stands_above_the_line() -> None:
    table = _table(Cell(0.21, "mean", p=0.04, footnote="Low."))

    assert _cells(table) == [r"0.21{*\textsuperscript{a}}"]
    assert _options(table) == r"table-format=1.2{*\textsuperscript{a}}"


@pytest.mark.parametrize("kind", ["mean", "p"])
def test_columns_flush_left_and_columns_of_text_are_not_lined_up(kind: Kind) -> None:
    assert number_column(_table(Cell(0.5, kind), align="left"), 1) is None
    assert number_column(_table(Cell("a"), Cell(float("inf"), kind)), 1) is None


def test_columns_flush_right_stay_so() -> None:
    assert _options(_table(Cell(0.5, "mean"), align="right")) == "table-format=1.2,table-alignment=right"
