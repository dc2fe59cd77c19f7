"""How well factors reproduce correlations."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import chdtrc, chndtr

Floats = NDArray[np.float64]

RMSEA_LEVEL = 0.90
"""Level of the interval of RMSEA, by custom: its limits match a test of close and of poor fit at .05 each."""


@dataclass(frozen=True)
class FactorFit:
    """Fit of m factors to the correlations of k items of n respondents.

    `statistic` is the likelihood-ratio chi-square with Bartlett's correction, NaN like what follows from it where no
    degrees of freedom are left or the model has no likelihood. `rmsr` is the root mean square of the residual
    correlations, `rmsr_corrected` the same per degree of freedom.
    """

    statistic: float
    df: int
    p_value: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    tli: float
    bic: float
    rmsr: float
    rmsr_corrected: float


def factor_fit(correlations: Floats, reproduced: Floats, *, m: int, n: int) -> FactorFit:
    """Fit of the correlations (k, k) that m common factors reproduce, with ones on the diagonal.

    The statistic is n - 1 - (2k + 5)/6 - 2m/3 times the maximum-likelihood discrepancy, of whatever method the
    loadings are, as psych gives it. TLI is Tucker and Lewis's (1973), against no factors at all. RMSEA and its interval
    divide by n - 1 throughout; psych's estimate, but not its interval, divides the statistic by n.
    """
    k = len(correlations)
    df = k * (k - 1) // 2 - k * m + m * (m - 1) // 2
    residual = (correlations - reproduced)[~np.eye(k, dtype=bool)]
    squares = float((residual**2).sum())
    rmsr = math.sqrt(squares / (k * (k - 1)))
    corrected = math.sqrt(squares / (2 * df)) if df > 0 else math.nan
    discrepancy = _discrepancy(correlations, reproduced)
    if df <= 0 or math.isnan(discrepancy):
        nan = math.nan
        return FactorFit(nan, df, nan, nan, nan, nan, nan, nan, rmsr, corrected)
    multiplier = n - 1 - (2 * k + 5) / 6 - 2 * m / 3
    statistic = max(discrepancy * multiplier, 0.0)
    none, some = _discrepancy(correlations, np.eye(k)) * 2 / (k * (k - 1)), discrepancy / df
    low, high = _noncentrality(statistic, df)
    return FactorFit(
        statistic=statistic,
        df=df,
        p_value=float(chdtrc(df, statistic)),
        rmsea=math.sqrt(max(statistic - df, 0.0) / (df * (n - 1))),
        rmsea_low=math.sqrt(low / (df * (n - 1))),
        rmsea_high=math.sqrt(high / (df * (n - 1))),
        tli=(none - some) / (none - 1 / multiplier),
        bic=statistic - df * math.log(n),
        rmsr=rmsr,
        rmsr_corrected=corrected,
    )


def _discrepancy(correlations: Floats, reproduced: Floats) -> float:
    """The maximum-likelihood discrepancy; NaN where what is reproduced has no likelihood."""
    sign, size = np.linalg.slogdet(reproduced)
    if sign <= 0:
        return math.nan
    observed = float(np.linalg.slogdet(correlations)[1])
    return float(size) - observed + float(np.trace(np.linalg.solve(reproduced, correlations))) - len(correlations)


def _noncentrality(statistic: float, df: int) -> tuple[float, float]:
    """Limits of the noncentrality at `RMSEA_LEVEL`: where the statistic lies at either tail."""
    tail = (1 - RMSEA_LEVEL) / 2

    def limit(probability: float) -> float:
        def gap(nc: float) -> float:
            return float(chndtr(statistic, df, nc)) - probability

        if gap(0.0) <= 0:
            return 0.0
        far = max(statistic, 1.0) * 2 + 100.0
        return float(brentq(gap, 0.0, far, xtol=1e-10))

    return limit(1 - tail), limit(tail)
