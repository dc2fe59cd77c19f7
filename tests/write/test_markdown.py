"""Markdown pipes that no text can break."""

from dataclasses import replace

import pytest

from surveykit.core.table import Cell, Row, Table
from surveykit.write.markdown import escape, table_markdown


def test_table_reads_as_plain_text_too(english: Table) -> None:
    assert table_markdown(english).splitlines() == [
        "**Table 4-1  Regression of Willingness**",
        "",
        "| Predictor               | Model 1: B | Model 1: SE | Model 2: B  | Model 2: SE |       p |",
        "| :---------------------- | :--------: | :---------: | :---------: | :---------: | ------: |",
        "| Controls                |            |             |             |             |         |",
        r"| 　Satisfaction          |  −0.21\*   |   (0.08)    | 12.68\*\*\* |   (0.07)    |    .030 |",
        r"| 　a \< b \& c\_d \| 50% |     —      |             |    0.50     |             | \< .001 |",
        "| R²                      |    .02     |             |     .23     |             |         |",
        "",
        "Note. N = 286. Standard errors in parentheses.",
        "",
        "\\*p \\< .05. \\*\\*\\*p \\< .001.",
    ]


@pytest.mark.parametrize("evil", ["a|b", "a\n|b|", "`code`", "[x](javascript:1)", "<b>", "**x**"])
def test_every_row_has_every_cell(chinese: Table, evil: str) -> None:
    row = Row((Cell(evil), *chinese.rows[1].cells[1:]))
    rows = [line for line in table_markdown(replace(chinese, rows=(row,))).splitlines() if line.startswith("|")]

    assert {line.replace("\\|", "").count("|") for line in rows} == {7}
    assert evil not in rows[-1]


def test_escape_keeps_the_text() -> None:
    assert escape("R² p<0.05 **") == r"R² p\<0.05 \*\*"


def test_printing_a_table_shows_it(chinese: Table) -> None:
    assert str(chinese) == table_markdown(chinese)
