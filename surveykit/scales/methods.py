"""What a score of a scale is by each method, and how its column is described."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from surveykit.core.codebook import Codebook, Scale, Variable
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, SampleError
from surveykit.kernels.scores import Standardized, item_mean, item_sum, percent_of_maximum, standardized

STANDARDIZED = {"z": (0.0, 1.0), "t": (50.0, 10.0)}
"""Methods whose scores are relative to the respondents, with the mean and SD that they give these."""


def scored(survey: Survey, scale: Scale, enough: pd.Series) -> pd.Series:
    """The scores of a scale by its method; missing for respondents without enough answers."""
    answers = survey.data[list(scale.items)].to_numpy(dtype=float)
    if scale.method in STANDARDIZED:
        mean, sd = STANDARDIZED[scale.method]
        scores = mean + sd * _standardized(survey, scale, enough).values
    elif scale.method == "pomp":
        low, high = _ranges(survey.codebook, scale)
        scores = percent_of_maximum(answers, low, high)
    else:
        scores = item_sum(answers) if scale.method == "sum" else item_mean(answers)
    return pd.Series(scores, index=survey.data.index).where(enough)


def standardization(survey: Survey, scale: Scale, enough: pd.Series) -> dict[str, float]:
    """What the means of the items were standardized with, and over how many respondents."""
    found = _standardized(survey, scale, enough)
    return {"mean": found.mean, "sd": found.sd, "n": found.n}


def described(codebook: Codebook, scale: Scale, suffix: str) -> Variable:
    """A variable for the score under another name than its scale's."""
    low, high = _score_range(codebook, scale)
    return Variable(name=scale.name + suffix, label=scale.label, kind="numeric", low=low, high=high)


def _standardized(survey: Survey, scale: Scale, enough: pd.Series) -> Standardized:
    answers = survey.data[list(scale.items)].to_numpy(dtype=float)
    found = standardized(np.where(enough.to_numpy(dtype=bool), item_mean(answers), np.nan))
    if np.isnan(found.sd):
        raise SampleError(
            f"scale {scale.name!r}: the scores of {found.n} respondents do not vary, and cannot be standardized; "
            "score it by its mean"
        )
    return found


def _ranges(codebook: Codebook, scale: Scale) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest answer of each item; refused where the codebook does not say."""
    low, high = [], []
    for item in scale.items:
        lowest, highest = codebook.variable(item).range
        if lowest is None or highest is None or lowest >= highest:
            raise ColumnError(
                f"scale {scale.name!r}: the codebook does not give the range of {item!r}, which a percent of maximum "
                "possible needs; give it values, or low and high"
            )
        low.append(lowest)
        high.append(highest)
    return np.array(low, dtype=float), np.array(high, dtype=float)


def _score_range(codebook: Codebook, scale: Scale) -> tuple[float | None, float | None]:
    """Lowest and highest possible score; None where the codebook does not say, or there is none."""
    if scale.method in STANDARDIZED:
        return None, None
    if scale.method == "pomp":
        return 0.0, 100.0
    ranges = [codebook.variable(item).range for item in scale.items]
    times = len(scale.items) if scale.method == "sum" else 1
    low, high = _mean([low for low, _ in ranges]), _mean([high for _, high in ranges])
    return (None if low is None else low * times), (None if high is None else high * times)


def _mean(edges: Sequence[float | None]) -> float | None:
    known = [edge for edge in edges if edge is not None]
    return sum(known) / len(known) if len(known) == len(edges) else None
