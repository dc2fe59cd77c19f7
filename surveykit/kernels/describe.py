"""Moments of one variable and counts of its answers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """What describes one variable; a moment that needs more answers than there are is NaN."""

    n: int
    mean: float
    sd: float
    min: float
    max: float
    skew: float
    kurtosis: float


def moments(values: Floats) -> Moments:
    """Describe the finite answers `values` (n,), n >= 0.

    The mean is subtracted before anything is squared, so large values with little spread keep their digits. Skewness
    and kurtosis are the sample-corrected G1 and G2, kurtosis as excess over the normal distribution.
    """
    n = len(values)
    if n == 0:
        return Moments(0, *[math.nan] * 6)
    low, high = float(values.min()), float(values.max())
    mean = _mean(values)
    if low == high:
        return Moments(n, low, 0.0 if n > 1 else math.nan, low, high, math.nan, math.nan)
    away = values - mean
    second = float(np.mean(away**2))
    sd = math.sqrt(second * n / (n - 1))
    standard = away / math.sqrt(second)
    return Moments(n, mean, sd, low, high, _skew(standard), _kurtosis(standard))


def _mean(values: Floats) -> float:
    """Mean in two passes: the second adds back what rounding lost in the first."""
    first = float(values.mean())
    return first + float((values - first).mean())


def _skew(standard: Floats) -> float:
    """G1 of values (n,) with mean 0 and population variance 1."""
    n = len(standard)
    if n < 3:
        return math.nan
    return math.sqrt(n * (n - 1)) / (n - 2) * float(np.mean(standard**3))


def _kurtosis(standard: Floats) -> float:
    """G2 of values (n,) with mean 0 and population variance 1."""
    n = len(standard)
    if n < 4:
        return math.nan
    excess = float(np.mean(standard**4)) - 3
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)


@dataclass(frozen=True)
class Tally:
    """How often each answer was given.

    `codes`, `n`, `proportion` and `cumulative` are (L,) in ascending order of the codes; the proportions refer to
    the answers that were given.
    """

    codes: Floats
    n: NDArray[np.int64]
    proportion: Floats
    cumulative: Floats


def tally(values: Floats, codes: Floats) -> Tally:
    """Count the answers `values` (n,), NaN for none, over `codes` (L,) and any further code that occurs."""
    given = values[~np.isnan(values)]
    every = np.union1d(codes, given).astype(np.float64)
    n = np.array([np.count_nonzero(given == code) for code in every], dtype=np.int64)
    base = max(len(given), 1)
    return Tally(every, n, n / base, np.cumsum(n) / base)


@dataclass(frozen=True)
class Ticks:
    """How often each option of a multiple-response set was ticked.

    `n`, `of_responses` and `of_cases` are (L,). `cases` is the number of respondents who ticked at least one
    option or left at least one unticked, `responses` the number of ticks.
    """

    n: NDArray[np.int64]
    of_responses: Floats
    of_cases: Floats
    cases: int
    responses: int


def tick_counts(ticks: Floats) -> Ticks:
    """Count the ticks (n, L): 1 ticked, 0 not ticked, NaN where the question was not answered."""
    answered = ~np.isnan(ticks).all(axis=1)
    n = np.nansum(ticks[answered] == 1, axis=0).astype(np.int64)
    cases, responses = int(answered.sum()), int(n.sum())
    return Ticks(n, n / max(responses, 1), n / max(cases, 1), cases, responses)
