"""Factors of a correlation matrix: components, principal axes, and what follows from loadings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SINGULAR = 1e-10
"""Smallest eigenvalue, as a share of the largest, below which a correlation matrix counts as singular."""


@dataclass(frozen=True)
class Axes:
    """Principal axes: loadings (k, m), rounds until the communalities stood still, and whether they did."""

    loadings: Floats
    rounds: int
    converged: bool


def eigenvalues(correlations: Floats) -> Floats:
    """Eigenvalues (k,) of correlations (k, k), largest first."""
    values: Floats = np.linalg.eigvalsh(correlations)[::-1].astype(np.float64)
    return values


def dependent_columns(correlations: Floats) -> list[int]:
    """Positions of the columns that are exact linear combinations of each other; empty if there are none.

    A column takes part if it has a weight in an eigenvector whose eigenvalue is zero to rounding.
    """
    values, vectors = np.linalg.eigh(correlations)
    null = vectors[:, values <= SINGULAR * values[-1]]
    return np.flatnonzero((np.abs(null) > 1e-6).any(axis=1)).tolist() if null.size else []


def principal_components(correlations: Floats, m: int) -> Floats:
    """Loadings (k, m) of the first m principal components of correlations (k, k)."""
    values, vectors = np.linalg.eigh(correlations)
    largest = slice(None, -m - 1, -1)
    loadings: Floats = vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0))
    return loadings


def principal_axes(correlations: Floats, m: int, *, tolerance: float = 1e-8, most: int = 5000) -> Axes:
    """Iterated principal axes of correlations (k, k), not singular, from squared multiple correlations on.

    Stops when no communality moves by more than `tolerance`, or goes past `most` rounds.
    """
    reduced = correlations.copy()
    shared = squared_multiple_correlations(correlations)
    for rounds in range(1, most + 1):
        np.fill_diagonal(reduced, shared)
        loadings = principal_components(reduced, m)
        before, shared = shared, (loadings**2).sum(axis=1)
        if np.abs(shared - before).max() < tolerance:
            return Axes(loadings, rounds, converged=True)
    return Axes(loadings, most, converged=False)


def squared_multiple_correlations(correlations: Floats) -> Floats:
    """Share of each column's variance (..., k) that the others explain, from correlations (..., k, k), not singular."""
    explained: Floats = 1 - 1 / np.diagonal(np.linalg.inv(correlations), axis1=-2, axis2=-1)
    return explained


def communalities(loadings: Floats, phi: Floats) -> Floats:
    """Share of each item's variance (k,) that the factors explain: the diagonal of L Phi L'."""
    shared: Floats = ((loadings @ phi) * loadings).sum(axis=1)
    return shared


def sums_of_squares(loadings: Floats, phi: Floats) -> Floats:
    """Variance (m,) that goes with each factor, in items: the diagonal of Phi L'L; it adds up to the communalities."""
    return np.diag(phi @ loadings.T @ loadings).copy()


def arranged(loadings: Floats, phi: Floats) -> tuple[Floats, Floats]:
    """Loadings (k, m) and factor correlations (m, m) with every column sum positive, largest variance first."""
    order = np.argsort(-sums_of_squares(loadings, phi), kind="stable")
    signs = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    correlations = (phi * np.outer(signs, signs))[np.ix_(order, order)]
    np.fill_diagonal(correlations, 1.0)
    return (loadings * signs)[:, order], correlations


def leading_above(values: Floats, limits: Floats) -> int:
    """How many eigenvalues (k,) lie above their limits (k,) before the first that does not."""
    above = values > limits
    return len(above) if above.all() else int(np.argmin(above))
