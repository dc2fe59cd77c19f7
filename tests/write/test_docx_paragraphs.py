"""Running text in Word: indents, symbols, spaces that do not break, and mentions that follow their table."""

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS
from surveykit.write.docx_fields import Fields
from surveykit.write.docx_paragraphs import heading_element, prose_element
from surveykit.write.parts import Heading, Paragraph, Reference

CHINESE = PRESETS["cn-generic"]
APA = PRESETS["apa7"]


def _text(element: BaseOxmlElement) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def test_first_line_is_indented_only_in_running_text() -> None:
    indents = [
        prose_element(Paragraph(("x",), role=role), CHINESE, fields=Fields()).find(f".//{qn('w:ind')}")
        for role in ("text", "plain", "small")
    ]

    assert indents[0].get(qn("w:firstLineChars")) == "200"
    assert indents[1:] == [None, None]


def test_small_text_has_the_size_of_notes() -> None:
    paragraph = prose_element(Paragraph(("x",), role="small"), CHINESE, fields=Fields())

    assert {size.get(qn("w:val")) for size in paragraph.iter(qn("w:sz"))} == {"18"}


def test_symbols_are_italic_and_keep_their_numbers() -> None:
    paragraph = prose_element(Paragraph(("(M = 3.68, p < .001)",)), APA, fields=Fields())
    italic = [_text(run) for run in paragraph.iter(qn("w:r")) if run.rPr.find(qn("w:i")).get(qn("w:val")) == "1"]

    assert italic == ["M", "p"]
    assert _text(paragraph) == "(M\u00a0=\u00a03.68, p\u00a0<\u00a0.001)"


def test_mention_is_a_field_only_where_its_target_is_in_the_document() -> None:
    mention = Paragraph(("如", Reference("table", "efa", "表4-3"), "所示。"))
    there = prose_element(mention, CHINESE, fields=Fields(targets=["table_efa"]))
    elsewhere = prose_element(mention, CHINESE, fields=Fields())

    assert [code.text for code in there.iter(qn("w:instrText"))] == [r" REF table_efa \h \* MERGEFORMAT "]
    assert list(elsewhere.iter(qn("w:instrText"))) == []
    assert _text(there) == _text(elsewhere) == "如表4-3所示。"


def test_control_characters_do_not_stop_a_document() -> None:
    assert _text(prose_element(Paragraph(("a\x0bb\x00c\ud800",)), CHINESE, fields=Fields())) == "a bc"


@pytest.mark.parametrize("level", [1, 2, 3])
def test_heading_has_the_style_of_its_level(level: int) -> None:
    element = heading_element(Heading("第4章", level), CHINESE)  # type: ignore[arg-type]

    assert element.pPr.find(qn("w:pStyle")).get(qn("w:val")) == f"Heading{level}"
    assert element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "黑体"
