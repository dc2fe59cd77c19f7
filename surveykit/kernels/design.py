"""Design matrices: dummies, products, scaling, and which columns depend on which.

Columns are centred and brought to length one before any solver sees them. Income beside a 0/1 item, or a year beside
its square, then costs no digits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr, solve_triangular

Array = NDArray[np.float64]

_INVOLVED = 1e-6  # a unit-length column with a smaller weight in a dependency is rounding, not part of it


@dataclass(frozen=True)
class ScaledDesign:
    """A design matrix ready for a solver.

    Attributes
    ----------
    columns : (n, p) array
        The columns without the intercept, each of length one, and of mean zero where there is an intercept.
    centers, lengths : (p,) arrays
        What was subtracted from, and then divided out of, each column.
    intercept : bool
        Whether the model has an intercept.
    """

    columns: Array
    centers: Array
    lengths: Array
    intercept: bool


def dummies(codes: Array, levels: Array) -> Array:
    """One 0/1 column per level: (n,) codes and (k,) levels give (n, k)."""
    columns: Array = (codes[:, None] == levels[None, :]).astype(np.float64)
    return columns


def products(left: Array, right: Array) -> Array:
    """Every column of `left` (n, a) times every column of `right` (n, b): (n, a * b), `right` running fastest."""
    return (left[:, :, None] * right[:, None, :]).reshape(len(left), -1)


def constant_columns(columns: Array) -> NDArray[np.bool_]:
    """Which of the columns of (n, p) do not vary beyond rounding: (p,)."""
    size = np.abs(columns).max(axis=0)
    spread = columns.max(axis=0) - columns.min(axis=0)
    constant: NDArray[np.bool_] = spread <= 8 * np.finfo(np.float64).eps * size
    return constant


def scale_design(columns: Array, *, intercept: bool = True) -> ScaledDesign:
    """Centre (n, p) columns and bring them to length one; no column may be constant.

    The mean is taken twice: the second pass removes what rounding left of a large offset.
    """
    centred, centers = columns, np.zeros(columns.shape[1])
    if intercept:
        centers = columns.mean(axis=0)
        centred = columns - centers
        left_over = centred.mean(axis=0)
        centred, centers = centred - left_over, centers + left_over
    lengths = np.linalg.norm(centred, axis=0)
    return ScaledDesign(centred / lengths, centers, lengths, intercept)


def dependent_columns(design: ScaledDesign, *, tolerance: float) -> list[tuple[int, tuple[int, ...]]]:
    """Columns that the others determine, each with the columns that determine it.

    Pivoted QR decides: a column is dependent if what the columns taken before it leave of it is shorter than
    `tolerance` (its own length being one).
    """
    if not design.columns.size:
        return []
    _, triangle, order = qr(design.columns, mode="economic", pivoting=True)
    left_over = np.abs(np.diag(triangle))
    rank = int((left_over > tolerance).sum())
    weights = solve_triangular(triangle[:rank, :rank], triangle[:rank, rank:])
    return [
        (int(column), tuple(sorted(int(order[i]) for i in np.flatnonzero(np.abs(weight) > _INVOLVED))))
        for column, weight in zip(order[rank:], weights.T, strict=True)
    ]
