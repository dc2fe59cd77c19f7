"""Pages on their side for wide tables, and back."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Orientation, Row, Table
from surveykit.write.docx import new_document, set_notice
from surveykit.write.docx_sections import Block, begin_page, fill_body, stands_turned, text_area, turned_page
from surveykit.write.ooxml import new

STYLE = PRESETS["cn-generic"]


def _wide(columns: int, orientation: Orientation = "auto") -> Table:
    heads = tuple(Column(str(place)) for place in range(columns))
    rows = (Row(tuple(Cell(-0.123, "correlation", p=0.001) for _ in heads)),)
    return Table(name="t", title="t", columns=heads, rows=rows, style=STYLE, orientation=orientation)


def _paragraphs(count: int) -> list[BaseOxmlElement]:
    return [new("w:p") for _ in range(count)]


def _body(turned: list[bool]) -> BaseOxmlElement:
    document = new_document(STYLE)
    set_notice(document, "notice", style=STYLE)
    fill_body(document.element.body, [Block(_paragraphs(2), way) for way in turned])
    return document.element.body


def _ways(body: BaseOxmlElement) -> list[bool]:
    return [page.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape" for page in body.iter(qn("w:sectPr"))]


def test_page_is_turned_from_as_many_columns_as_the_style_says() -> None:
    never, ten = (replace(STYLE, landscape_from=columns) for columns in (0, 10))
    tables = [replace(_wide(columns), style=style) for columns, style in ((9, ten), (10, ten), (12, never))]

    assert [stands_turned(table, width=430) for table in tables] == [False, True, False]


def test_page_is_turned_for_a_table_that_does_not_fit_upright() -> None:
    never = replace(STYLE, landscape_from=0)

    assert stands_turned(replace(_wide(30), style=never), width=430)


def test_table_says_itself_how_it_stands() -> None:
    assert stands_turned(_wide(3, "landscape"), width=430)
    assert not stands_turned(_wide(30, "portrait"), width=430)


@pytest.mark.parametrize(
    ("turned", "ways"),
    [
        ([False], [False]),
        ([True], [True]),
        ([False, True, True, False], [False, True, False]),
        ([True, False], [True, False]),
        ([False, True], [False, True]),
    ],
)
def test_neighbours_that_stand_the_same_way_share_a_section(turned: list[bool], ways: list[bool]) -> None:
    body = _body(turned)

    assert _ways(body) == ways
    assert len(body.findall(qn("w:p"))) == 2 * len(turned)
    assert body[-1].tag == qn("w:sectPr")


def test_every_section_has_the_header_and_the_footer() -> None:
    pages = list(_body([False, True, False]).iter(qn("w:sectPr")))
    references = [
        [
            reference.get(qn("r:id"))
            for tag in ("w:headerReference", "w:footerReference")
            for reference in page.iter(qn(tag))
        ]
        for page in pages
    ]

    assert len(references[0]) == 2
    assert references == [references[0]] * 3


def test_turned_page_has_its_margins_turned() -> None:
    upright = new_document(PRESETS["cn-generic"]).element.body.sectPr
    turned = turned_page(upright)
    size, margins = turned.find(qn("w:pgSz")), turned.find(qn("w:pgMar"))
    before = upright.find(qn("w:pgMar"))

    assert int(size.get(qn("w:w"))) > int(size.get(qn("w:h")))
    assert margins.get(qn("w:top")) == before.get(qn("w:left"))
    assert text_area(turned) == text_area(upright, turned=True)


def test_page_begins_at_the_first_paragraph() -> None:
    table = new("w:tbl")
    table.append(new("w:p"))
    begin_page([table, new("w:p")])

    assert table[0].pPr.find(qn("w:pageBreakBefore")) is not None
