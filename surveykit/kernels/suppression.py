"""Which counts of a table must be hidden so that none of the small ones can be worked out from what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_ZERO = 1e-7  # a multiplier or a gap below this is rounding


@dataclass(frozen=True)
class Published:
    """What a reader knows of some counts but for those that are hidden.

    Attributes
    ----------
    counts : (n,)
        The counts as they are, whatever the shape of their table.
    relations : (m, n)
        One row per published number that is made of the counts; a row of ones and zeros is a total. The reader knows
        `relations @ counts`.
    unpublished : (n,)
        Counts that are printed nowhere, such as those who did not tick an option. They may be 0; any other count that
        is hidden is at least 1, because zeros are shown.
    """

    counts: Counts
    relations: Floats
    unpublished: Mask

    @cached_property
    def known(self) -> Floats:
        """The published numbers (m,)."""
        return self.relations @ self.counts.astype(np.float64)

    @cached_property
    def least(self) -> Floats:
        """The least value (n,) of each count, if it is hidden."""
        return np.where(self.unpublished | (self.counts == 0), 0.0, 1.0)

    @cached_property
    def most(self) -> Floats:
        """The largest value (n,) of each count, if it is hidden: no more than any total that it is part of."""
        totals = self.relations[(self.relations >= 0).all(axis=1)]
        sums = np.broadcast_to((totals @ self.counts)[:, None], totals.shape)
        shares = np.divide(sums, totals, out=np.full(totals.shape, np.inf), where=totals > 0)
        return np.asarray(np.floor(np.min(shares, axis=0, initial=float(self.counts.sum())) + _ZERO))

    def limits(self, hidden: Mask) -> tuple[Floats, Floats]:
        """The least and the largest value (n,) of each count; its own value where it is not hidden."""
        return np.where(hidden, self.least, self.counts), np.where(hidden, self.most, self.counts)

    def highest(self, cell: int, hidden: Mask) -> int:
        """The largest value that a count could have as far as a reader knows."""
        found = milp(
            -_unit(cell, len(self.counts)),
            integrality=np.ones(len(self.counts)),
            bounds=Bounds(*self.limits(hidden)),
            constraints=LinearConstraint(self.relations, self.known, self.known),
        )
        return round(float(found.x[cell]))

    def reach(self, cell: int, hidden: Mask) -> tuple[float, Floats]:
        """Like `highest` but for parts of respondents too, and how far hiding each count (n,) could raise it.

        No choice raises the count above its value by more than the sum of these over the counts that it hides.
        """
        goal = _unit(cell, len(self.counts))
        found = linprog(
            -goal, A_eq=self.relations, b_eq=self.known, bounds=np.column_stack(self.limits(hidden)), method="highs"
        )
        slack = goal + self.relations.T @ found.eqlin.marginals
        slack[np.abs(slack) < _ZERO] = 0.0
        up, down = self.most - self.counts, self.counts - self.least
        return -float(found.fun), np.maximum(slack, 0.0) * up + np.maximum(-slack, 0.0) * down


def choose_hidden(
    counts: Counts,
    relations: Floats,
    *,
    min_cell: int,
    unpublished: Mask | None = None,
    protected: Mask | None = None,
) -> Mask | None:
    """Choose the counts to hide: the small ones, and the cheapest others without which those could be worked out.

    A small count is protected if nothing that a reader knows (see `Published`) tells that it is below `min_cell`: the
    largest value it could have is at least that, so it is not determined either.

    Parameters
    ----------
    counts : (n,)
        Counts of respondents.
    relations : (m, n)
        What is published besides the counts.
    min_cell : int
        Counts from 1 to `min_cell` - 1 are small.
    unpublished : (n,), optional
        Counts that are printed nowhere.
    protected : (n,), optional
        Counts that are not to be told if they are small; all, unless it is given.

    Returns
    -------
    (n,) of bool, or None
        What to hide, unpublished counts included; None if no choice protects the small counts, as where a total
        is itself below `min_cell`.

    Notes
    -----
    The cost of hiding a count is the respondents in it; of choices that cost the same, one with the fewest counts is
    taken. A hidden count that is not small is never determined: if it were, showing it would cost less and tell
    nothing new. The method is that of Fischetti and Salazar: the cheapest choice under the conditions found so far,
    then the conditions that it breaks, until it breaks none.

    References
    ----------
    Fischetti, M., & Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
    constraints. Management Science, 47, 1008-1027.
    """
    private = np.zeros(len(counts), dtype=bool) if unpublished is None else unpublished
    table = Published(counts, relations, private)
    is_small = (counts > 0) & (counts < min_cell)
    small = np.flatnonzero(is_small if protected is None else is_small & protected).tolist()
    forced, possible = private.copy(), private | (counts > 0)
    forced[small] = True
    if any(table.highest(cell, possible) < min_cell for cell in small):
        return None
    weights = np.where(private, 0.0, counts * (len(counts) + 1.0) + 1.0)
    conditions: list[tuple[Floats, float]] = []
    hidden = forced
    while broken := [found for cell in small if (found := _condition(table, cell, hidden, min_cell))]:
        conditions += broken
        hidden = _cheapest(weights, forced, possible, conditions)
    return hidden


def _condition(table: Published, cell: int, hidden: Mask, min_cell: int) -> tuple[Floats, float] | None:
    """What a choice must fulfil and `hidden` does not: weights (n,) and the least sum of those of its counts."""
    height, raises = table.reach(cell, hidden)
    if height < min_cell - _ZERO:
        needed = float(min_cell - table.counts[cell])
        return np.minimum(raises, needed), needed
    if table.highest(cell, hidden) < min_cell:
        return (~hidden).astype(np.float64), 1.0
    return None


def _cheapest(weights: Floats, forced: Mask, possible: Mask, conditions: list[tuple[Floats, float]]) -> Mask:
    """The cheapest choice under some conditions that holds the `forced` counts and only `possible` ones."""
    sums = np.array([sums for sums, _ in conditions])
    found = milp(
        weights,
        integrality=np.ones(len(weights)),
        bounds=Bounds(forced.astype(np.float64), possible.astype(np.float64)),
        constraints=LinearConstraint(sums, np.array([least for _, least in conditions]) - _ZERO, np.inf),
        options={"mip_rel_gap": 0.0},
    )
    return np.asarray(found.x > 0.5)


def _unit(place: int, n: int) -> Floats:
    """Zeros (n,) with a one."""
    unit = np.zeros(n)
    unit[place] = 1.0
    return unit
