"""Markdown pipes that no text can break."""

import re
from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Row, Table
from surveykit.write.markdown import escape, escape_line, table_markdown


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


def test_merged_numbers_marks_unit_and_both_titles_are_there(merged: Table) -> None:
    assert table_markdown(merged).splitlines() == [
        "**表4-2　参与意愿的回归分析**",
        "",
        "**Table 4-2  Regression of Willingness**",
        "",
        "元",
        "",
        "| 变量ᵃ    |        模型1        |      95% CI       |      n |",
        "| :------- | :-----------------: | :---------------: | -----: |",
        "| 控制变量 |                     |                   |        |",
        r"| 　满意度 | 0.333\*\*\* (0.079) | \[−0.120, 0.310\] | 12 345 |",
        "| 　年龄ᵇ  |                     |                   |      7 |",
        "| 　参照组 |          —          |                   |        |",
        "| N        |        286ᶜ         |                   |        |",
        "",
        "注：1. N=286。",
        "",
        r"2\. 空白处的绝对值小于0.10。",
        "",
        "ᵃ未标准化。",
        "",
        "ᵇ周岁。",
        "",
        "ᶜ剔除后。",
        "",
        r"\*\*\* p\<0.001。",
    ]


def test_second_title_is_only_for_styles_that_want_it(merged: Table) -> None:
    assert "Regression of" not in table_markdown(replace(merged, style=PRESETS["cn-generic"]))


def test_bold_cells_are_bold(chinese: Table) -> None:
    cell = Cell(0.5, "correlation", p=0.0001, bold=True)
    row = Row((Cell("x"), cell, *chinese.rows[1].cells[2:]))

    assert r"| **0.500\*\*\*** |" in table_markdown(replace(chinese, rows=(row,)))


@pytest.mark.parametrize(
    "evil", ["a|b", "a\n|b|", "`code`", "[x](javascript:1)", "<b>", "**x**", "https://a.b", "a@b.c"]
)
def test_every_row_has_every_cell(chinese: Table, evil: str) -> None:
    row = Row((Cell(evil), *chinese.rows[1].cells[1:]))
    rows = [line for line in table_markdown(replace(chinese, rows=(row,))).splitlines() if line.startswith("|")]

    assert {line.replace("\\|", "").count("|") for line in rows} == {7}
    assert evil not in rows[-1]


@pytest.mark.parametrize("text", ["R² p<0.05 **", "www.a.b", "Model 1: B", "a^2^ $x$ ~y~"])
def test_escape_keeps_the_text(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", escape(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2. x", r"2\. x"),
        ("10) x", r"10\) x"),
        ("- x", r"\- x"),
        ("+ x", r"\+ x"),
        ("===", r"\==="),
        ("    x", "x"),
        ("# x", r"\# x"),
        ("> x", r"\> x"),
        ("286人", "286人"),
        ("−0.5", "−0.5"),
    ],
)
def test_no_line_begins_as_markup(text: str, written: str) -> None:
    assert escape_line(text) == written
