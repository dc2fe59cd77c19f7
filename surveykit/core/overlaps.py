"""Bands of numbers as questionnaires word them, and which of them claim the same number."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from surveykit.core.parts import Language, Text
from surveykit.core.terms import bilingual, listing

_AMOUNT = r"(\d+(?:\.\d+)?)\s*(万|千|k\b)?"
_TO = r"(?:-|~|～|—|–|至|到|to)+"
_NUMBER = re.compile(_AMOUNT)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_BETWEEN = re.compile(rf"{_AMOUNT}\s*([^\d\s]{{0,2}}?)\s*{_TO}\s*{_AMOUNT}")
_TIMES = {"万": 1e4, "千": 1e3, "k": 1e3, "": 1.0}
_AT_MOST = r"以下|以内|不超过|至多|最多|≤|or (?:less|fewer|below|under|younger)|up to|at most"
_BELOW = r"不满|未满|不到|小于|不足|低于|少于|<|under|below|less than|fewer than|younger than"
_AT_LEAST = r"以上|不少于|至少|≥|\+|or (?:more|above|over|older)|and (?:above|over|older|more)|at least"
_ABOVE = r"超过|大于|高于|多于|>|over|above|more than|older than"
_ABOUT = re.compile(rf"{_AMOUNT}|{_TO}|及?(?:{_AT_MOST}|{_BELOW}|{_AT_LEAST}|{_ABOVE})|之间|\s")


@dataclass(frozen=True)
class Span:
    """Numbers from `low` to `high`, the edges included or not."""

    low: float
    high: float
    with_low: bool = True
    with_high: bool = True

    def meets(self, other: Span) -> bool:
        """Whether some number lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low < high:
            return True
        return low == high and all(
            (span.low < low or span.with_low) and (span.high > high or span.with_high) for span in (self, other)
        )


def span_of(label: str) -> Span | None:
    """The numbers that a label claims; None where it is no band.

    >>> span_of("20-30岁"), span_of("60岁以上").low, span_of("不满18岁").with_high, span_of("党员")
    (Span(low=20.0, high=30.0, with_low=True, with_high=True), 60.0, False, None)
    """
    plain = _plain(label)
    amounts = amounts_in(label)
    if len(amounts) == 2 and (found := _BETWEEN.search(plain)):
        return _between(*found.groups(default=""))
    if len(amounts) != 1:
        return None
    edge = amounts[0]
    if re.search(_AT_MOST, plain):
        return Span(-math.inf, edge)
    if re.search(_AT_LEAST, plain):
        return Span(edge, math.inf)
    if re.search(_BELOW, plain):
        return Span(-math.inf, edge, with_high=False)
    if re.search(_ABOVE, plain):
        return Span(edge, math.inf, with_low=False)
    return None


def amounts_in(label: str) -> list[float]:
    """The numbers in a label.

    >>> amounts_in("1万元以上"), amounts_in("3人"), amounts_in("党员")
    ([10000.0], [3.0], [])
    """
    return [_amount(*found) for found in _NUMBER.findall(_plain(label))]


def units_of(label: str) -> list[str] | None:
    """What a label says besides numbers and limits; None where it begins with something else.

    >>> units_of("18岁至25岁"), units_of("5000元及以上"), units_of("大约30岁")
    (['岁', '岁'], ['元'], None)
    """
    plain = _plain(label).strip()
    return [piece for piece in _ABOUT.sub("\n", plain).split("\n") if piece] if _ABOUT.match(plain) else None


def _plain(label: str) -> str:
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", label)).casefold()


def _amount(digits: str, times: str) -> float:
    return float(digits) * _TIMES[times]


def _between(low: str, low_times: str, low_unit: str, high: str, high_times: str) -> Span | None:
    last = _amount(high, high_times)
    # In "1-3万" the 1 is 万 as well; in "5000-1万" it is not.
    shared = _amount(low, low_times or ("" if low_unit else high_times))
    first = shared if shared <= last else _amount(low, low_times)
    return Span(first, last) if first < last else None


def overlapping(labels: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of labels that both claim some number.

    >>> overlapping(["20-30岁", "30-40岁", "41岁以上"])
    [('20-30岁', '30-40岁')]
    """
    spans = [(label, span) for label in labels if (span := span_of(label)) is not None]
    return [(one, other) for (one, span), (other, next_) in combinations(spans, 2) if span.meets(next_)]


def overlap_notes(labels: Iterable[Text]) -> tuple[Text, ...]:
    """A sentence about labels that claim the same number in either language; none where none do."""
    pairs = [pair for pair in combinations(labels, 2) if _overlap(*pair)]
    told = [bilingual("cleaning.note_overlap_pair", one=one, other=other) for one, other in pairs]
    return (bilingual("cleaning.note_overlap", pairs=listing(told, most=len(told))),) if told else ()


def _overlap(one: Text, other: Text) -> bool:
    worded = ([text.within(language) for text in (one, other)] for language in get_args(Language))
    return any(overlapping(labels) for labels in worded)
