"""Fields and bookmarks: balanced, unique, and with the number that Word would count."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.write.docx_fields import Fields, field, fields_of, label_elements, sequence_name
from surveykit.write.docx_text import caption_looks
from surveykit.write.parts import Heading, Part
from surveykit.write.symbols import Run

CHINESE = caption_looks(PRESETS["cn-generic"])
APA = caption_looks(PRESETS["apa7"])


def _codes(elements: list[BaseOxmlElement]) -> list[str]:
    return [code.text for element in elements for code in element.iter(qn("w:instrText"))]


def _text(elements: list[BaseOxmlElement]) -> str:
    return "".join(text.text for element in elements for text in element.iter(qn("w:t")))


def _label(number: str, fields: Fields | None = None) -> list[BaseOxmlElement]:
    label = Run(f"表{number}")
    return label_elements(label, number, what="table", name="efa", fields=fields or Fields(), looks=CHINESE)


def test_field_begins_shows_and_ends() -> None:
    elements = field("PAGE", Run("7"), CHINESE)
    kinds = [sign.get(qn("w:fldCharType")) for element in elements for sign in element.iter(qn("w:fldChar"))]

    assert kinds == ["begin", "separate", "end"]
    assert (_codes(elements), _text(elements)) == ([" PAGE "], "7")
    assert all(element.rPr.find(qn("w:rFonts")) is not None for element in elements)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("4-3", r" SEQ 表 \* ARABIC \s 1 "),
        ("4.3", r" SEQ 表 \* ARABIC \s 1 "),
        ("A-12", r" SEQ 表 \* ARABIC \s 1 "),
        ("3", r" SEQ 表 \* ARABIC "),
    ],
)
def test_last_number_of_a_label_is_counted_by_word(number: str, code: str) -> None:
    elements = _label(number)

    assert _codes(elements) == [code]
    assert _text(elements) == f"表{number}"


def test_number_without_digits_at_its_end_is_a_literal() -> None:
    elements = _label("4-3a")

    assert _codes(elements) == []
    assert _text(elements) == "表4-3a"


def test_label_stands_in_a_bookmark() -> None:
    first, *_, last = _label("4-3")

    assert (first.tag, last.tag) == (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    assert first.get(qn("w:name")) == "table_efa"
    assert first.get(qn("w:id")) == last.get(qn("w:id"))


def test_bookmarks_are_unique_and_leave_those_of_others_alone() -> None:
    fields = Fields(taken=["theirs"], first_id=8)
    wrapped = [fields.bookmarked(name, []) for name in ("ours", "theirs", "ours", "other")]

    assert [len(elements) for elements in wrapped] == [2, 0, 0, 2]
    assert [elements[0].get(qn("w:id")) for elements in wrapped if elements] == ["8", "9"]


def test_sequences_are_named_in_the_language_of_the_style() -> None:
    assert [sequence_name(what, looks) for looks in (CHINESE, APA) for what in ("table", "figure")] == [
        "表",
        "图",
        "Table",
        "Figure",
    ]


def test_counter_is_set_only_where_a_program_would_count_otherwise(chinese: Table) -> None:
    def numbered(name: str, number: str) -> Table:
        return replace(chinese, name=name, number=number)

    parts: list[Part] = [
        Heading("第4章", 1),
        numbered("a", "4-1"),
        Heading("4.2"),
        numbered("b", "4-2"),
        replace(chinese, name="c", number=""),
        numbered("d", "4-4"),
        numbered("e", "4-5"),
        Heading("第5章", 1),
        numbered("f", "5-1"),
        numbered("g", "A-1"),
    ]
    fields = fields_of(parts)

    assert [part.number for part in parts if isinstance(part, Table) and fields.restarts("table", part.number)] == [
        "4-4",
        "5-1",
        "A-1",
    ]
    assert _codes(_label("4-4", fields)) == [r" SEQ 表 \* ARABIC \s 1 \r 4 "]
    assert fields.has("table_a")
    assert not fields.has("table_c")
