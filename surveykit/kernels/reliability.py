"""Internal consistency of a set of items, from their covariances."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

Floats = NDArray[np.float64]

CANCELLED = 1e-12
"""A sum whose variance is no larger a share of its parts' variances is constant, but for rounding."""


@dataclass(frozen=True)
class Consistency:
    """Internal consistency of k items.

    `item_rest` (k,) holds the correlation of each item with the sum of the others, `alpha_if_dropped` (k,) the alpha
    of the others; the latter is NaN for k = 2, where one item would remain.
    """

    alpha: float
    alpha_standardized: float
    mean_inter_item: float
    item_rest: Floats
    alpha_if_dropped: Floats


def consistency(covariances: Floats) -> Consistency:
    """Internal consistency of items with covariances (k, k), k >= 2 and no zero variance."""
    k = len(covariances)
    correlations = as_correlations(covariances)
    return Consistency(
        alpha=cronbach_alpha(covariances),
        alpha_standardized=cronbach_alpha(correlations),
        mean_inter_item=float(correlations[~np.eye(k, dtype=bool)].mean()),
        item_rest=item_rest_correlations(covariances),
        alpha_if_dropped=_alphas_if_dropped(covariances),
    )


def cronbach_alpha(covariances: Floats) -> float:
    """Coefficient alpha of covariances (k, k), k >= 2: k/(k-1) (1 - trace / sum); NaN if the sum score is constant."""
    k, total = len(covariances), float(covariances.sum())
    if total <= CANCELLED * float(np.trace(covariances)):
        return math.nan
    return k / (k - 1) * (1 - float(np.trace(covariances)) / total)


def alphas_of_draws(answers: Floats, counts: Floats) -> Floats:
    """Alpha (draws,) of each draw, a row of `counts` (draws, n): how often it holds each of the answers (n, k)."""
    k, n = answers.shape[1], counts.sum(axis=1)
    total = answers.sum(axis=1, keepdims=True)
    away = np.hstack([answers, total]) - np.hstack([answers, total]).mean(axis=0)
    variances = (counts @ away**2 - (counts @ away) ** 2 / n[:, None]) / (n[:, None] - 1)
    whole = np.where(variances[:, -1] > CANCELLED * variances[:, :-1].sum(axis=1), variances[:, -1], np.nan)
    alphas: Floats = k / (k - 1) * (1 - variances[:, :-1].sum(axis=1) / whole)
    return alphas


def as_correlations(covariances: Floats) -> Floats:
    """Correlations (k, k) of covariances (k, k) without zero variances."""
    sd = np.sqrt(np.diag(covariances))
    correlations: Floats = covariances / np.outer(sd, sd)
    np.fill_diagonal(correlations, 1.0)
    return np.clip(correlations, -1.0, 1.0)


def item_rest_correlations(covariances: Floats) -> Floats:
    """Correlation (k,) of each item with the sum of the other items; NaN where that sum is constant."""
    with_rest = covariances.sum(axis=1) - np.diag(covariances)
    found: Floats = with_rest / np.sqrt(np.diag(covariances) * _variances_of_rest(covariances))
    return found


def _alphas_if_dropped(covariances: Floats) -> Floats:
    """Alpha (k,) of the items but one; NaN where one would remain, or where their sum is constant."""
    k, variances = len(covariances), np.diag(covariances)
    if k == 2:
        return np.full(k, np.nan)
    others = variances.sum() - variances
    alphas: Floats = (k - 1) / (k - 2) * (1 - others / _variances_of_rest(covariances))
    return alphas


def _variances_of_rest(covariances: Floats) -> Floats:
    """Variance (k,) of the sum of the items but one; NaN where that sum is constant."""
    variances = np.diag(covariances)
    rest: Floats = covariances.sum() - 2 * covariances.sum(axis=1) + variances
    return np.where(rest > CANCELLED * variances.sum(), rest, np.nan)


def feldt_interval(alpha: float, n: int, k: int, level: float) -> tuple[float, float]:
    """Feldt's interval for the alpha of k items and n respondents; exact for parallel normal items."""
    if n < 2 or math.isnan(alpha):
        return math.nan, math.nan
    df, df_error = n - 1, (n - 1) * (k - 1)
    tail = (1 - level) / 2
    low = 1 - (1 - alpha) * float(fdtri(df, df_error, 1 - tail))
    high = 1 - (1 - alpha) * float(fdtri(df, df_error, tail))
    return low, high


def spearman_brown(correlation: float) -> float:
    """Reliability of the sum of two halves, or two items, that correlate with `correlation`; NaN where they cancel."""
    return 2 * correlation / (1 + correlation) if 1 + correlation > CANCELLED else math.nan


def omega_total(loadings: Floats, uniquenesses: Floats) -> float:
    """McDonald's omega of a sum score: loadings (k,) on one factor and unique variances (k,), in raw units."""
    common = float(loadings.sum()) ** 2
    return common / (common + float(uniquenesses.sum()))
