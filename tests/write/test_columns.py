"""Wide tables cut into parts of columns."""

from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.columns import column_parts
from surveykit.write.metrics import least_width

PADDING = 0.5


def _wide(count: int, *, spanned: int = 0) -> Table:
    """A stub and so many columns of equal width, some under each spanner."""
    columns = [
        Column(f"h{place % 10}", spanner=f"s{place // spanned}" if spanned else "", note=f"note {place}.")
        for place in range(count)
    ]
    cells = [Cell(place / 100, "number") for place in range(count)]
    return Table(
        name="wide",
        title="T",
        columns=(Column("stub"), *columns),
        rows=(Row((Cell("row"), *cells)),),
        style=PRESETS["apa7"],
        number="4-1",
        notes=("General.",),
    )


def _shape(parts: list[Table]) -> list[int]:
    return [len(part.columns) for part in parts]


def test_a_table_that_fits_is_left_as_it_is() -> None:
    table = _wide(4)

    assert column_parts(table, 100, PADDING) == [table]


def test_every_part_fits_and_has_the_first_column() -> None:
    table = _wide(40)
    parts = column_parts(table, 30, PADDING)

    assert len(parts) > 1
    assert all(least_width(part, padding=PADDING) <= 30 for part in parts)
    assert {part.columns[0] for part in parts} == {table.columns[0]}
    assert {part.rows[0].cells[0] for part in parts} == {table.rows[0].cells[0]}


def test_no_column_is_lost_or_moved() -> None:
    table = _wide(40)
    parts = column_parts(table, 30, PADDING)

    assert [column for part in parts for column in part.columns[1:]] == list(table.columns[1:])
    assert [cell for part in parts for cell in part.rows[0].cells[1:]] == list(table.rows[0].cells[1:])


def test_parts_are_even_and_no_more_than_needed() -> None:
    table = _wide(12)
    limit = least_width(_wide(10), padding=PADDING) + 0.01

    assert _shape(column_parts(table, limit, PADDING)) == [7, 7]


def test_columns_under_one_spanner_stay_together() -> None:
    limit = least_width(_wide(8), padding=PADDING) + 0.01
    parts = column_parts(_wide(12, spanned=3), limit, PADDING)

    assert [[column.spanner for column in part.columns[1:]] for part in parts] == [
        ["s0"] * 3 + ["s1"] * 3,
        ["s2"] * 3 + ["s3"] * 3,
    ]


def test_a_spanner_that_is_too_wide_is_parted() -> None:
    limit = least_width(_wide(8), padding=PADDING) + 0.01

    assert _shape(column_parts(_wide(12, spanned=12), limit, PADDING)) == [7, 7]


@pytest.mark.parametrize("limit", [0.0, -5.0, 4.0])
def test_columns_that_never_fit_stand_alone(limit: float) -> None:
    assert _shape(column_parts(_wide(3), limit, PADDING)) == [2, 2, 2]


def test_general_notes_stand_in_the_last_part_and_notes_of_columns_with_them() -> None:
    table = replace(_wide(12), notes=("General.",))
    first, last = column_parts(table, least_width(_wide(8), padding=PADDING), PADDING)

    assert (first.notes, last.notes) == ((), ("General.",))
    assert [column.note for column in (*first.columns[1:], *last.columns[1:])] == [f"note {i}." for i in range(12)]
