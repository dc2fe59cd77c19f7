"""Numbers that are printed together part where each needs a cell of its own."""

from dataclasses import replace

from surveykit.core.format import format_cell
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.number_columns import number_columns


def test_each_number_gets_a_column_under_the_header(merged: Table) -> None:
    apart = number_columns(merged)

    assert [(column.spanner, column.header) for column in apart.columns] == [
        ("", "变量"),
        ("模型1", "B"),
        ("模型1", "SE"),
        ("95% CI", "95% CI 1"),
        ("95% CI", "95% CI 2"),
        ("", "n"),
    ]
    assert [cell.value for cell in apart.rows[1].cells] == ["满意度", 1 / 3, 0.0785, -0.12, 0.31, 12345]


def test_a_single_value_stands_in_the_first_column(merged: Table) -> None:
    assert [cell.value for cell in number_columns(merged).rows[4].cells] == ["N", 286, None, None, None, None]


def test_spanner_of_the_header_is_kept(merged: Table) -> None:
    columns = tuple(replace(column, spanner="方程" if place else "") for place, column in enumerate(merged.columns))
    apart = number_columns(replace(merged, columns=columns))

    assert [column.spanner for column in apart.columns] == [
        "",
        "方程: 模型1",
        "方程: 模型1",
        "方程: 95% CI",
        "方程: 95% CI",
        "方程",
    ]


def test_what_print_leaves_out_is_there_and_not_shown(merged: Table) -> None:
    parts = (Cell(0.05, "coefficient", blank_below=0.1), Cell(0.01, "std_error"))
    row = Row((Cell("年龄"), Cell(parts=parts), Cell(), Cell()))
    cells = number_columns(replace(merged, rows=(merged.rows[1], row))).rows[1].cells[1:3]

    assert [cell.value for cell in cells] == [0.05, 0.01]
    assert [format_cell(cell, merged.style) for cell in cells] == ["", ""]


def test_footnote_and_bold_go_with_the_numbers(merged: Table) -> None:
    cell = replace(merged.rows[1].cells[1], bold=True, footnote="见正文。")
    columns = (merged.columns[0], replace(merged.columns[1], footnote="稳健估计。"))
    apart = number_columns(replace(merged, columns=columns, rows=(Row((Cell("x"), cell)),)))

    assert [part.footnote for part in apart.rows[0].cells] == ["", "见正文。", ""]
    assert [part.bold for part in apart.rows[0].cells] == [False, True, True]
    assert [column.footnote for column in apart.columns] == ["未标准化。", "稳健估计。", ""]


def test_table_without_parts_stays_as_it_is(chinese: Table) -> None:
    assert number_columns(chinese) == chinese


def test_header_without_rows_stays_as_it_is(merged: Table) -> None:
    columns = (Column("x"), Column("y", part_headers=("a", "b")))
    assert number_columns(replace(merged, columns=columns, rows=())).columns == columns
