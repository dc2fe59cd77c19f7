"""Labels that are bands of one amount, such as 18岁以下, 18-25岁 and 60岁及以上: their order is that of the amounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise

from surveykit.core.overlaps import amounts_in, span_of, units_of

_REMARK = re.compile(r"\(不?含[^()]*\)")
_UNIT = re.compile(r"^[^\W\d]{1,4}$")

Band = tuple[float, float, frozenset[str]]
"""From, to, and the units named."""


def band_codes(labels: Collection[str]) -> dict[str, int] | None:
    """Code 1, 2, ... of each label, from the lowest band to the highest; None unless all are bands of one amount."""
    found = {label: _band(label) for label in labels}
    bands = {label: band for label, band in found.items() if band is not None}
    units = {unit for _, _, named in bands.values() for unit in named}
    if len(bands) < max(2, len(found)) or len(units) > 1 or all(low == high for low, high, _ in bands.values()):
        return None
    ordered = sorted(bands, key=lambda label: bands[label][:2])
    # Neighbours may share a limit (18-25, 25-35) but not more, or the labels are answers to something else.
    if any(bands[low][1] > bands[high][0] for low, high in pairwise(ordered)):
        return None
    return {label: code for code, label in enumerate(ordered, start=1)}


def are_ranked(labels: Sequence[str]) -> bool:
    """Whether labels are bands that rise, or fall, in the order given."""
    codes = band_codes(labels)
    placed = [codes[label] for label in labels] if codes else []
    return bool(placed) and placed in (sorted(placed), sorted(placed, reverse=True))


def _band(label: str) -> Band | None:
    plain = _REMARK.sub("", unicodedata.normalize("NFKC", label))
    units, span, amounts = units_of(plain), span_of(plain), amounts_in(plain)
    if units is None or not all(map(_UNIT.match, units)):
        return None
    if span is not None:
        return span.low, span.high, frozenset(units)
    return (amounts[0], amounts[0], frozenset(units)) if len(amounts) == len(units) == 1 else None
