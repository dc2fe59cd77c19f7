"""Indices of careless responding: one number per respondent, from the answers alone.

Empty answers are NaN. The definitions are those of R's careless 1.2.2; where an index differs, its docstring says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

LEAST_PAIRS = 3
"""Fewest pairs for which a correlation within one respondent says anything."""

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


def answer_spread(answers: Floats) -> Floats:
    """Intra-individual response variability (n,): the SD (n - 1) of each row of `answers` (n, k) over what is there.

    NaN for rows with fewer than two answers.
    """
    there = ~np.isnan(answers)
    n = there.sum(axis=1)
    away = _from_row_means(answers)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread: Floats = np.sqrt((away**2).sum(axis=1) / np.where(n > 1, n - 1, np.nan))
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
    distances = np.full(len(answers), np.nan)
    patterns, member = np.unique(there, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(member.ravel() == number)
        if pattern.any():
            away = answers[np.ix_(rows, pattern)] - center[pattern]
            solved = np.linalg.solve(covariance[np.ix_(pattern, pattern)], away.T)
            distances[rows] = (away.T * solved).sum(axis=0)
    return distances, there.sum(axis=1).astype(np.int64)


def _row_means(values: Floats) -> Floats:
    """Mean (n,) of each row of `values` (n, k) over what is there; NaN for empty rows."""
    n = (~np.isnan(values)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        means: Floats = np.nansum(values, axis=1) / np.where(n > 0, n, np.nan)
    return means


def _from_row_means(values: Floats) -> Floats:
    """`values` (n, k) less their row means, with 0 where there is no value."""
    away = values - _row_means(values)[:, None]
    return np.where(np.isnan(away), 0.0, away)


def _row_correlations(x: Floats, y: Floats) -> Floats:
    """Pearson's r (n,) of each row of x (n, m) with that of y (n, m) over the pairs that are there."""
    both = ~np.isnan(x) & ~np.isnan(y)
    a, b = (_from_row_means(np.where(both, values, np.nan)) for values in (x, y))
    aa, bb = (a**2).sum(axis=1), (b**2).sum(axis=1)
    known = (both.sum(axis=1) >= LEAST_PAIRS) & (aa > _NO_SPREAD) & (bb > _NO_SPREAD)
    size = np.sqrt(np.where(known, aa * bb, np.nan))
    r: Floats = np.clip((a * b).sum(axis=1) / size, -1.0, 1.0)
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
