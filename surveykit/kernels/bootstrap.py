"""Case resampling, and the intervals and p values that bootstrap draws give.

A draw is a row of counts: how often it holds each case. Moments of many draws are then one matrix product.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]
Interval = Literal["percentile", "bc", "bca"]

CHUNK_CELLS = 1_000_000
"""Counts held at once: draws times cases."""


@dataclass(frozen=True)
class BootstrapSummary:
    """What the draws say about one estimate.

    `std_error` is the standard deviation of the draws. `p_value` is the smallest 1 - level at which the interval
    leaves zero out; it is never below 2 / (draws + 1).
    """

    std_error: float
    conf_low: float
    conf_high: float
    p_value: float


def resample_counts(n: int, n_boot: int, *, seed: int, chunk_cells: int = CHUNK_CELLS) -> Iterator[Array]:
    """Yield (draws, n) counts until there are `n_boot` draws; the draws do not depend on the size of the chunks."""
    generator = np.random.default_rng(seed)
    at_once = max(1, chunk_cells // n)
    for start in range(0, n_boot, at_once):
        draws = min(at_once, n_boot - start)
        cases = generator.integers(n, size=(draws, n))
        cells = (cases + n * np.arange(draws)[:, None]).ravel()
        yield np.bincount(cells, minlength=draws * n).reshape(draws, n).astype(np.float64)


def fewest_draws(conf_level: float) -> int:
    """The fewest draws whose smallest p value, 2 / (draws + 1), is below 1 - `conf_level`."""
    return math.floor(round(2 / (1 - conf_level), 6))


def leave_one_out(n: int) -> Array:
    """The (n, n) counts of the jackknife: each row leaves one case out."""
    return 1.0 - np.eye(n)


def summarise_draws(
    draws: Array, estimate: float, *, conf_level: float, interval: Interval, jackknife: Array | None = None
) -> BootstrapSummary:
    """Standard error, interval and p value from draws (n_boot,) of one estimate.

    `jackknife` (n,) holds the leave-one-out estimates, which BCa needs (Efron 1987). Quantiles are interpolated
    linearly between the draws (type 7 of Hyndman & Fan 1996).
    """
    bias, acceleration = 0.0, 0.0
    if interval != "percentile":
        bias = float(ndtri(_inside(float((draws < estimate).mean()), len(draws))))
    if interval == "bca" and jackknife is not None:
        acceleration = _acceleration(jackknife)
    tail = (1 - conf_level) / 2
    shares = [_shifted(tail, bias, acceleration), _shifted(1 - tail, bias, acceleration)]
    conf_low, conf_high = (float(value) for value in np.quantile(draws, shares))
    return BootstrapSummary(
        std_error=float(draws.std(ddof=1)),
        conf_low=conf_low,
        conf_high=conf_high,
        p_value=_p_value(draws, bias, acceleration),
    )


def _shifted(share: float, bias: float, acceleration: float) -> float:
    """The quantile of the draws that stands for the nominal `share` once bias and skewness are allowed for."""
    z = bias + float(ndtri(share))
    return float(ndtr(bias + z / (1 - acceleration * z)))


def _p_value(draws: Array, bias: float, acceleration: float) -> float:
    """Twice the nominal share whose quantile is zero: the inverse of `_shifted` at zero's place among the draws."""
    ordered = np.sort(draws)
    smallest = 2 / (len(draws) + 1)
    place = float(np.interp(0.0, ordered, np.linspace(0, 1, len(draws))))
    if not 0 < place < 1:
        return smallest
    z = float(ndtri(place)) - bias
    nominal = z / (1 + acceleration * z) - bias
    return max(2 * float(ndtr(-abs(nominal))), smallest)


def _inside(share: float, draws: int) -> float:
    """A share kept off 0 and 1 by as much as the number of draws can tell."""
    return min(max(share, 1 / (draws + 1)), draws / (draws + 1))


def _acceleration(jackknife: Array) -> float:
    """How fast the standard error changes with the estimate, from the skewness of the jackknife."""
    away = jackknife.mean() - jackknife
    spread = float((away**2).sum())
    return float((away**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
