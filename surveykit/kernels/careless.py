"""Indices of careless responding: one number per respondent, from the answers alone.

Empty answers are NaN. The definitions are those of R's careless 1.2.2; where an index differs, its docstring says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

LEAST_PAIRS = 3
"""Fewest pairs for which a correlation within one respondent says anything."""

LARGEST_STACK = 4_000_000
"""Most numbers in a stack of small matrices that is solved at once."""

_NO_SPREAD = 1e-20  # a sum of squares below this is rounding: the answers are all the same
_ROUNDING = 1e-12  # the share of a sum of squares that rounding may leave of it


def longest_run(answers: Floats) -> Counts:
    """Length (n,) of the longest run of identical neighbours in `answers` (n, k); an empty answer ends a run.

    A row without answers has 0, where careless counts the empty answer as a run of 1.
    """
    run = (~np.isnan(answers[:, 0])).astype(np.int64)
    longest = run.copy()
    for before, now in zip(answers.T[:-1], answers.T[1:], strict=True):
        run = np.where(now == before, run + 1, ~np.isnan(now)).astype(np.int64)
        longest = np.maximum(longest, run)
    return longest


def average_length(answers: Floats) -> Floats:
    """Average length (n,) of the runs of identical neighbours in `answers` (n, k); an empty answer is a run of 1.

    NaN for a row without answers, where careless has 1.
    """
    there = ~np.isnan(answers)
    breaks = (answers[:, 1:] != answers[:, :-1]).sum(axis=1)
    average: Floats = np.where(there.any(axis=1), answers.shape[1] / (breaks + 1), np.nan)
    return average


def part_spreads(answers: Floats, parts: int) -> Floats:
    """`answer_spread` (n, parts) of each part of `answers` (n, k), cut into intervals of equal length as R's cut does.

    careless names these ``irv1``, ``irv2``, ...
    """
    place = np.arange(answers.shape[1])
    inner = np.linspace(0, answers.shape[1] - 1, parts + 1)[1:-1]
    part = np.searchsorted(inner, place, side="left")
    return np.column_stack([answer_spread(answers[:, part == number]) for number in range(parts)])


def answer_spread(answers: Floats) -> Floats:
    """Intra-individual response variability (n,): the SD (n - 1) of each row of `answers` (n, k) over what is there.

    NaN for rows with fewer than two answers.
    """
    there = ~np.isnan(answers)
    n = there.sum(axis=1)
    away = _from_row_means(answers)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread: Floats = np.sqrt(np.einsum("ij,ij->i", away, away) / np.where(n > 1, n - 1, np.nan))
    return spread


def even_odd_consistency(answers: Floats, scales: Sequence[Sequence[int]]) -> Floats:
    """Even-odd consistency (n,) of `answers` (n, k) over `scales`, each the positions of its items, all keyed one way.

    Within each respondent the means of the odd and of the even items correlate over the scales; Spearman-Brown
    steps the correlation up, and -1 is the floor. High is consistent; careless has the opposite sign since 1.2.0.
    NaN for rows with fewer than `LEAST_PAIRS` scales or with halves that do not vary.
    """
    odd = np.column_stack([_row_means(answers[:, list(items)[0::2]]) for items in scales])
    even = np.column_stack([_row_means(answers[:, list(items)[1::2]]) for items in scales])
    r = _row_correlations(odd, even)
    with np.errstate(divide="ignore"):
        stepped_up: Floats = np.maximum(2 * r / (1 + r), -1.0)
    return stepped_up


def synonym_pairs(answers: Floats, min_r: float) -> Counts:
    """Pairs (m, 2) of columns of `answers` (n, k) that correlate above `min_r` over the rows that hold both."""
    left, right = np.triu_indices(answers.shape[1], 1)
    above = np.flatnonzero(_pairwise_correlations(answers)[left, right] > min_r)
    return np.column_stack([left[above], right[above]]).astype(np.int64)


def antonym_pairs(answers: Floats, min_r: float) -> Counts:
    """Pairs (m, 2) of columns of `answers` (n, k) that correlate below -`min_r` over the rows that hold both."""
    left, right = np.triu_indices(answers.shape[1], 1)
    below = np.flatnonzero(_pairwise_correlations(answers)[left, right] < -min_r)
    return np.column_stack([left[below], right[below]]).astype(np.int64)


def person_total(answers: Floats) -> Floats:
    """Correlation (n,) of each row of `answers` (n, k) with the means of the columns over the rows that answer them.

    NaN for rows with fewer than `LEAST_PAIRS` answers or without spread.
    """
    profile = _row_means(answers.T)
    return _row_correlations(answers, np.broadcast_to(profile, answers.shape))


def synonym_consistency(answers: Floats, pairs: Counts) -> Floats:
    """Correlation (n,) of the two columns of `pairs` (m, 2) over the pairs, within each row of `answers` (n, k).

    NaN for rows with fewer than `LEAST_PAIRS` pairs or without spread. careless then reorders pairs at random.
    """
    return _row_correlations(answers[:, pairs[:, 0]], answers[:, pairs[:, 1]])


def mahalanobis_squared(answers: Floats) -> tuple[Floats, Counts]:
    """Squared Mahalanobis distance (n,) of each row of `answers` (n, k) and its degrees of freedom (n,).

    Mean and covariance (n - 1) are those of the complete rows and must not be singular. A row with gaps is measured
    on what it answers, with as many degrees of freedom; careless leaves the gaps out of the sum instead.
    """
    there = ~np.isnan(answers)
    complete = answers[there.all(axis=1)]
    center, covariance = complete.mean(axis=0), np.atleast_2d(np.cov(complete, rowvar=False))
    away = np.where(there, answers - center, 0.0)
    precision = np.linalg.inv(covariance).astype(np.float64)
    distances = np.einsum("ij,ij->i", away @ precision, away)
    n_absent = (~there).sum(axis=1)
    for absent in np.unique(n_absent[n_absent > 0]):
        rows = np.flatnonzero(n_absent == absent)
        for chunk in np.array_split(rows, min(len(rows), math.ceil(len(rows) * absent**2 / LARGEST_STACK))):
            distances[chunk] -= _borrowed(away[chunk], there[chunk], precision)
    distances[n_absent == answers.shape[1]] = np.nan
    return distances, there.sum(axis=1).astype(np.int64)


def _borrowed(away: Floats, there: NDArray[np.bool_], precision: Floats) -> Floats:
    """What the gaps add (n,) to a distance that takes the empty answers of `away` (n, k) for the means.

    The inverse of a part of the covariance is the part of `precision` (k, k) less what runs through the rest:
    inv(S_oo) = P_oo - P_om inv(P_mm) P_mo. Every row has the same number of gaps.
    """
    gaps = np.nonzero(~there)[1].reshape(len(there), -1)
    through = np.take_along_axis(away @ precision, gaps, axis=1)
    among = precision[gaps[:, :, None], gaps[:, None, :]]
    solved = np.linalg.solve(among, through[:, :, None])[:, :, 0]
    added: Floats = (through * solved).sum(axis=1)
    return added


def _row_means(values: Floats) -> Floats:
    """Mean (n,) of each row of `values` (n, k) over what is there; NaN for empty rows."""
    there = ~np.isnan(values)
    return _means(np.where(there, values, 0.0), there)


def _means(filled: Floats, there: NDArray[np.bool_]) -> Floats:
    """Mean (n,) of each row of `filled` (n, k), which holds 0 where nothing is `there`."""
    n = there.sum(axis=1)
    means: Floats = filled.sum(axis=1) / np.where(n > 0, n, np.nan)
    return means


def _from_row_means(values: Floats) -> Floats:
    """`values` (n, k) less their row means, with 0 where there is no value."""
    there = ~np.isnan(values)
    filled = np.where(there, values, 0.0)
    away = filled - _means(filled, there)[:, None]
    return np.where(there, away, 0.0)


def _row_correlations(x: Floats, y: Floats) -> Floats:
    """Pearson's r (n,) of each row of x (n, m) with that of y (n, m) over the pairs that are there."""
    both = ~np.isnan(x) & ~np.isnan(y)
    a, b = (_from_row_means(np.where(both, values, np.nan)) for values in (x, y))
    aa, bb = np.einsum("ij,ij->i", a, a), np.einsum("ij,ij->i", b, b)
    known = (both.sum(axis=1) >= LEAST_PAIRS) & (aa > _NO_SPREAD) & (bb > _NO_SPREAD)
    size = np.sqrt(np.where(known, aa * bb, np.nan))
    r: Floats = np.clip(np.einsum("ij,ij->i", a, b) / size, -1.0, 1.0)
    return r


def _pairwise_correlations(values: Floats) -> Floats:
    """Pearson's r (k, k) of the columns of `values` (n, k) over the rows that hold both; NaN without spread."""
    there = (~np.isnan(values)).astype(np.float64)
    away = _from_row_means(values.T).T
    n, sums, squares = there.T @ there, away.T @ there, (away**2).T @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = squares - sums**2 / n
        spread = np.where((n >= LEAST_PAIRS) & (spread > _ROUNDING * squares), spread, np.nan)
        r: Floats = (away.T @ away - sums * sums.T / n) / np.sqrt(spread * spread.T)
    return r
