"""The numbers of a factor analysis with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TypedDict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.efa_scores import score_weights
from surveykit.analyze.efa_solution import Solution
from surveykit.analyze.item_correlations import ItemCorrelations
from surveykit.analyze.number_of_factors import FactorNumbers
from surveykit.kernels import factor
from surveykit.kernels.factor_fit import FactorFit, factor_fit
from surveykit.kernels.factor_scores import determinacy
from surveykit.kernels.sampling_adequacy import sampling_adequacy, sphericity

Floats = NDArray[np.float64]


class SolutionFrames(TypedDict):
    """The frames of `EfaResult` that every solution has."""

    loadings: pd.DataFrame
    structure: pd.DataFrame
    unrotated: pd.DataFrame
    phi: pd.DataFrame
    communality: pd.Series
    communality_initial: pd.Series
    variance: pd.DataFrame
    residuals: pd.DataFrame


class ScoreFrames(TypedDict, total=False):
    """The frames of `EfaResult` that only scores bring."""

    scores: pd.DataFrame
    weights: pd.DataFrame
    determinacy: pd.Series


def solution_frames(
    solution: Solution,
    correlations: Floats,
    numbers: FactorNumbers,
    items: Sequence[str],
    method: str,
    *,
    oblique: bool,
) -> SolutionFrames:
    """Loadings and what follows from them."""
    names = factor_names(solution.loadings.shape[1])
    shared = factor.communalities(solution.loadings, solution.phi)
    initial = np.ones(len(items)) if method == "pca" else factor.squared_multiple_correlations(correlations)

    def by_item(values: Floats) -> pd.DataFrame:
        return pd.DataFrame(values, index=list(items), columns=names)

    return SolutionFrames(
        loadings=by_item(solution.loadings),
        structure=by_item(solution.loadings @ solution.phi),
        unrotated=by_item(solution.unrotated),
        phi=pd.DataFrame(solution.phi, index=names, columns=names),
        communality=pd.Series(shared, index=list(items), name="communality"),
        communality_initial=pd.Series(initial, index=list(items), name="communality_initial"),
        variance=_variance(solution, numbers, oblique=oblique),
        residuals=pd.DataFrame(correlations - solution.reproduced, index=list(items), columns=list(items)),
    )


def score_frames(found: ItemCorrelations, solution: Solution, scores: str | None) -> ScoreFrames:
    """Scores of the respondents without gaps, their weights, and how well they stand for the factors."""
    if scores is None:
        return ScoreFrames()
    names, items = factor_names(solution.loadings.shape[1]), list(found.frame.columns)
    weights = score_weights(scores, found.matrix, solution, items)
    standard = (found.frame - found.frame.mean()) / found.frame.std()
    known = determinacy(weights, found.matrix, solution.loadings, solution.phi)
    complete = standard.dropna()
    return ScoreFrames(
        scores=pd.DataFrame(complete.to_numpy() @ weights, index=complete.index, columns=names),
        weights=pd.DataFrame(weights, index=items, columns=names),
        determinacy=pd.Series(known, index=names, name="determinacy"),
    )


def overall_frame(found: ItemCorrelations, solution: Solution, numbers: FactorNumbers, method: str) -> pd.DataFrame:
    """The one row of `glance()`."""
    k, m = solution.loadings.shape
    statistic, df, p_value = sphericity(found.matrix, found.n)
    row: dict[str, object] = {
        "n": found.n,
        "n_missing": found.counts.total - found.n,
        "k": k,
        "n_factors": m,
        "proportion": float(factor.communalities(solution.loadings, solution.phi).mean()),
        "eigenvalue_rule": numbers.by_eigenvalue,
        "parallel_rule": numbers.by_parallel,
        "map_rule": numbers.numbers["map"],
        "first_component": float(numbers.eigenvalues[0]) / k,
        "kmo": sampling_adequacy(found.matrix)[1],
        "sphericity": statistic,
        "sphericity_df": df,
        "sphericity_p": p_value,
    }
    fit = factor_fit(found.matrix, solution.reproduced, m=m, n=found.n)
    row |= dict.fromkeys(FactorFit.__dataclass_fields__, np.nan) if method == "pca" else asdict(fit)
    return pd.DataFrame([row])


def factor_names(m: int) -> list[str]:
    """F1, F2, ... ."""
    return [f"F{position}" for position in range(1, m + 1)]


def _variance(solution: Solution, numbers: FactorNumbers, *, oblique: bool) -> pd.DataFrame:
    """The table of explained variance, one row per possible factor."""
    k, m = solution.loadings.shape
    columns: dict[str, object] = {"factor": factor_names(k)}
    columns |= _shares("", numbers.eigenvalues, k) | {"parallel": numbers.limits}
    columns |= _shares("extracted", factor.sums_of_squares(solution.unrotated, np.eye(m)), k)
    columns |= _shares("rotated", factor.sums_of_squares(solution.loadings, solution.phi), k)
    frame = pd.DataFrame(columns)
    if oblique:
        frame[["rotated_proportion", "rotated_cumulative"]] = np.nan
    return frame


def _shares(stage: str, sums: Floats, k: int) -> dict[str, Floats]:
    """Sums of squares (m,), their shares of k items and the running shares, each filled up with NaN to (k,)."""
    padded = np.full(k, np.nan)
    padded[: len(sums)] = sums
    prefix = f"{stage}_" if stage else ""
    return {
        stage or "eigenvalue": padded,
        f"{prefix}proportion": padded / k,
        f"{prefix}cumulative": np.cumsum(padded / k),
    }
