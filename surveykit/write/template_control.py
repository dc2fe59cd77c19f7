"""Content controls of Word: what a place becomes once it is filled, so that it is found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from zlib import crc32

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.errors import OptionError
from surveykit.write.docx_text import text_element
from surveykit.write.ooxml import new, put, put_size
from surveykit.write.template_place import Place, tagged_place
from surveykit.write.template_text import OBJECT, Stretch, cut, is_tracked, stretches

PLAIN_CONTROLS = frozenset(
    qn(f"w:{name}") for name in ("text", "dataBinding", "comboBox", "dropDownList", "date", "picture", "citation")
)
"""Kinds of controls that hold no further control."""

LARGEST = 2**31 - 1
"""Largest number that Word has for bookmarks, controls and pictures."""


class Numbers:
    """Numbers that no other element of the document has, the same in every run.

    Parameters
    ----------
    taken : set of int
        Numbers of what is not ours.
    """

    def __init__(self, taken: set[int]) -> None:
        self._taken = set(taken)

    def give(self, name: str) -> int:
        """A number made from a name, so that it does not depend on what else is in the document."""
        number = crc32(name.encode()) % LARGEST
        while number in self._taken or number == 0:
            number = (number + 1) % LARGEST
        self._taken.add(number)
        return number


def number_in(text: str) -> int:
    """The number that an attribute spells; 0 where it spells none that Word knows."""
    return int(text) if re.fullmatch("-?[0-9]{1,10}", text) else 0


def place_of(control: BaseOxmlElement) -> Place | None:
    """The place that a content control is; None for controls of others."""
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return None if tag is None else tagged_place(tag.get(qn("w:val"), ""))


def content_of(control: BaseOxmlElement) -> BaseOxmlElement:
    """What holds the content of a control; an empty one is made where there is none."""
    content: BaseOxmlElement | None = control.find(qn("w:sdtContent"))
    if content is None:
        content = new("w:sdtContent")
        control.append(content)
    return content


def wrap_stretch(place: Place, paragraph: BaseOxmlElement, start: int, end: int, numbers: Numbers) -> BaseOxmlElement:
    """Put letters `start` to `end` of a paragraph into a control of their own.

    Raises
    ------
    OptionError
        If they are a tracked change, or run over the edge of a link or field.
    """
    pieces = _between(stretches(paragraph), start, end)
    texts = [(piece, offset) for piece, offset in pieces if piece.text]
    if not texts or any(OBJECT in piece.text for piece, _ in texts):
        raise OptionError(f"{place} must stand in plain text, not over a picture, a field or a note; type it again")
    (first, begin), (last, before) = texts[0], texts[-1]
    run, final = first.element.getparent(), last.element.getparent()
    if any(is_tracked(piece.element) or piece.element.tag == qn("w:delText") for piece, _ in texts):
        raise _tracked(place)
    if run.getparent() is not final.getparent():
        raise OptionError(f"{place} runs over the edge of a link, field or content control; type it again in one go")
    cut(final, last.element, min(len(last.text), end - before))
    begun = cut(run, first.element, max(0, start - begin))
    return _wrap(place, _siblings(begun, begun if run is final else final), numbers)


def wrap_point(place: Place, marker: BaseOxmlElement, numbers: Numbers) -> BaseOxmlElement:
    """Put an empty control behind a marker within a paragraph, in the looks of the run before it or after it."""
    beside = [
        *(sibling for sibling in marker.itersiblings(qn("w:r"), preceding=True)),
        *(sibling for sibling in marker.itersiblings(qn("w:r"))),
    ]
    run = new("w:r")
    looks = beside[0].find(qn("w:rPr")) if beside else None
    if looks is not None:
        run.append(deepcopy(looks))
    run.append(text_element(""))
    marker.addnext(run)
    return _wrap(place, [run], numbers)


def wrap_blocks(place: Place, blocks: Sequence[BaseOxmlElement], numbers: Numbers) -> BaseOxmlElement:
    """Put paragraphs and tables that follow one another into a control.

    The end of a section, which a paragraph may carry, stays behind it in a paragraph of its own that takes no room.

    Raises
    ------
    OptionError
        If the end of a section lies between them.
    """
    for block in blocks[:-1]:
        if next(block.iter(qn("w:sectPr")), None) is not None:
            raise OptionError(f"{place} runs over the end of a section; let it end before")
    control = _wrap(place, blocks, numbers)
    _keep_section(control, blocks[-1])
    return control


def lifted(control: BaseOxmlElement, place: Place) -> BaseOxmlElement:
    """A control of whole paragraphs that a program has put within one, around that paragraph again.

    Raises
    ------
    OptionError
        If the paragraph holds something else too.
    """
    paragraph = next(control.iterancestors(qn("w:p")))
    if [piece.text for piece in stretches(paragraph) if piece.text.strip()] != [OBJECT]:
        raise not_alone(place)
    for child in reversed(list(content_of(control))):
        control.addnext(child)
    paragraph.addprevious(control)
    content_of(control).append(paragraph)
    _keep_section(control, paragraph)
    return control


def thin_paragraph() -> BaseOxmlElement:
    """An empty paragraph that takes no room, where Word wants one."""
    paragraph, properties = new("w:p"), new("w:pPr")
    put(properties, "w:snapToGrid", val=0)
    put(properties, "w:spacing", before=0, after=0, line=20, lineRule="exact")
    put(properties, "w:ind", firstLineChars=0, firstLine=0)
    put_size(put(properties, "w:rPr"), 1)
    paragraph.append(properties)
    return paragraph


def not_alone(place: Place) -> OptionError:
    """What is said about a table, figure or text whose place is within other text."""
    return OptionError(
        f"{place} stands in a paragraph with something else; put it into a paragraph of its own (press Enter before "
        "and after it)"
    )


def check_place(place: Place, control: BaseOxmlElement) -> None:
    """Refuse a place whose content would be lost or could not be put in.

    Raises
    ------
    OptionError
        If it holds tracked changes, stands in a content control of another kind, or is a table in a text box.
    """
    if is_tracked(control):
        raise _tracked(place)
    for outer in control.iterancestors(qn("w:sdt")):
        properties = outer.find(qn("w:sdtPr"))
        if properties is not None and any(child.tag in PLAIN_CONTROLS for child in properties):
            raise OptionError(f"{place} stands in a content control that holds plain text only; put it outside")
    if place.kind in ("table", "figure") and next(control.iterancestors(qn("w:txbxContent")), None) is not None:
        raise OptionError(f"{place} stands in a text box, which has no width of its own; put it into the text")
    if _depth(control, "begin") != _depth(control, "end"):
        raise OptionError(f"{place} covers one end of a field; let it cover the whole field, or none of it")


def _keep_section(control: BaseOxmlElement, block: BaseOxmlElement) -> None:
    """Put the end of a section that a paragraph carries behind the control that the paragraph now stands in."""
    section = block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if section is not None:
        rest = thin_paragraph()
        rest[0].append(section)
        control.addnext(rest)


def _tracked(place: Place) -> OptionError:
    return OptionError(
        f"{place} is or holds a tracked change; accept or reject it in Word (Review > Accept), then fill"
    )


def _depth(control: BaseOxmlElement, kind: str) -> int:
    return sum(mark.get(qn("w:fldCharType")) == kind for mark in control.iter(qn("w:fldChar")))


def _between(pieces: list[Stretch], start: int, end: int) -> list[tuple[Stretch, int]]:
    """The pieces that hold letters `start` to `end`, each with the number of letters before it."""
    found, offset = [], 0
    for piece in pieces:
        if offset < end and offset + len(piece.text) > start:
            found.append((piece, offset))
        offset += len(piece.text)
    return found


def _siblings(first: BaseOxmlElement | None, last: BaseOxmlElement | None) -> list[BaseOxmlElement]:
    """Elements from one sibling to another, both included."""
    found = []
    while first is not None:
        found.append(first)
        first = None if first is last else first.getnext()
    return found


def _wrap(place: Place, elements: Sequence[BaseOxmlElement], numbers: Numbers) -> BaseOxmlElement:
    control, properties, content = new("w:sdt"), new("w:sdtPr"), new("w:sdtContent")
    properties.append(new("w:alias", val=f"surveykit {place.kind} {place.key}".strip()[:64]))
    properties.append(new("w:tag", val=place.tag))
    properties.append(new("w:id", val=numbers.give(place.tag)))
    if not place.inline:
        # Without a kind, LibreOffice 7 shows the instructions of the fields in the first paragraph.
        part = new("w:docPartObj")
        part.append(new("w:docPartGallery", val="Quick Parts"))
        properties.append(part)
    control.append(properties)
    control.append(content)
    elements[0].addprevious(control)
    for element in elements:
        content.append(element)
    return control
