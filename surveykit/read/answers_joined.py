"""Cells that list options with a plain comma or semicolon between them, which may also stand inside an option.

Google Forms and Microsoft Forms write ``Meeting, Cleaning, sorting and recycling`` without any quotation. The options
of the codebook decide: a cell is cut only where every piece is one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveykit.read.answers_closed import OWN_TEXT, Options

SEVERAL_WAYS = "commas inside options: cut into the longest ones"


@dataclass(frozen=True)
class Joined:
    """The options of one cell (positions from 0, in their order), what was written beside them, and the repair."""

    members: tuple[int, ...]
    own: str = ""
    rule: str = ""


@dataclass(frozen=True)
class _Way:
    """One way to read the pieces from some place on: fewer strangers are better, then fewer options."""

    strangers: int = 0
    options: int = 0
    ways: int = 1
    first: int | str = ""
    rest: _Way | None = None

    def taken(self) -> Iterator[int | str]:
        """Options and strangers, in their order."""
        way: _Way | None = self
        while way is not None and way.rest is not None:
            yield way.first
            way = way.rest


def read_joined(text: str, options: Options, separator: str, *, own_text: bool) -> Joined | None:
    """What a cell lists; None where a piece is no option, or comes twice.

    Parameters
    ----------
    text : str
        The cell; a separator at its end is no further piece.
    options : Options
        The members, coded 1, 2, ....
    separator : str
        What stands between options.
    own_text : bool
        Whether pieces that are no option are respondents' own words, if there is an option for others.
    """
    pieces = text.strip().removesuffix(separator.strip()).split(separator.strip())
    best = _best(pieces, options, separator.strip())
    taken = list(best.taken())
    places = [place - 1 for place in taken if isinstance(place, int)]
    own = [piece for piece in taken if isinstance(piece, str)]
    if own and not (own_text and options.other is not None):
        return None
    if own and options.other is not None and options.other - 1 not in places:
        places.append(options.other - 1)
    if len(set(places)) < len(places):
        return None
    rule = OWN_TEXT if own else SEVERAL_WAYS if best.ways > 1 else ""
    return Joined(tuple(places), f"{separator.strip()} ".join(own), rule)


def _best(pieces: list[str], options: Options, mark: str) -> _Way:
    """The best way to join neighbouring pieces into options, worked out from the end."""
    best = {len(pieces): _Way()}
    widest = max(label.count(mark) for label in options.exact) + 1
    for start in reversed(range(len(pieces))):
        found = _ways_from(start, pieces[start : start + widest], options, mark, best)
        clean = sum(way.ways for way in found if way.strangers == 0)
        chosen = min(found, key=lambda way: (way.strangers, way.options))
        best[start] = replace(chosen, ways=min(max(1, clean), 2))
    return best[0]


def _ways_from(start: int, pieces: list[str], options: Options, mark: str, best: dict[int, _Way]) -> list[_Way]:
    """Every option that begins at a place, and the single piece as a stranger, each followed by the best rest."""
    found = []
    for width in range(1, len(pieces) + 1):
        rest = best[start + width]
        code = options.exact.get(mark.join(pieces[:width]).strip())
        if code is not None:
            found.append(_Way(rest.strangers, rest.options + 1, rest.ways, code, rest))
    rest, piece = best[start + 1], pieces[0].strip()
    if piece not in options.exact:
        found.append(_Way(rest.strangers + 1, rest.options, rest.ways, piece, rest))
    return found
