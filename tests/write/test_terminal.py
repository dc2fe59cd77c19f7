"""Tables in a terminal: lined up, whatever the script, and never wider than a screen."""

import re
from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.metrics import columns_wide
from surveykit.write.terminal import NARROWEST, WIDEST, table_text


def test_printing_a_table_shows_it(english: Table) -> None:
    assert repr(english) == str(english)
    assert str(english).splitlines() == [
        "Table 4-1",
        "Regression of Willingness",
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "                        Model 1          Model 2",
        "                     ──────────────  ────────────────",
        "Predictor              B       SE       B        SE         p",
        "─────────────────────────────────────────────────────────────",
        "Controls",
        "  Satisfaction       −0.21*  (0.08)  12.68***  (0.07)    .030",
        "  a < b & c_d | 50%    —              0.50             < .001",
        "",
        "R²                     .02             .23",
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "Note. N = 286. Standard errors in parentheses.",
        "*p < .05. ***p < .001.",
    ]


def test_chinese_characters_count_twice(merged: Table) -> None:
    assert table_text(merged).splitlines() == [
        "              表4-2　参与意愿的回归分析",
        "        Table 4-2  Regression of Willingness",
        "                                                   元",
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "变量ᵃ           模型1             95% CI            n",
        "─────────────────────────────────────────────────────",
        "控制变量",
        "  满意度    0.333*** (0.079)  [−0.120, 0.310]  12 345",
        "  年龄ᵇ                                             7",
        "  参照组          —",
        "",
        "N         286ᶜ",
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "注：1. N=286。",
        "2. 空白处的绝对值小于0.10。",
        "ᵃ未标准化。",
        "ᵇ周岁。",
        "ᶜ剔除后。",
        "*** p<0.001。",
    ]


def _numbers(*values: float) -> Table:
    rows = tuple(Row((Cell("题项"), Cell(value, "mean", p=0.03 if value < 1 else None))) for value in values)
    return Table(name="t", title="T", columns=(Column("x"), Column("M")), rows=rows, style=PRESETS["cn-generic"])


def test_decimal_points_stand_below_each_other() -> None:
    lines = [line for line in table_text(_numbers(-0.5, 12.25, 1234.0, 0.1)).splitlines() if "." in line]

    assert len({columns_wide(line.partition(".")[0]) for line in lines[:4]}) == 1


def _wide(table: Table, count: int) -> Table:
    columns = tuple(Column(f"列{place}", spanner=f"组{place // 3}") for place in range(count))
    rows = tuple(replace(row, cells=row.cells + (Cell(1.5, "mean"),) * count) for row in table.rows)
    return replace(table, columns=table.columns + columns, rows=rows)


def test_wide_table_is_printed_in_blocks_with_the_stub_in_each(merged: Table) -> None:
    lines = table_text(_wide(merged, 45)).splitlines()
    stubs = [line for line in lines if line.startswith("变量ᵃ")]

    assert max(map(columns_wide, lines)) <= WIDEST
    assert len(stubs) == 3
    assert " ".join(stubs).count("列") == 45
    assert sum(line.startswith("注") for line in lines) == sum("表4-2" in line for line in lines) == 1


def test_columns_under_one_spanner_stay_together(merged: Table) -> None:
    text = table_text(_wide(merged, 45))

    assert len(re.findall(r"组\d", text)) == 15


@pytest.mark.parametrize("length", [1, 60, 2000])
def test_long_texts_are_broken_and_kept(merged: Table, length: int) -> None:
    text = "长" * length
    rows = (Row((Cell(text),) + (Cell(1.5, "mean"),) * 3), Row((Cell(text), *[Cell()] * 3), role="group"))
    columns = (Column(text), Column(text, spanner=text), *merged.columns[2:])
    lines = table_text(replace(merged, title=text, rows=rows, columns=columns, notes=(text,))).splitlines()

    assert max(map(columns_wide, lines)) <= WIDEST
    assert "".join(lines).count("长") == 7 * length


def test_notes_may_be_wider_than_a_narrow_table() -> None:
    lines = table_text(replace(_numbers(1.0), notes=("x " * 100,))).splitlines()

    assert max(map(columns_wide, lines)) in (NARROWEST - 1, NARROWEST)


def test_nothing_stands_at_the_end_of_a_line_and_nothing_turns_it(merged: Table) -> None:
    rows = (Row((Cell("\u202ea\x1b[31mb\r"), *merged.rows[1].cells[1:])),)
    text = table_text(replace(merged, title="a\tb\x00", rows=rows))

    assert all(line == line.rstrip() for line in text.splitlines())
    assert not set(text) & set("\u202e\x1b\r\t\x00")
    assert text.endswith("。")


def test_markdown_signs_are_not_escaped(merged: Table) -> None:
    assert "\\" not in table_text(merged)


def test_table_without_rows_has_its_three_rules(merged: Table) -> None:
    lines = table_text(replace(merged, rows=())).splitlines()

    assert [line[0] for line in lines if line[:1] in ("━", "─")] == ["━", "─", "━"]
