"""Indirect effects through parallel mediators, for the sample and for any reweighting of its cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.kernels.bootstrap import CHUNK_CELLS, leave_one_out, resample_counts

Array = NDArray[np.float64]

_SINGULAR = 1e-10  # smallest eigenvalue of a correlation matrix below which a draw cannot be fitted


@dataclass(frozen=True)
class Paths:
    """The effects of x on y, one row per set of weights.

    Attributes
    ----------
    a, b : (draws, m) arrays
        x to each mediator, and each mediator to y given x and the other mediators.
    direct, total : (draws,) arrays
        x to y with and without the mediators.
    scale : (draws,) array
        sd(x) / sd(y), which turns an effect into its completely standardised form.
    """

    a: Array
    b: Array
    direct: Array
    total: Array
    scale: Array

    @property
    def indirect(self) -> Array:
        """The product of a and b, per mediator: (draws, m)."""
        return self.a * self.b

    def effects(self) -> Array:
        """All that is bootstrapped, (draws, 2m + 3).

        In order: each indirect effect, their sum, each completely standardised indirect effect, their sum, and the
        share of the total effect that is indirect.
        """
        each = self.indirect
        effects = np.hstack([each, each.sum(axis=1, keepdims=True)])
        with np.errstate(divide="ignore", invalid="ignore"):
            share = effects[:, -1:] / self.total[:, None]
        return np.hstack([effects, effects * self.scale[:, None], share])


def weighted_paths(values: Array, weights: Array, *, n_mediators: int) -> Paths:
    """Paths of every weighting of the cases.

    `values` (n, q) holds x, the mediators, the covariates, then y, centred and scaled; `weights` (draws, n) how
    often each draw holds each case. Draws in which a variable is constant or determined by others give NaN.
    """
    covariance = _covariances(values, weights)
    singular = _is_singular(covariance)
    covariance[singular] = np.eye(values.shape[1])
    q, m = values.shape[1], n_mediators
    mediators, outcome = list(range(1, m + 1)), q - 1
    without = [0, *range(m + 1, outcome)]
    first = _slopes(covariance, without, [*mediators, outcome])
    second = _slopes(covariance, list(range(outcome)), [outcome])
    paths = Paths(
        a=first[:, 0, :m],
        b=second[:, 1 : m + 1, 0],
        direct=second[:, 0, 0],
        total=first[:, 0, m],
        scale=np.sqrt(covariance[:, 0, 0] / covariance[:, outcome, outcome]),
    )
    for effect in (paths.a, paths.b, paths.direct, paths.total, paths.scale):
        effect[singular] = np.nan
    return paths


def bootstrap_effects(
    values: Array, *, n_mediators: int, n_boot: int, seed: int, chunk_cells: int = CHUNK_CELLS
) -> Array:
    """`Paths.effects` of `n_boot` resamples of the rows of `values` (n, q): (n_boot, 2m + 3)."""
    return np.vstack(
        [
            weighted_paths(values, counts, n_mediators=n_mediators).effects()
            for counts in resample_counts(len(values), n_boot, seed=seed, chunk_cells=chunk_cells)
        ]
    )


def jackknife_effects(values: Array, *, n_mediators: int) -> Array:
    """`Paths.effects` with each case left out in turn: (n, 2m + 3)."""
    return weighted_paths(values, leave_one_out(len(values)), n_mediators=n_mediators).effects()


def _covariances(values: Array, weights: Array) -> Array:
    """Weighted covariance matrices (draws, q, q)."""
    q = values.shape[1]
    rows, columns = np.triu_indices(q)
    total = weights.sum(axis=1, keepdims=True)
    means = weights @ values / total
    moments = weights @ (values[:, rows] * values[:, columns]) / total
    upper = moments - means[:, rows] * means[:, columns]
    covariance = np.empty((len(weights), q, q))
    covariance[:, rows, columns] = upper
    covariance[:, columns, rows] = upper
    return covariance


def _is_singular(covariance: Array) -> NDArray[np.bool_]:
    """Which of (draws, q, q) cannot be solved: a constant variable, or x, mediators and covariates dependent."""
    variances: Array = np.diagonal(covariance, axis1=1, axis2=2)
    spread = np.sqrt(np.maximum(variances, 0.0))
    constant: NDArray[np.bool_] = (spread <= np.sqrt(_SINGULAR)).any(axis=1)
    safe = np.where(spread > 0, spread, 1.0)
    correlation = covariance / (safe[:, :, None] * safe[:, None, :])
    return constant | (np.linalg.eigvalsh(correlation[:, :-1, :-1])[:, 0] < _SINGULAR)


def _slopes(covariance: Array, on: list[int], of: list[int]) -> Array:
    """Slopes (draws, len(on), len(of)) of the variables `of` on the variables `on`."""
    inner = covariance[:, on][:, :, on]
    slopes: Array = np.asarray(np.linalg.solve(inner, covariance[:, on][:, :, of]), dtype=np.float64)
    return slopes
