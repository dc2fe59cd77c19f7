"""Intraclass correlations: how much of the variance of repeated measurements lies between respondents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

Floats = NDArray[np.float64]
Pair = tuple[float, float]


class Intraclass(NamedTuple):
    """One coefficient with its interval, and the F test that it is zero."""

    estimate: float
    conf_low: float
    conf_high: float
    statistic: float
    df: int
    df_error: int
    p_value: float


@dataclass(frozen=True)
class _Squares:
    """Mean squares of n respondents by k measurements: between, within, of measurements, and of the rest."""

    n: int
    k: int
    between: float
    within: float
    measurements: float
    rest: float


TYPES = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
"""Of one measurement or the mean of k; one-way random, two-way random (agreement), two-way mixed (consistency)."""


def intraclass_correlations(ratings: Floats, level: float) -> dict[str, Intraclass]:
    """The six coefficients of Shrout and Fleiss (1979), by name, of `ratings` (n, k), complete, n >= 2, k >= 2.

    There is some variance within respondents. Intervals are those of McGraw and Wong (1996).
    """
    squares = _mean_squares(ratings)
    n, k, tail = squares.n, squares.k, (1 + level) / 2
    one = squares.between / squares.within, n - 1, n * (k - 1)
    two = squares.between / squares.rest, n - 1, (n - 1) * (k - 1)
    first, third = _limits(*one, tail), _limits(*two, tail)
    agreement = _agreement(squares)
    second = _agreement_limits(squares, agreement, tail)
    return {
        "ICC(1,1)": _tested(_single(one[0], k), _each(_single, first, k), one),
        "ICC(2,1)": _tested(agreement, second, two),
        "ICC(3,1)": _tested(_single(two[0], k), _each(_single, third, k), two),
        "ICC(1,k)": _tested(_mean(one[0], k), _each(_mean, first, k), one),
        "ICC(2,k)": _tested(_of_mean(agreement, k), _each(_of_mean, second, k), two),
        "ICC(3,k)": _tested(_mean(two[0], k), _each(_mean, third, k), two),
    }


def _mean_squares(ratings: Floats) -> _Squares:
    n, k = ratings.shape
    away = ratings - ratings.mean()
    rows, columns = away.mean(axis=1, keepdims=True), away.mean(axis=0, keepdims=True)
    rest = away - rows - columns
    return _Squares(
        n=n,
        k=k,
        between=k * float((rows**2).sum()) / (n - 1),
        within=float(((away - rows) ** 2).sum()) / (n * (k - 1)),
        measurements=n * float((columns**2).sum()) / (k - 1),
        rest=float((rest**2).sum()) / ((n - 1) * (k - 1)),
    )


def _single(f: float, k: int) -> float:
    return (f - 1) / (f + k - 1)


def _mean(f: float, k: int) -> float:
    return 1 - 1 / f


def _of_mean(single: float, k: int) -> float:
    return k * single / (1 + (k - 1) * single)


def _limits(f: float, df: int, df_error: int, tail: float) -> Pair:
    return f / float(f_distribution.ppf(tail, df, df_error)), f * float(f_distribution.ppf(tail, df_error, df))


def _agreement(squares: _Squares) -> float:
    n, k = squares.n, squares.k
    between_measurements = k * (squares.measurements - squares.rest) / n
    return (squares.between - squares.rest) / (squares.between + (k - 1) * squares.rest + between_measurements)


def _agreement_limits(squares: _Squares, agreement: float, tail: float) -> Pair:
    """Limits of agreement with Satterthwaite's degrees of freedom."""
    n, k = squares.n, squares.k
    share = k * agreement * squares.measurements / squares.rest
    others = n * (1 + (k - 1) * agreement) - k * agreement
    df = (k - 1) * (n - 1) * (share + others) ** 2 / ((n - 1) * share**2 + others**2)
    upper, lower = float(f_distribution.ppf(tail, n - 1, df)), float(f_distribution.ppf(tail, df, n - 1))
    size = k * squares.measurements + (k * n - k - n) * squares.rest
    low = n * (squares.between - upper * squares.rest) / (upper * size + n * squares.between)
    high = n * (lower * squares.between - squares.rest) / (size + n * lower * squares.between)
    return low, high


def _each(of: Callable[[float, int], float], limits: Pair, k: int) -> Pair:
    return of(limits[0], k), of(limits[1], k)


def _tested(estimate: float, limits: Pair, test: tuple[float, int, int]) -> Intraclass:
    f, df, df_error = test
    return Intraclass(estimate, *limits, f, df, df_error, float(f_distribution.sf(f, df, df_error)))
