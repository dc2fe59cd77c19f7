"""HTML that is whole, accessible, and free of markup from the data."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from surveykit.core.table import Cell, Row, Table
from surveykit.write.html import table_html, table_page


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(text)
    assert parser.open == []
    return parser.seen


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>"])
def test_markup_in_the_data_stays_text(chinese: Table, evil: str) -> None:
    row = Row((Cell(evil), *chinese.rows[1].cells[1:]))
    columns = (
        replace(chinese.columns[0], header=evil),
        replace(chinese.columns[1], spanner=evil),
        *chinese.columns[2:],
    )
    page = table_page(replace(chinese, columns=columns, rows=(row,), title=evil, notes=(evil,), number=evil))

    assert evil not in page.replace("</style>\n<table>", "")
    assert not [tag for tag, _ in _tags(page) if tag in ("script", "img")]


def test_header_cells_say_what_they_head(chinese: Table) -> None:
    heads = [attributes for tag, attributes in _tags(table_html(chinese)) if tag == "th"]
    scopes = [attributes["scope"] for attributes in heads]

    assert scopes == ["col", "colgroup", "colgroup", "col", *["col"] * 4, "rowgroup", "row", "row", "row"]
    assert [attributes.get("colspan") for attributes in heads[:4]] == [None, "2", "2", None]
    assert [attributes.get("rowspan") for attributes in heads[:4]] == ["2", None, None, "2"]


def test_page_stands_alone_in_its_language(english: Table) -> None:
    page = table_page(english)

    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<caption><b>Table 4-1</b><br><i>Regression of Willingness</i></caption>" in page
    assert "http" not in page


def test_notebooks_show_the_table(chinese: Table) -> None:
    assert chinese._repr_html_() == table_html(chinese)


def test_a_font_name_cannot_leave_the_style_sheet(chinese: Table) -> None:
    style = replace(chinese.style, latin_font="x'}</style><script>")

    assert "font: 9.0pt 'xstylescript', '宋体', serif" in table_html(replace(chinese, style=style))
