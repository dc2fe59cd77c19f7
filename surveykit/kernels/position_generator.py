"""Resources of a network, by the occupations in which somebody knows people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.kernels.scores import item_sum

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Positions:
    """Per respondent (n,): number of occupations accessed, highest prestige, highest less lowest, and mean prestige."""

    extensity: Floats
    upper: Floats
    range: Floats
    mean: Floats


@dataclass(frozen=True)
class FirstComponent:
    """First principal component of m measures: scores (n,) with variance 1, loadings (m,), share of variance."""

    scores: Floats
    loadings: Floats
    share: float
    mean: Floats
    sd: Floats
    n: int


def positions(known: Floats, prestige: Floats, least: int, *, nobody: float) -> Positions:
    """Measures of the position generator.

    Parameters
    ----------
    known : (n, k)
        1 where the respondent knows somebody in the occupation, 0 where not, NaN where not answered.
    prestige : (k,)
        Prestige of each occupation.
    least : int
        Fewest answered occupations; respondents with fewer get NaN everywhere.
    nobody : float
        Highest prestige and range of those who know nobody: NaN or 0. Their mean is NaN in any case.
    """
    enough = (~np.isnan(known)).sum(axis=1) >= least
    accessed = known == 1
    some = accessed.any(axis=1)
    highest = np.where(accessed, prestige, -np.inf).max(axis=1)
    lowest = np.where(accessed, prestige, np.inf).min(axis=1)
    with np.errstate(invalid="ignore"):
        spread = highest - lowest
        mean = accessed @ prestige / np.where(some, accessed.sum(axis=1), np.nan)

    def of_enough(values: Floats, otherwise: float) -> Floats:
        return np.where(enough, np.where(some, values, otherwise), np.nan)

    return Positions(
        extensity=np.where(enough, item_sum(known), np.nan),
        upper=of_enough(highest, nobody),
        range=of_enough(spread, nobody),
        mean=of_enough(mean, np.nan),
    )


def first_component(measures: Floats) -> FirstComponent:
    """First principal component of the correlations of measures (n, m), turned so that its loadings add up above zero.

    Rows with NaN get NaN and do not count; each measure varies among the others.
    """
    complete = measures[~np.isnan(measures).any(axis=1)]
    mean, sd = complete.mean(axis=0), complete.std(axis=0, ddof=1)
    values, vectors = np.linalg.eigh(np.corrcoef(complete, rowvar=False))
    vector = vectors[:, -1] * (1.0 if vectors[:, -1].sum() >= 0 else -1.0)
    return FirstComponent(
        scores=(measures - mean) / sd @ vector / np.sqrt(values[-1]),
        loadings=vector * np.sqrt(values[-1]),
        share=float(values[-1] / len(vector)),
        mean=mean,
        sd=sd,
        n=len(complete),
    )
