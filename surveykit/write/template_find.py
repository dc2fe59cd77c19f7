"""Finding the places of a thesis: typed, marked with a bookmark, or filled before."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.errors import OptionError
from surveykit.write.ooxml import new
from surveykit.write.template_control import (
    Numbers,
    lifted,
    not_alone,
    place_of,
    wrap_blocks,
    wrap_point,
    wrap_stretch,
)
from surveykit.write.template_place import FOLDED, TYPED, Place, bookmarked_place, typed_place
from surveykit.write.template_text import Stretch, stretches, visible

_P, _SDT = qn("w:p"), qn("w:sdt")
_START, _END, _ID, _NAME = qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:id"), qn("w:name")
_LOOKED_AT = (_P, _SDT, _START, qn("w:t"), qn("w:delText"))
_BLOCKS = (_P, qn("w:tbl"), _SDT, qn("w:customXml"))


@dataclass(frozen=True)
class Typed:
    """A place typed as text: letters `start` to `end` of a paragraph."""

    place: Place
    paragraph: BaseOxmlElement
    start: int
    end: int


@dataclass(frozen=True)
class Bookmarked:
    """A place between the two ends of a bookmark."""

    place: Place
    start: BaseOxmlElement
    end: BaseOxmlElement


@dataclass(frozen=True)
class Controlled:
    """A place that was filled before."""

    place: Place
    control: BaseOxmlElement


Mark = Typed | Bookmarked | Controlled


def marks(root: BaseOxmlElement) -> list[Mark]:
    """Where the places are, in the order of the document. What stands in a filled place is not looked into."""
    filled = _filled(root)
    bookmarks = _bookmarks(root, filled)
    within = {element for _, control in filled for element in control.iterdescendants(*_LOOKED_AT)}
    controls = {control: place for place, control in filled}
    typed: dict[BaseOxmlElement, list[Typed]] = {}
    found: list[Mark] = []
    for element in root.iter(*_LOOKED_AT):
        if element in within:
            continue
        if element.tag == _P:
            typed.update(_typed(element))
        elif element in bookmarks:
            found.append(bookmarks[element])
        elif element in controls:
            found.append(Controlled(controls[element], element))
        else:
            found += typed.get(element, [])
    return found


def control_of(mark: Mark, numbers: Numbers) -> BaseOxmlElement:
    """The content control of a place; where there is none yet, what marks the place is put into one.

    Raises
    ------
    OptionError
        If a table, figure or text has its place within other text, or a mark runs over an edge.
    """
    match mark:
        case Controlled(place, control):
            within = next(control.iterancestors(_P, qn("w:txbxContent")), None)
            return lifted(control, place) if not place.inline and within is not None and within.tag == _P else control
        case Typed(place, paragraph, start, end):
            if place.inline:
                return wrap_stretch(place, paragraph, start, end, numbers)
            text = "".join(piece.text for piece in stretches(paragraph))
            if (text[:start] + text[end:]).strip():
                raise not_alone(place)
            return wrap_blocks(place, [paragraph], numbers)
        case Bookmarked(place, start_mark, end_mark):
            if place.inline:
                return _within(place, start_mark, end_mark, numbers)
            blocks = _covered(place, start_mark, end_mark)
            control = wrap_blocks(place, blocks, numbers)
            control.addprevious(start_mark)
            if control in end_mark.iterancestors():
                control.addnext(end_mark)
            return control


def _typed(paragraph: BaseOxmlElement) -> dict[BaseOxmlElement, list[Typed]]:
    """What is typed in a paragraph, by the element in which it begins."""
    pieces = stretches(paragraph)
    text = "".join(piece.text for piece in pieces).translate(FOLDED)
    found: dict[BaseOxmlElement, list[Typed]] = {}
    for match in TYPED.finditer(text):
        place = typed_place(match[1])
        found.setdefault(_at(pieces, match.start()), []).append(Typed(place, paragraph, match.start(), match.end()))
    return found


def _at(pieces: list[Stretch], offset: int) -> BaseOxmlElement:
    """The element that holds one letter."""
    for piece in pieces:
        offset -= len(piece.text)
        if offset < 0:
            return piece.element
    raise IndexError("no such letter")


def _filled(root: BaseOxmlElement) -> list[tuple[Place, BaseOxmlElement]]:
    """The content controls that are places."""
    return [(place, control) for control in root.iter(_SDT) if (place := place_of(control)) is not None]


def _bookmarks(root: BaseOxmlElement, filled: list[tuple[Place, BaseOxmlElement]]) -> dict[BaseOxmlElement, Bookmarked]:
    """The bookmarks that mark places, by their starts; without those whose place was filled before."""
    ends = {end.get(_ID): end for end in root.iter(_END)}
    order = {element: position for position, element in enumerate(root.iter(_START, _END, _SDT))}
    found = {}
    for start in root.iter(_START):
        place = bookmarked_place(start.get(_NAME, ""))
        if place is None:
            continue
        end = ends.get(start.get(_ID))
        if end is None:
            raise OptionError(f"the bookmark {start.get(_NAME)!r} has no end; delete it in Word and set it again")
        held = {*start.iterancestors(_SDT), *end.iterancestors(_SDT)}
        here = (control for other, control in filled if other == place)
        if not any(control in held or order[start] < order[control] < order[end] for control in here):
            found[start] = Bookmarked(place, start, end)
    return found


def _within(place: Place, start: BaseOxmlElement, end: BaseOxmlElement, numbers: Numbers) -> BaseOxmlElement:
    """A control over what a bookmark within one paragraph covers, or behind its start where it covers nothing."""
    paragraph = _paragraph(start)
    if paragraph is None or _paragraph(end) is not paragraph:
        raise OptionError(f"the bookmark of {place} must begin and end within one paragraph; set it again")
    first, last = _offset(paragraph, start), _offset(paragraph, end)
    if first == last:
        return wrap_point(place, start, numbers)
    return wrap_stretch(place, paragraph, first, last, numbers)


def _offset(paragraph: BaseOxmlElement, marker: BaseOxmlElement) -> int:
    """How many letters stand before a marker."""
    letters = 0
    for piece in stretches(paragraph):
        if piece.element is marker:
            return letters
        letters += len(piece.text)
    return letters


def _covered(place: Place, start: BaseOxmlElement, end: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The paragraphs and tables that a bookmark covers whole; an empty paragraph where it covers nothing."""
    first, last = _paragraph(start), _paragraph(end)
    if first is not None and _shown(first, start, before=True):
        raise not_alone(place)
    if first is not None and first is last:
        if _shown(first, end, before=False):
            raise not_alone(place)
        return [first]
    begun = start.getnext() if first is None else first
    ended = end.getprevious() if last is None else _last_covered(place, last, end)
    if begun is not None and ended is not None and begun.getparent() is not ended.getparent():
        raise OptionError(f"the bookmark of {place} begins and ends in different cells or boxes; set it again")
    blocks = _blocks_between(begun, ended)
    if not blocks:
        blocks = [new("w:p")]
        start.addnext(blocks[0])
    return blocks


def _paragraph(marker: BaseOxmlElement) -> BaseOxmlElement | None:
    """The paragraph that a marker stands in; None where it stands between paragraphs."""
    paragraph: BaseOxmlElement | None = next(marker.iterancestors(_P), None)
    return paragraph


def _last_covered(place: Place, paragraph: BaseOxmlElement, end: BaseOxmlElement) -> BaseOxmlElement | None:
    """The paragraph in which a bookmark ends, or the block before it where the bookmark ends at its beginning."""
    if _shown(paragraph, end, before=True):
        if _shown(paragraph, end, before=False):
            raise not_alone(place)
        return paragraph
    previous: BaseOxmlElement | None = paragraph.getprevious()
    return previous


def _blocks_between(first: BaseOxmlElement | None, last: BaseOxmlElement | None) -> list[BaseOxmlElement]:
    """Paragraphs and tables from one sibling to another, with the markers between them."""
    found: list[BaseOxmlElement] = []
    while first is not None:
        found.append(first)
        if first is last:
            places = [place for place, element in enumerate(found) if element.tag in _BLOCKS]
            return found[places[0] : places[-1] + 1] if places else []
        first = first.getnext()
    return []


def _shown(paragraph: BaseOxmlElement, marker: BaseOxmlElement, *, before: bool) -> str:
    """What is seen of a paragraph before a marker, or behind it."""
    pieces = stretches(paragraph)
    place = next(index for index, piece in enumerate(pieces) if piece.element is marker)
    return visible(pieces[:place] if before else pieces[place:])
