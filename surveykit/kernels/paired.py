"""Two measurements of the same cases: paired t and Wilcoxon's signed ranks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import nctdtr, ndtr, stdtr, stdtrit
from scipy.stats import rankdata

Array = NDArray[np.float64]

_SOLVED = 1e-9  # a root must give back its share to this


@dataclass(frozen=True)
class PairedT:
    """Paired t test: mean difference with its interval, and d_z (mean over standard deviation of the differences)."""

    estimate: float
    std_error: float
    statistic: float
    df: int
    p_value: float
    conf_low: float
    conf_high: float
    effect: float
    effect_low: float
    effect_high: float


@dataclass(frozen=True)
class SignedRanks:
    """Wilcoxon's test: `positive` is the rank sum of the rises, `z` its distance from chance, `effect` z / sqrt(n).

    `rises`, `falls` and `ties` count the cases that went up, went down and stayed.
    """

    positive: float
    negative: float
    z: float
    p_value: float
    effect: float
    rises: int
    falls: int
    ties: int


def paired_t(differences: Array, *, conf_level: float) -> PairedT:
    """Test that differences (n,), n >= 2 and not all equal, have mean zero."""
    n = len(differences)
    mean, spread = float(differences.mean()), float(differences.std(ddof=1))
    error, df = spread / math.sqrt(n), n - 1
    statistic = mean / error
    reach = float(stdtrit(df, (1 + conf_level) / 2)) * error
    low, high = _noncentrality_bounds(statistic, df, conf_level)
    return PairedT(
        estimate=mean,
        std_error=error,
        statistic=statistic,
        df=df,
        p_value=2 * float(stdtr(df, -abs(statistic))),
        conf_low=mean - reach,
        conf_high=mean + reach,
        effect=mean / spread,
        effect_low=low / math.sqrt(n),
        effect_high=high / math.sqrt(n),
    )


def signed_ranks(differences: Array, *, rounding: float = 0.0) -> SignedRanks:
    """Wilcoxon's signed-rank test of differences (n,), not all zero.

    Sizes that are `rounding` or less apart are ties, and those so near to zero are zero. Zeros are dropped before
    ranking, ties get mean ranks and shrink the variance; the p value is the normal one without continuity correction.
    """
    sizes = _size_classes(differences, rounding)
    moved, sizes = differences[sizes > 0], sizes[sizes > 0]
    n = len(moved)
    ranks = rankdata(sizes)
    positive = float(ranks[moved > 0].sum())
    _, tied = np.unique(ranks, return_counts=True)
    variance = n * (n + 1) * (2 * n + 1) / 24 - float((tied**3 - tied).sum()) / 48
    z = (positive - n * (n + 1) / 4) / math.sqrt(variance)
    return SignedRanks(
        positive=positive,
        negative=n * (n + 1) / 2 - positive,
        z=z,
        p_value=2 * float(ndtr(-abs(z))),
        effect=z / math.sqrt(len(differences)),
        rises=int((moved > 0).sum()),
        falls=int((moved < 0).sum()),
        ties=len(differences) - n,
    )


def _size_classes(differences: Array, rounding: float) -> NDArray[np.intp]:
    """The sizes of differences (n,) as whole numbers in their order, equal where rounding alone parts them; 0 is zero.

    Scores such as 10/3 are rounded, so that 10/3 - 3 and 2 - 5/3 are the same third and yet different floats.
    """
    sizes = np.abs(differences)
    order = np.argsort(sizes)
    classes = np.empty(len(sizes), dtype=np.intp)
    classes[order] = np.cumsum(np.diff(sizes[order], prepend=0.0) > rounding)
    return classes


def _noncentrality_bounds(statistic: float, df: int, conf_level: float) -> tuple[float, float]:
    """The noncentral t distributions of which `statistic` is the upper and the lower tail quantile."""
    tail = (1 - conf_level) / 2
    return _noncentrality(statistic, df, 1 - tail), _noncentrality(statistic, df, tail)


def _noncentrality(statistic: float, df: int, share: float) -> float:
    """The noncentrality at which a share `share` of the distribution lies below `statistic`.

    NaN where the distribution cannot be computed, which takes a t statistic in the thousands. Nearer by, scipy gives
    NaN far out in the tails only, where the share below `statistic` is 1 or 0 to many digits.
    """

    def excess(noncentrality: float) -> float:
        below = float(nctdtr(df, noncentrality, statistic))
        return (float(noncentrality < statistic) if math.isnan(below) else below) - share

    reach = 10 * math.sqrt(1 + statistic**2 / (2 * df))
    found = float(brentq(excess, statistic - reach, statistic + reach, xtol=1e-12, rtol=1e-14))
    return found if abs(float(nctdtr(df, found, statistic)) - share) < _SOLVED else math.nan
