"""How widely and how often somebody takes part in a list of activities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.kernels.scores import item_mean, item_sum

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Participation:
    """Per respondent (n,): kinds of activities taken part in, how often, and the product of the two."""

    variety: Floats
    frequency: Floats
    breadth_frequency: Floats


def participation(frequencies: Floats, least: int, *, total: bool) -> Participation:
    """Breadth and frequency of participation.

    Parameters
    ----------
    frequencies : (n, k)
        How often each respondent took part in each activity, 0 for never, NaN where not answered.
    least : int
        Fewest answered activities; respondents with fewer get NaN.
    total : bool
        Whether frequency is the sum, rather than the mean, of the frequencies.
    """
    kinds = np.where(np.isnan(frequencies), np.nan, (frequencies > 0).astype(float))
    enough = (~np.isnan(frequencies)).sum(axis=1) >= least
    variety = np.where(enough, item_sum(kinds), np.nan)
    frequency = np.where(enough, item_sum(frequencies) if total else item_mean(frequencies), np.nan)
    return Participation(variety, frequency, variety * frequency)
