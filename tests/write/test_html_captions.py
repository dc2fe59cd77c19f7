"""Captions in one language or two, with the unit of the table."""

from dataclasses import replace

from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.figures.drawing import Drawing
from surveykit.write.html_captions import illustration_caption, table_caption
from surveykit.write.parts import Illustration


def test_the_second_title_is_marked_as_of_the_other_language(chinese: Table) -> None:
    table = replace(chinese, second_title="Regression", style=replace(chinese.style, bilingual=True))

    assert table_caption(table) == (
        '<span class="title">表4-1　参与意愿的回归分析（<i>N</i>=286）<br>'
        '<span lang="en">Table 4-1  Regression</span></span>'
    )
    assert "Regression" not in table_caption(replace(table, style=chinese.style))


def test_the_unit_stands_in_the_caption(chinese: Table) -> None:
    assert table_caption(replace(chinese, unit="万元 & 人")).endswith('</span><span class="unit">万元 &amp; 人</span>')


def test_figures_have_two_captions_too() -> None:
    style = replace(PRESETS["apa7"], bilingual=True)
    part = Illustration("efa", "4-2", "Scree Plot", Drawing(Figure()), second_title="碎石图")

    assert illustration_caption(part, style) == (
        '<b>Figure 4-2</b><br><i>Scree Plot</i><br><span lang="zh-CN">图4-2　碎石图</span>'
    )
