"""A table in Word, element by element."""

import re
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.docx_table import CELL_MARGIN, SMALLEST, _fitted, fits, table_elements
from surveykit.write.metrics import MARK, least_width


def _long(rows: int) -> Table:
    body = tuple(Row((Cell(f"row {position}"), Cell(position, "count"))) for position in range(rows))
    columns = (Column("Name"), Column("n"))
    return Table(name="long", title="Long", columns=columns, rows=body, style=PRESETS["apa7"], notes=("Note here.",))


def _parts(table: Table) -> tuple[list[BaseOxmlElement], BaseOxmlElement, list[BaseOxmlElement]]:
    elements = table_elements(table, width=440)
    position = next(i for i, element in enumerate(elements) if element.tag == qn("w:tbl"))
    return elements[:position], elements[position], elements[position + 1 :]


def _text(element: BaseOxmlElement) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def _keeps(element: BaseOxmlElement) -> bool:
    return element.find(f".//{qn('w:keepNext')}") is not None


def test_caption_is_above_and_stays_with_the_table(chinese: Table, english: Table) -> None:
    for table, align in ((chinese, "center"), (english, "left")):
        caption, _, _ = _parts(table)
        assert all(_keeps(line) for line in caption)
        assert {line.pPr.find(qn("w:jc")).get(qn("w:val")) for line in caption} == {align}


def test_notes_are_below_and_end_the_block(chinese: Table) -> None:
    _, _, notes = _parts(chinese)

    assert _text(notes[0]) == "注：1. N=286，无缺失值。"
    assert [_keeps(note) for note in notes] == [True, True, False]


def test_table_without_notes_is_kept_apart_from_what_follows() -> None:
    _, _, below = _parts(replace(_long(3), notes=()))

    assert [_text(paragraph) for paragraph in below] == [""]


def test_header_rows_repeat_and_no_row_breaks(chinese: Table) -> None:
    _, table, _ = _parts(chinese)
    rows = table.findall(qn("w:tr"))

    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, True, *[False] * 4]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_short_table_stays_together_and_a_long_one_may_break() -> None:
    def kept(rows: int) -> list[bool]:
        return [_keeps(row) for row in _parts(_long(rows))[1].findall(qn("w:tr"))[1:]]

    assert all(kept(10))
    assert kept(60) == [True, True, *[False] * 56, True, True]


def test_table_fills_the_width(chinese: Table) -> None:
    _, table, _ = _parts(chinese)
    columns = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]

    assert len(columns) == 6
    assert sum(columns) == pytest.approx(440 * 20, abs=6)
    assert table.tblPr.find(qn("w:tblW")).get(qn("w:w")) == "5000"
    assert table.tblPr.find(qn("w:jc")).get(qn("w:val")) == "center"


def test_spanner_covers_its_columns_and_others_span_both_rows(chinese: Table) -> None:
    _, table, _ = _parts(chinese)
    upper, lower = table.findall(qn("w:tr"))[:2]

    assert [cell.grid_span for cell in upper.tc_lst] == [1, 2, 2, 1]
    assert [cell.vMerge for cell in upper.tc_lst] == ["restart", None, None, "restart"]
    assert [cell.vMerge for cell in lower.tc_lst] == ["continue", None, None, None, None, "continue"]
    ruled = [cell.find(f".//{qn('w:pBdr')}") is not None for cell in upper.tc_lst]
    assert ruled == [False, True, True, False]


def test_heading_runs_across_the_table_and_items_are_indented(chinese: Table) -> None:
    _, table, _ = _parts(chinese)
    heading, item = table.findall(qn("w:tr"))[2:4]

    assert [cell.grid_span for cell in heading.tc_lst] == [6]
    assert item.tc_lst[0].p_lst[0].pPr.find(qn("w:ind")).get(qn("w:left")) == "180"


def test_decimal_points_meet_without_padding_characters() -> None:
    values = ((0.244, 0.004), (-0.07, None), (0.304, 0.0001), (12.5, 0.03))
    rows = tuple(Row((Cell("x"), Cell(value, "coefficient", p=p))) for value, p in values)
    style = PRESETS["cn-generic"]
    _, table, _ = _parts(Table(name="t", title="t", columns=(Column("a"), Column("b")), rows=rows, style=style))
    cells = [row.tc_lst[1] for row in table.findall(qn("w:tr"))[1:]]
    texts = [_text(cell) for cell in cells]
    indents = [int(cell.p_lst[0].pPr.find(qn("w:ind")).get(qn("w:right"))) for cell in cells]
    stars = [len(re.sub("[^*]", "", text)) for text in texts]

    assert texts == ["0.244**", "−0.070", "0.304***", "12.500*"]
    # A star is half an em wide: 4.5 of 9 points, 90 twentieths.
    assert [indent + 90 * count for indent, count in zip(indents, stars, strict=True)] == [indents[2] + 270] * 4
    assert {cell.p_lst[0].pPr.find(qn("w:jc")).get(qn("w:val")) for cell in cells} == {"right"}


def test_text_among_numbers_is_centred(chinese: Table) -> None:
    _, table, _ = _parts(chinese)
    dash = table.findall(qn("w:tr"))[4].tc_lst[1]

    assert _text(dash) == "—"
    assert dash.p_lst[0].pPr.find(qn("w:jc")).get(qn("w:val")) == "center"


def test_quotation_marks_in_chinese_take_the_chinese_font(chinese: Table) -> None:
    _, table, _ = _parts(chinese)
    item = table.findall(qn("w:tr"))[3].tc_lst[0]

    assert item.find(f".//{qn('w:rFonts')}").get(qn("w:hint")) == "eastAsia"


@pytest.mark.parametrize("style", PRESETS)
def test_a_wide_table_shrinks_before_a_number_breaks(style: str) -> None:
    heads = [Column(head, spanner=f"模型{model}") for model in (1, 2, 3) for head in ("B", "SE", "β")]
    columns = (Column("变量"), *heads, Column("VIF"))
    cells = [Cell(-12.3456, "coefficient", p=0.0001), Cell(0.1234, "std_error"), Cell(-0.4567, "beta")]
    rows = tuple(Row((Cell(f"服务质量{i}"), *cells * 3, Cell(1.234, "number"))) for i in range(3))
    table = Table(name="wide", title="宽表", columns=columns, rows=rows, style=PRESETS[style])
    width = 411.0
    (fitted,) = _fitted(table, width)
    size = fitted.style.body_size
    assert size <= table.style.body_size
    assert size * least_width(fitted, padding=2 * CELL_MARGIN / size) <= width


def _wide(columns: int, style: str = "cn-generic") -> Table:
    heads = [Column(str(place), footnote="反向计分。" if place == columns - 1 else "") for place in range(1, columns)]
    rows = tuple(Row((Cell(f"变量{i}"), *[Cell(-0.123, "correlation", p=0.0001)] * len(heads))) for i in range(12))
    return Table(
        name="wide", title="宽表", number="4-2", columns=(Column("变量"), *heads), rows=rows, style=PRESETS[style]
    )


def _tables(elements: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    return [element for element in elements if element.tag == qn("w:tbl")]


def _header(table: BaseOxmlElement) -> list[str]:
    return [_text(cell) for cell in table.findall(qn("w:tr"))[0].tc_lst]


def test_table_in_parts_repeats_its_header_under_a_line_that_begins_a_page() -> None:
    elements = table_elements(_long(60).split(25).numbered("4-1"), width=440)
    tables = _tables(elements)
    lines = [elements[elements.index(table) - 1] for table in tables]

    assert [len(table.findall(qn("w:tr"))) - 1 for table in tables] == [25, 25, 10]
    assert [_header(table) for table in tables] == [["Name", "n"]] * 3
    assert [_text(line) for line in lines] == ["Table 4-1Long", *["Table 4-1 (continued)Long"] * 2]
    assert [line.pPr.find(qn("w:pageBreakBefore")) is not None for line in lines] == [False, True, True]
    assert _text(elements[-1]) == "Note. Note here."
    assert elements.index(tables[-1]) == len(elements) - 2


def test_decimal_points_meet_across_the_parts_of_a_table() -> None:
    table = replace(_long(60), part_rows=30)
    grids = [[column.get(qn("w:w")) for column in part.iter(qn("w:gridCol"))] for part in _tables(_all(table))]

    assert grids[0] == grids[1]


def _all(table: Table) -> list[BaseOxmlElement]:
    return table_elements(table, width=440)


def test_parts_stay_on_their_page_only_where_they_fit_on_one() -> None:
    def kept(size: int) -> list[bool]:
        return [_keeps(row) for row in _tables(_all(replace(_long(80), part_rows=size)))[0].findall(qn("w:tr"))[1:-1]]

    assert all(kept(25))
    assert not all(kept(40))


def test_table_too_wide_in_the_smallest_type_is_cut_by_columns() -> None:
    table = _wide(40)
    elements = table_elements(table, width=440)
    tables = _tables(elements)
    headers = [_header(part) for part in tables]

    assert not fits(table, 440)
    assert {header[0] for header in headers} == {"变量"}
    assert [head for header in headers for head in header[1:]] == [*map(str, range(1, 39)), "39a"]
    assert [_text(elements[elements.index(part) - 1]) for part in tables[1:]] == ["续表4-2"] * (len(tables) - 1)
    assert [_text(note) for note in elements[-2:]] == ["注：a反向计分。", "*** p<0.001。"]
    sizes = {size.get(qn("w:val")) for part in tables for size in part.iter(qn("w:sz"))}
    assert len(sizes) == 1
    assert float(sizes.pop()) / 2 >= SMALLEST


def test_no_number_breaks_in_any_part_of_a_table_cut_by_columns() -> None:
    for part in _fitted(_wide(40), 440):
        size = part.style.body_size
        assert size * least_width(part, padding=2 * CELL_MARGIN / size) <= 440


def test_unit_stands_at_the_right_above_every_part() -> None:
    elements = table_elements(replace(_long(20), part_rows=10, unit="%"), width=440)
    units = [elements[elements.index(table) - 1] for table in _tables(elements)]

    assert [(_text(unit), unit.pPr.find(qn("w:jc")).get(qn("w:val"))) for unit in units] == [("%", "right")] * 2
    assert all(_keeps(unit) for unit in units)


def test_footnote_mark_is_raised_and_makes_room_for_itself() -> None:
    rows = (
        Row((Cell("a"), Cell(1.5, "mean", footnote="Estimated."))),
        Row((Cell("b"), Cell(2.5, "mean"))),
    )
    style = PRESETS["apa7"]
    elements = _all(Table(name="t", title="t", columns=(Column("x"), Column("M")), rows=rows, style=style))
    (table,) = _tables(elements)
    marked, plain = (row.tc_lst[1] for row in table.findall(qn("w:tr"))[1:])
    indents = [int(cell.p_lst[0].pPr.find(qn("w:ind")).get(qn("w:right"))) for cell in (marked, plain)]

    assert [_text(run) for run in table.iter(qn("w:r")) if run.rPr.find(qn("w:vertAlign")) is not None] == ["a"]
    assert indents[1] - indents[0] == round(MARK * style.body_size * 20)
    assert _text(elements[-1]) == "aEstimated."


def test_numbers_in_one_cell_meet_at_the_first_decimal_point() -> None:
    def pair(value: float, error: float, p: float) -> Cell:
        return Cell(parts=(Cell(value, "coefficient", p=p), Cell(error, "std_error")), joint="error")

    rows = (Row((Cell("a"), pair(0.42, 0.05, 0.0001))), Row((Cell("b"), pair(-12.07, 0.11, 0.4))))
    (table,) = _tables(
        _all(Table(name="t", title="t", columns=(Column("x"), Column("B")), rows=rows, style=PRESETS["apa7"]))
    )
    cells = [row.tc_lst[1] for row in table.findall(qn("w:tr"))[1:]]
    indents = [int(cell.p_lst[0].pPr.find(qn("w:ind")).get(qn("w:right"))) for cell in cells]

    assert [_text(cell) for cell in cells] == ["0.42*** (0.05)", "−12.07 (0.11)"]
    assert indents[1] - indents[0] == 3 * 0.5 * 10 * 20


def test_space_and_rule_of_a_spanner_come_from_the_style(chinese: Table) -> None:
    style = replace(chinese.style, cell_space=4.0, spanner_weight=1.0)
    _, table, _ = _parts(replace(chinese, style=style))
    upper = table.findall(qn("w:tr"))[0]

    assert {spacing.get(qn("w:after")) for spacing in upper.iter(qn("w:spacing"))} == {"80"}
    assert {rule.get(qn("w:sz")) for border in upper.iter(qn("w:pBdr")) for rule in border} == {"8"}
