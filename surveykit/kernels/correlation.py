"""Correlations of pairs of variables, their tests and their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr
from scipy.stats import norm, rankdata

Floats = NDArray[np.float64]

LEAST_PAIRS = 4
"""Fewest pairs for which an interval exists; with two pairs every correlation is 1 or -1."""


@dataclass(frozen=True)
class Correlation:
    """One correlation.

    `estimate` is in [-1, 1], `p_value` is two-sided, `conf_low` and `conf_high` are NaN for fewer than
    `LEAST_PAIRS` pairs.
    """

    estimate: float
    n: int
    statistic: float
    df: int
    p_value: float
    conf_low: float
    conf_high: float


def pearson(x: Floats, y: Floats, level: float) -> Correlation:
    """Pearson's r of complete pairs x (n,), y (n,) with a Fisher interval."""
    r, n = _product_moment(x, y), len(x)
    return _tested(r, n, level, error=_fisher_error(n))


def spearman(x: Floats, y: Floats, level: float) -> Correlation:
    """Spearman's rho of complete pairs x (n,), y (n,), mid-ranks for ties.

    The interval is Fisher's with the standard error of Bonett and Wright (2000).
    """
    r, n = _product_moment(rankdata(x), rankdata(y)), len(x)
    return _tested(r, n, level, error=_fisher_error(n) * math.sqrt(1 + r**2 / 2))


def correlation_matrix(values: Floats) -> Floats:
    """Pearson correlations (k, k) of the columns of `values` (n, k), without NaN and without constant columns."""
    away = values - values.mean(axis=0)
    unit = away / np.sqrt((away**2).sum(axis=0))
    matrix: Floats = unit.T @ unit
    np.fill_diagonal(matrix, 1.0)
    return np.clip(matrix, -1.0, 1.0)


def covariance_matrix(values: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Covariances (k, k) of the columns of `values` (n, k) over the pairs that are there, and their n (k, k).

    With NaN this is the pairwise matrix: every entry, means included, uses the rows that hold both columns.
    """
    rows, k = values.shape
    if rows > 1 and not np.isnan(values).any():
        away = values - values.mean(axis=0)
        return away.T @ away / (rows - 1), np.full((k, k), rows)
    covariances, n = np.empty((k, k)), np.empty((k, k), dtype=np.int64)
    for i in range(k):
        for j in range(i + 1):
            both = ~np.isnan(values[:, i]) & ~np.isnan(values[:, j])
            x, y = values[both, i], values[both, j]
            n[i, j] = n[j, i] = len(x)
            enough = len(x) > 1
            product = (x - x.mean()) @ (y - y.mean()) / (len(x) - 1) if enough else math.nan
            covariances[i, j] = covariances[j, i] = product
    return covariances, n


def _product_moment(x: Floats, y: Floats) -> float:
    """Correlation of x (n,) and y (n,); NaN if either is constant."""
    if len(x) < 2 or x.min() == x.max() or y.min() == y.max():
        return math.nan
    a, b = x - x.mean(), y - y.mean()
    r = float(a @ b) / math.sqrt(float(a @ a) * float(b @ b))
    return max(-1.0, min(1.0, r))


def _fisher_error(n: int) -> float:
    """Standard error of Fisher's z."""
    return 1 / math.sqrt(n - 3) if n >= LEAST_PAIRS else math.nan


def _tested(r: float, n: int, level: float, *, error: float) -> Correlation:
    """The t test of `r` against 0 and its interval on Fisher's z scale with standard error `error`."""
    df = n - 2
    if math.isnan(r) or df < 1:
        return Correlation(r, n, math.nan, df, math.nan, math.nan, math.nan)
    if abs(r) == 1:
        return Correlation(r, n, math.copysign(math.inf, r), df, 0.0, r, r)
    statistic = r * math.sqrt(df / (1 - r**2))
    p_value = 2 * float(stdtr(df, -abs(statistic)))
    reach = float(norm.ppf((1 + level) / 2)) * error
    z = math.atanh(r)
    return Correlation(r, n, statistic, df, p_value, math.tanh(z - reach), math.tanh(z + reach))
