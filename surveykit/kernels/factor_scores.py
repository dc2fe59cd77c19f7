"""Weights that make factor scores of standardized items."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def regression_weights(correlations: Floats, pattern: Floats, phi: Floats) -> Floats:
    """Thurstone's weights (k, m): scores that predict the factors best; of components they are the components."""
    return np.asarray(np.linalg.solve(correlations, pattern @ phi), dtype=np.float64)


def bartlett_weights(correlations: Floats, pattern: Floats, phi: Floats) -> Floats:
    """Bartlett's weights (k, m): each score is free of the other factors."""
    weighted = pattern / _uniqueness(pattern, phi)[:, None]
    return np.asarray(np.linalg.solve(weighted.T @ pattern, weighted.T).T, dtype=np.float64)


def anderson_rubin_weights(correlations: Floats, pattern: Floats, phi: Floats) -> Floats:
    """Anderson and Rubin's weights (k, m): uncorrelated scores of variance one; for orthogonal factors."""
    weighted = pattern / _uniqueness(pattern, phi)[:, None]
    return weighted @ _power(weighted.T @ correlations @ weighted, -0.5)


def ten_berge_weights(correlations: Floats, pattern: Floats, phi: Floats) -> Floats:
    """Weights (k, m) of ten Berge, Krijnen, Wansbeek and Shapiro (1999): scores that correlate as the factors do."""
    root, inverse_root = _power(phi, 0.5), _power(correlations, -0.5)
    turned = pattern @ root
    middle = _power(turned.T @ np.linalg.solve(correlations, turned), -0.5)
    return inverse_root @ inverse_root @ turned @ middle @ root


WEIGHTS: Mapping[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "regression": regression_weights,
    "bartlett": bartlett_weights,
    "anderson_rubin": anderson_rubin_weights,
    "ten_berge": ten_berge_weights,
}
"""From correlations (k, k), pattern (k, m) and factor correlations (m, m) to weights (k, m), by name of the method."""


def determinacy(weights: Floats, correlations: Floats, pattern: Floats, phi: Floats) -> Floats:
    """Squared correlation (m,) of each score with its factor."""
    with_factor = np.diag(weights.T @ pattern @ phi)
    spread = np.diag(weights.T @ correlations @ weights)
    squared: Floats = with_factor**2 / spread
    return squared


def _uniqueness(pattern: Floats, phi: Floats) -> Floats:
    unique: Floats = 1 - ((pattern @ phi) * pattern).sum(axis=1)
    return unique


def _power(matrix: Floats, exponent: float) -> Floats:
    """A power of a symmetric positive definite matrix."""
    values, vectors = np.linalg.eigh(matrix)
    powered: Floats = (vectors * values**exponent) @ vectors.T
    return powered
