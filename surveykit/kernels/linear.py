"""Least squares by pivoted QR, the cases that settle a coefficient alone, and tests of given coefficients.

Coefficients come intercept first (when the design has one). `k` counts them all, `n` the cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr, solve_triangular
from scipy.special import fdtrc, stdtr, stdtrit

from surveykit.kernels.design import ScaledDesign

Array = NDArray[np.float64]

_FULL_LEVERAGE = 1 - 1e-8
_INVOLVED = 1e-6


@dataclass(frozen=True)
class LinearFit:
    """A fitted linear model.

    Attributes
    ----------
    coefficients : (k,) array
        Intercept first, in the units of the data.
    basis : (n, k) array
        Orthonormal columns that span the design, intercept direction first.
    back : (k, k) array
        Takes coordinates in `basis` to coefficients, so that the coefficient covariance is ``back S back'``
        for a covariance `S` of the coordinates.
    residuals, leverage : (n,) arrays
        Outcome minus fit, and the diagonal of the hat matrix.
    vif : (p,) array
        Variance inflation factor of each column other than the intercept.
    residual_ss, total_ss : float
        Sums of squares; the total is about the mean where there is an intercept.
    df_error : int
        n - k.
    """

    coefficients: Array
    basis: Array
    back: Array
    residuals: Array
    leverage: Array
    vif: Array
    residual_ss: float
    total_ss: float
    df_error: int

    @property
    def r_squared(self) -> float:
        """Share of the total sum of squares that the model takes."""
        return 1 - self.residual_ss / self.total_ss

    @property
    def adj_r_squared(self) -> float:
        """R squared less what as many pure-noise columns would take on average (models with an intercept)."""
        return 1 - (1 - self.r_squared) * (len(self.residuals) - 1) / self.df_error

    @property
    def log_likelihood(self) -> float:
        """Gaussian log-likelihood at the maximum."""
        n = len(self.residuals)
        return float(-n / 2 * (np.log(2 * np.pi * self.residual_ss / n) + 1))


def fit_ols(design: ScaledDesign, outcome: Array) -> LinearFit:
    """Least squares of `outcome` (n,) on a design of full column rank with more cases than coefficients."""
    n, p = design.columns.shape
    middle = outcome.mean() if design.intercept else 0.0
    centred = outcome - middle
    basis, triangle, order = qr(design.columns, mode="economic", pivoting=True)
    inverse = np.empty((p, p))
    inverse[order] = solve_triangular(triangle, np.eye(p))
    slopes = np.empty(p)
    slopes[order] = solve_triangular(triangle, basis.T @ centred)
    residuals = centred - design.columns @ slopes
    slopes, to_slopes = slopes / design.lengths, inverse / design.lengths[:, None]
    if design.intercept:
        basis = np.column_stack([np.full(n, n**-0.5), basis])
        coefficients = np.concatenate([[middle - design.centers @ slopes], slopes])
        back = _with_intercept(to_slopes, design.centers, n)
    else:
        coefficients, back = slopes, to_slopes
    return LinearFit(
        coefficients=coefficients,
        basis=basis,
        back=back,
        residuals=residuals,
        leverage=np.minimum((basis**2).sum(axis=1), 1.0),
        vif=(inverse**2).sum(axis=1),
        residual_ss=float(residuals @ residuals),
        total_ss=float(centred @ centred),
        df_error=n - len(coefficients),
    )


def _with_intercept(to_slopes: Array, centers: Array, n: int) -> Array:
    """The (p+1, p+1) map to coefficients, from the (p, p) map to slopes."""
    p = len(centers)
    back = np.zeros((p + 1, p + 1))
    back[0, 0] = n**-0.5
    back[0, 1:] = -centers @ to_slopes
    back[1:, 1:] = to_slopes
    return back


def determined_by_one_case(fit: LinearFit) -> NDArray[np.bool_]:
    """For each case of leverage one, the coefficients that it alone determines: (cases, k), in order of cases."""
    rows = np.flatnonzero(fit.leverage >= _FULL_LEVERAGE)
    pull = np.abs(fit.basis[rows] @ fit.back.T) / np.linalg.norm(fit.back, axis=1)
    alone: NDArray[np.bool_] = pull > _INVOLVED
    return alone


def full_leverage_cases(fit: LinearFit) -> list[int]:
    """Positions of the cases that the model must fit exactly."""
    return [int(row) for row in np.flatnonzero(fit.leverage >= _FULL_LEVERAGE)]


def wald_f(coefficients: Array, covariance: Array) -> float:
    """F statistic that all of `coefficients` (q,) are zero, given their covariance (q, q).

    NaN where the covariance cannot be inverted, as with fewer clusters than coefficients.
    """
    errors = np.sqrt(np.diag(covariance))
    if not np.isfinite(errors).all() or (errors == 0).any():
        return float("nan")
    correlation = covariance / np.outer(errors, errors)
    if np.linalg.matrix_rank(correlation, hermitian=True) < len(coefficients):
        return float("nan")
    ratios = coefficients / errors
    return float(ratios @ np.linalg.solve(correlation, ratios)) / len(coefficients)


def t_p_value(statistic: Array, df: float) -> Array:
    """Two-sided p values of t statistics (any shape)."""
    p_value: Array = 2 * stdtr(df, -np.abs(statistic))
    return p_value


def t_quantile(conf_level: float, df: float) -> float:
    """Half-width of a two-sided t interval, in standard errors."""
    return float(stdtrit(df, (1 + conf_level) / 2))


def f_p_value(statistic: float, df: float, df_error: float) -> float:
    """Upper-tail p value of an F statistic."""
    return float(fdtrc(df, df_error, statistic))
