"""Pairs of measurements without small counts, and without the numbers from which those could be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.small_cells import as_floats, hide_parts
from surveykit.kernels.suppression import choose_hidden

MOVES = ("n_higher", "n_lower", "n_equal")
RANKS = ("rank_sum_higher", "rank_sum_lower")
MOMENTS = ("mean_before", "sd_before", "mean_after", "sd_after", "correlation")
TESTED = ("estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high")
EFFECT = ("effect_size", "effect_conf_low", "effect_conf_high")

MOST_CODES = 10
"""With more different answers than this on a side, sums over them tell no single count."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Withheld:
    """What one pair does not tell.

    Attributes
    ----------
    answers : bool
        How often each answer was given before and after.
    moves : (3,) of bool
        How many rose, fell and stayed.
    moments : bool
        Means, standard deviations and their correlation, and the t test that rests on them.
    """

    answers: bool
    moves: NDArray[np.bool_]
    moments: bool


def crossing(frame: pd.DataFrame) -> pd.DataFrame | None:
    """How many gave each answer before (rows) and each after (columns); None where there are many answers."""
    counts = pd.crosstab(frame.iloc[:, 0], frame.iloc[:, 1])
    return counts if max(counts.shape) <= MOST_CODES else None


def hide_pairs(
    levels: pd.DataFrame,
    pairs: pd.DataFrame,
    tests: pd.DataFrame,
    crossings: Mapping[Pair, pd.DataFrame],
    *,
    min_cell: int,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Distributions, summaries and tests of pairs without what must be hidden.

    The distribution before is of no use without that after, so a small answer hides both. Wilcoxon's test is made of
    ranks of those who rose and fell: it goes where their number does.
    """
    levels, told, tests = as_floats(levels, ["n"]), as_floats(pairs, MOVES), tests.copy()
    for place, row in zip(told.index, pairs.itertuples(), strict=True):
        pair = (str(row.before), str(row.after))
        moves = np.array([getattr(row, name) for name in MOVES], dtype=np.int64)
        withheld = withhold(crossings.get(pair), moves, min_cell=min_cell)
        gone = [name for name, hidden in zip(MOVES, withheld.moves, strict=True) if hidden]
        told.loc[place, [*gone, *(RANKS if gone else ()), *(MOMENTS if withheld.moments else ())]] = np.nan
        if withheld.answers:
            levels.loc[_of(levels, pair), ["n", "proportion"]] = np.nan
        methods = [name for name, hidden in (("t", withheld.moments), ("wilcoxon", bool(gone))) if hidden]
        tests.loc[_of(tests, pair) & tests["method"].isin(methods).to_numpy(), [*TESTED, *EFFECT]] = np.nan
    return levels, told, tests


def withhold(crossed: pd.DataFrame | None, moves: NDArray[np.int64], *, min_cell: int) -> Withheld:
    """What a pair with so many who rose, fell and stayed must not tell."""
    if crossed is None:
        return Withheld(answers=False, moves=hide_parts(moves, min_cell), moments=False)
    margins = np.concatenate([crossed.sum(axis=1).to_numpy(), crossed.sum(axis=0).to_numpy()])
    answers = bool(_is_small(margins, min_cell).any())
    if not answers and not _is_small(moves, min_cell).any():
        return Withheld(answers=False, moves=np.zeros(len(moves), dtype=bool), moments=False)
    for moments in (True, False):
        hidden = _hidden_moves(crossed, moves, min_cell=min_cell, with_moments=moments, with_answers=not answers)
        if hidden is not None:
            return Withheld(answers=answers, moves=hidden, moments=not moments)
    return Withheld(answers=True, moves=np.ones(len(moves), dtype=bool), moments=True)


def _hidden_moves(
    crossed: pd.DataFrame, moves: NDArray[np.int64], *, min_cell: int, with_moments: bool, with_answers: bool
) -> NDArray[np.bool_] | None:
    """Which moves to hide beside sums over the answers that stay; None where that would not do.

    All that is told of a pair, but for its ranks, is a sum over the table of answers before by answers after.
    """
    cells = crossed.to_numpy(dtype=np.int64).ravel()
    before, after = (codes.ravel() for codes in np.meshgrid(crossed.index, crossed.columns, indexing="ij"))
    sides = np.array([side == code for side in (before, after) for code in np.unique(side)], dtype=np.float64)
    parts = np.vstack([[after > before, after < before, after == before], sides]).astype(np.float64)
    known = [np.ones(len(cells)), *(sides if with_answers else ())]
    if with_moments:
        known += [before, before**2, after, after**2, before * after]
    relations = np.vstack(
        [
            np.hstack([np.eye(len(parts)), -parts]),
            np.hstack([np.zeros((len(known), len(parts))), np.array(known, dtype=np.float64)]),
        ]
    )
    counts = np.concatenate([(parts @ cells).astype(np.int64), cells])
    printed = np.arange(len(counts)) < len(moves)
    protected = np.arange(len(counts)) < (len(moves) if with_answers else len(parts))
    hidden = choose_hidden(counts, relations, min_cell=min_cell, unpublished=~printed, protected=protected)
    return None if hidden is None else hidden[: len(moves)]


def _is_small(counts: NDArray[np.int64], min_cell: int) -> NDArray[np.bool_]:
    return (counts > 0) & (counts < min_cell)


def _of(rows: pd.DataFrame, pair: Pair) -> NDArray[np.bool_]:
    """Which rows belong to a pair."""
    return ((rows["before"] == pair[0]) & (rows["after"] == pair[1])).to_numpy()
