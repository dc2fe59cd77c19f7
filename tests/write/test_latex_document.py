"""A document in LaTeX: every part in order, counted and linked, and nothing of the data that is a command."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.figures.drawing import Drawing
from surveykit.write.latex_document import latex_document
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference

CHINESE = PRESETS["cn-generic"]
FIGURE = Illustration("scree 1", "4-1", "碎石图_1", Drawing(Figure(figsize=(4, 3))), second_title="Scree & Plot")
PATHS = {"scree 1": "chapter_figures/图4-1.pdf"}


def _body(*parts: Part, style=CHINESE, notice: str = "", paths=PATHS) -> str:
    text = latex_document(parts, style=style, notice=notice, figure_paths=paths)
    return text.partition("\\begin{document}\n")[2].partition("\n\\end{document}")[0].strip()


def test_headings_keep_the_numbers_in_their_text() -> None:
    text = latex_document([Heading("第4章 分析", 1), Heading("4.1  回归")], style=CHINESE, figure_paths={})

    assert "\\chapter{第4章 分析}\n\n\\section{4.1\\quad 回归}" in text
    assert r"\setcounter{secnumdepth}{-2}" in text


def test_a_mention_has_the_number_that_latex_counts(chinese: Table) -> None:
    mention = Paragraph(("结果见", Reference("table", "regression", "表4-1"), "，p<0.05。"))

    assert _body(mention, chinese).startswith(
        r"结果见\hyperref[tab:regression]{表\ref*{tab:regression}}，\textit{p}\textless{}0.05。"
    )


def test_a_mention_of_what_is_not_there_is_text() -> None:
    assert _body(Paragraph(("见", Reference("table", "x", "表4_9")))) == r"见表4\_9"


def test_a_mention_in_other_words_is_a_link(chinese: Table) -> None:
    assert r"\hyperref[tab:regression]{上表}" in _body(Paragraph((Reference("table", "regression", "上表"),)), chinese)


def test_tables_are_counted_by_latex_from_their_first_number(chinese: Table) -> None:
    text = _body(chinese, chinese.named("b").numbered("4-2"), chinese.named("c").numbered("A-1"))
    first, second, third = text.split(r"\begin{table}")[:3]

    assert first.strip().startswith(r"\setcounter{chapter}{4}")
    assert r"\setcounter" not in second.partition(r"\end{table}")[2]
    assert r"\Alph{chapter}" in third.partition(r"\end{table}")[2]
    assert r"\renewcommand{\thetable}" not in text


def test_a_number_outside_the_sequence_is_set_by_itself(chinese: Table) -> None:
    assert r"\renewcommand{\thetable}{七}" in _body(chinese.numbered("七"))
    assert r"\renewcommand{\thefigure}{七}" in _body(replace(FIGURE, number="七"))


def test_no_two_parts_have_one_label(chinese: Table) -> None:
    text = _body(Paragraph((Reference("table", "regression", "表4-1"),)), chinese, chinese.numbered("4-2"))

    assert text.count(r"\label{tab:regression}") == 1
    assert text.count(r"\label{tab:regression-2}") == 1
    assert r"\hyperref[tab:regression]" in text


def test_an_unnumbered_table_is_not_counted(chinese: Table) -> None:
    assert r"\caption*{" in _body(chinese.numbered(""))
    assert r"\setcounter" not in _body(chinese.numbered(""))


def test_a_long_table_waits_for_the_tables_before_it(chinese: Table) -> None:
    long = replace(chinese, rows=chinese.rows * 20)

    assert _body(long).index(r"\FloatBarrier") < _body(long).index(r"\begin{longtable}")
    assert r"\FloatBarrier" not in _body(chinese)


def test_figure_has_its_caption_below_or_above() -> None:
    below, above = _body(FIGURE), _body(FIGURE, style=PRESETS["apa7"])
    caption = r"\caption{碎石图\_1}\label{fig:scree-1}"
    image = r"\includegraphics{chapter_figures/图4-1.pdf}"

    assert f"{image}\n{caption}" in below
    assert f"{caption}\n{image}" in above


def test_figure_has_a_second_caption_where_the_style_wants_it() -> None:
    assert r"\\{}Figure 4-1  Scree \& Plot}" in _body(FIGURE, style=replace(CHINESE, bilingual=True))
    assert "Scree" not in _body(FIGURE)


@pytest.mark.parametrize("size", [(20, 3), (4, 20)])
def test_a_figure_that_is_larger_than_the_page_shrinks(size: tuple[float, float]) -> None:
    large = replace(FIGURE, drawing=Drawing(Figure(figsize=size)))

    assert r"\includegraphics[width=\linewidth,height=600bp,keepaspectratio]" in _body(large)


def test_signs_in_a_path_are_no_commands() -> None:
    text = _body(FIGURE, paths={"scree 1": "50%_#1/a.pdf"})

    assert r"\includegraphics{50\csname @percentchar\endcsname _\csname hyper@hash\endcsname 1/a.pdf}" in text


def test_a_figure_without_path_is_refused() -> None:
    with pytest.raises(OptionError, match="'scree 1'"):
        latex_document([FIGURE], style=CHINESE, figure_paths={})


@pytest.mark.parametrize(("what", "file"), [("table", "lot"), ("figure", "lof")])
def test_lists_show_labels_and_titles(what: str, file: str) -> None:
    text = _body(Contents("目录_1", what))

    assert text.startswith(r"\section*{目录\_1}")
    assert rf"\@starttoc{{{file}}}" in text
    assert ("表#1" if what == "table" else "图#1") in text


def test_paragraphs_of_every_role() -> None:
    plain, small = _body(Paragraph(("a",), role="plain")), _body(Paragraph(("a",), role="small"))

    assert plain == r"\noindent{}a"
    assert r"\fontsize{9bp}" in small
    assert _body(Paragraph(("[a]",))) == "{}[a]"


def test_page_breaks() -> None:
    assert _body(PageBreak()) == r"\clearpage"


def test_same_content_gives_same_text(chinese: Table) -> None:
    parts = [Heading("x", 1), chinese, FIGURE]

    assert _body(*parts) == _body(*parts)
