"""Small tables, in both languages, that have every feature a table can have."""

from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Cell, Column, Row, Table

EMPTY = Cell()


def _table(style: Style, words: dict[str, str], notes: tuple[str, ...]) -> Table:
    spanners = (words["model"] + "1", words["model"] + "2")
    pairs = [Column(header, spanner=spanner) for spanner in spanners for header in ("B", "SE")]
    return Table(
        name="regression",
        title=words["title"],
        number="4-1",
        style=style,
        columns=(Column(words["variable"], align="left", width=2), *pairs, Column("p", align="right")),
        rows=(
            Row((Cell(words["group"]), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY), role="group"),
            Row(
                (
                    Cell(words["item"]),
                    Cell(-0.2104, "coefficient", p=0.03),
                    Cell(0.0812, "std_error", parenthesised=True),
                    Cell(12.675, "coefficient", p=0.0001),
                    Cell(0.0714, "std_error", parenthesised=True),
                    Cell(0.0301, "p"),
                ),
                indent=1,
            ),
            Row(
                (Cell("a < b & c_d | 50%"), Cell("—"), EMPTY, Cell(0.5, "coefficient"), EMPTY, Cell(1e-9, "p")),
                indent=1,
            ),
            Row((Cell("R²"), Cell(0.0214, "r_squared"), EMPTY, Cell(0.234, "r_squared"), EMPTY, EMPTY), role="summary"),
        ),
        notes=notes,
    )


@pytest.fixture
def chinese() -> Table:
    words = {
        "model": "模型",
        "variable": "变量",
        "group": "控制变量",
        "item": "“满意度”",
        "title": "参与意愿的回归分析（N=286）",
    }
    return _table(PRESETS["cn-generic"], words, ("N=286，无缺失值。", "括号内为标准误。"))


@pytest.fixture
def english() -> Table:
    words = {
        "model": "Model ",
        "variable": "Predictor",
        "group": "Controls",
        "item": "Satisfaction",
        "title": "Regression of Willingness",
    }
    return _table(PRESETS["apa7"], words, ("N = 286.", "Standard errors in parentheses."))


@pytest.fixture
def merged() -> Table:
    """Numbers printed as one, footnotes, a blank, both titles and a unit."""
    slope = Cell(parts=(Cell(1 / 3, "coefficient", p=0.0004), Cell(0.0785, "std_error")))
    interval = Cell(parts=(Cell(-0.12, "coefficient"), Cell(0.31, "coefficient")), joint="interval")
    small = Cell(0.05, "coefficient", blank_below=0.1)
    return Table(
        name="regression_merged",
        title="参与意愿的回归分析",
        second_title="Regression of Willingness",
        number="4-2",
        unit="元",
        style=replace(PRESETS["cn-generic"], bilingual=True, thousands=" "),
        columns=(
            Column("变量", align="left", footnote="未标准化。"),
            Column("模型1", part_headers=("B", "SE")),
            Column("95% CI"),
            Column("n", align="right"),
        ),
        rows=(
            Row((Cell("控制变量"), EMPTY, EMPTY, EMPTY), role="group"),
            Row((Cell("满意度"), slope, interval, Cell(12345, "count")), indent=1),
            Row((Cell("年龄", footnote="周岁。"), small, EMPTY, Cell(7, "count")), indent=1),
            Row((Cell("参照组"), Cell("—"), EMPTY, EMPTY), indent=1),
            Row((Cell("N"), Cell(286, "count", footnote="剔除后。"), EMPTY, EMPTY), role="summary"),
        ),
        notes=("N=286。",),
    )
