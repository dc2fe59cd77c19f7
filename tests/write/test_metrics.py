"""Widths: Chinese is twice as wide, numbers are never broken, decimal points meet."""

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.metrics import Block, column_widths, columns_wide, halves, measures, text_width


def test_chinese_characters_are_one_em_and_digits_half() -> None:
    assert text_width("满意度") == 3.0
    assert text_width("0123") == text_width("****") == 2.0
    assert columns_wide("N满意") == 5


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("0.244**", ("0", ".244**")),
        (".24", ("", ".24")),
        ("−.24", ("−", ".24")),
        ("(0.081)", ("(0", ".081)")),
        ("< .001", ("< ", ".001")),
        ("286", ("286", "")),
        ("286*", ("286", "*")),
        ("∞", ("∞", "")),
    ],
)
def test_numbers_are_cut_before_the_point(text: str, cut: tuple[str, str]) -> None:
    assert halves(text) == cut


def _table(texts: list[str], *, width: float = 1.0) -> Table:
    columns = (Column("变量", width=width), Column("B"), Column("p"))
    rows = tuple(Row((Cell(text), Cell(-10.5, "coefficient", p=0.001), Cell(0.2, "p"))) for text in texts)
    return Table(name="t", title="t", columns=columns, rows=rows, style=PRESETS["cn-generic"])


def test_block_is_as_wide_as_its_widest_halves() -> None:
    rows = tuple(Row((Cell(value, "mean", p=p),)) for value, p in ((10.5, None), (0.25, 0.02)))
    table = Table(name="t", title="t", columns=(Column("x"),), rows=rows, style=PRESETS["cn-generic"])

    assert measures(table)[0].block == Block(whole=text_width("10"), rest=text_width(".25*"))


@pytest.mark.parametrize("text", ["短", "一个很长很长很长很长很长很长很长很长很长很长很长的题项"])
@pytest.mark.parametrize("total", [20.0, 40.0])
def test_columns_fill_the_width_and_hold_their_numbers(text: str, total: float) -> None:
    widths = column_widths(_table([text]), total, padding=0.8)

    assert sum(widths) == pytest.approx(total)
    assert widths[1] >= text_width("-10.500**") + 0.8
    assert widths[2] >= text_width("0.200") + 0.8


def test_a_column_that_fits_on_one_line_is_not_broken() -> None:
    widths = column_widths(_table(["十个字的题项放得下呀"]), 30.0, padding=0.8)

    assert widths[0] >= 10.8


def test_too_much_for_the_page_shrinks_all_columns_alike() -> None:
    widths = column_widths(_table(["短"]), 5.0, padding=0.8)

    assert sum(widths) == pytest.approx(5.0)
    assert min(widths) > 0
