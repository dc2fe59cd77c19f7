"""Captions: one centred line in Chinese, number over title in APA."""

from dataclasses import replace

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.write.captions import caption_line, caption_paragraphs, figure_caption
from surveykit.write.symbols import Run, plain_text


def test_chinese_caption_is_one_line_with_a_full_width_space(chinese: Table) -> None:
    (line,) = caption_paragraphs(chinese)

    assert plain_text(line) == "表4-1　参与意愿的回归分析（N=286）" == caption_line(chinese)
    assert [run.text for run in line if run.italic] == ["N"]


def test_apa_caption_is_a_bold_number_above_an_italic_title(english: Table) -> None:
    assert caption_paragraphs(english) == (
        (Run("Table 4-1", bold=True),),
        (Run("Regression of Willingness", italic=True),),
    )


def test_table_without_number_has_its_title_only(chinese: Table, english: Table) -> None:
    assert caption_line(chinese.numbered("")) == chinese.title
    assert len(caption_paragraphs(english.numbered(""))) == 1


def test_figures_are_numbered_as_figures() -> None:
    style = PRESETS["cn-generic"]

    assert plain_text(figure_caption(number="4-2", title="路径", style=style)[0]) == "图4-2　路径"
    assert (
        plain_text(figure_caption(number="4-2", title="Paths", style=replace(style, language="en"))[0])
        == "Figure 4-2  Paths"
    )
