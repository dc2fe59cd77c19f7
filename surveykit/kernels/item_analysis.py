"""What single items do: how hard they are, and how well they tell high scorers from low ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

Floats = NDArray[np.float64]
Members = NDArray[np.bool_]


@dataclass(frozen=True)
class CriticalRatio:
    """Welch's t of the means of high and low scorers on one item; NaN where neither group varies."""

    low_mean: float
    high_mean: float
    statistic: float
    df: float
    p_value: float


def extreme_groups(totals: Floats, share: float) -> tuple[Members, Members]:
    """Who is in the low and in the high group (n,) of scores `totals` (n,).

    The score of the respondent at place ceil(share * n) from either end is the cut, and everybody tied with it belongs
    to the group, so groups may hold more than `share`.
    """
    place = math.ceil(share * len(totals)) - 1
    ordered = np.sort(totals)
    return totals <= ordered[place], totals >= ordered[len(totals) - 1 - place]


def critical_ratio(low: Floats, high: Floats) -> CriticalRatio:
    """The item's answers of low (n,) and of high scorers (m,) compared, each at least two."""
    means = float(low.mean()), float(high.mean())
    parts = low.var(ddof=1) / len(low), high.var(ddof=1) / len(high)
    error = float(parts[0] + parts[1])
    if error == 0:
        return CriticalRatio(*means, math.nan, math.nan, math.nan)
    statistic = (means[1] - means[0]) / math.sqrt(error)
    df = error**2 / float(parts[0] ** 2 / (len(low) - 1) + parts[1] ** 2 / (len(high) - 1))
    return CriticalRatio(*means, statistic, df, 2 * float(stdtr(df, -abs(statistic))))
