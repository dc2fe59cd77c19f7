"""Headings and running text of a Word document, mentions of tables and figures among them."""

from __future__ import annotations

import re

from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.write.docx_fields import Fields, field
from surveykit.write.docx_text import Looks, run_element
from surveykit.write.ooxml import new, put
from surveykit.write.parts import Heading, Paragraph, Reference, anchor
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text

TEXT_SIZE = 12.0
"""Points of the running text: 小四."""

HEADING_SIZES = {1: 16.0, 2: 14.0, 3: 12.0}
"""Points of the headings by level: 三号, 四号, 小四."""

FIRST_LINE: dict[str, dict[str, int]] = {"zh": {"firstLineChars": 200, "firstLine": 480}, "en": {"firstLine": 720}}
"""The indent of a paragraph: two characters (in hundredths, and in twentieths of a point), or half an inch."""

OPERATOR = re.compile(" ([=<>]) ")
"""What stands between a symbol and its number; the spaces around it do not break a line."""


def heading_element(heading: Heading, style: Style) -> BaseOxmlElement:
    """A heading in the style of its level; level 1 is the chapter's."""
    looks = Looks(style, HEADING_SIZES[heading.level], style.caption_east_asian_font)
    element = new("w:p")
    put(_properties(element), "w:pStyle", val=f"Heading{heading.level}")
    element.append(run_element(Run(clean_text(heading.text), bold=style.language == "en"), looks))
    return element


def prose_element(paragraph: Paragraph, style: Style, *, fields: Fields) -> BaseOxmlElement:
    """A paragraph of running text, or one set like a note."""
    element = new("w:p")
    if paragraph.role == "text":
        # Not justified: the long unbreakable numbers of statistics would stretch the lines above them.
        put(_properties(element), "w:ind", **FIRST_LINE[style.language])
    if paragraph.role == "lead":
        put(_properties(element), "w:keepNext")
    looks = Looks(style, style.note_size if paragraph.role == "small" else TEXT_SIZE)
    for run in prose_runs(paragraph, looks, fields=fields):
        element.append(run)
    return element


def prose_runs(paragraph: Paragraph, looks: Looks, *, fields: Fields) -> list[BaseOxmlElement]:
    """The pieces of a paragraph as runs: symbols in italics, mentions as fields that follow what they mention."""
    runs: list[BaseOxmlElement] = []
    for piece in paragraph.pieces:
        if isinstance(piece, Reference):
            runs += _mention(piece, looks, fields)
        else:
            text = OPERATOR.sub("\u00a0\\1\u00a0", clean_text(piece))
            runs += [run_element(run, looks) for run in symbol_runs(text)]
    return runs


def _mention(reference: Reference, looks: Looks, fields: Fields) -> list[BaseOxmlElement]:
    """A field with the number of a table or figure; plain text where the document does not have it."""
    target = anchor(reference.what, reference.name)
    shown = Run(clean_text(reference.text))
    if not fields.has(target):
        return [run_element(shown, looks)]
    # Without the last switch Word would set the mention in the font of the caption.
    return field(rf"REF {target} \h \* MERGEFORMAT", shown, looks)


def _properties(paragraph: BaseOxmlElement) -> BaseOxmlElement:
    properties = new("w:pPr")
    paragraph.append(properties)
    return properties
