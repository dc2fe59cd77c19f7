"""The header of a table as spans, the same for all formats."""

from dataclasses import replace

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.layout import alignment, cell_runs, first_summary, header_rows, is_heading, is_wide


def test_columns_with_the_same_spanner_share_it(chinese: Table) -> None:
    upper, lower = header_rows(chinese)

    assert [(head.text, head.start, head.columns, head.rows) for head in upper] == [
        ("变量", 0, 1, 2),
        ("模型1", 1, 2, 1),
        ("模型2", 3, 2, 1),
        ("p", 5, 1, 2),
    ]
    assert [(head.text, head.start) for head in lower] == [("B", 1), ("SE", 2), ("B", 3), ("SE", 4)]


def test_without_spanners_there_is_one_header_row() -> None:
    table = Table(name="t", title="t", columns=(Column("a"), Column("b")), rows=(), style=PRESETS["apa7"])

    assert [[head.text for head in row] for row in header_rows(table)] == [["a", "b"]]


def test_a_group_row_with_numbers_is_no_heading() -> None:
    assert is_heading(Row((Cell("Controls"), Cell()), role="group"))
    assert not is_heading(Row((Cell("Controls"), Cell(3, "count")), role="group"))
    assert not is_heading(Row((Cell("Controls"), Cell())))


def test_symbols_are_italic_in_summary_rows_only(chinese: Table) -> None:
    cell = Cell("R²")

    assert cell_runs(cell, Row((cell,), role="summary"), chinese)[0].italic
    assert not cell_runs(cell, Row((cell,)), chinese)[0].italic


def test_stub_is_flush_left_and_summary_found(chinese: Table) -> None:
    assert [alignment(chinese, column) for column in (0, 1, 5)] == ["left", "center", "right"]
    assert first_summary(chinese) == 3


def test_a_table_is_wide_from_as_many_columns_as_the_style_says_or_where_asked(chinese: Table) -> None:
    many = replace(chinese, style=replace(chinese.style, landscape_from=len(chinese.columns)))

    assert not is_wide(chinese)
    assert is_wide(chinese.turned("landscape"))
    assert is_wide(many)
    assert not is_wide(many.turned("portrait"))
    assert not is_wide(replace(many, style=replace(many.style, landscape_from=0)))
