"""Rotation of loadings to the least value of any criterion, by gradient projection (Jennrich 2001, 2002)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.kernels.rotation_criteria import Criterion

Floats = NDArray[np.float64]

TOLERANCE = 1e-8
"""Length of the projected gradient below which a rotation has settled."""

MOST_STEPS = 2000
MOST_HALVINGS = 25


@dataclass(frozen=True)
class Rotated:
    """Loadings (k, m), factor correlations (m, m), the criterion's value, and whether the rotation settled."""

    loadings: Floats
    phi: Floats
    value: float
    converged: bool


@dataclass(frozen=True)
class _Manifold:
    """Where the turning matrix T (m, m) lives, and what T makes of the unrotated loadings A (k, m).

    `turned(A, T)` gives the loadings, `slope(A, T, loadings, gradient)` the slope by T, `projected(slope, T)` the
    part of it along the manifold, and `nearest(T)` brings a matrix back onto it.
    """

    turned: Callable[[Floats, Floats], Floats]
    slope: Callable[[Floats, Floats, Floats, Floats], Floats]
    projected: Callable[[Floats, Floats], Floats]
    nearest: Callable[[Floats], Floats]


def _symmetric(matrix: Floats) -> Floats:
    half: Floats = (matrix + matrix.T) / 2
    return half


def _closest_rotation(matrix: Floats) -> Floats:
    left, _, right = np.linalg.svd(matrix)
    closest: Floats = left @ right
    return closest


def _unit_columns(matrix: Floats) -> Floats:
    unit: Floats = matrix / np.linalg.norm(matrix, axis=0)
    return unit


_ORTHOGONAL = _Manifold(
    turned=lambda a, t: a @ t,
    slope=lambda a, t, loadings, gradient: a.T @ gradient,
    projected=lambda slope, t: slope - t @ _symmetric(t.T @ slope),
    nearest=_closest_rotation,
)
_OBLIQUE = _Manifold(
    turned=lambda a, t: a @ np.linalg.inv(t).T,
    slope=lambda a, t, loadings, gradient: -(loadings.T @ gradient @ np.linalg.inv(t)).T,
    projected=lambda slope, t: slope - t * (t * slope).sum(axis=0),
    nearest=_unit_columns,
)


def rotate(loadings: Floats, criterion: Criterion, *, oblique: bool, starts: int = 1, seed: int = 0) -> Rotated:
    """Loadings (k, m), m >= 2, turned to the least value of `criterion` found from `starts` starting points.

    The first start is the loadings as they are, the others are random rotations of them drawn from `seed`. Of the
    starts that settled the one with the least value is kept.
    """
    manifold = _OBLIQUE if oblique else _ORTHOGONAL
    m = loadings.shape[1]
    random = np.random.default_rng(seed)
    turns = [np.eye(m), *(_closest_rotation(random.standard_normal((m, m))) for _ in range(starts - 1))]
    found = [_descend(loadings, criterion, manifold, turn) for turn in turns]
    return min(found, key=lambda rotated: (not rotated.converged, rotated.value))


def _descend(a: Floats, criterion: Criterion, manifold: _Manifold, turn: Floats) -> Rotated:
    """Down the projected gradient from one starting point, with a step that doubles and halves as it must."""
    loadings = manifold.turned(a, turn)
    value, gradient = criterion(loadings)
    step = 1.0
    for _ in range(MOST_STEPS):
        direction = manifold.projected(manifold.slope(a, turn, loadings, gradient), turn)
        length = float(np.linalg.norm(direction))
        if length < TOLERANCE:
            return Rotated(loadings, turn.T @ turn, value, converged=True)
        step *= 2
        for _ in range(MOST_HALVINGS):
            candidate = manifold.nearest(turn - step * direction)
            reached = manifold.turned(a, candidate)
            lower, slope = criterion(reached)
            if lower < value - step * length**2 / 2:
                break
            step /= 2
        else:
            return Rotated(loadings, turn.T @ turn, value, converged=length < np.sqrt(TOLERANCE))
        turn, loadings, value, gradient = candidate, reached, lower, slope
    return Rotated(loadings, turn.T @ turn, value, converged=False)
