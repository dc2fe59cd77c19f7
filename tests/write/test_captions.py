"""Captions: one centred line in Chinese, number over title in APA."""

from dataclasses import replace

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.write.captions import (
    caption_line,
    caption_paragraphs,
    continuation,
    figure_caption,
    second_caption,
    second_caption_runs,
)
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


def test_label_is_a_run_of_its_own_and_never_a_symbol(chinese: Table) -> None:
    appendix = chinese.numbered("B-1")
    (line,) = caption_paragraphs(replace(appendix, style=PRESETS["cn-sjtu"]))

    assert line[0] == Run("表B-1")


def test_caption_is_bold_where_the_style_wants_it(chinese: Table) -> None:
    (line,) = caption_paragraphs(replace(chinese, style=replace(chinese.style, caption_bold=True)))

    assert all(run.bold for run in line)


def test_second_caption_is_in_the_other_language_where_the_style_wants_two(chinese: Table) -> None:
    style = replace(chinese.style, bilingual=True)
    chosen = {"number": "4-1", "title": "Sample Profile (N = 286)", "what": "table"}

    assert second_caption(**chosen, style=style) == "Table 4-1  Sample Profile (N = 286)"
    assert second_caption(**chosen, style=replace(style, language="en")) == "表4-1　Sample Profile (N = 286)"
    assert second_caption(**chosen, style=chinese.style) == ""
    assert second_caption(number="4-1", title=" ", style=style, what="table") == ""
    runs = second_caption_runs(**chosen, style=style)
    assert [run.text for run in runs if run.italic] == ["N"]


def test_later_parts_are_named_with_the_number_and_without(chinese: Table, english: Table) -> None:
    assert [plain_text(line) for line in continuation(chinese)] == ["续表4-1"]
    assert [plain_text(line) for line in continuation(english)] == [
        "Table 4-1 (continued)",
        "Regression of Willingness",
    ]
    assert [plain_text(line) for line in continuation(chinese.numbered(""))] == ["续表"]
