"""Places in somebody's own thesis: what is asked for there, and the three ways in which a document says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from surveykit.core.words import closest
from surveykit.errors import OptionError

PlaceKind = Literal["table", "figure", "prose", "value", "methods"]

KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)

TYPED = re.compile(r"\{\{([^{}\n\t\ufffc]{1,90})\}\}")
"""What is typed into a text, such as ``{{table:reliability}}``."""

FOLDED = str.maketrans("｛｝：．", "{}:.")
"""Signs that a Chinese keyboard gives where a Latin one is meant."""

BOOKMARK = "sk_"
"""How the names of bookmarks begin that mark a place."""

TAG = "surveykit"

LONGEST_TAG = 64
"""Letters that Word allows in the tag of a content control."""


@dataclass(frozen=True)
class Place:
    """One thing that a thesis asks for.

    Attributes
    ----------
    kind : {"table", "figure", "prose", "value", "methods"}
        What stands there.
    key : str
        Of which result, as it was written: "reliability", "reliability.2", "reliability.SQ.alpha". Empty for methods.
    """

    kind: PlaceKind
    key: str = ""

    def __str__(self) -> str:
        inner = self.key if self.kind == "value" else ":".join(filter(None, (self.kind, self.key)))
        return "{{" + inner + "}}"

    @property
    def tag(self) -> str:
        """The tag of the content control in which the content stands."""
        return ":".join(filter(None, (TAG, self.kind, self.key)))

    @property
    def inline(self) -> bool:
        """Whether the content stands within a sentence."""
        return self.kind == "value"


def typed_place(inner: str) -> Place:
    """The place that is meant by what stands between the braces.

    >>> typed_place("table:reliability"), typed_place("reliability.SQ.alpha")
    (Place(kind='table', key='reliability'), Place(kind='value', key='reliability.SQ.alpha'))

    Raises
    ------
    OptionError
        If there is no such kind of place, or no key is given.
    """
    kind, colon, key = (part.strip() for part in inner.partition(":"))
    if not colon:
        return Place("methods") if kind.lower() == "methods" else _place("value", kind, inner)
    return _place(kind.lower(), key, inner)


def bookmarked_place(name: str) -> Place | None:
    """The place that a bookmark marks; a double underscore stands for a dot. None for other bookmarks.

    >>> bookmarked_place("sk_value_reliability__SQ__alpha")
    Place(kind='value', key='reliability.SQ.alpha')
    >>> bookmarked_place("_Ref1234")
    """
    if not name.lower().startswith(BOOKMARK):
        return None
    kind, _, key = name[len(BOOKMARK) :].partition("_")
    return _place(kind.lower(), key.replace("__", "."), name)


def tagged_place(tag: str) -> Place | None:
    """The place whose content stands in a content control with this tag; None for other controls."""
    program, _, rest = tag.partition(":")
    kind, _, key = rest.partition(":")
    return _place(kind, key, tag) if program == TAG else None


def _place(kind: str, key: str, written: str) -> Place:
    known = next((word for word in KINDS if word == kind), None)
    if known is None:
        raise OptionError(
            f"{written!r} asks for {kind!r}, which is no kind of place. Allowed: {', '.join(KINDS)}"
            f"{closest(kind, KINDS)}"
        )
    if bool(key) == (known == "methods"):
        wanted = (
            "nothing more, as in {{methods}}" if known == "methods" else f"a key, as in {{{{{known}:reliability}}}}"
        )
        raise OptionError(f"{written!r} is not understood: after {known!r} stands {wanted}")
    place = Place(known, key)
    if len(place.tag) > LONGEST_TAG:
        room = LONGEST_TAG - len(place.tag) + len(key)
        raise OptionError(f"{written!r} is too long for Word: the key of a {known} may have {room} characters")
    return place
