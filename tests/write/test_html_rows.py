"""Header cells that head what they say."""

from dataclasses import replace

import lxml.html

from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.html import table_figure


def _rows(table: Table, *rows: tuple[str, int, str]) -> lxml.html.HtmlElement:
    """A page of a table with rows of a name, an indent and a role."""
    columns = (Column("x"), Column("y"))
    written = tuple(
        Row((Cell(name), Cell("" if role == "group" else "z")), role, indent) for name, indent, role in rows
    )
    return lxml.html.fromstring(table_figure(replace(table, columns=columns, rows=written)))


def _names(page: lxml.html.HtmlElement) -> list[list[str]]:
    return [[row[0].text_content() for row in body] for body in page.xpath("//tbody")]


def test_header_cells_say_what_they_head(chinese: Table) -> None:
    heads = lxml.html.fromstring(table_figure(chinese)).xpath("//th")

    assert [head.get("scope") for head in heads] == [
        *("col", "colgroup", "colgroup", "col"),
        *["col"] * 4,
        *("rowgroup", "row", "row", "row"),
    ]
    assert [head.get("colspan") for head in heads[:4]] == [None, "2", "2", None]
    assert [head.get("rowspan") for head in heads[:4]] == ["2", None, None, "2"]


def test_columns_under_a_spanner_are_a_column_group(chinese: Table) -> None:
    groups = lxml.html.fromstring(table_figure(chinese)).xpath("//colgroup")
    shares = [float(col.get("style").removeprefix("width: ").removesuffix("%")) for group in groups for col in group]

    assert [len(group) for group in groups] == [1, 2, 2, 1]
    assert abs(sum(shares) - 100) < 0.5


def test_rows_below_a_heading_are_a_row_group(chinese: Table) -> None:
    page = _rows(
        chinese,
        ("alone", 0, "body"),
        ("first", 0, "group"),
        ("a", 1, "body"),
        ("b", 1, "body"),
        ("second", 0, "group"),
        ("c", 1, "body"),
        ("out of it", 0, "body"),
        ("R²", 0, "summary"),
        ("N", 0, "summary"),
    )

    assert _names(page) == [["alone"], ["first", "a", "b"], ["second", "c"], ["out of it"], ["R²", "N"]]


def test_the_name_of_a_row_spans_the_rows_below_that_have_none(chinese: Table) -> None:
    page = _rows(chinese, ("sex", 0, "body"), ("", 0, "body"), ("", 0, "body"), ("age", 0, "body"), ("", 0, "summary"))
    names = page.xpath("//tbody//th")

    assert [(name.text, name.get("rowspan")) for name in names] == [("sex", "3"), ("age", None)]
    assert [len(row) for row in page.xpath("//tbody/tr")] == [2, 1, 1, 2, 2]


def test_a_heading_spans_the_table_and_names_no_row_below(chinese: Table) -> None:
    page = _rows(chinese, ("group", 0, "group"), ("", 1, "body"))
    (heading,) = page.xpath("//tbody//th")

    assert (heading.get("scope"), heading.get("colspan")) == ("rowgroup", "2")
    assert [len(row) for row in page.xpath("//tbody/tr")] == [1, 2]


def test_a_group_row_with_numbers_heads_its_rows_too(chinese: Table) -> None:
    rows = (Row((Cell("SQ"), Cell(0.8, "mean")), "group"), Row((Cell("SQ1"), Cell(0.5, "mean")), indent=1))
    page = lxml.html.fromstring(table_figure(replace(chinese, columns=(Column("x"), Column("y")), rows=rows)))

    assert [(head.text, head.get("scope")) for head in page.xpath("//tbody[1]//th")] == [
        ("SQ", "rowgroup"),
        ("SQ1", "row"),
    ]


def test_no_header_cell_is_empty(chinese: Table) -> None:
    unnamed = replace(chinese, columns=(replace(chinese.columns[0], header=""), *chinese.columns[1:]))
    page = lxml.html.fromstring(table_figure(unnamed))

    assert page.xpath("//thead/tr[1]/*[1]")[0].tag == "td"
    assert all(head.text_content() for head in page.xpath("//th"))


def test_footnote_marks_are_raised(english: Table) -> None:
    cells = (Cell("a"), Cell(0.5, "coefficient", footnote="One case."))
    columns = (Column("x"), Column("y", footnote="All cases."))
    page = lxml.html.fromstring(table_figure(replace(english, columns=columns, rows=(Row(cells),))))

    assert [(mark.text, mark.getparent().tag) for mark in page.xpath("//table//sup")] == [("a", "th"), ("b", "td")]
    assert "aAll cases. bOne case." in [note.text_content() for note in page.xpath("//p")]
