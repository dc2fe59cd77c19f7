"""What is put into a place: paragraphs in the looks of the thesis, tables, figures and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.image.image import Image
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.write.docx_fields import Fields
from surveykit.write.docx_figure import Picture, figure_elements
from surveykit.write.docx_paragraphs import prose_runs
from surveykit.write.docx_table import table_elements
from surveykit.write.docx_text import Looks, text_element
from surveykit.write.ooxml import new, put, put_switch
from surveykit.write.parts import LONGEST_BOOKMARK, Heading, Illustration, Paragraph, Part, shortened
from surveykit.write.symbols import SYMBOL
from surveykit.write.template_control import Numbers
from surveykit.write.template_keep import PREFIX
from surveykit.write.template_picture import Pictures
from surveykit.write.template_style import OwnStyles, restyle
from surveykit.write.text import clean_text

_HINT = qn("w:hint")

TALLEST = 0.85
"""Share of the height of a page that a picture may fill, so that its caption stays with it."""

MENTION = re.compile(r"( REF )(\S+)")
"""The beginning of a field that mentions a table or figure, and the bookmark that it follows."""


@dataclass(frozen=True)
class Base:
    """How the text of a place is set: properties of the paragraph and of its letters, as the thesis has them.

    `new_page` says whether the place begins on a new page.
    """

    paragraph: BaseOxmlElement | None
    letters: BaseOxmlElement | None
    new_page: bool = False


@dataclass(frozen=True)
class Setting:
    """What the content of every place depends on.

    Attributes
    ----------
    style : Style
        Of figures and headings; a table has its own.
    own : OwnStyles
        The styles of the thesis.
    pictures : Pictures
        Where pictures go.
    numbers : Numbers
        Numbers of bookmarks and drawings that are free.
    names : set[str]
        Names of bookmarks that are taken; grows.
    targets : frozenset[str]
        Bookmarks that sentences may refer to.
    """

    style: Style
    own: OwnStyles
    pictures: Pictures
    numbers: Numbers
    names: set[str]
    targets: frozenset[str]


def base_of(content: Sequence[BaseOxmlElement], own: OwnStyles) -> Base:
    """How the text that stands in a place now is set: its first paragraph that is no heading, its first letters."""
    paragraphs = [block for block in content if block.tag == qn("w:p")]
    plain = [paragraph for paragraph in paragraphs if not own.is_heading(paragraph)]
    first = next(iter(plain or paragraphs), None)
    letters = letters_of(content if first is None else [first])
    properties = None if first is None else deepcopy(first.find(qn("w:pPr")))
    if properties is None:
        return Base(None, letters)
    for passing in ("w:pageBreakBefore", "w:sectPr"):
        for child in properties.findall(qn(passing)):
            properties.remove(child)
    mark = deepcopy(properties.find(qn("w:rPr")))
    return Base(properties, mark if letters is None else letters, new_page=_on_new_page(paragraphs[0]))


def letters_of(content: Sequence[BaseOxmlElement]) -> BaseOxmlElement | None:
    """The looks of the first run that has a text; symbols, which are set in italics, are passed over.

    None where there is no text, nothing in the looks where the text has none of its own.
    """
    runs = [run for block in content for run in block.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    plain = [run for run in runs if not SYMBOL.fullmatch("".join(text.text or "" for text in run.iter(qn("w:t"))))]
    first = next(iter(plain or runs), None)
    if first is None:
        return None
    looks = first.find(qn("w:rPr"))
    return new("w:rPr") if looks is None else _without_hint(deepcopy(looks))


def _without_hint(looks: BaseOxmlElement) -> BaseOxmlElement:
    """Looks that do not say of which script the signs are that both scripts have: that differs from run to run."""
    for fonts in looks.findall(qn("w:rFonts")):
        fonts.attrib.pop(_HINT, None)
        if not fonts.attrib:
            looks.remove(fonts)
    return looks


def value_runs(text: str, letters: BaseOxmlElement | None) -> list[BaseOxmlElement]:
    """A number within a sentence."""
    return [_run(text_element(clean_text(text)), letters)]


def block_elements(
    parts: Sequence[Part], base: Base, setting: Setting, *, width: float, height: float
) -> list[BaseOxmlElement]:
    """Parts as elements that stand in place of a paragraph, the last of them a paragraph."""
    elements: list[BaseOxmlElement] = []
    for part in parts:
        elements += _elements(part, base, setting, width=width, height=height)
    if not elements or elements[-1].tag != qn("w:p"):
        elements.append(_paragraph([], base))
    if base.new_page and elements[0].tag == qn("w:p"):
        put(elements[0].get_or_add_pPr(), "w:pageBreakBefore")
    for element in elements:
        for start in element.iter(qn("w:bookmarkStart")):
            _name_anew(start, setting)
        for code in element.iter(qn("w:instrText")):
            code.text = MENTION.sub(lambda match: match[1] + hidden_name(match[2]), code.text or "")
    return elements


def hidden_name(name: str) -> str:
    """The name of a bookmark of ours in somebody's own thesis.

    >>> hidden_name("table_reliability")
    '_sk_table_reliability'
    """
    return shortened(PREFIX + name)


def _elements(part: Part, base: Base, setting: Setting, *, width: float, height: float) -> list[BaseOxmlElement]:
    match part:
        case Paragraph():
            return [_told(part, base, setting)]
        case Heading():
            return [_heading(part, base, setting)]
        case Table():
            elements = table_elements(part, width=width, height=height, fields=Fields())
        case Illustration():
            elements = _figure(part, setting, width=width, height=height)
        case _:
            raise OptionError(
                f"a place in a thesis cannot hold a {type(part).__name__}; insert lists and page breaks in Word"
            )
    for paragraph in elements:
        if paragraph.tag == qn("w:p") and paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is not None:
            restyle(paragraph, setting.own.caption, uncounted=setting.own.counts(setting.own.caption))
    return elements


def _told(part: Paragraph, base: Base, setting: Setting) -> BaseOxmlElement:
    """A paragraph that looks as the thesis has it, statistical symbols in italics, mentions of tables as fields."""
    looks = Looks(setting.style, setting.style.note_size)
    runs = prose_runs(part, looks, fields=Fields(targets=setting.targets))
    for run in runs:
        _dress(run, base.letters)
    return _paragraph(runs, base)


def _heading(part: Heading, base: Base, setting: Setting) -> BaseOxmlElement:
    """A heading in the style of the thesis; where it has none, in bold, with its level."""
    named = setting.own.heading(part.level)
    heading = new("w:p")
    properties = heading.get_or_add_pPr()
    if named:
        put(properties, "w:pStyle", val=named)
        heading.append(_run(text_element(clean_text(part.text)), None))
        return heading
    put(properties, "w:keepNext")
    put(properties, "w:outlineLvl", val=part.level - 1)
    letters = new("w:rPr") if base.letters is None else deepcopy(base.letters)
    put_switch(letters, "w:b", "w:bCs", on=True)
    heading.append(_run(text_element(clean_text(part.text)), letters))
    return heading


def _figure(part: Illustration, setting: Setting, *, width: float, height: float) -> list[BaseOxmlElement]:
    """A picture at its own size, or smaller where it would not fit, with its caption."""
    content = part.drawing.image(".png")
    image = Image.from_blob(content)
    shrink = min(1.0, height * TALLEST / image.height.pt)
    number = setting.numbers.give(f"picture:{part.name}")
    relation = setting.pictures.add(part.name, content)
    picture = Picture(relation, number, image.width.pt * shrink, image.height.pt * shrink)
    return figure_elements(part, picture, style=setting.style, width=width, fields=Fields())


def _dress(run: BaseOxmlElement, letters: BaseOxmlElement | None) -> None:
    """Give a run the looks of the thesis instead of ours; italics, and Chinese quotation marks, stay so."""
    ours = run.find(qn("w:rPr"))
    italic = ours.find(qn("w:i"))
    looks = new("w:rPr") if letters is None else deepcopy(letters)
    if ours.find(qn("w:rFonts")).get(_HINT) is not None:
        fonts = looks.find(qn("w:rFonts"))
        (put(looks, "w:rFonts") if fonts is None else fonts).set(_HINT, "eastAsia")
    if italic is not None and italic.get(qn("w:val")) != "0":
        put_switch(looks, "w:i", "w:iCs", on=True)
    run.remove(ours)
    if len(looks):
        run.insert(0, looks)


def _run(content: BaseOxmlElement, letters: BaseOxmlElement | None) -> BaseOxmlElement:
    run = new("w:r")
    if letters is not None and len(letters):
        run.append(deepcopy(letters))
    run.append(content)
    return run


def _paragraph(runs: Sequence[BaseOxmlElement], base: Base) -> BaseOxmlElement:
    paragraph = new("w:p")
    if base.paragraph is not None:
        paragraph.append(deepcopy(base.paragraph))
    for run in runs:
        paragraph.append(run)
    return paragraph


def _on_new_page(paragraph: BaseOxmlElement) -> bool:
    switch = paragraph.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}")
    return switch is not None and switch.get(qn("w:val"), "1") not in ("0", "false", "off")


def _name_anew(start: BaseOxmlElement, setting: Setting) -> None:
    """Give a bookmark of ours a hidden name and a number that nothing else in the thesis has."""
    wanted = name = hidden_name(start.get(qn("w:name"), ""))
    copies = 1
    while name.lower() in setting.names:
        copies += 1
        name = f"{wanted[: LONGEST_BOOKMARK - 3]}_{copies}"
    setting.names.add(name.lower())
    number = str(setting.numbers.give(f"bookmark:{name}"))
    old = start.get(qn("w:id"))
    end = next(mark for mark in start.itersiblings(qn("w:bookmarkEnd")) if mark.get(qn("w:id")) == old)
    for marker in (start, end):
        marker.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
