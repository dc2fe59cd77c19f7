"""How a table is fitted to a page in LaTeX."""

from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Orientation, Row, Table
from surveykit.write.latex_page import CELL_MARGIN, LANDSCAPE, POINTS, PORTRAIT, SMALLEST, is_wide, sheets
from surveykit.write.metrics import least_width

STYLE = replace(PRESETS["cn-generic"], landscape_from=10)

BODY = STYLE.body_size


def _table(count: int, *, header: str = "变量", rows: int = 1) -> Table:
    columns = (Column("题项"), *(Column(header) for _ in range(count)))
    row = Row((Cell("a"), *(Cell(-0.25, "correlation", p=0.0001) for _ in range(count))))
    return Table(name="t", title="T", columns=columns, rows=(row,) * rows, style=STYLE)


@pytest.mark.parametrize(
    ("columns", "orientation", "turned"),
    [
        (8, "auto", False),
        (9, "auto", True),
        (8, "landscape", True),
        (9, "portrait", False),
    ],
)
def test_the_page_is_wide_for_as_many_columns_as_the_style_says(
    columns: int, orientation: Orientation, turned: bool
) -> None:
    assert is_wide(_table(columns).turned(orientation)) == turned


def test_a_style_may_turn_no_page() -> None:
    table = _table(9)

    assert not is_wide(replace(table, style=replace(table.style, landscape_from=0)))


def test_a_table_that_fits_keeps_its_size() -> None:
    (sheet,) = sheets(_table(5))

    assert sheet.table.style.body_size == BODY
    assert not sheet.landscape


def test_a_wider_table_shrinks_then_turns_then_is_cut() -> None:
    shrunk, turned, cut = (
        sheets(replace(_table(count), style=replace(STYLE, landscape_from=0))) for count in (10, 16, 40)
    )

    assert (len(shrunk), shrunk[0].landscape) == (1, False)
    assert SMALLEST <= shrunk[0].table.style.body_size < BODY
    assert (len(turned), turned[0].landscape) == (1, True)
    assert len(cut) > 1
    assert {(sheet.landscape, sheet.table.style.body_size) for sheet in cut} == {(True, BODY)}


def test_a_table_that_must_stand_upright_is_cut_instead_of_turned() -> None:
    parts = sheets(_table(20).turned("portrait"))

    assert len(parts) > 1
    assert not any(sheet.landscape for sheet in parts)


@pytest.mark.parametrize("count", [5, 11, 16, 40])
def test_no_number_is_wider_than_its_column(count: int) -> None:
    for sheet in sheets(_table(count)):
        size = sheet.table.style.body_size
        width = (LANDSCAPE if sheet.landscape else PORTRAIT) * POINTS / size

        assert least_width(sheet.table, padding=2 * CELL_MARGIN / size) <= width == pytest.approx(sheet.em)


@pytest.mark.parametrize(("rows", "long"), [(35, False), (36, True)])
def test_a_table_of_many_rows_is_long(rows: int, long: bool) -> None:
    (sheet,) = sheets(_table(3, rows=rows))

    assert sheet.long == long


def test_a_turned_page_holds_fewer_rows() -> None:
    (sheet,) = sheets(_table(3, rows=30).turned("landscape"))

    assert sheet.long


def test_parts_make_a_table_long_where_there_is_more_than_one() -> None:
    (cut,), (whole,) = sheets(_table(3, rows=6).split(4)), sheets(_table(3, rows=4).split(4))

    assert (cut.long, whole.long) == (True, False)


def test_a_word_that_fits_on_no_line_leaves_room_for_the_other_columns() -> None:
    table = _table(3)
    row = replace(table.rows[0], cells=(Cell("a" * 2000), *table.rows[0].cells[1:]))
    (sheet,) = sheets(replace(table, rows=(row,)))

    assert sheet.table.style.body_size == BODY
    assert min(sheet.shares) > 0.1
