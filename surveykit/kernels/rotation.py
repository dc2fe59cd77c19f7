"""Varimax and promax, in closed steps; other rotations go by gradient projection."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def row_lengths(loadings: Floats) -> Floats:
    """Square roots of the communalities of orthogonal loadings (k, m), as a column (k, 1) to divide by."""
    lengths: Floats = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    return lengths


def varimax(loadings: Floats, *, kaiser: bool = True, tolerance: float = 1e-10, most: int = 500) -> tuple[Floats, bool]:
    """Varimax of loadings (k, m), of rows brought to length one if `kaiser`: what it gives, and whether it settled.

    Every pair of factors is turned to its best angle in closed form (Kaiser 1958), until a whole round turns none by
    more than `tolerance` radians.
    """
    lengths = row_lengths(loadings) if kaiser else np.ones((len(loadings), 1))
    unit = loadings / lengths
    m = unit.shape[1]
    for _ in range(most):
        largest = 0.0
        for i, j in combinations(range(m), 2):
            angle = _best_angle(unit[:, i], unit[:, j])
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            unit[:, [i, j]] = unit[:, [i, j]] @ turn
            largest = max(largest, abs(angle))
        if largest < tolerance:
            return unit * lengths, True
    return unit * lengths, False


def _best_angle(x: Floats, y: Floats) -> float:
    """Angle by which to turn two factors (k,), (k,) so that the varimax criterion is largest."""
    u, v = x**2 - y**2, 2 * x * y
    sine = 2 * (u @ v - u.sum() * v.sum() / len(u))
    cosine = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / len(u)
    return math.atan2(float(sine), float(cosine)) / 4


def promax(loadings: Floats, *, power: int = 4) -> tuple[Floats, Floats]:
    """Promax (Hendrickson & White 1964) of varimax loadings (k, m): pattern (k, m) and factor correlations (m, m).

    The target raises the rows, brought to length one, to `power`, signs kept; the rows are regressed on it as they are.
    This is the variant of SPSS.
    """
    unit = loadings / row_lengths(loadings)
    target = np.sign(unit) * np.abs(unit) ** power
    weights = np.linalg.lstsq(loadings, target, rcond=None)[0]
    weights = weights * np.sqrt(np.diag(np.linalg.inv(weights.T @ weights)))
    inverse = np.linalg.inv(weights)
    return loadings @ weights, inverse @ inverse.T
