"""What every table in Word must be, so that Word opens it without repair and a supervisor accepts it."""

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.table import Table
from surveykit.write.docx_document import write_tables
from surveykit.write.ooxml import SCHEMA_ORDER, tag_of


@pytest.fixture
def body(table: Table, tmp_path: Path) -> BaseOxmlElement:
    return docx.Document(str(write_tables([table], tmp_path / "t.docx"))).element.body


def _rows(body: BaseOxmlElement) -> list[BaseOxmlElement]:
    return list(body.iter(qn("w:tr")))


def _weights(row: BaseOxmlElement, side: str) -> list[str | None]:
    """Weight of a rule in every cell of a row, in eighths of a point."""
    found = []
    for cell in row.tc_lst:
        border = cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn(f'w:{side}')}")
        found.append(None if border is None else border.get(qn("w:sz")))
    return found


def test_exactly_three_rules_in_the_weights_of_the_style(body: BaseOxmlElement, table: Table) -> None:
    top, middle, bottom = (str(round(weight * 8)) for weight in table.style.rule_weights)
    rows = _rows(body)
    drawn = {
        (position, side, weight)
        for position, row in enumerate(rows)
        for side in ("top", "bottom")
        for weight in _weights(row, side)
        if weight is not None
    }

    assert drawn == {(0, "top", top), (1, "bottom", middle), (len(rows) - 1, "bottom", bottom)}
    for position, side in ((0, "top"), (1, "bottom"), (len(rows) - 1, "bottom")):
        assert None not in _weights(rows[position], side)


def test_no_vertical_rules_and_no_borders_of_the_table(body: BaseOxmlElement) -> None:
    sides = {tag_of(side) for borders in body.iter(qn("w:tcBorders")) for side in borders}

    assert sides == {"w:top", "w:bottom"}
    assert list(body.iter(qn("w:tblBorders"))) == []
    assert list(body.iter(qn("w:tblStyle"))) == []


def test_each_cell_has_at_most_one_border_element(body: BaseOxmlElement) -> None:
    assert max(len(list(cell.iter(qn("w:tcBorders")))) for cell in body.iter(qn("w:tc"))) == 1


def test_children_stand_in_schema_order(body: BaseOxmlElement) -> None:
    seen = set()
    for element in body.iter(*(qn(tag) for tag in SCHEMA_ORDER)):
        tags = [tag_of(child) for child in element]
        order = SCHEMA_ORDER[tag_of(element)]
        assert tags == sorted(set(tags), key=order.index), tag_of(element)
        seen.add(tag_of(element))

    assert seen == set(SCHEMA_ORDER)


def test_header_rows_repeat_and_no_row_breaks_over_pages(body: BaseOxmlElement) -> None:
    rows = _rows(body)

    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True, True, *[False] * 4]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_every_run_names_a_font_for_every_script(body: BaseOxmlElement, table: Table) -> None:
    style = table.style
    runs = list(body.iter(qn("w:r")))

    assert runs
    for run in runs:
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs")} == {style.latin_font}
        assert fonts.get(qn("w:eastAsia")) in {style.east_asian_font, style.caption_east_asian_font}


def test_cells_of_each_row_cover_the_grid(body: BaseOxmlElement, table: Table) -> None:
    assert {sum(cell.grid_span for cell in row.tc_lst) for row in _rows(body)} == {len(table.columns)}


def test_caption_and_table_are_kept_together(body: BaseOxmlElement) -> None:
    *before, _ = [child for child in body if child.tag in (qn("w:p"), qn("w:tbl"))]
    caption = before[: [child.tag for child in before].index(qn("w:tbl"))]

    assert caption
    assert all(paragraph.pPr.find(qn("w:keepNext")) is not None for paragraph in caption)
