"""Adjusting a family of p values for the number of tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def holm(p_values: Floats) -> Floats:
    """Holm's step-down adjustment of p values (m,); it bounds the chance of any false rejection.

    NaN stay NaN and do not count as tests.
    """
    length, order = _ascending(p_values)
    m = len(order)
    steps = p_values[order] * np.arange(m, 0, -1)
    return _placed(np.maximum.accumulate(steps), order, length)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Benjamini and Hochberg's step-up adjustment of p values (m,); it bounds the expected share of false rejections.

    NaN stay NaN and do not count as tests.
    """
    length, order = _ascending(p_values)
    m = len(order)
    steps = p_values[order] * (m / np.arange(1, m + 1))
    return _placed(np.minimum.accumulate(steps[::-1])[::-1], order, length)


def _ascending(p_values: Floats) -> tuple[int, NDArray[np.intp]]:
    """The length of the family with its NaN, and the positions of the p values that are not NaN, smallest first."""
    order = np.argsort(p_values, kind="stable")
    return len(p_values), order[: np.count_nonzero(~np.isnan(p_values))]


def _placed(steps: Floats, order: NDArray[np.intp], length: int) -> Floats:
    """The adjusted values back in the places of the raw ones, none above 1."""
    adjusted = np.full(length, np.nan)
    adjusted[order] = np.minimum(steps, 1.0)
    return adjusted
