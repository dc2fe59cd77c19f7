"""What a document is made of, in order, before any file format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from zlib import crc32

from surveykit.core.table import Table
from surveykit.figures.drawing import Drawing

What = Literal["table", "figure"]

LONGEST_BOOKMARK = 40
"""Letters that Word allows in the name of a bookmark."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the chapter's."""

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True)
class Reference:
    """The mention of a numbered table or figure within a sentence: a field, a link, or plain text.

    `name` is that of the table or illustration, `text` what a reader sees: "表4-1".
    """

    what: What
    name: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text.

    `role` "plain" has no first-line indent, "lead" neither and stays on the page of what follows, "small" is set like
    a note.
    """

    pieces: tuple[str | Reference, ...]
    role: Literal["text", "plain", "lead", "small"] = "text"

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Illustration:
    """A drawn figure with its number and title; `name` makes its bookmark and its file name."""

    name: str
    number: str
    title: str
    drawing: Drawing = field(repr=False)
    second_title: str = ""


@dataclass(frozen=True)
class Contents:
    """A list of the document's tables or figures, with a heading."""

    title: str
    what: What


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Part = Heading | Paragraph | Table | Illustration | Contents | PageBreak


def anchor(what: What | Literal["heading"], name: str) -> str:
    """A bookmark or fragment for a part: a letter first, then letters, digits and underscores, at most 40.

    A name that cannot be kept as it is, such as a Chinese one, or one with capitals, which Word does not tell from
    small letters, ends in a number made from it: two tables that shared a bookmark would be mentioned under one number.

    >>> anchor("table", "regression_2"), anchor("table", "访谈 2")
    ('table_regression_2', 'table_2_7ebc15b0')
    """
    plain = re.sub(r"[^0-9A-Za-z_]+", "_", name).strip("_")
    return shortened(f"{what}_{plain}") if plain == name.lower() else _told_apart(f"{what}_{plain}".strip("_"), name)


def shortened(name: str) -> str:
    """The name of a bookmark as Word allows it; one that is too long ends in a number made from all of it.

    >>> shortened("table_satisfaction_with_community_services")
    'table_satisfaction_with_communi_d2153f87'
    """
    return name if len(name) <= LONGEST_BOOKMARK else _told_apart(name, name)


def _told_apart(name: str, whole: str) -> str:
    number = crc32(whole.encode(errors="backslashreplace"))
    return f"{name[: LONGEST_BOOKMARK - 9]}_{number:08x}"


def listed(parts: Sequence[Part], what: What) -> list[Table | Illustration]:
    """The numbered tables, or the figures, of a document in order."""
    kind: type[Table | Illustration] = Table if what == "table" else Illustration
    return [part for part in parts if isinstance(part, Table | Illustration) and isinstance(part, kind) and part.number]
