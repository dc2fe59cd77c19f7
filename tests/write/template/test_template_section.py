"""The room that a place has."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from surveykit.write.template_section import room

PAGE = (
    '<w:pgSz w:w="12000" w:h="16000"/><w:pgMar w:top="1000" w:right="1000" w:bottom="-1000" '
    'w:left="800" w:gutter="200"/>'
)


def _room(block: str, section: str) -> tuple[float, float]:
    body = parse_xml(f"<w:body {nsdecls('w')}>{block}<w:sectPr>{section}</w:sectPr></w:body>")
    return room(next(body.iter(qn("w:sdt"))))


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("", 500),
        ('<w:cols w:space="400"/>', 500),
        ('<w:cols w:num="2" w:space="400"/>', 240),
        ('<w:cols w:num="2" w:equalWidth="0"><w:col w:w="3000" w:space="400"/><w:col w:w="6600"/></w:cols>', 150),
    ],
)
def test_columns_share_what_the_margins_leave(columns: str, width: float) -> None:
    assert _room("<w:sdt/>", PAGE + columns) == (width, 700)


def test_the_next_section_further_on_is_meant() -> None:
    first = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr></w:p>'

    assert _room(f"{first}<w:sdt/>", PAGE)[0] == 500
    assert _room(f"<w:sdt/><w:p/>{first}", PAGE)[0] == (9000 - 2880) / 20


def test_a_document_that_says_nothing_is_taken_for_a4() -> None:
    assert _room("<w:sdt/>", "") == ((11906 - 2880) / 20, (16838 - 2880) / 20)


@pytest.mark.parametrize("nonsense", ["", "x", "inf", "nan", "²"])
def test_lengths_that_are_none_are_taken_for_not_said(nonsense: str) -> None:
    assert _room("<w:sdt/>", PAGE + f'<w:cols w:num="{nonsense}" w:space="{nonsense}"/>') == (500, 700)


@pytest.mark.parametrize(
    ("cell", "width"),
    [
        ('<w:tcW w:w="3000" w:type="dxa"/>', (3000 - 216) / 20),
        ('<w:tcW w:w="2500" w:type="pct"/>', (2000 - 216) / 20),
        ('<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="2"/>', (6000 - 216) / 20),
    ],
)
def test_a_cell_has_its_own_width(cell: str, width: float) -> None:
    grid = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    row = f"<w:tr><w:tc/><w:tc><w:tcPr>{cell}</w:tcPr><w:sdt/></w:tc></w:tr>"

    assert _room(f"<w:tbl>{grid}{row}</w:tbl>", PAGE)[0] == width


def test_a_table_without_widths_is_as_wide_as_the_text() -> None:
    assert _room("<w:tbl><w:tr><w:tc><w:sdt/></w:tc></w:tr></w:tbl>", PAGE)[0] == 500
