"""Fields and bookmarks of a Word document: numbers that Word counts, and mentions that follow them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.terms import term
from surveykit.write.docx_text import Looks, run_around, run_element, text_element
from surveykit.write.ooxml import new
from surveykit.write.parts import Heading, Part, What, anchor, listed
from surveykit.write.symbols import Run

COUNTED = re.compile(r"(.*?)(\d+)", re.DOTALL)
"""A number of a caption: what Word leaves alone, such as "4-" or "A-", and what it counts."""


class Fields:
    """What must be unique or in step over one document: bookmarks, and the counters of captions.

    Parameters
    ----------
    targets : iterable of str
        Names of the bookmarks that the document has or will have: fields refer only to those.
    restarts : iterable of (str, str)
        What (a table or a figure) and number, where Word's counter has to be set to that number.
    taken : iterable of str
        Names of bookmarks that others made.
    first_id : int
        The smallest id of a bookmark that is free, as are those above it.
    """

    def __init__(
        self,
        *,
        targets: Iterable[str] = (),
        restarts: Iterable[tuple[What, str]] = (),
        taken: Iterable[str] = (),
        first_id: int = 1,
    ) -> None:
        self._targets = frozenset(targets)
        self._restarts = frozenset(restarts)
        self._given = set(taken)
        self._ids = count(first_id)

    def has(self, name: str) -> bool:
        """Whether the document has a bookmark of that name, here or further on."""
        return name in self._targets

    def restarts(self, what: What, number: str) -> bool:
        """Whether Word's own count would give a table or figure another number."""
        return (what, number) in self._restarts

    def bookmarked(self, name: str, elements: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """The elements between the ends of a bookmark; as they are where the document has one of that name already."""
        if name in self._given:
            return list(elements)
        self._given.add(name)
        number = next(self._ids)
        return [new("w:bookmarkStart", id=number, name=name), *elements, new("w:bookmarkEnd", id=number)]


def fields_of(parts: Sequence[Part]) -> Fields:
    """The bookmarks and counters of a document that consists of these parts."""
    whats: tuple[What, ...] = ("table", "figure")
    targets = [anchor(what, part.name) for what in whats for part in listed(parts, what)]
    return Fields(targets=targets, restarts=[entry for what in whats for entry in _out_of_step(parts, what)])


def field(instruction: str, shown: Run, looks: Looks) -> list[BaseOxmlElement]:
    """A complex field as runs of one look: its instruction, and what is shown until Word works it out anew."""
    code = new("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    begin, separate, end = (new("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    result = [text_element(shown.text)] if shown.text else []
    return [run_around(content, shown, looks) for content in (begin, code, separate, *result, end)]


def label_elements(
    label: Run, number: str, *, what: What, name: str, fields: Fields, looks: Looks
) -> list[BaseOxmlElement]:
    """The label of a caption, such as "表4-3", in a bookmark, its last number counted by Word.

    The chapter is a literal, since the headings of a thesis are often numbered by hand; Word counts from 1 under every
    heading of level 1. A number that does not end in digits is a literal too.
    """
    match = COUNTED.fullmatch(number)
    before, found, after = label.text.rpartition(match[2]) if match else (label.text, "", "")
    runs = [run_element(replace(label, text=before), looks)]
    if match and found:
        instruction = rf"SEQ {sequence_name(what, looks)} \* ARABIC" + (r" \s 1" if match[1] else "")
        instruction += rf" \r {int(found)}" if fields.restarts(what, number) else ""
        runs += field(instruction, replace(label, text=found), looks)
        runs += [run_element(replace(label, text=after), looks)] if after else []
    return fields.bookmarked(anchor(what, name), runs)


def sequence_name(what: What, looks: Looks) -> str:
    """What Word calls the counter of tables or figures; lists of them are made from it."""
    return term(f"write.{what}_sequence", looks.style.language)


def _out_of_step(parts: Sequence[Part], what: What) -> list[tuple[What, str]]:
    """Numbers that a program would not arrive at by itself.

    Word counts from 1 under every heading of level 1; LibreOffice counts through the whole document.
    """
    numbers = {id(part): part.number for part in listed(parts, what)}
    entries: list[tuple[What, str]] = []
    under_heading = throughout = 0
    for part in parts:
        under_heading = 0 if isinstance(part, Heading) and part.level == 1 else under_heading
        match = COUNTED.fullmatch(numbers.get(id(part), ""))
        if match is None:
            continue
        if int(match[2]) != under_heading + 1 or int(match[2]) != throughout + 1:
            entries.append((what, match[0]))
        under_heading = throughout = int(match[2])
    return entries
