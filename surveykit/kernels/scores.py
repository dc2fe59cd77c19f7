"""Scores of scales: what items come to together, and where that stands among all respondents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Standardized:
    """Scores (n,) with mean 0 and standard deviation 1, NaN kept, and what was taken from and divided by."""

    values: Floats
    mean: float
    sd: float
    n: int


def item_mean(answers: Floats) -> Floats:
    """The mean (n,) of the answers (n, k) that are not NaN; NaN where all are."""
    return _per_answer(np.nansum(answers, axis=1), answers)


def item_sum(answers: Floats) -> Floats:
    """The sum (n,) of answers (n, k), a gap counting as the mean of the others; NaN where there are none.

    It is not made from the mean, so that with nothing missing it is the whole number that adding up gives.
    """
    return _per_answer(np.nansum(answers, axis=1) * answers.shape[1], answers)


def percent_of_maximum(answers: Floats, low: Floats, high: Floats) -> Floats:
    """Percent of maximum possible (n,): 0 if every answer of (n, k) is the lowest (k,), 100 if it is the highest."""
    return 100 * item_mean((answers - low) / (high - low))


def standardized(scores: Floats) -> Standardized:
    """Scores (n,) less their mean, over their standard deviation (n - 1); NaN where that is not above 0."""
    known = scores[~np.isnan(scores)]
    mean = float(known.mean()) if len(known) else np.nan
    sd = float(known.std(ddof=1)) if len(known) > 1 and np.ptp(known) > 0 else np.nan
    return Standardized((scores - mean) / sd, mean, sd, len(known))


def weighted_scores(answers: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Scores (n, m) of answers (n, k), standardized over the complete rows and weighted (k, m); their mean and SD (k,).

    A row with a gap has no scores.
    """
    complete = answers[~np.isnan(answers).any(axis=1)]
    mean, sd = complete.mean(axis=0), complete.std(axis=0, ddof=1)
    scores: Floats = ((answers - mean) / sd) @ weights
    return scores, mean, sd


def _per_answer(sums: Floats, answers: Floats) -> Floats:
    answered = (~np.isnan(answers)).sum(axis=1)
    return np.asarray(sums / np.where(answered > 0, answered, np.nan), dtype=np.float64)
