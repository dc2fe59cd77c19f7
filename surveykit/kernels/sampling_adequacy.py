"""Whether correlations are shared enough for factors: Kaiser-Meyer-Olkin and Bartlett's test of sphericity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

Floats = NDArray[np.float64]


def sampling_adequacy(correlations: Floats) -> tuple[Floats, float]:
    """Kaiser-Meyer-Olkin measure of each item (k,) and overall, of correlations (k, k), not singular.

    Squared correlations against themselves and the squared partial correlations given all other items (Kaiser & Rice
    1974).
    """
    inverse = np.linalg.inv(correlations)
    size = np.sqrt(np.diag(inverse))
    partial = (inverse / np.outer(size, size)) ** 2
    shared = correlations**2
    np.fill_diagonal(partial, 0.0)
    np.fill_diagonal(shared, 0.0)
    items: Floats = shared.sum(axis=0) / (shared.sum(axis=0) + partial.sum(axis=0))
    return items, float(shared.sum() / (shared.sum() + partial.sum()))


def sphericity(correlations: Floats, n: int) -> tuple[float, int, float]:
    """Bartlett's (1950) chi-square that items of n respondents do not correlate at all, its df, and its p value."""
    k = len(correlations)
    df = k * (k - 1) // 2
    statistic = -(n - 1 - (2 * k + 5) / 6) * float(np.linalg.slogdet(correlations)[1])
    return statistic, df, float(chdtrc(df, statistic))
