"""Means and covariances of incomplete data by maximum likelihood, and Little's test, pattern by pattern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]

TOLERANCE = 1e-9
"""Largest change of a mean or covariance of standardised variables at which the EM algorithm stops."""

MOST_ITERATIONS = 5_000

SINGULAR = 1e-8
"""Smallest eigenvalue of a correlation matrix that can be inverted without losing all digits that matter here."""

CHUNK = 2_000_000
"""Numbers held at once for the blocks of patterns."""


@dataclass(frozen=True)
class Patterns:
    """Which cells are missing together.

    Attributes
    ----------
    missing : (m, k)
        One row per distinct pattern; true where a cell is missing.
    of_row : (n,)
        The pattern of each row of the data.
    n : (m,)
        Rows that have the pattern.
    """

    missing: Mask
    of_row: Integers
    n: Integers


@dataclass(frozen=True)
class Moments:
    """Maximum-likelihood estimates under a multivariate normal distribution.

    Attributes
    ----------
    mean : (k,)
        Means.
    covariance : (k, k)
        Covariances with n as the denominator.
    iterations : int
        Steps of the EM algorithm.
    converged : bool
        Whether the last step changed no standardised estimate by more than `TOLERANCE`.
    singular : bool
        Whether it was stopped because some variables determine each other.
    """

    mean: Floats
    covariance: Floats
    iterations: int
    converged: bool
    singular: bool


@dataclass(frozen=True)
class Little:
    """Little's test; `p_value` is NaN where there is but one pattern, so that nothing can be compared."""

    statistic: float
    df: int
    p_value: float


@dataclass(frozen=True)
class _Block:
    """Patterns with equally many missing cells.

    Attributes
    ----------
    patterns : (p,)
        Their numbers.
    places : (p, q)
        The variables that are missing in each.
    """

    patterns: Integers
    places: Integers


@dataclass(frozen=True)
class _Gaps:
    """The rows that have the patterns of a block.

    Attributes
    ----------
    block : _Block
        The patterns.
    weights : (p,)
        Rows of each.
    rows, at : (r,)
        The rows, and the place of the pattern of each within the block.
    """

    block: _Block
    weights: Floats
    rows: Integers
    at: Integers


def missing_patterns(missing: Mask) -> Patterns:
    """The distinct rows of a mask (n, k), in the order of their first bit that differs."""
    packed = np.packbits(missing, axis=1)
    keys = np.ascontiguousarray(packed).view(np.dtype((np.void, max(packed.shape[1], 1)))).ravel()
    _, first, of_row, n = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    return Patterns(missing[first], of_row.ravel().astype(np.int64), n.astype(np.int64))


def em_moments(values: Floats) -> Moments:
    """Means and covariances by the EM algorithm.

    `values` (n, k) holds NaN where a cell is missing; every row has an answer, and every column answers that differ.
    A step costs one inverse of k by k and a small system for each pattern, of the size of what is missing in it: with
    the precision matrix K, E(x_m | x_o) = mu_m - K_mm^-1 K_mo (x_o - mu_o), and the variance is K_mm^-1.
    """
    missing = np.isnan(values)
    centre, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    scaled = (values - centre) / spread
    complete = ~missing.any(axis=1)
    whole, answered = scaled[complete], ~missing[~complete]
    partial = np.where(answered, scaled[~complete], 0.0)
    sums, products = whole.sum(axis=0) + partial.sum(axis=0), whole.T @ whole
    gaps = _gaps(~answered)
    mean, covariance = np.zeros(values.shape[1]), np.eye(values.shape[1])
    converged = singular = False
    steps = 0
    while not (converged or singular) and steps < MOST_ITERATIONS:
        steps += 1
        filled, added = _expected(partial, answered, gaps, mean, covariance)
        new_mean = (sums + filled.sum(axis=0)) / len(values)
        filled += partial
        new_covariance = (products + filled.T @ filled + added) / len(values) - np.outer(new_mean, new_mean)
        change = max(np.abs(new_mean - mean).max(), np.abs(new_covariance - covariance).max())
        mean, covariance = new_mean, (new_covariance + new_covariance.T) / 2
        singular = smallest_eigenvalue(covariance) < SINGULAR
        converged = bool(change < TOLERANCE) or not gaps
    return Moments(
        mean=centre + spread * mean,
        covariance=covariance * np.outer(spread, spread),
        iterations=steps,
        converged=converged,
        singular=singular,
    )


def little_test(values: Floats, moments: Moments) -> Little:
    """Little's d squared: distances of the means of every pattern from the estimated means, weighted by its rows.

    The covariances are those of maximum likelihood, with n as the denominator.
    """
    missing = np.isnan(values)
    patterns = missing_patterns(missing)
    if len(patterns.n) < 2:
        return Little(float("nan"), 0, float("nan"))
    k = values.shape[1]
    deviations = np.where(missing, 0.0, values - moments.mean)
    sums = np.zeros((len(patterns.n), k))
    np.add.at(sums, patterns.of_row, deviations)
    means = sums / patterns.n[:, None]
    spread = np.sqrt(np.diag(moments.covariance))
    precision = np.linalg.inv(moments.covariance / np.outer(spread, spread))
    scaled = means / spread
    pulled = scaled @ precision
    distances = (scaled * pulled).sum(axis=1)
    for block in _blocks(patterns.missing, k):
        theirs = np.take_along_axis(pulled[block.patterns], block.places, axis=1)
        distances[block.patterns] -= (theirs * _solved(precision, block.places, theirs)).sum(axis=1)
    df = int((~patterns.missing).sum()) - k
    statistic = float(patterns.n @ distances)
    return Little(statistic, df, float(chi2.sf(statistic, df)))


def smallest_eigenvalue(covariance: Floats) -> float:
    """The smallest eigenvalue of the correlations; 0 where a variance is not positive."""
    variances = np.diag(covariance)
    if not (variances > 0).all():
        return 0.0
    spread = np.sqrt(variances)
    return float(np.linalg.eigvalsh(covariance / np.outer(spread, spread))[0])


def never_together(values: Floats) -> tuple[int, int] | None:
    """Two columns that no row answers both of, whose covariance nothing is known of; None where there are none."""
    answered = (~np.isnan(values)).astype(np.float64)
    pairs = np.argwhere(np.triu(answered.T @ answered == 0))
    return (int(pairs[0, 0]), int(pairs[0, 1])) if len(pairs) else None


def _blocks(missing: Mask, k: int) -> Iterator[_Block]:
    """The incomplete patterns, those with equally many missing cells together, a chunk at a time."""
    sizes = missing.sum(axis=1)
    for size in np.unique(sizes[sizes > 0]):
        every = np.flatnonzero(sizes == size)
        at_once = max(1, CHUNK // int(size * size + k))
        for start in range(0, len(every), at_once):
            chosen = every[start : start + at_once]
            yield _Block(chosen, np.nonzero(missing[chosen])[1].reshape(len(chosen), int(size)))


def _gaps(missing: Mask) -> list[_Gaps]:
    """The rows of a mask (r, k) by the patterns of their gaps."""
    patterns = missing_patterns(missing)
    order = np.argsort(patterns.of_row, kind="stable")
    ends = np.cumsum(patterns.n)
    gaps = []
    for block in _blocks(patterns.missing, missing.shape[1]):
        n = patterns.n[block.patterns]
        rows = [order[end - size : end] for end, size in zip(ends[block.patterns], n, strict=True)]
        at = np.repeat(np.arange(len(n)), n)
        gaps.append(_Gaps(block, n.astype(np.float64), np.concatenate(rows), at))
    return gaps


def _expected(
    partial: Floats, answered: Mask, gaps: list[_Gaps], mean: Floats, covariance: Floats
) -> tuple[Floats, Floats]:
    """The expected values of the gaps (r, k), zero elsewhere, and the sum (k, k) of conditional covariances.

    `partial` (r, k) holds zero where a cell is missing.
    """
    k = len(mean)
    precision = np.linalg.inv(covariance)
    pulled = (partial - answered * mean) @ precision
    filled = np.zeros(partial.shape)
    added = np.zeros(k * k)
    for gap in gaps:
        places = gap.block.places
        cells = places[:, :, None] * k + places[:, None, :]
        inverses = np.linalg.inv(precision.ravel()[cells])
        weights = inverses * gap.weights[:, None, None]
        added += np.bincount(cells.ravel(), weights=weights.ravel(), minlength=k * k)
        where = (gap.rows[:, None], places[gap.at])
        filled[where] = mean[where[1]] - (inverses[gap.at] @ pulled[where][:, :, None])[:, :, 0]
    return filled, added.reshape(k, k)


def _solved(matrix: Floats, places: Integers, right: Floats) -> Floats:
    """The solutions (p, q) of the systems that `places` (p, q) cut out of a matrix (k, k)."""
    systems = matrix[places[:, :, None], places[:, None, :]]
    return np.asarray(np.linalg.solve(systems, right[:, :, None])[:, :, 0])
