"""A document as one file that needs no other, runs nothing, and reads well aloud."""

import re
from base64 import b64decode
from dataclasses import replace

import lxml.etree
import lxml.html
import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.figures.canvas import finish, new_figure
from surveykit.figures.drawing import Drawing
from surveykit.write.html_document import html_document
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference

STYLE = PRESETS["cn-generic"]


def _drawing() -> Drawing:
    figure = new_figure(3)
    figure.add_subplot().plot([1, 2])
    return Drawing(finish(figure, STYLE))


@pytest.fixture
def parts(chinese: Table) -> list[Part]:
    return [
        Heading("第4章　实证分析", 1),
        Contents("图目录", "figure"),
        Heading("4.1  回归分析", 3),
        Paragraph(
            ("见", Reference("table", "regression", "表4-1"), "和", Reference("figure", "path", "图4-1"), "，p<0.05。")
        ),
        chinese,
        Illustration("path", "4-1", "路径图", _drawing()),
        PageBreak(),
        Illustration("scree", "4-2", "碎石图", _drawing()),
        Paragraph(("模拟数据",), role="small"),
    ]


def _page(parts: list[Part], **more: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html_document(parts, style=STYLE, **more))


def test_nothing_is_loaded_and_nothing_runs(parts: list[Part]) -> None:
    text = html_document(parts, style=STYLE, notice="模拟数据")
    page = lxml.html.document_fromstring(text)
    links = [value for value in page.xpath("//@src | //@href") if not value.startswith(("#", "data:image/svg+xml;"))]

    assert links == []
    assert page.xpath("//script | //link | //iframe | //object | //base | //@*[starts-with(name(), 'on')]") == []
    assert not re.search(r"url\(|@import|https?://", text)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none';")


def test_every_link_leads_to_one_place(parts: list[Part]) -> None:
    page = _page(parts)
    ids = page.xpath("//@id")

    assert len(set(ids)) == len(ids) == 5
    assert {link.removeprefix("#") for link in page.xpath("//@href")} == set(ids)


def test_mentions_are_links_and_symbols_italic(parts: list[Part]) -> None:
    (paragraph,) = _page(parts).xpath("//main/p[not(@class)]")

    assert paragraph.text_content() == "见表4-1和图4-1，p<0.05。"
    assert [(link.text, link.get("href")) for link in paragraph.iter("a")] == [
        ("表4-1", "#table_regression"),
        ("图4-1", "#figure_path"),
    ]
    assert [symbol.text for symbol in paragraph.iter("i")] == ["p"]


def test_a_mention_of_what_is_not_there_is_plain_text() -> None:
    page = _page([Paragraph((Reference("table", "gone", "表9"),))])

    assert page.xpath("//main/p")[0].text == "表9"
    assert page.xpath("//a") == []


def test_a_mention_leads_to_the_first_of_one_name(chinese: Table) -> None:
    page = _page([Paragraph((Reference("table", "regression", "表4-1"),)), chinese, chinese])

    assert page.xpath("//main/p/a/@href") == ["#table_regression"]


def test_headings_leave_out_no_level_and_stand_in_main(parts: list[Part]) -> None:
    page = _page(parts)

    assert [heading.tag for heading in page.xpath("//main/*[self::h1 or self::h2 or self::h3]")] == ["h1", "h2"]
    assert page.xpath("//header//*[self::h1 or self::h2 or self::h3]") == []
    assert (page.get("lang"), page.findtext("head/title")) == ("zh-CN", "第4章　实证分析")


def test_figures_are_vectors_with_a_text_that_is_read_aloud(parts: list[Part]) -> None:
    images = _page(parts).xpath("//figure/img")
    vectors = [lxml.etree.fromstring(b64decode(image.get("src").partition(",")[2])) for image in images]

    assert [image.get("alt") for image in images] == ["路径图", "碎石图"]
    assert [lxml.etree.QName(vector).localname for vector in vectors] == ["svg", "svg"]


@pytest.mark.parametrize(("style", "above"), [("cn-generic", False), ("apa7", True)])
def test_captions_of_figures_stand_where_the_style_wants_them(style: str, above: bool) -> None:
    part = Illustration("path", "4-1", "Paths", _drawing())
    page = lxml.html.document_fromstring(html_document([part], style=PRESETS[style]))

    assert [child.tag == "figcaption" for child in page.xpath("//figure")[0]] == [above, not above]


def test_the_notice_stands_on_the_page_and_on_every_printed_one(parts: list[Part]) -> None:
    page = _page(parts, notice="SYNTHETIC <DATA>")

    assert page.xpath("//header/p[@class='notice']")[0].text == "SYNTHETIC <DATA>"
    assert r'@top-center { content: "SYNTHETIC\000020\00003cDATA\00003e"' in page.findtext("head/style")
    assert _page(parts).xpath("//p[@class='notice']") == []


def test_each_style_of_the_tables_has_its_rules_once(chinese: Table, english: Table) -> None:
    bold = replace(chinese, style=replace(chinese.style, caption_bold=True))
    css = _page([chinese, bold, english, chinese]).findtext("head/style")

    assert css.count("border-collapse: collapse") == 3


def test_markup_in_the_text_stays_text() -> None:
    evil = "</title></style><script>alert(1)</script>"
    parts = [Heading(evil), Contents(evil, "figure"), Paragraph((evil, Reference("figure", evil, evil)))]
    text = html_document([*parts, Illustration(evil, evil, evil, _drawing())], style=STYLE, notice=evil)

    assert "<script" not in text
    assert text.count("</style>") == text.count("</title>") == 1


def test_a_document_without_heading_is_called_after_its_first_table(chinese: Table) -> None:
    assert _page([chinese]).findtext("head/title") == chinese.title
    assert _page([]).findtext("head/title") == "实证分析"


def test_the_same_parts_give_the_same_text(parts: list[Part]) -> None:
    again = [replace(part, drawing=_drawing()) if isinstance(part, Illustration) else part for part in parts]

    assert html_document(parts, style=STYLE) == html_document(again, style=STYLE)
