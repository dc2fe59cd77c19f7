"""The text of a paragraph that Word has cut into runs: finding a stretch of it, and cutting the runs at its ends."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.write.docx_text import text_element

OBJECT = "\ufffc"
"""Stands for whatever is seen but is no text: a picture, a field, a note, a break of the page."""

MARKERS = frozenset(
    qn(f"w:{name}")
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"),
        *("proofErr", "pPr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
"""What stands between runs and is not seen."""

WRAPPERS = frozenset(
    qn(f"w:{name}")
    for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "ins", "del", "moveFrom", "moveTo", "dir", "bdo")
)
"""What runs may stand in within a paragraph."""

TRACKED = frozenset(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))

_LETTERS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
_UNSEEN = frozenset((qn("w:rPr"), qn("w:lastRenderedPageBreak"), qn("w:commentReference"), qn("w:annotationRef")))
_TEXTS = frozenset((qn("w:t"), qn("w:delText")))


@dataclass(frozen=True)
class Stretch:
    """A piece of a paragraph's text and the element that holds it; a marker holds none."""

    text: str
    element: BaseOxmlElement


def stretches(holder: BaseOxmlElement) -> list[Stretch]:
    """The text of a paragraph piece by piece, markers between them; text boxes within it are not entered."""
    return list(_pieces(holder))


def visible(pieces: list[Stretch]) -> str:
    """The text that the pieces show, without the spaces around it."""
    return "".join(piece.text for piece in pieces).strip()


def is_tracked(element: BaseOxmlElement) -> bool:
    """Whether an element stands in, or holds, a change that nobody has accepted yet."""
    inside = any(
        child.tag in TRACKED or str(child.tag).endswith("PrChange") for child in element.iter() if child is not element
    )
    return inside or any(parent.tag in TRACKED for parent in element.iterancestors())


def cut(run: BaseOxmlElement, text: BaseOxmlElement, offset: int) -> BaseOxmlElement | None:
    """Cut a run before a letter; the run that begins with the letter, which is `run` itself where nothing is before it.

    None where nothing is behind the cut.
    """
    content = [child for child in run if child.tag != qn("w:rPr")]
    place = content.index(text)
    letters = text.text or ""
    if offset == 0 and place == 0:
        return run
    moved = content[place + 1 :]
    if offset < len(letters):
        moved.insert(0, _divided(text, offset) if offset else text)
    if not moved:
        return None
    second: BaseOxmlElement = run.makeelement(run.tag, dict(run.attrib))
    looks = run.find(qn("w:rPr"))
    if looks is not None:
        second.append(deepcopy(looks))
    for child in moved:
        second.append(child)
    run.addnext(second)
    return second


def _divided(text: BaseOxmlElement, offset: int) -> BaseOxmlElement:
    """Shorten a text to its first letters; the rest as an element of its own."""
    letters = text.text or ""
    text.text = letters[:offset]
    text.set(qn("xml:space"), "preserve")
    return text_element(letters[offset:])


def _pieces(holder: BaseOxmlElement) -> Iterator[Stretch]:
    for child in holder:
        if child.tag == qn("w:r"):
            yield from _letters(child)
        elif child.tag in MARKERS:
            yield Stretch("", child)
        elif child.tag in WRAPPERS:
            yield from _pieces(child)
        elif child.tag == qn("w:sdt"):
            yield from _controlled(child)
        elif isinstance(child.tag, str):
            yield Stretch(OBJECT, child)


def _controlled(control: BaseOxmlElement) -> Iterator[Stretch]:
    """The text in a content control; one of surveykit's is an object, whose text is not looked into."""
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    content = control.find(qn("w:sdtContent"))
    if content is None or (tag is not None and tag.get(qn("w:val"), "").startswith("surveykit:")):
        yield Stretch(OBJECT, control)
    else:
        yield from _pieces(content)


def _letters(run: BaseOxmlElement) -> Iterator[Stretch]:
    for child in run:
        if child.tag in _TEXTS:
            yield Stretch(child.text or "", child)
        elif child.tag == qn("w:br"):
            yield Stretch("\n" if child.get(qn("w:type"), "textWrapping") == "textWrapping" else OBJECT, child)
        elif child.tag in _LETTERS:
            yield Stretch(_LETTERS[child.tag], child)
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield Stretch(OBJECT, child)
