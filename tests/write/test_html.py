"""HTML that is whole, accessible, and free of markup from the data."""

from dataclasses import replace
from html.parser import HTMLParser

import lxml.html
import pytest

from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.html import table_figure, table_html, table_page

VOID = ("br", "meta", "col")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(text: str) -> list[str]:
    parser = _Tags()
    parser.feed(text)
    assert parser.open == []
    return parser.seen


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>"])
def test_markup_in_the_data_stays_text(chinese: Table, evil: str) -> None:
    row = Row((Cell(evil, footnote=evil), *chinese.rows[1].cells[1:]))
    columns = (
        replace(chinese.columns[0], header=evil, footnote=evil),
        replace(chinese.columns[1], spanner=evil),
        *chinese.columns[2:],
    )
    style = replace(chinese.style, bilingual=True)
    table = replace(chinese, columns=columns, rows=(row,), title=evil, notes=(evil,), number=evil, style=style)
    page = table_page(replace(table, second_title=evil, unit=evil))

    assert evil not in page.replace("</style>\n</head>", "")
    assert not [tag for tag in _tags(page) if tag in ("script", "img")]


def test_page_stands_alone_in_its_language(english: Table) -> None:
    page = table_page(english)

    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<caption><span class="title"><b>Table 4-1</b><br><i>Regression of Willingness</i></span></caption>' in page
    assert "//" not in page


def test_notebooks_show_the_table_with_its_style_sheet(chinese: Table) -> None:
    assert chinese._repr_html_() == table_html(chinese)
    assert table_html(chinese).count("<style>") == 1
    assert "<style>" not in table_figure(chinese)


def test_a_wide_table_scrolls_by_itself_and_the_keyboard_reaches_it(chinese: Table) -> None:
    (region,) = lxml.html.fromstring(table_figure(chinese)).xpath("//div[table]")

    assert dict(region.attrib) == {
        "class": "scroll",
        "role": "region",
        "aria-label": "表4-1　参与意愿的回归分析（N=286）",
        "tabindex": "0",
    }


def test_an_anchor_is_the_id_of_the_figure(chinese: Table) -> None:
    assert lxml.html.fromstring(table_figure(chinese, anchor="table_x")).get("id") == "table_x"
    assert lxml.html.fromstring(table_figure(chinese)).get("id") is None


def test_a_page_is_turned_for_many_columns_or_where_asked(chinese: Table) -> None:
    rows = (Row((Cell("a"), *[Cell(1.5, "mean")] * 9)),) * 20
    style = replace(chinese.style, landscape_from=10)
    many = replace(chinese, columns=(Column("x"),) * 10, rows=rows, style=style)

    assert " wide" in lxml.html.fromstring(table_figure(many)).get("class")
    assert " wide" not in lxml.html.fromstring(table_figure(chinese)).get("class")


def test_only_short_tables_are_kept_on_one_page(chinese: Table) -> None:
    tall = replace(chinese, rows=chinese.rows[1:2] * 16)

    assert " short" in lxml.html.fromstring(table_figure(chinese)).get("class")
    assert " short" not in lxml.html.fromstring(table_figure(tall)).get("class")


@pytest.mark.parametrize(("columns", "smaller"), [(3, False), (40, True)])
def test_on_paper_text_shrinks_until_no_number_breaks(chinese: Table, columns: int, smaller: bool) -> None:
    cells = (Cell("a"), *[Cell(-0.123, "coefficient", p=0.0001)] * (columns - 1))
    table = replace(chinese, columns=(Column("x"),) * columns, rows=(Row(cells),))
    (style,) = lxml.html.fromstring(table_figure(table)).xpath("//table/@style")
    size = float(style.partition("--print-size: ")[2].removesuffix("pt"))

    assert (size < chinese.style.body_size) is smaller
