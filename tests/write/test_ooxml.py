"""Children of a property stand in the order of the schema, whatever order they were set in."""

import random

import pytest
from docx.oxml.ns import qn

from surveykit.write.ooxml import SCHEMA_ORDER, new, put, put_rules, tag_of


@pytest.mark.parametrize("properties", list(SCHEMA_ORDER))
def test_children_are_put_in_order(properties: str) -> None:
    element = new(properties)
    shuffled = list(SCHEMA_ORDER[properties])
    random.Random(1).shuffle(shuffled)
    for tag in shuffled:
        put(element, tag)

    assert [tag_of(child) for child in element] == list(SCHEMA_ORDER[properties])


def test_putting_twice_replaces() -> None:
    properties = new("w:tcPr")
    put_rules(properties, top=1.5)
    put_rules(properties, bottom=0.75)

    (borders,) = properties.findall(qn("w:tcBorders"))
    assert [(tag_of(side), side.get(qn("w:sz"))) for side in borders] == [("w:bottom", "6")]


def test_no_rule_leaves_no_element() -> None:
    properties = new("w:tcPr")
    put_rules(properties)

    assert len(properties) == 0
