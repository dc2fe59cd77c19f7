"""Paragraphs and runs of a Word document, each with all that it needs to look the same in another document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.write.ooxml import new, put, put_fonts, put_size, put_switch, put_underline, twips
from surveykit.write.symbols import Run
from surveykit.write.text import has_chinese

Justify = Literal["left", "center", "right", "both"]

SHARED_SIGNS = re.compile("[“”‘’—…]")
"""Signs that both scripts have, wider in Chinese."""


@dataclass(frozen=True)
class Looks:
    """What the runs of a paragraph have in common: the fonts of a style, and a size in points.

    `east_asian_font` replaces the style's font for Chinese, as captions want it.
    """

    style: Style
    size: float
    east_asian_font: str = ""


def caption_looks(style: Style) -> Looks:
    """How captions look."""
    return Looks(style, style.caption_size, style.caption_east_asian_font)


def run_element(run: Run, looks: Looks) -> BaseOxmlElement:
    """A ``w:r`` with its text, fonts for every script, size and looks."""
    return run_around(text_element(run.text), run, looks)


def run_around(content: BaseOxmlElement, run: Run, looks: Looks) -> BaseOxmlElement:
    """A ``w:r`` around anything, such as a tab or a sign of a field, that looks as `run` does."""
    style = looks.style
    properties = new("w:rPr")
    put_fonts(
        properties,
        latin=style.latin_font,
        east_asian=looks.east_asian_font or style.east_asian_font,
        east_asian_signs=has_chinese(run.text) and bool(SHARED_SIGNS.search(run.text)),
    )
    put_switch(properties, "w:b", "w:bCs", on=run.bold)
    put_switch(properties, "w:i", "w:iCs", on=run.italic)
    put_size(properties, looks.size)
    if run.superscript:
        put(properties, "w:vertAlign", val="superscript")
    element = new("w:r")
    element.append(properties)
    element.append(content)
    return element


def text_element(text: str) -> BaseOxmlElement:
    """A ``w:t`` that keeps its spaces."""
    element = new("w:t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def paragraph_element(
    content: Sequence[Run | BaseOxmlElement],
    looks: Looks,
    *,
    align: Justify = "left",
    named: str = "",
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    before: float = 0,
    after: float = 0,
    keep_next: bool = False,
    new_page: bool = False,
    underline: float = 0,
) -> BaseOxmlElement:
    """A ``w:p`` in single line spacing, of runs and of elements that stand among them; lengths are in points.

    Indents and spacing are always written out, so that a table pasted into a thesis does not take over the first-line
    indent and the line spacing of its running text. The end of the paragraph has the size too, or an empty cell would
    be higher than the others. `named` is the id of a paragraph style, `hanging` the part of the left indent that the
    first line does not have, `underline` the weight of a rule under the text.
    """
    properties = new("w:pPr")
    if named:
        put(properties, "w:pStyle", val=named)
    if keep_next:
        put(properties, "w:keepNext")
    if new_page:
        put(properties, "w:pageBreakBefore")
    if underline:
        put_underline(properties, underline)
    put(properties, "w:snapToGrid", val=0)
    put(properties, "w:spacing", before=twips(before), after=twips(after), line=240, lineRule="auto")
    indent = put(properties, "w:ind", left=twips(left), right=twips(right))
    name, length = ("hanging", twips(hanging)) if hanging else ("firstLine", 0)
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn(f"w:{name}"), str(length))
    put(properties, "w:jc", val=align)
    put_size(put(properties, "w:rPr"), looks.size)
    element = new("w:p")
    element.append(properties)
    for piece in content:
        element.append(run_element(piece, looks) if isinstance(piece, Run) else piece)
    return element
