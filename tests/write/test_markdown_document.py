"""A document in Markdown: every part, linked, and no text that is read as markup."""

import re
from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.errors import OptionError
from surveykit.figures.drawing import Drawing
from surveykit.write.markdown import table_markdown
from surveykit.write.markdown_document import markdown_document
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference

CHINESE = PRESETS["cn-generic"]
FIGURE = Illustration("scree 1", "4-1", "碎石图[1]", Drawing(Figure()), second_title="Scree Plot")
PATHS = {"scree 1": "chapter_figures/图 4-1.png"}


def _written(*parts: Part, style=CHINESE, notice: str = "") -> str:
    return markdown_document(parts, style=style, notice=notice, figure_paths=PATHS)


def test_parts_stand_in_order(chinese: Table) -> None:
    mention = Paragraph(("结果见", Reference("table", "regression", "表4-1"), "，p<0.05。"))
    text = _written(Heading("第4章　实证分析", 1), Heading("4.1  回归"), mention, PageBreak(), chinese)

    assert text.split("\n\n", 3)[:3] == [
        "# 第4章　实证分析",
        "## 4.1  回归",
        r"结果见[表4-1](#table_regression)，p\<0.05。",
    ]
    assert text.endswith('<a id="table_regression"></a>' + table_markdown(chinese))


def test_notice_is_the_first_line_in_italics() -> None:
    assert _written(Heading("x", 1), notice="模拟数据 *SYNTHETIC*") == "*模拟数据 \\*SYNTHETIC\\**\n\n# x\n"


def test_figure_has_its_caption_below_or_above() -> None:
    below = _written(FIGURE).split("\n\n")
    above = _written(FIGURE, style=PRESETS["apa7"]).split("\n\n")

    image = "(chapter_figures/%E5%9B%BE%204-1.png)"
    assert below == [
        f'<a id="figure_scree_1_cb20f1f1"></a>![图4-1　碎石图\\[1\\]]{image}',
        "**图4-1　碎石图\\[1\\]**\n",
    ]
    assert above == [
        '<a id="figure_scree_1_cb20f1f1"></a>**Figure 4-1  碎石图\\[1\\]**',
        f"![Figure 4-1  碎石图\\[1\\]]{image}\n",
    ]


def test_figure_has_a_second_caption_where_the_style_wants_it() -> None:
    assert _written(FIGURE, style=replace(CHINESE, bilingual=True)).endswith("**Figure 4-1  Scree Plot**\n")


def test_contents_lead_to_what_is_numbered(chinese: Table) -> None:
    plain = replace(chinese, number="", name="other")
    text = _written(Contents("表目录", "table"), Contents("图目录", "figure"), chinese, plain, FIGURE)

    assert text.split("\n\n")[:4] == [
        "**表目录**",
        "- [表4-1　参与意愿的回归分析（N=286）](#table_regression)",
        "**图目录**",
        "- [图4-1　碎石图\\[1\\]](#figure_scree_1_cb20f1f1)",
    ]


def test_mention_of_what_is_not_there_is_plain_text() -> None:
    assert _written(Paragraph((Reference("table", "gone", "表9-9"), "未列出。"))) == "表9-9未列出。\n"


@pytest.mark.parametrize("evil", ["# x", "- x", "1. x", "    x", "<script>x</script>", "a\n\n# x", "[x](y)", "\u202ex"])
def test_no_text_is_read_as_markup(evil: str) -> None:
    lines = _written(Paragraph((evil,)), Heading(evil)).splitlines()

    assert len(lines) == 3
    assert lines[2].startswith("## ")
    assert not lines[0].startswith(("#", "-", "1.", " ", "<", "["))
    assert "\u202e" not in lines[0]


def test_missing_path_of_a_figure_is_said() -> None:
    with pytest.raises(OptionError, match="'scree 1'"):
        markdown_document([FIGURE], style=CHINESE, figure_paths={})


HOSTILE = [
    "a|b `code` **x** _y_ ~~z~~",
    "[x](javascript:1) ![i](j) <https://a.b>",
    "<script>alert(1)</script> &lt; &#65;",
    "\\ \\| \\\\ * # > - + 1.",
    "https://a.b www.a.b c@d.e",
    "$x^2$ H~2~O [^1] {.c}",
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_a_reader_of_markdown_shows_every_text_as_it_is(chinese: Table, evil: str) -> None:
    row = Row((Cell(evil), Cell(evil, bold=True), *chinese.rows[1].cells[2:]))
    columns = (Column(evil), *chinese.columns[1:])
    table = replace(chinese, title=evil, columns=columns, rows=(row,), notes=(evil,))
    figure = replace(FIGURE, title=evil)
    text = _written(Heading(evil), Paragraph((evil, Reference("table", "regression", evil))), table, figure)

    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    seen = [unescape(re.sub("<[^>]*>", "", line)).strip() for line in page.splitlines()]
    assert [line for line in seen if evil in line] == [
        evil,
        evil + evil,
        f"表4-1　{evil}",
        evil,
        evil,
        evil,
        f"注：{evil}",
        f"图4-1　{evil}",
    ]
    assert set(re.findall(r"<(\w+)", page)) == {
        "a",
        "h2",
        "img",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
