"""One linear model, fitted and laid out in rows; what regression and mediation share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.linalg import null_space
from statsmodels.regression.linear_model import OLS

from surveykit.analyze.design import INTERCEPT, Design, solvable
from surveykit.errors import SampleError
from surveykit.kernels.linear import (
    LinearFit,
    determined_by_one_case,
    f_p_value,
    fit_ols,
    full_leverage_cases,
    t_p_value,
    t_quantile,
    wald_f,
)

Array = NDArray[np.float64]
StandardError = Literal["classical", "hc1", "hc2", "hc3", "cluster"]
STANDARD_ERRORS: tuple[StandardError, ...] = ("classical", "hc1", "hc2", "hc3", "cluster")

_COV_TYPES = {"classical": "nonrobust", "hc1": "HC1", "hc2": "HC2", "hc3": "HC3", "cluster": "cluster"}
_PERFECT = 1e-24  # residual share of the total sum of squares that rounding alone leaves


@dataclass(frozen=True)
class FittedModel:
    """A fit with the covariance (k, k) and the degrees of freedom that its tests use."""

    fit: LinearFit
    covariance: Array
    df: int
    design: Design


def fit_model(
    design: Design,
    y: Array,
    *,
    outcome: str,
    se: StandardError = "classical",
    groups: NDArray[np.intp] | None = None,
) -> FittedModel:
    """Fit one model of y (n,); refuse an outcome that does not vary or is determined exactly."""
    scaled = solvable(design, argument="predictors")
    if y.max() == y.min():
        raise SampleError(f"{outcome!r} has the same value in all {len(y)} cases used; it cannot be explained")
    fit = fit_ols(scaled, y)
    if fit.residual_ss <= _PERFECT * fit.total_ss:
        raise SampleError(
            f"the predictors determine {outcome!r} exactly, so there is nothing to test; "
            "look for a predictor that was computed from it"
        )
    df = fit.df_error if groups is None else int(groups.max())
    return FittedModel(fit, coefficient_covariance(fit, se=se, groups=groups), df, design)


def coefficient_covariance(
    fit: LinearFit, *, se: StandardError = "classical", groups: NDArray[np.intp] | None = None
) -> Array:
    """Covariance (k, k) of the coefficients, by statsmodels; `groups` (n,) holds codes 0 to G - 1 of the clusters.

    statsmodels gets the orthonormal basis, which has the leverages and scores of the design but none of its bad
    conditioning, and the residuals, through which alone a covariance depends on the outcome.

    Under HC2 and HC3 a case of leverage one has no residual to learn from. It is left out with the direction that it
    takes: the coefficients that it alone determines get NaN, and the others are what they would be without the case.
    """
    residuals, basis, back = fit.residuals, fit.basis, fit.back
    alone = full_leverage_cases(fit) if se in ("hc2", "hc3") else []
    if alone:
        kept = null_space(basis[alone])
        residuals, basis, back = np.delete(residuals, alone), np.delete(basis, alone, axis=0) @ kept, back @ kept
    options = None if groups is None else {"groups": groups}
    fitted = OLS(residuals, basis).fit(cov_type=_COV_TYPES[se], use_t=True, cov_kwds=options)
    covariance: Array = back @ fitted.cov_params() @ back.T
    if alone:
        unknown = determined_by_one_case(fit).any(axis=0)
        covariance[unknown, :] = np.nan
        covariance[:, unknown] = np.nan
    return covariance


def coefficient_rows(model: FittedModel, y: Array, *, conf_level: float, lead: Mapping[str, object]) -> pd.DataFrame:
    """One row per coefficient, intercept first, after the columns of `lead`."""
    estimate = model.fit.coefficients
    std_error = np.sqrt(np.diag(model.covariance))
    reach = t_quantile(conf_level, model.df) * std_error
    spread = model.design.columns.std(axis=0, ddof=1) / y.std(ddof=1)
    return pd.DataFrame(
        {
            **lead,
            "term": [INTERCEPT, *model.design.names],
            "estimate": estimate,
            "std_error": std_error,
            "statistic": estimate / std_error,
            "df": float(model.df),
            "p_value": t_p_value(estimate / std_error, model.df),
            "conf_low": estimate - reach,
            "conf_high": estimate + reach,
            "beta": [np.nan, *(estimate[1:] * spread)],
            "vif": [np.nan, *model.fit.vif],
            "tolerance": [np.nan, *(1 / model.fit.vif)],
        }
    )


def covariance_frame(model: FittedModel) -> pd.DataFrame:
    """The covariance (k, k) of the coefficients with their terms, intercept first."""
    terms = [INTERCEPT, *model.design.names]
    return pd.DataFrame(model.covariance, index=terms, columns=terms)


def model_row(model: FittedModel) -> dict[str, object]:
    """Fit statistics of one model, with the F test of all its slopes."""
    p = len(model.design.names)
    statistic = wald_f(model.fit.coefficients[1:], model.covariance[1:, 1:])
    return {
        "n": len(model.fit.residuals),
        "r_squared": model.fit.r_squared,
        "adj_r_squared": model.fit.adj_r_squared,
        "statistic": statistic,
        "df": p,
        "df_error": model.df,
        "p_value": f_p_value(statistic, p, model.df),
    }
