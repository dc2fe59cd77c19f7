"""Captions in Word: one paragraph whatever the layout, spaced by the style, and the line above later parts."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS, Continuation
from surveykit.core.table import Table
from surveykit.write.docx_captions import continuation_elements, table_caption
from surveykit.write.docx_fields import Fields


def _text(element: BaseOxmlElement) -> str:
    return "".join("\n" if sign.tag == qn("w:br") else sign.text for sign in element.iter(qn("w:t"), qn("w:br")))


def _value(paragraph: BaseOxmlElement, tag: str, name: str = "val") -> str | None:
    found = paragraph.pPr.find(qn(tag))
    return None if found is None else found.get(qn(f"w:{name}"))


def test_caption_is_one_paragraph_so_that_lists_of_tables_have_its_title(chinese: Table, english: Table) -> None:
    (one_line,) = table_caption(chinese, fields=Fields())
    (two_lines,) = table_caption(english, fields=Fields())

    assert _text(one_line) == "表4-1　参与意愿的回归分析（N=286）"
    assert _text(two_lines) == "Table 4-1\nRegression of Willingness"
    assert [_value(caption, "w:jc") for caption in (one_line, two_lines)] == ["center", "left"]
    assert {_value(caption, "w:pStyle") for caption in (one_line, two_lines)} == {"Caption"}


def test_caption_stays_with_the_table_in_the_spacing_of_the_style(chinese: Table) -> None:
    style = replace(chinese.style, table_title_space=(10.0, 4.0))
    (caption,) = table_caption(replace(chinese, style=style), fields=Fields())

    assert caption.pPr.find(qn("w:keepNext")) is not None
    assert (_value(caption, "w:spacing", "before"), _value(caption, "w:spacing", "after")) == ("200", "80")


def test_bold_is_the_style_s_decision(chinese: Table) -> None:
    bold = replace(chinese, style=replace(chinese.style, caption_bold=True))
    switches = [
        {run.rPr.find(qn("w:b")).get(qn("w:val")) for run in caption.iter(qn("w:r"))}
        for table in (chinese, bold)
        for caption in table_caption(table, fields=Fields())
    ]

    assert switches == [{"0"}, {"1"}]


def test_second_title_has_a_line_of_its_own_that_is_not_counted(chinese: Table) -> None:
    table = replace(chinese, second_title="Regression of Willingness (N = 286)")
    bilingual = replace(table, style=replace(table.style, bilingual=True))
    first, second = table_caption(bilingual, fields=Fields())

    assert len(table_caption(table, fields=Fields())) == 1
    assert _text(second) == "Table 4-1  Regression of Willingness (N = 286)"
    assert [len(list(line.iter(qn("w:instrText")))) for line in (first, second)] == [1, 0]
    assert all(line.pPr.find(qn("w:keepNext")) is not None for line in (first, second))


def test_caption_without_number_is_its_title(chinese: Table) -> None:
    (caption,) = table_caption(chinese.numbered(""), fields=Fields())

    assert _text(caption) == chinese.title
    assert list(caption.iter(qn("w:bookmarkStart"))) == []


def test_caption_needs_no_style_of_the_document(chinese: Table) -> None:
    (caption,) = table_caption(chinese, fields=Fields(), named="")

    assert caption.pPr.find(qn("w:pStyle")) is None


@pytest.mark.parametrize(
    ("continuation", "text", "align"),
    [
        ("label and title", "续表4-1　参与意愿的回归分析（N=286）", "center"),
        ("label", "续表4-1", "center"),
        ("label at right", "续表4-1", "right"),
    ],
)
def test_later_part_is_named_as_the_style_wants(
    chinese: Table, continuation: Continuation, text: str, align: str
) -> None:
    table = replace(chinese, style=replace(chinese.style, continuation=continuation))
    (line,) = continuation_elements(table, new_page=True)

    assert (_text(line), _value(line, "w:jc")) == (text, align)
    assert line.pPr.find(qn("w:pageBreakBefore")) is not None
    assert list(line.iter(qn("w:instrText"))) == []


def test_later_part_in_apa_has_number_and_title(english: Table) -> None:
    (line,) = continuation_elements(english, new_page=False)

    assert english.style == PRESETS["apa7"]
    assert _text(line) == "Table 4-1 (continued)\nRegression of Willingness"
    assert line.pPr.find(qn("w:pageBreakBefore")) is None
