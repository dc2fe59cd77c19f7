"""What others have hung on the content of a place, kept when the content is replaced: comments and bookmarks.

A supervisor comments on a table; Word puts a hidden bookmark around "表4-1" when a sentence mentions it. Neither may go
when the table is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.write.ooxml import new

PREFIX = "_sk_"
"""How the bookmarks begin that surveykit makes; the underscore hides them in Word's list."""

Where = Literal["label", "title", "whole"]

_START, _END, _ID, _NAME = qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:id"), qn("w:name")
_P, _R, _PROPERTIES = qn("w:p"), qn("w:r"), qn("w:pPr")
_OPENING = (_START, qn("w:commentRangeStart"), qn("w:permStart"))
_CLOSING = (_END, qn("w:commentRangeEnd"), qn("w:permEnd"))


@dataclass(frozen=True)
class _Hung:
    """A bookmark on the caption of a table or figure of ours: its two ends, whose caption, and on what of it."""

    start: BaseOxmlElement
    end: BaseOxmlElement
    name: str
    where: Where


@dataclass(frozen=True)
class Kept:
    """What is to be put on the new content: bookmarks on captions, and what opens before and closes behind the rest."""

    hung: tuple[_Hung, ...]
    opening: tuple[BaseOxmlElement, ...]
    closing: tuple[BaseOxmlElement, ...]

    @property
    def elements(self) -> tuple[BaseOxmlElement, ...]:
        """Everything that is kept."""
        return (*(end for one in self.hung for end in (one.start, one.end)), *self.opening, *self.closing)


def keep(content: Sequence[BaseOxmlElement]) -> Kept:
    """What others have hung on the content of a place."""
    ours = {start.get(_ID) for start in _all(content, (_START,)) if start.get(_NAME, "").startswith(PREFIX)}
    hung = [one for paragraph in _all(content, (_P,)) for one in _on_caption(paragraph)]
    hung.sort(key=lambda one: one.start.get(_NAME, ""))
    placed = {id(end) for one in hung for end in (one.start, one.end)}
    markers = [one for one in _all(content, (*_OPENING, *_CLOSING)) if id(one) not in placed]
    foreign = [one for one in markers if one.tag not in (_START, _END) or one.get(_ID) not in ours]
    comments = [_run_of(mark) for mark in _all(content, (qn("w:commentReference"),))]
    return Kept(
        tuple(hung),
        tuple(one for one in foreign if one.tag in _OPENING),
        (*(one for one in foreign if one.tag in _CLOSING), *comments),
    )


def hang_inline(kept: Kept, runs: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Runs with what is kept around them."""
    return [*kept.opening, *runs, *kept.closing]


def hang(kept: Kept, content: Sequence[BaseOxmlElement]) -> None:
    """Put what is kept on new paragraphs and tables."""
    paragraphs = [block for block in content if block.tag == _P]
    if not paragraphs:
        return
    captions = {start.get(_NAME): start for start in _all(content, (_START,))}
    for one in kept.hung:
        _close(one, captions.get(one.name), paragraphs[-1])
    for one in reversed(kept.hung):
        _begin(one, captions.get(one.name), paragraphs[0])
    for marker in reversed(kept.opening):
        _open(paragraphs[0], marker)
    for marker in kept.closing:
        paragraphs[-1].append(marker)


def _all(content: Iterable[BaseOxmlElement], tags: Sequence[str]) -> list[BaseOxmlElement]:
    return [element for block in content for element in block.iter(*tags)]


def _on_caption(paragraph: BaseOxmlElement) -> list[_Hung]:
    """The bookmarks of others on a caption of ours."""
    children = list(paragraph)
    starts = [child for child in children if child.tag == _START]
    ends = {child.get(_ID): child for child in children if child.tag == _END}
    pairs = [(start, ends[start.get(_ID)]) for start in starts if start.get(_ID) in ends]
    label = next((pair for pair in pairs if pair[0].get(_NAME, "").startswith(PREFIX)), None)
    if label is None:
        return []
    inside = _runs(children, label)
    last = max(children.index(run) for run in inside) if inside else 0
    return [
        _Hung(*pair, label[0].get(_NAME, ""), _where(_runs(children, pair), inside, children[last + 1 :]))
        for pair in pairs
        if pair is not label
    ]


def _where(covered: list[BaseOxmlElement], label: list[BaseOxmlElement], behind: list[BaseOxmlElement]) -> Where:
    if covered == label:
        return "label"
    return "title" if covered and all(run in behind for run in covered) else "whole"


def _runs(children: list[BaseOxmlElement], pair: tuple[BaseOxmlElement, BaseOxmlElement]) -> list[BaseOxmlElement]:
    """The runs between the ends of a bookmark."""
    between = children[children.index(pair[0]) : children.index(pair[1])]
    return [child for child in between if child.tag not in (*_OPENING, *_CLOSING, _PROPERTIES)]


def _begin(one: _Hung, label: BaseOxmlElement | None, first: BaseOxmlElement) -> None:
    """Put the start of a bookmark before the label of a caption, behind it, or before all."""
    if label is None:
        _open(first, one.start)
    elif one.where == "label":
        label.addprevious(one.start)
    elif one.where == "title":
        _end_of(label).addnext(one.start)
    else:
        _open(label.getparent(), one.start)


def _close(one: _Hung, label: BaseOxmlElement | None, last: BaseOxmlElement) -> None:
    """Put the end of a bookmark behind the label of a caption, or behind all."""
    if label is None:
        last.append(one.end)
    elif one.where == "label":
        _end_of(label).addnext(one.end)
    else:
        label.getparent().append(one.end)


def _end_of(start: BaseOxmlElement) -> BaseOxmlElement:
    """The end of a bookmark that ends in the paragraph in which it begins."""
    end: BaseOxmlElement = next(mark for mark in start.itersiblings(_END) if mark.get(_ID) == start.get(_ID))
    return end


def _open(paragraph: BaseOxmlElement, marker: BaseOxmlElement) -> None:
    """Put a marker at the beginning of a paragraph."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        paragraph.insert(0, marker)
    else:
        properties.addnext(marker)


def _run_of(mark: BaseOxmlElement) -> BaseOxmlElement:
    """A run with nothing but the mark of a comment."""
    run = new("w:r")
    looks = mark.getparent().find(qn("w:rPr"))
    if looks is not None:
        run.append(looks)
    run.append(mark)
    return run
