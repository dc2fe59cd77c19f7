"""Numbers whose decimal points stand under one another, with no character added."""

from dataclasses import replace

import lxml.html
import pytest

from surveykit.core.format import format_cell
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.html import table_figure
from surveykit.write.html_numbers import Extent, number_paddings


def _column(table: Table, *cells: Cell, align: str = "center") -> Table:
    columns = (Column("x"), Column("y", align=align))
    return replace(table, columns=columns, rows=tuple(Row((Cell("a"), cell)) for cell in cells))


def _mean(value: float, **more: object) -> Cell:
    return Cell(value, "mean", **more)


def test_what_a_number_lacks_before_and_after_its_point_is_padding(chinese: Table) -> None:
    table = _column(chinese, _mean(1.25), _mean(-100.5, p=0.03), Cell("—"), Cell())

    assert number_paddings(table, 1) == ("0 0.5em 0 calc(2ch + 0.564em)", "", "", "")


def test_a_column_flush_right_is_padded_on_the_right_only(chinese: Table) -> None:
    table = _column(chinese, _mean(1.25), _mean(-100.5, p=0.03), align="right")

    assert number_paddings(table, 1) == ("0 0.5em 0 0", "")


def test_columns_flush_left_and_the_stub_are_left_alone(chinese: Table) -> None:
    table = _column(chinese, _mean(1.25), _mean(100.5), align="left")

    assert number_paddings(table, 1) == number_paddings(table, 0) == ("", "")


def test_two_numbers_in_a_cell_line_up_at_the_first_point(chinese: Table) -> None:
    joined = Cell(parts=(_mean(10.5), _mean(0.25)), joint="spread")

    assert number_paddings(_column(chinese, joined, _mean(1.25)), 1) == ("", "0 calc(3ch + 1.314em) 0 1ch")


def test_the_mark_of_a_footnote_takes_space_too(chinese: Table) -> None:
    table = _column(chinese, _mean(1.25, footnote="Note."), _mean(1.25))

    assert number_paddings(table, 1) == ("", "0 0.311em 0 0")


def test_no_padding_is_negative() -> None:
    assert Extent(0, 0.6).up_to(Extent(1, 0.0)) == "0"
    assert Extent(1, 0.0).up_to(Extent(0, 0.6)) == "calc(-1ch + 0.6em)"


@pytest.mark.parametrize("language", ["chinese", "english"])
def test_copied_text_is_what_every_format_shows(language: str, request: pytest.FixtureRequest) -> None:
    table = request.getfixturevalue(language)
    page = lxml.html.fromstring(table_figure(table))
    shown = [cell.text_content() for row in page.xpath("//tbody/tr[td]") for cell in row]

    assert shown == [format_cell(cell, table.style) for row in table.rows[1:] for cell in row.cells]
