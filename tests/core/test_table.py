"""A table can be edited before it is saved, and never changes in place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveykit.core.format import format_cell
from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.errors import ColumnError, OptionError
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text

STYLE = PRESETS["apa7"]


@pytest.fixture
def table() -> Table:
    models = [Column(header, spanner=f"Model {i}") for i in (1, 2) for header in ("B", "SE")]
    rows = (
        Row((Cell("Age"), *(Cell(0.12345, "coefficient"), Cell(0.05, "std_error")) * 2, Cell(1.25, "number"))),
        Row((Cell("Trust"), *(Cell(0.5, "coefficient", p=0.001), Cell(0.06, "std_error")) * 2, Cell(1.5, "number"))),
        Row((Cell("Trust"), *[Cell()] * 4, Cell(2.0, "number"))),
    )
    return Table(
        name="regression",
        title="Regression",
        columns=(Column("Variable", align="left"), *models, Column("VIF", note="VIF = variance inflation factor.")),
        rows=rows,
        style=STYLE,
        notes=("N = 286.",),
    )


def shown(table: Table) -> list[list[str]]:
    return [[format_cell(cell, table.style) for cell in row.cells] for row in table.rows]


def notes(table: Table) -> str:
    return " ".join(plain_text(note) for note in note_paragraphs(table))


def test_a_header_that_stands_twice_is_named_with_its_spanner(table: Table) -> None:
    assert table.column_names == ("Variable", "Model 1: B", "Model 1: SE", "Model 2: B", "Model 2: SE", "VIF")


def test_rename_changes_one_header(table: Table) -> None:
    assert [c.header for c in table.rename({"Model 2: B": "b"}).columns] == ["Variable", "B", "SE", "b", "SE", "VIF"]


def test_a_dropped_column_takes_its_note_along(table: Table) -> None:
    assert "variance inflation" in notes(table)
    assert notes(table.drop(columns=["VIF"])) == "Note. N = 286. **p < .01."


def test_the_note_on_marks_leaves_with_the_last_mark(table: Table) -> None:
    assert "p < .01" not in notes(table.drop(rows=["Trust"]))


def test_rows_of_one_name_are_dropped_together(table: Table) -> None:
    assert table.drop(rows=["Trust"]).row_names == ("Age",)


def test_the_stub_cannot_be_dropped(table: Table) -> None:
    with pytest.raises(ColumnError, match="names the rows"):
        table.drop(columns=["Variable"])


def test_reorder_puts_what_is_named_first_and_keeps_the_rest(table: Table) -> None:
    assert table.reorder(columns=["VIF"], rows=["Trust"]).column_names[:2] == ("Variable", "VIF")
    assert table.reorder(rows=["Trust"]).row_names == ("Trust", "Trust", "Age")


def test_digits_of_a_column_or_a_kind_change_and_the_value_does_not(table: Table) -> None:
    narrow = table.with_digits(1, columns=["Model 1: B"])
    assert shown(narrow)[0] == ["Age", "0.1", "0.05", "0.12", "0.05", "1.25"]
    assert shown(table.with_digits(4, kinds=["std_error"]))[0][2] == "0.0500"
    assert narrow.rows[0].cells[1].value == 0.12345


def test_digits_reach_the_parts_of_merged_numbers() -> None:
    merged = Cell(parts=(Cell(0.12345, "coefficient"), Cell(0.05, "std_error")), joint="error")
    table = Table(
        name="t", title="", columns=(Column("x"), Column("B")), rows=(Row((Cell("a"), merged)),), style=STYLE
    ).with_digits(3)
    assert shown(table) == [["a", "0.123 (0.050)"]]


def test_small_numbers_are_left_out_in_print_and_the_note_says_so() -> None:
    cells = (Cell("item"), Cell(0.72, "loading", blank_below=0.4), Cell(-0.31, "loading", blank_below=0.4))
    communality = Cell(0.2, "loading")
    columns = (Column("Item"), Column("1"), Column("2"), Column("h2"))
    table = Table(name="t", title="", columns=columns, rows=(Row((*cells, communality)),), style=STYLE)
    assert shown(table) == [["item", ".72", "", ".20"]]
    assert "below .40" in notes(table)
    assert shown(table.blank_below(0.3)) == [["item", ".72", "−.31", ".20"]]
    assert "below" not in notes(table.blank_below(0.3))
    assert shown(table.blank_below(0)) == [["item", ".72", "−.31", ".20"]]


@pytest.mark.parametrize(
    ("joint", "text"), [("error", "0.42*** (0.05)"), ("spread", "0.42*** ± 0.05"), ("interval", "[0.42***, 0.05]")]
)
def test_two_numbers_are_printed_as_one(joint: str, text: str) -> None:
    parts = (Cell(0.4216, "coefficient", p=0.0004), Cell(0.05, "std_error"))
    assert format_cell(Cell(parts=parts, joint=joint), STYLE) == text  # type: ignore[arg-type]


def test_a_missing_second_number_leaves_the_first_alone() -> None:
    assert format_cell(Cell(parts=(Cell(3.5, "mean"), Cell(None, "sd")), joint="spread"), STYLE) == "3.50"
    assert format_cell(Cell(parts=(Cell(None, "mean"), Cell(0.8, "sd")), joint="spread"), STYLE) == ""


def test_footnotes_are_marked_in_reading_order_and_equal_ones_once(table: Table) -> None:
    first, *others = table.rows
    cells = (first.cells[0], replace(first.cells[1], footnote="Second."), *first.cells[2:5], Cell(1, footnote="First."))
    columns = (*table.columns[:-1], replace(table.columns[-1], footnote="First."))
    marked = replace(table, columns=columns, rows=(Row(cells), *others))
    assert notes(marked).endswith("ᵃFirst. ᵇSecond. **p < .01.")


def test_edits_do_not_change_the_table_itself(table: Table) -> None:
    before = shown(table)
    table.drop(columns=["VIF"]).with_digits(0).add_note("More.").retitle("Other").split(2).turned("landscape")
    assert shown(table) == before
    assert (table.title, table.part_rows, table.orientation, len(table.notes)) == ("Regression", 0, "auto", 1)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda t: t.drop(columns=["VIFs"]), "Closest: 'VIF'"),
        (lambda t: t.drop(columns=["B"]), "'Model 1: B'"),
        (lambda t: t.drop(rows=["Nobody"]), "Known: 'Age', 'Trust'"),
        (lambda t: t.rename({"nothing": "x"}), "not a column"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(table: Table, edit: object, message: str) -> None:
    with pytest.raises(ColumnError, match=message):
        edit(table)  # type: ignore[operator]


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.drop(columns="VIF"),
        lambda t: t.with_digits(-1),
        lambda t: t.with_digits(2.5),
        lambda t: t.with_digits(2, kinds=["loadng"]),
        lambda t: t.blank_below(0.4, kind="loadings"),
        lambda t: t.blank_below("x"),
        lambda t: t.split(-1),
        lambda t: t.turned("sideways"),
    ],
)
def test_a_wrong_option_is_refused(table: Table, edit: object) -> None:
    with pytest.raises(OptionError):
        edit(table)  # type: ignore[operator]


def test_a_row_with_too_few_cells_is_refused(table: Table) -> None:
    with pytest.raises(ValueError, match="row 1: 1 cells for 6 columns"):
        replace(table, rows=(Row((Cell("a"),)),))
