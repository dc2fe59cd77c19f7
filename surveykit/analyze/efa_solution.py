"""From correlations to rotated loadings, and what is to be said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from surveykit.analyze.extraction import BOUND, estimate_loadings
from surveykit.analyze.rotating import Turn, rotate_loadings
from surveykit.core.result import Note
from surveykit.core.table import Cell
from surveykit.errors import EstimationError
from surveykit.kernels import factor

Floats = NDArray[np.float64]
Method = Literal["pca", "minres", "ml", "paf"]

METHODS: tuple[Method, ...] = ("pca", "minres", "ml", "paf")


@dataclass(frozen=True)
class Solution:
    """Unrotated loadings (k, m), rotated loadings (k, m), and factor correlations (m, m)."""

    unrotated: Floats
    loadings: Floats
    phi: Floats

    @property
    def reproduced(self) -> Floats:
        """The correlations (k, k) that the factors reproduce, with ones on the diagonal."""
        matrix: Floats = self.unrotated @ self.unrotated.T
        np.fill_diagonal(matrix, 1.0)
        return matrix


def solve(correlations: Floats, m: int, method: str, turn: Turn, columns: Sequence[str], *, seed: int) -> Solution:
    """Extract, rotate and arrange; one factor is not rotated."""
    unrotated, _ = factor.arranged(_extract(correlations, m, method, columns), np.eye(m))
    if turn.rotation == "none" or m == 1:
        return Solution(unrotated, unrotated, np.eye(m))
    return Solution(unrotated, *factor.arranged(*rotate_loadings(unrotated, turn, seed=seed)))


def _extract(correlations: Floats, m: int, method: str, columns: Sequence[str]) -> Floats:
    """Unrotated loadings (k, m)."""
    if method == "pca":
        return factor.principal_components(correlations, m)
    if method in ("minres", "ml"):
        return estimate_loadings(correlations, m, method=method)
    axes = factor.principal_axes(correlations, m)
    beyond = [item for item, h2 in zip(columns, (axes.loadings**2).sum(axis=1), strict=True) if h2 > 1]
    if beyond:
        raise EstimationError(
            f"the communality of {beyond} passes 1 (a Heywood case); extract fewer factors, leave the item out, or use "
            "method='ml', which keeps within bounds"
        )
    if not axes.converged:
        raise EstimationError(f"principal axes did not settle in {axes.rounds} rounds; extract fewer factors")
    return axes.loadings


def heywood_notes(solution: Solution, method: str, columns: Sequence[str]) -> list[Note]:
    """A note naming items whose uniqueness sits on its lower bound, or whose communality passes 1."""
    if method == "pca":
        return []
    unique = dict(zip(columns, 1 - (solution.unrotated**2).sum(axis=1), strict=True))
    found_out = {
        "efa.note_heywood": [item for item, left in unique.items() if 0 <= left <= BOUND * 1.05],
        "efa.note_heywood_beyond": [item for item, left in unique.items() if left < 0],
    }
    return [Note(key, {"items": ", ".join(items)}) for key, items in found_out.items() if items]


def rotation_note(turn: Turn, method: str) -> Note:
    """Which rotation, by whose variant."""
    if turn.rotation in ("none", "varimax") and (turn.kaiser or turn.rotation == "none"):
        return Note(f"efa.note_rotation_{turn.rotation}")
    if turn.rotation == "promax":
        components = "_pca" if (turn.like, method) == ("r", "pca") else ""
        return Note(f"efa.note_rotation_promax_{turn.like}{components}", {"power": turn.power})
    normalised = "kaiser" if turn.kaiser else "plain"
    delta = Cell(turn.delta, "number", digits=0 if turn.delta.is_integer() else 2)
    return Note(f"efa.note_rotation_{turn.rotation}_{normalised}", {"delta": delta})
