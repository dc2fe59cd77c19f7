"""What a column header says: question number, stem, and the row, option or blank it belongs to.

The grammar is that of 问卷星 downloads, old and new. It also strips the number from the headers of other files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Role = Literal["single", "option", "row", "blank"]

_LEGACY = re.compile(r"^第(\d{1,3})题\((.*)\)$")
_SUB_ONLY = re.compile(r"^(\d{1,3})\s*[、.．]?\s*\((.*)\)$")
_BLANK = re.compile(r"^\((\d+)\)\s*(?:(\d{1,3})\s*[、.．:：]?\s*)?(.*)$")
_BLOCK = re.compile(r"^(?:(\d{1,3})(?:\s*[、.．:：]\s*|\s+))?(.*?)—(.+)$")
_FIRST_OPTION = re.compile(r"^(\d{1,3})\s*[、.．:： ]\s*(.+?)\s*\(((?:[^()]|\([^()]*\))*)\)$")
_NUMBERED = re.compile(r"^(\d{1,3})\s*[、.．:：]\s*(.*)$")
_BARE_PART = re.compile(r"^\((?!\d+\))(.+)\)$")
_BARE_OPTION = re.compile(r"^([^(].*?)\s*\(((?:[^()]|\([^()]*\))*)\)$")
_SPACE = re.compile(r"\s+")
_END = ":。.、,*?_ "


@dataclass(frozen=True)
class Column:
    """One column of an export.

    Attributes
    ----------
    position : int
        Column of the grid.
    header : str
        The cleaned header.
    role : {"single", "option", "row", "blank"}
        A question of its own, or one option, matrix row or blank of a question. Old downloads write options and
        rows alike; they are called options here.
    number : int or None
        Question number, None where numbering is switched off.
    stem, part : str
        What was asked, and the option, row or blank. Old downloads keep no stem for questions of several columns.
    name : str
        What the platform calls the question, where the header is not a name by itself.
    alias : str
        Another name that the platform gives the column, such as a code or an import id.
    """

    position: int
    header: str
    role: Role = "single"
    number: int | None = None
    stem: str = ""
    part: str = ""
    name: str = ""
    alias: str = ""

    @cached_property
    def keys(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Names under which a codebook may know the column, the surest first."""
        whole = f"{self.stem}—{self.part}" if self.role != "option" else f"{self.stem}({self.part})"
        forms = {self.stem, self.part, whole} if self.part else {self.stem}
        own = frozenset({self.header, self.alias}) - {""}
        return own, frozenset(map(normal, own)), frozenset(map(normal, forms)) - {""}

    @cached_property
    def question(self) -> frozenset[str]:
        """Normalised names of the question that the column belongs to."""
        numbered = f"{self.number}、{self.stem}" if self.number is not None else self.stem
        return frozenset({normal(self.stem), normal(numbered), normal(f"第{self.number}题")}) - {""}


def clean_header(text: str) -> str:
    """A header without stray spaces and invisible characters."""
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return _SPACE.sub(" ", visible).strip()


def normal(text: str) -> str:
    """A form in which full and half width, spaces, letter case and closing punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", clean_header(text))
    return _SPACE.sub("", folded).casefold().strip(_END)


def unnumbered(text: str) -> str:
    """The text without a leading question number."""
    found = _NUMBERED.match(clean_header(text))
    return found[2] if found and found[2] else text


def plain_columns(header: Sequence[str]) -> list[Column]:
    """Columns of a file whose headers follow no platform's grammar."""
    cleaned = [clean_header(text) for text in header]
    return [Column(place, text, stem=unnumbered(text)) for place, text in enumerate(cleaned)]


def parse_headers(header: Sequence[str], positions: Sequence[int]) -> list[Column]:
    """Columns of a 问卷星 download; `positions` are those of the questions, in order."""
    columns: list[Column] = []
    cleaned = {place: clean_header(header[place]) for place in positions}
    for index, place in enumerate(positions):
        after = positions[index + 1] if index + 1 < len(positions) else None
        following = cleaned[after] if after == place + 1 else ""
        previous = columns[-1] if columns and columns[-1].position == place - 1 else None
        columns.append(_column(place, cleaned[place], previous, following))
    return columns


def _column(place: int, text: str, previous: Column | None, following: str) -> Column:
    """Try the forms from the most to the least particular one."""
    if found := _LEGACY.match(text):
        return Column(place, text, "option", int(found[1]), "", found[2])
    if found := _SUB_ONLY.match(text):
        if previous and previous.number == int(found[1]):
            return Column(place, text, "option", previous.number, previous.stem, found[2])
        if _goes_on(found[1], following):
            return Column(place, text, "option", int(found[1]), "", found[2])
    if found := _BLANK.match(text):
        return _blank(place, text, found, previous)
    if option := _bare_option(place, text, previous, following):
        return option
    if found := _BLOCK.match(text):
        return Column(place, text, "row", int(found[1]) if found[1] else None, found[2], found[3])
    if (found := _FIRST_OPTION.match(text)) and _goes_on(found[1], following):
        return Column(place, text, "option", int(found[1]), found[2], found[3])
    if found := _NUMBERED.match(text):
        return _numbered(place, text, int(found[1]), found[2], previous)
    if previous is not None and previous.role == "row":
        return Column(place, text, "row", previous.number, previous.stem, text)
    return Column(place, text, stem=text)


def _bare_option(place: int, text: str, previous: Column | None, following: str) -> Column | None:
    """An option where numbering is switched off: the first behind its stem, the others in brackets alone."""
    if (found := _BARE_PART.match(text)) and previous and previous.role == "option" and previous.number is None:
        return Column(place, text, "option", None, previous.stem, found[1])
    found = _BARE_OPTION.match(text)
    if found is None or _NUMBERED.match(text) or not _BARE_PART.match(following):
        return None
    return Column(place, text, "option", None, found[1], found[2])


def _blank(place: int, text: str, found: re.Match[str], previous: Column | None) -> Column:
    same = previous is not None and previous.role == "blank" and not found[2] and found[1] != "1"
    number = previous.number if same and previous else (int(found[2]) if found[2] else None)
    stem = previous.stem if same and previous else found[3]
    return Column(place, text, "blank", number, stem, found[3])


def _numbered(place: int, text: str, number: int, rest: str, previous: Column | None) -> Column:
    """A question of its own, the first blank of one, or the next row of the matrix above it."""
    if (found := _BLANK.match(rest)) and "__" in rest and not found[2]:
        stem = previous.stem if previous and previous.role == "blank" and previous.number == number else found[3]
        return Column(place, text, "blank", number, stem, found[3])
    if previous is not None and previous.role == "row" and previous.number == number:
        return Column(place, text, "row", number, previous.stem, rest)
    return Column(place, text, "single", number, rest or text)


def _goes_on(number: str, following: str) -> bool:
    """A stem that ends in brackets is a first option only if another option of the same question follows."""
    found = _SUB_ONLY.match(following)
    return found is not None and found[1] == number
