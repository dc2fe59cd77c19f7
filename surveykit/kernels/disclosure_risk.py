"""How few respondents share a combination of answers, and how alike the others of their answers are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]

PAIRED_UP_TO = 6
"""Neighbours are joined in pairs up to so many different values; more values become `MOST_BANDS` bands."""

MOST_BANDS = 4


@dataclass(frozen=True)
class Cells:
    """Respondents by their combination of answers.

    Attributes
    ----------
    member : (n,)
        The combination of each respondent, from 0.
    first : (c,)
        The first respondent of each combination.
    n : (c,)
        Respondents of each combination.
    """

    member: Codes
    first: Codes
    n: Codes


def cells(codes: Codes) -> Cells:
    """The combinations in `codes` (n, q), in ascending order of the codes; everybody in one where q is 0."""
    member = np.zeros(len(codes), dtype=np.int64)
    for column in codes.T:
        value = column - column.min(initial=0)
        _, member = np.unique(member * (value.max(initial=0) + 1) + value, return_inverse=True)
    _, first, n = np.unique(member, return_index=True, return_counts=True)
    return Cells(member, first.astype(np.int64), n.astype(np.int64))


def share_below(n: Codes, limit: int) -> float:
    """Share of respondents in combinations of fewer than `limit`, of combinations with `n` (c,) respondents."""
    return float(n[n < limit].sum() / n.sum())


def different_answers(member: Codes, answers: Codes) -> Codes:
    """How many different `answers` (n,) the respondents of each combination (c,) gave; -1 stands for no answer."""
    given = answers >= 0
    pairs = np.unique(np.column_stack([member[given], answers[given]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=int(member.max()) + 1)


def bands(values: Floats) -> Codes:
    """Ordered `values` (n,) in fewer bands (n,), from 0; NaN becomes -1.

    Up to `PAIRED_UP_TO` different values are joined with their neighbours, two and two from the lowest; more become
    `MOST_BANDS` bands of about as many respondents each. Equal values are never in two bands.
    """
    given = ~np.isnan(values)
    levels, place, n = np.unique(values[given], return_inverse=True, return_counts=True)
    middle = (np.cumsum(n) - n / 2) / max(n.sum(), 1)
    band = np.arange(len(levels)) // 2 if len(levels) <= PAIRED_UP_TO else (middle * MOST_BANDS).astype(np.int64)
    found = np.full(len(values), -1, dtype=np.int64)
    found[given] = band[place]
    return found
