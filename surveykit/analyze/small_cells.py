"""Frames of counts without the small ones, and without those from which the small ones could be worked out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.kernels.suppression import choose_hidden

Mask = NDArray[np.bool_]

LEAST_FOR_SPREAD = 10
"""Of fewer answers than this neither spread nor limits are told: they are too close to single answers."""

KEPT = (("mean", "sd"), ("mean",), ())
"""Which moments stay beside a distribution with hidden counts; the first choice that protects the counts is taken."""

OF_HIDDEN = ["n", "proportion", "cumulative", "proportion_cases"]


def hide_sample(levels: pd.DataFrame, *, total: int, min_cell: int) -> pd.DataFrame:
    """The rows of `describe_sample`, of `total` respondents, without what must be hidden.

    Those who did not answer count as a category. Where they are too few to be told, the percentages of that question
    are of all respondents. An option that nearly everybody ticked is hidden too, because the base tells how few did
    not.
    """
    hide = {"single": hide_categories, "multiple": hide_options}
    parts = [
        hide[rows["kind"].iloc[0]](rows, total=total, min_cell=min_cell)
        for _, rows in levels.groupby("term", sort=False)
    ]
    return pd.concat(parts)


def hide_categories(levels: pd.DataFrame, *, total: int, min_cell: int) -> pd.DataFrame:
    """The rows of one variable of `describe_sample`, among `total` respondents, without what must be hidden.

    Those who did not answer are a category as well: with them the counts add up to `total`.
    """
    hidden = hide_parts(levels["n"].to_numpy(dtype=np.int64), min_cell)
    return _blanked(levels, hidden, total) if hidden.any() else levels


def hide_options(levels: pd.DataFrame, *, total: int, min_cell: int) -> pd.DataFrame:
    """The rows of one multiple-response set of `describe_sample`, without what must be hidden.

    Nobody prints how many did not tick an option, but the base tells it; the sum of all ticks is printed.
    """
    is_option = levels["level"].notna().to_numpy()
    ticks = levels.loc[is_option, "n"].to_numpy(dtype=np.int64)
    base, k = int(levels["base"].iloc[0]), len(ticks)
    each, none = np.eye(k), np.zeros(k)
    relations = np.vstack([np.hstack([each, each, np.ones((k, 1))]), np.concatenate([np.ones(k), none, [0.0]])])
    counts = np.concatenate([ticks, base - ticks, [total - base]])
    unpublished = np.repeat([False, True, False], [k, k, 1])
    found = choose_hidden(counts, relations, min_cell=min_cell, unpublished=unpublished)
    hidden = np.ones(len(levels), dtype=bool)
    if found is not None:
        hidden[is_option], hidden[~is_option] = found[:k], found[-1]
    return _blanked(levels, hidden, total) if hidden.any() else levels


def hide_answers(levels: pd.DataFrame, *, min_cell: int) -> tuple[Mask, tuple[str, ...]]:
    """Which answers (L,) to one item to hide, and which of mean and standard deviation can stay beside the others.

    Each moment is one more sum that a reader knows, of the codes or of their squares. Skewness and kurtosis never
    stay: with mean and standard deviation they give away the counts of five answers.
    """
    counts, codes = levels["n"].to_numpy(dtype=np.int64), levels["level"].to_numpy(dtype=np.float64)
    for kept in KEPT:
        powers = np.arange(1 + len(kept))
        hidden = choose_hidden(counts, codes[None, :] ** powers[:, None], min_cell=min_cell)
        if hidden is not None:
            return hidden, kept
    return np.ones(len(counts), dtype=bool), ()


def hide_items(levels: pd.DataFrame, moments: pd.DataFrame, *, min_cell: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Distributions and moments of items without what must be hidden.

    Moments are sums over the answers, so more answers are hidden than would be without them. They go themselves where
    even that would not do, as for two options, whose mean is a share.
    """
    levels, moments = as_floats(levels, ["n"]), moments.copy()
    few = (moments["n"] < LEAST_FOR_SPREAD).to_numpy()
    moments.loc[few, ["sd", "min", "max", "skew", "kurtosis"]] = np.nan
    for item, rows in levels.groupby("item", sort=False):
        hidden, kept = hide_answers(rows, min_cell=min_cell)
        if hidden.any():
            levels.loc[rows.index[hidden], ["n", "proportion"]] = np.nan
            gone = [name for name in ("mean", "sd", "skew", "kurtosis") if name not in kept]
            moments.loc[(moments["item"] == item).to_numpy(), gone] = np.nan
    return levels, moments


def hide_parts(counts: NDArray[np.int64], min_cell: int) -> Mask:
    """What to hide of counts (n,) whose sum is printed; all of them where nothing less would do."""
    hidden = choose_hidden(counts, np.ones((1, len(counts))), min_cell=min_cell)
    return np.ones(len(counts), dtype=bool) if hidden is None else hidden


def _blanked(levels: pd.DataFrame, hidden: Mask, total: int) -> pd.DataFrame:
    """The rows of one question without the numbers of the hidden ones, and without the sums that would tell them.

    Where it is hidden how many did not answer, shares of those who did would tell it: they are taken of all.
    """
    unanswered = levels["level"].isna().to_numpy()
    told = as_floats(levels, ["n", "base"])
    base_told = not (hidden & unanswered).any()
    if not base_told:
        told = _of_all(told, unanswered, total)
    first = np.flatnonzero(hidden & ~unanswered)
    if len(first):
        end = first[-1] + 1 if base_told else len(levels)
        told.loc[told.index[first[0] : end], "cumulative"] = np.nan
    told.loc[hidden, OF_HIDDEN] = np.nan
    return told


def _of_all(levels: pd.DataFrame, unanswered: Mask, total: int) -> pd.DataFrame:
    """The rows of one question with shares of all respondents."""
    single = levels["kind"].iloc[0] == "single"
    share = levels["n"].where(~unanswered) / total
    shares = {"proportion": share, "cumulative": share.cumsum()} if single else {"proportion_cases": share}
    return levels.assign(**shares, base=np.nan)


def as_floats(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A copy whose counts can be missing."""
    return frame.astype(dict.fromkeys(columns, np.float64))
