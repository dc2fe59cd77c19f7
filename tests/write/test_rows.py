"""Long tables cut into parts of rows, each of which says what its rows belong to."""

from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.rows import row_parts

EMPTY = Cell()


def _item(name: str, n: int = 1, indent: int = 0) -> Row:
    return Row((Cell(name or None), Cell(n, "count")), indent=indent)


def _group(name: str, indent: int = 0) -> Row:
    return Row((Cell(name), EMPTY), role="group", indent=indent)


def _cut(rows: list[Row], size: int) -> list[list[str]]:
    columns = (Column("a"), Column("n"))
    table = Table(name="t", title="t", columns=columns, rows=tuple(rows), style=PRESETS["apa7"], part_rows=size)
    return [list(part.row_names) for part in row_parts(table)]


@pytest.mark.parametrize("size", [0, 3, 10])
def test_table_that_is_not_cut_or_fits_is_left_alone(size: int) -> None:
    assert _cut([_item("x"), _item("y"), _item("z")], size) == [["x", "y", "z"]]


def test_rows_are_cut_in_order() -> None:
    assert _cut([_item(name) for name in "abcde"], 2) == [["a", "b"], ["c", "d"], ["e"]]


def test_heading_is_repeated_above_rows_that_belong_to_it() -> None:
    rows = [_group("A"), _item("a1", indent=1), _item("a2", indent=1), _item("a3", indent=1), _item("total")]

    assert _cut(rows, 2) == [["A", "a1"], ["A", "a2", "a3"], ["total"]]


def test_all_headings_above_are_repeated() -> None:
    rows = [_group("A"), _group("B", 1), _item("b1", indent=2), _item("b2", indent=2)]

    assert _cut(rows, 3) == [["A", "B", "b1"], ["A", "B", "b2"]]


def test_no_part_ends_with_a_heading() -> None:
    rows = [_item("x"), _group("A"), _item("a1", indent=1), _item("a2", indent=1)]

    assert _cut(rows, 2) == [["x"], ["A", "a1"], ["A", "a2"]]


def test_row_without_a_name_gets_the_name_that_stood_further_up() -> None:
    rows = [_item("gender", 1), _item("", 2), _item("age", 3), _item("", 4), _item("", 5)]

    assert _cut(rows, 3) == [["gender", "", "age"], ["age", ""]]


def test_group_row_with_numbers_is_not_repeated() -> None:
    numbers = Row((Cell("A"), Cell(9, "count")), role="group")

    assert _cut([numbers, _item("a1", indent=1), _item("a2", indent=1)], 2) == [["A", "a1"], ["a2"]]


def test_headings_alone_do_not_go_on_for_ever() -> None:
    table = Table(
        name="t",
        title="t",
        columns=(Column("a"), Column("n")),
        rows=(_group("A"), _group("B"), _group("C")),
        style=PRESETS["apa7"],
        part_rows=1,
    )

    assert [part.row_names for part in row_parts(table)] == [("A",), ("B",), ("C",)]
    assert all(part == replace(table, rows=part.rows, part_rows=0) for part in row_parts(table))
