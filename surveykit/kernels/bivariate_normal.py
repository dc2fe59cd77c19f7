"""Probabilities of two correlated standard normal variables."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, owens_t

Floats = NDArray[np.float64]

FAR = 40.0
"""Limits further out than this many standard deviations, infinite ones among them, are moved to it."""

NEAR = 1e-200
"""Limits of zero are moved to this, so that their quotient exists; no probability changes in 16 digits."""


def bivariate_cdf(h: ArrayLike, k: ArrayLike, r: ArrayLike) -> Floats:
    """P(X <= h, Y <= k) of standard normal X and Y that correlate r, |r| < 1, for arrays that broadcast.

    From Owen's T function (Owen 1956).
    """
    h, k, r = (np.asarray(values, dtype=np.float64) for values in (h, k, r))
    h, k = _finite(h), _finite(k)
    spread = np.sqrt((1 - r) * (1 + r))
    across = owens_t(h, (k / h - r) / spread) + owens_t(k, (h / k - r) / spread)
    p: Floats = (ndtr(h) + ndtr(k)) / 2 - across - np.where(np.sign(h) == np.sign(k), 0.0, 0.5)
    return np.clip(p, 0.0, 1.0)


def bivariate_density(h: ArrayLike, k: ArrayLike, r: ArrayLike) -> Floats:
    """Density of standard normal X and Y that correlate r, |r| < 1, at h and k, for arrays that broadcast.

    It is also how fast `bivariate_cdf` grows with r.
    """
    h, k, r = (np.asarray(values, dtype=np.float64) for values in (h, k, r))
    h, k = _finite(h), _finite(k)
    free = (1 - r) * (1 + r)
    density: Floats = np.exp(-(h**2 - 2 * r * h * k + k**2) / (2 * free)) / (2 * math.pi * np.sqrt(free))
    return density


def _finite(limits: Floats) -> Floats:
    """Limits that can be divided by one another."""
    within = np.clip(limits, -FAR, FAR)
    return np.where(within == 0, NEAR, within)
