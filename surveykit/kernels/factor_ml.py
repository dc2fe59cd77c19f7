"""Factors by maximum likelihood, by Newton's method on the logarithms of the unique variances (Clarke 1970)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOLERANCE = 1e-9
"""Slope of the discrepancy, by the logarithm of any unique variance, below which it is at its least."""

ROUNDING = 1e-13
"""A discrepancy that is larger by no more than this is no larger."""

MOST_STEPS = 200
MOST_HALVINGS = 30


@dataclass(frozen=True)
class Likeliest:
    """Loadings (k, m) at the least discrepancy, and whether it was reached."""

    loadings: Floats
    converged: bool


@dataclass(frozen=True)
class _Place:
    """The discrepancy at some unique variances, its slope (k,) by their logarithms, and the square roots of these (k,).

    `values` (k,) and `vectors` (k, k) are the eigenvalues and eigenvectors of the correlations scaled by them, the
    largest last.
    """

    value: float
    slope: Floats
    size: Floats
    values: Floats
    vectors: Floats


def likeliest_loadings(correlations: Floats, m: int, *, bound: float) -> Likeliest:
    """Loadings (k, m) of m factors of correlations (k, k), not singular, no unique variance below `bound`.

    Columns are in the order of the eigenvalues of the correlations scaled by the unique variances, the largest first.
    """
    floor = np.log(bound)
    start = (1 - m / (2 * len(correlations))) / np.diag(np.linalg.inv(correlations))  # Jöreskog (1963)
    at = np.maximum(np.log(start), floor)
    here = _place(correlations, m, at)
    for _ in range(MOST_STEPS):
        free = (at > floor) | (here.slope < 0)
        if not free.any() or np.abs(here.slope[free]).max() < TOLERANCE:
            return Likeliest(_loadings(here, m), converged=True)
        step = np.zeros_like(at)
        step[free] = np.linalg.solve(_curvature(here, m)[np.ix_(free, free)], here.slope[free])
        for halving in range(MOST_HALVINGS):
            next_at = np.clip(at - step / 2**halving, floor, 0.0)
            there = _place(correlations, m, next_at)
            if there.value <= here.value + ROUNDING:
                break
        else:
            return Likeliest(_loadings(here, m), converged=False)
        at, here = next_at, there
    return Likeliest(_loadings(here, m), converged=False)


def _place(correlations: Floats, m: int, logarithms: Floats) -> _Place:
    """What holds at unique variances that have `logarithms` (k,)."""
    size = np.exp(logarithms / 2)
    values, vectors = np.linalg.eigh(correlations / np.outer(size, size))
    rest, left = values[:-m], vectors[:, :-m]
    discrepancy = float((rest - np.log(rest) - 1).sum())
    return _Place(discrepancy, ((1 - rest) * left**2).sum(axis=1), size, values, vectors)


def _loadings(place: _Place, m: int) -> Floats:
    stretched = place.vectors[:, -m:] * np.sqrt(np.maximum(place.values[-m:] - 1, 0))
    loadings: Floats = (place.size[:, None] * stretched)[:, ::-1]
    return loadings


def _curvature(place: _Place, m: int) -> Floats:
    """Second derivatives (k, k); where they do not curve upwards, those of a model that fits."""
    rest, left = place.values[:-m], place.vectors[:, :-m]
    apart = left @ left.T
    exact = apart * ((left * rest) @ left.T)
    for value, factor in zip(place.values[-m:], place.vectors[:, -m:].T, strict=True):
        weight = (rest - 1) * (rest + value) / (rest - value)
        exact += np.outer(factor, factor) * ((left * weight) @ left.T)
    return exact if _curves_upwards(exact) else apart**2


def _curves_upwards(curvature: Floats) -> bool:
    try:
        np.linalg.cholesky(curvature)
    except np.linalg.LinAlgError:
        return False
    return True
