"""Ids that are there once, and lists of links that lead to them."""

from dataclasses import replace

import lxml.html

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.write.html_contents import anchors, contents, listing, ranks
from surveykit.write.parts import Contents, Heading, Paragraph

STYLE = PRESETS["cn-generic"]


def test_parts_of_one_name_get_different_ids(chinese: Table) -> None:
    parts = [Heading("4.1 信度"), Paragraph(("x",)), chinese, chinese, Heading("信度"), Heading("效度")]

    ids = anchors(parts)
    assert ids[1:4] == ("", "table_regression", "table_regression_2")
    assert all(name.startswith("heading_") for name in (ids[0], *ids[4:]))
    assert len(set(ids)) == len(parts)


def test_headings_begin_at_the_first_level_without_gaps() -> None:
    assert ranks([Heading("a", 1), Heading("b", 3)]) == {1: 1, 3: 2}
    assert ranks([Heading("b", 2)]) == {2: 1}


def test_contents_nest_as_the_headings_do(chinese: Table) -> None:
    headings = [Heading("4", 1), Heading("4.1"), Heading("4.1.1", 3), Heading("4.2"), Heading("5", 1)]
    outline, tables = lxml.html.fragments_fromstring(contents([*headings, chinese], STYLE))

    assert outline.get("aria-label") == "目录"
    assert [link.text for link in outline.xpath("./ol/li/a")] == ["4", "5"]
    assert [link.text for link in outline.xpath("./ol/li/ol/li/a")] == ["4.1", "4.2"]
    assert [link.text for link in outline.xpath("./ol/li/ol/li/ol/li/a")] == ["4.1.1"]
    assert [link.get("href") for link in tables.iter("a")] == ["#table_regression"]


def test_a_list_of_the_document_is_not_repeated_in_the_contents(chinese: Table) -> None:
    own = Contents("List of Tables", "table")

    assert contents([own, chinese], STYLE) == ""
    assert "List of Tables" in listing(own, [own, chinese], STYLE)


def test_what_has_no_number_is_not_listed(chinese: Table) -> None:
    assert listing(Contents("表", "table"), [replace(chinese, number="")], STYLE) == ""
    assert listing(Contents("图", "figure"), [chinese], STYLE) == ""
