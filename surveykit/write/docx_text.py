"""Paragraphs and runs of a Word document, each with all that it needs to look the same in another document."""

from __future__ import annotations

import re
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


def run_element(run: Run, *, style: Style, size: float, east_asian_font: str = "") -> BaseOxmlElement:
    """A ``w:r`` with fonts for every script, size and looks.

    `east_asian_font` replaces the style's font for Chinese, as captions want it.
    """
    properties = new("w:rPr")
    put_fonts(
        properties,
        latin=style.latin_font,
        east_asian=east_asian_font or style.east_asian_font,
        east_asian_signs=has_chinese(run.text) and bool(SHARED_SIGNS.search(run.text)),
    )
    put_switch(properties, "w:b", "w:bCs", on=run.bold)
    put_switch(properties, "w:i", "w:iCs", on=run.italic)
    put_size(properties, size)
    text = new("w:t")
    text.text = run.text
    text.set(qn("xml:space"), "preserve")
    element = new("w:r")
    element.append(properties)
    element.append(text)
    return element


def paragraph_element(
    runs: tuple[Run, ...],
    *,
    style: Style,
    size: float,
    align: Justify = "left",
    named: str = "",
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    before: float = 0,
    after: float = 0,
    keep_next: bool = False,
    underline: float = 0,
    east_asian_font: str = "",
) -> BaseOxmlElement:
    """A ``w:p`` in single line spacing; lengths are in points.

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
    if underline:
        put_underline(properties, underline)
    put(properties, "w:snapToGrid", val=0)
    put(properties, "w:spacing", before=twips(before), after=twips(after), line=240, lineRule="auto")
    indent = put(properties, "w:ind", left=twips(left), right=twips(right))
    name, length = ("hanging", twips(hanging)) if hanging else ("firstLine", 0)
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn(f"w:{name}"), str(length))
    put(properties, "w:jc", val=align)
    put_size(put(properties, "w:rPr"), size)
    element = new("w:p")
    element.append(properties)
    for run in runs:
        element.append(run_element(run, style=style, size=size, east_asian_font=east_asian_font))
    return element


def caption_elements(
    lines: tuple[tuple[Run, ...], ...], *, style: Style, before: float, after: float, keep_next: bool
) -> list[BaseOxmlElement]:
    """A caption: centred, or flush left where the number stands above the title."""
    return [
        paragraph_element(
            line,
            style=style,
            size=style.caption_size,
            align="left" if style.caption_layout == "number above title" else "center",
            named="Caption",
            before=before if position == 0 else 0,
            after=after if position == len(lines) - 1 else 3,
            keep_next=keep_next or position < len(lines) - 1,
            east_asian_font=style.caption_east_asian_font,
        )
        for position, line in enumerate(lines)
    ]
