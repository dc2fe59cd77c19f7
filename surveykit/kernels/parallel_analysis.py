"""How many components and factors to keep: eigenvalues against chance, and what partialling leaves over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.kernels.factor import squared_multiple_correlations

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ChanceEigenvalues:
    """Eigenvalues that unrelated variables give: `components` of correlation matrices, `factors` of reduced ones.

    Each (draws, k), largest first. Reduced matrices have squared multiple correlations on the diagonal.
    """

    components: Floats
    factors: Floats


def chance_eigenvalues(n: int, k: int, *, draws: int, seed: int) -> ChanceEigenvalues:
    """Eigenvalues of `draws` samples of n rows of k independent normal variables, n > k (Horn 1965).

    The sums of products of a sample are drawn as they are distributed (Bartlett's decomposition of the Wishart
    distribution), without the sample.
    """
    random = np.random.default_rng(seed)
    triangle = np.tril(random.standard_normal((draws, k, k)), -1)
    diagonal = np.sqrt(random.chisquare(n - 1 - np.arange(k), size=(draws, k)))
    triangle[:, np.arange(k), np.arange(k)] = diagonal
    correlations = _scaled(triangle @ triangle.transpose(0, 2, 1))
    return ChanceEigenvalues(_largest_first(correlations), _largest_first(reduced(correlations)))


def reduced(correlations: Floats) -> Floats:
    """Correlations (..., k, k), not singular, with squared multiple correlations on the diagonal."""
    k = correlations.shape[-1]
    matrix = correlations.copy()
    matrix[..., np.arange(k), np.arange(k)] = squared_multiple_correlations(correlations)
    return matrix


def minimum_average_partials(correlations: Floats, *, power: int = 2) -> Floats:
    """Velicer's average partial correlations (k,) of correlations (k, k) after 0, 1, ..., k - 1 components.

    The number of components is the place of the smallest. `power` 2 is the test of 1976, 4 its revision of 2000
    (Velicer, Eaton & Fava). NaN where too little is left over to be partialled.
    """
    k = len(correlations)
    values, vectors = np.linalg.eigh(correlations)
    loadings = (vectors * np.sqrt(np.maximum(values, 0)))[:, ::-1]
    apart = ~np.eye(k, dtype=bool)
    averages = np.full(k, np.nan)
    averages[0] = (correlations[apart] ** power).mean()
    for m in range(1, k):
        left = correlations - loadings[:, :m] @ loadings[:, :m].T
        if np.diag(left).min() > np.finfo(np.float64).eps * k:
            averages[m] = (_scaled(left)[apart] ** power).mean()
    return averages


def _scaled(products: Floats) -> Floats:
    """Correlations from sums of products (..., k, k)."""
    size = np.sqrt(np.diagonal(products, axis1=-2, axis2=-1))
    scaled: Floats = products / (size[..., :, None] * size[..., None, :])
    return scaled


def _largest_first(matrices: Floats) -> Floats:
    return np.asarray(np.linalg.eigvalsh(matrices)[..., ::-1], dtype=np.float64)
