"""Paragraphs and runs of a Word document, each with all that it needs to look the same in another document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
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

KNOWN = 512
"""Properties that are kept to be copied, which is ten times as fast as to make them anew."""


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
    properties = _run_properties(
        style.latin_font,
        looks.east_asian_font or style.east_asian_font,
        has_chinese(run.text) and bool(SHARED_SIGNS.search(run.text)),
        replace(run, text=""),
        looks.size,
    )
    element = new("w:r")
    element.append(deepcopy(properties))
    element.append(content)
    return element


@lru_cache(maxsize=KNOWN)
def _run_properties(latin: str, east_asian: str, east_asian_signs: bool, look: Run, size: float) -> BaseOxmlElement:
    """A ``w:rPr``, to be copied: a chapter has thousands of runs in a handful of looks."""
    properties = new("w:rPr")
    put_fonts(properties, latin=latin, east_asian=east_asian, east_asian_signs=east_asian_signs)
    put_switch(properties, "w:b", "w:bCs", on=look.bold)
    put_switch(properties, "w:i", "w:iCs", on=look.italic)
    put_size(properties, size)
    if look.superscript:
        put(properties, "w:vertAlign", val="superscript")
    return properties


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
    properties = _paragraph_properties(
        named,
        align,
        looks.size,
        indents=(twips(left), twips(right), twips(hanging)),
        spaces=(twips(before), twips(after)),
        keep_next=keep_next,
        new_page=new_page,
        underline=underline,
    )
    element = new("w:p")
    element.append(deepcopy(properties))
    for piece in content:
        element.append(run_element(piece, looks) if isinstance(piece, Run) else piece)
    return element


@lru_cache(maxsize=KNOWN)
def _paragraph_properties(
    named: str,
    align: Justify,
    size: float,
    *,
    indents: tuple[int, int, int],
    spaces: tuple[int, int],
    keep_next: bool,
    new_page: bool,
    underline: float,
) -> BaseOxmlElement:
    """A ``w:pPr``, to be copied: the cells of a table share a few of them."""
    left, right, hanging = indents
    before, after = spaces
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
    put(properties, "w:spacing", before=before, after=after, line=240, lineRule="auto")
    indent = put(properties, "w:ind", left=left, right=right)
    name, length = ("hanging", hanging) if hanging else ("firstLine", 0)
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn(f"w:{name}"), str(length))
    put(properties, "w:jc", val=align)
    put_size(put(properties, "w:rPr"), size)
    return properties
