"""What a whole Word document must be, so that Word opens it without repair: everything that a part can be, at once."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.docx_document import write_document
from surveykit.write.ooxml import SCHEMA_ORDER, tag_of
from surveykit.write.parts import Contents, Heading, PageBreak, Paragraph, Part, Reference

CONTENT = {
    "w:p": ("w:pPr", ("w:r", "w:hyperlink", "w:bookmarkStart", "w:bookmarkEnd")),
    "w:r": ("w:rPr", ("w:t", "w:tab", "w:br", "w:fldChar", "w:instrText", "w:drawing")),
    "w:tc": ("w:tcPr", ("w:p",)),
    "w:tr": ("w:trPr", ("w:tc",)),
    "w:hyperlink": ("", ("w:r",)),
}
"""What comes first in an element, and what may follow it."""


def _wide(table: Table, columns: int) -> Table:
    heads = (Column("x"), *(Column(str(place), footnote="!" if place == 7 else "") for place in range(1, columns)))
    rows = tuple(Row((Cell("y"), *[Cell(-0.5, "correlation", p=0.0001)] * (columns - 1))) for _ in range(12))
    return replace(table, name=f"wide{columns}", columns=heads, rows=rows, notes=())


def _parts(table: Table) -> list[Part]:
    split = replace(table, name="split", number="4-5", part_rows=2, unit="%", notes=())
    return [
        Contents("List", "table"),
        Contents("Figures", "figure"),
        PageBreak(),
        Heading("4", level=1),
        Paragraph(("As ", Reference("table", "regression", "Table 4-1"), " and ", Reference("table", "none", "4-9"))),
        replace(table, number="4-1", second_title="Zweitens"),
        replace(table, number="4-2"),
        _wide(table, 12).numbered("4-3"),
        _wide(table, 40).numbered("4-4"),
        Paragraph(("Then ", Reference("table", "split", "Table 4-5"), "."), role="small"),
        split,
        replace(table, name="alone", number=""),
    ]


def _regression(style: Style) -> Table:
    """A small table with a spanner, a heading, a footnote and a summary row."""
    columns = (Column("x"), Column("B", spanner="Model"), Column("SE", spanner="Model", footnote="Robust."))
    cells = (Cell("age"), Cell(0.21, "coefficient", p=0.01), Cell(0.05, "std_error", parenthesised=True))
    rows = (
        Row((Cell("Controls"), Cell(), Cell()), role="group"),
        *[Row(cells, indent=1)] * 3,
        Row((Cell("R²"), Cell(0.2, "r_squared"), Cell()), role="summary"),
    )
    notes = ("N = 286.",)
    return Table(name="regression", title="Regression", columns=columns, rows=rows, style=style, notes=notes)


@pytest.fixture(scope="module", params=list(PRESETS))
def style(request: pytest.FixtureRequest) -> Style:
    return replace(PRESETS[request.param], bilingual=True)


@pytest.fixture(scope="module")
def body(style: Style, tmp_path_factory: pytest.TempPathFactory) -> BaseOxmlElement:
    path = tmp_path_factory.mktemp("word") / "t.docx"
    write_document(_parts(_regression(style)), path, style=style, notice="SYNTHETIC DATA")
    return docx.Document(str(path)).element.body


def _attributes(body: BaseOxmlElement, tag: str, name: str) -> list[str]:
    return [element.get(qn(f"w:{name}")) for element in body.iter(qn(tag))]


def test_properties_stand_in_schema_order(body: BaseOxmlElement) -> None:
    for element in body.iter(*(qn(tag) for tag in SCHEMA_ORDER)):
        # References to headers and footers may stand in any order.
        tags = [tag_of(child).replace("footerR", "headerR") for child in element]
        order = SCHEMA_ORDER[tag_of(element)]
        assert tags == sorted(tags, key=order.index), tag_of(element)
        assert {tag for tag, times in Counter(tags).items() if times > 1} <= {"w:headerReference"}


def test_properties_come_first_and_content_is_allowed(body: BaseOxmlElement) -> None:
    for element in body.iter(*(qn(tag) for tag in CONTENT)):
        first, allowed = CONTENT[tag_of(element)]
        tags = [tag_of(child) for child in element]
        rest = tags[1:] if first and tags[0] == first else tags
        assert set(rest) <= set(allowed), tag_of(element)


def test_body_is_paragraphs_and_tables_with_a_paragraph_after_each(body: BaseOxmlElement) -> None:
    tags = [tag_of(child) for child in body]

    assert tags[-1] == "w:sectPr"
    assert set(tags[:-1]) == {"w:p", "w:tbl"}
    assert {after for before, after in pairwise(tags) if before == "w:tbl"} == {"w:p"}
    assert all(len(cell.p_lst) == 1 for cell in body.iter(qn("w:tc")))


def test_bookmarks_are_unique_closed_and_short(body: BaseOxmlElement) -> None:
    names, ids = (_attributes(body, "w:bookmarkStart", name) for name in ("name", "id"))

    assert len(set(names)) == len(names) == len(set(ids))
    assert _attributes(body, "w:bookmarkEnd", "id") == ids
    assert all(len(name) <= 40 for name in names)
    assert "table_split" in names


def test_fields_are_balanced_and_refer_to_bookmarks_that_exist(body: BaseOxmlElement) -> None:
    names = set(_attributes(body, "w:bookmarkStart", "name"))
    depth, deepest = 0, 0
    for kind in _attributes(body, "w:fldChar", "fldCharType"):
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        deepest = max(deepest, depth)
        assert depth >= 0
    codes = [code.text.split() for code in body.iter(qn("w:instrText"))]

    assert (depth, deepest) == (0, 2)
    assert {code[1] for code in codes if code[0] in ("REF", "PAGEREF")} <= names
    assert set(_attributes(body, "w:hyperlink", "anchor")) <= names
    assert sum(code[0] == "REF" for code in codes) == 2
    assert sum(code[0] == "SEQ" for code in codes) == 5


def test_every_part_of_a_table_has_its_header_and_three_rules(body: BaseOxmlElement, style: Style) -> None:
    top, middle, bottom = (str(round(weight * 8)) for weight in style.rule_weights)
    tables = body.findall(qn("w:tbl"))

    assert len(tables) > 7
    for part in tables:
        rows = part.findall(qn("w:tr"))
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        drawn = [
            (position, tag_of(side), side.get(qn("w:sz")))
            for position, row in enumerate(rows)
            for cell in row.tc_lst
            for borders in cell.tcPr.iter(qn("w:tcBorders"))
            for side in borders
        ]
        last_head = sum(heads) - 1
        assert heads == sorted(heads, reverse=True)
        assert set(drawn) == {(0, "w:top", top), (last_head, "w:bottom", middle), (len(rows) - 1, "w:bottom", bottom)}
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert {sum(cell.grid_span for cell in row.tc_lst) for row in rows} == {len(list(part.iter(qn("w:gridCol"))))}
        assert max(len(list(cell.iter(qn("w:tcBorders")))) for cell in part.iter(qn("w:tc"))) == 1


def test_wide_tables_stand_on_their_side_and_all_pages_are_a4(body: BaseOxmlElement) -> None:
    sizes = [(page.get(qn("w:w")), page.get(qn("w:h")), page.get(qn("w:orient"))) for page in body.iter(qn("w:pgSz"))]

    assert sizes == [("11906", "16838", None), ("16838", "11906", "landscape"), ("11906", "16838", None)]


def test_no_table_is_wider_than_its_page(body: BaseOxmlElement) -> None:
    pages = [
        int(page.find(qn("w:pgSz")).get(qn("w:w")))
        - sum(int(page.find(qn("w:pgMar")).get(qn(f"w:{side}"))) for side in ("left", "right"))
        for page in body.iter(qn("w:sectPr"))
    ]
    for child in body:
        if child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            pages.pop(0)
        if child.tag == qn("w:tbl"):
            width = sum(int(column.get(qn("w:w"))) for column in child.iter(qn("w:gridCol")))
            assert width <= pages[0] + len(child.tblGrid)
