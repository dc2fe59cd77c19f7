"""What rotations make small: each criterion gives its value and its slope at some loadings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Criterion: TypeAlias = Callable[[Floats], tuple[float, Floats]]
"""From loadings (k, m) to the value of the criterion and its gradient (k, m)."""

GEOMIN_EPSILON = 0.01
"""What geomin adds to squared loadings, as in Browne (2001) and GPArotation; Mplus varies it with the factors."""


def crawford_ferguson(kappa: float) -> Criterion:
    """Crawford and Ferguson's (1970) family: complexity of rows, and with weight `kappa` of columns.

    Under orthogonal rotation of k items on m factors 0 is quartimax, 1/k varimax, m/(2k) equamax.
    """

    def at(loadings: Floats) -> tuple[float, Floats]:
        squares = loadings**2
        in_row = squares.sum(axis=1, keepdims=True) - squares
        in_column = squares.sum(axis=0, keepdims=True) - squares
        mixed = (1 - kappa) * in_row + kappa * in_column
        return float((squares * mixed).sum()) / 4, loadings * mixed

    return at


def oblimin(delta: float) -> Criterion:
    """Direct oblimin (Jennrich & Sampson 1966); 0 is quartimin, negative values keep factors less correlated."""

    def at(loadings: Floats) -> tuple[float, Floats]:
        squares = loadings**2
        in_row = squares.sum(axis=1, keepdims=True) - squares
        mixed = in_row - delta * in_row.mean(axis=0)
        return float((squares * mixed).sum()) / 4, loadings * mixed

    return at


def geomin(epsilon: float = GEOMIN_EPSILON) -> Criterion:
    """Geomin (Yates 1987): the geometric mean of the squared loadings of each row."""

    def at(loadings: Floats) -> tuple[float, Floats]:
        lifted = loadings**2 + epsilon
        means = np.exp(np.log(lifted).mean(axis=1, keepdims=True))
        return float(means.sum()), 2 / loadings.shape[1] * loadings / lifted * means

    return at
