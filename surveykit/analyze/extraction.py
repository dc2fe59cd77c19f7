"""Extraction and rotation, from a correlation matrix; the only module that knows factor_analyzer.

Release 0.5.1 cannot `fit` with scikit-learn 1.8 or later, because it passes an argument that is gone. The estimator
below `fit` is sound and takes the correlation matrix itself, so it is entered there; nothing is patched. What the
library derives from oblique loadings is not used: its communalities and variances leave the factor correlations out.
Nor is its varimax, which can stop well before the optimum.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from factor_analyzer import FactorAnalyzer, Rotator, calculate_bartlett_sphericity, calculate_kmo
from numpy.typing import NDArray

from surveykit.errors import EstimationError
from surveykit.kernels import rotation

Floats = NDArray[np.float64]

BOUND = 0.005
"""Smallest uniqueness that the estimator allows; a solution that sits on it is a Heywood case."""

FLAT = 1e-4
"""Largest slope of the oblimin criterion that counts as its optimum."""

_UNSETTLED = "rotation={method!r} did not settle; extract fewer factors, or take another rotation"


class _Estimator(FactorAnalyzer):  # type: ignore[misc]
    """factor_analyzer's estimator without its input checks."""

    def loadings_of(self, correlations: Floats) -> Floats:
        loadings: Floats = self._fit_factor_analysis(correlations.copy())
        return loadings


def estimate_loadings(correlations: Floats, m: int, *, method: str) -> Floats:
    """Unrotated loadings (k, m) by "minres" or "ml" of correlations (k, k), not singular.

    Raises
    ------
    EstimationError
        If the optimiser does not converge.
    """
    estimator = _Estimator(n_factors=m, method=method, rotation=None, bounds=(BOUND, 1))
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Failed to converge", category=UserWarning)
        try:
            return estimator.loadings_of(correlations)
        except UserWarning as failure:
            raise EstimationError(
                f"method={method!r} with {m} factors did not converge ({failure}); extract fewer factors"
            ) from failure


def rotate_loadings(loadings: Floats, *, method: str, like: str) -> tuple[Floats, Floats]:
    """Rotated loadings (k, m) and factor correlations (m, m) of unrotated loadings (k, m), m >= 2."""
    if method == "varimax":
        return _varimax(loadings), np.eye(loadings.shape[1])
    if method == "promax":
        return _promax(loadings, unit_rows=like == "r")
    return _oblimin(loadings, kaiser=like == "spss")


def _varimax(loadings: Floats) -> Floats:
    rotated, settled = rotation.varimax(loadings)
    if not settled:
        raise EstimationError(_UNSETTLED.format(method="varimax"))
    return rotated


def _promax(loadings: Floats, *, unit_rows: bool) -> tuple[Floats, Floats]:
    """Promax of the varimax loadings as they are, or brought to rows of length one throughout."""
    varimax = _varimax(loadings)
    lengths = rotation.row_lengths(varimax) if unit_rows else np.ones((len(varimax), 1))
    pattern, phi = rotation.promax(varimax / lengths)
    return pattern * lengths, phi


def _oblimin(loadings: Floats, *, kaiser: bool) -> tuple[Floats, Floats]:
    """Direct oblimin with delta 0, the same as direct quartimin."""
    lengths = rotation.row_lengths(loadings) if kaiser else np.ones((len(loadings), 1))
    rotator = Rotator(method="oblimin", tol=1e-7, max_iter=1000)
    rotated = rotator.fit_transform(loadings / lengths)
    if rotation.quartimin_slope(rotated, rotator.phi_) > FLAT:
        raise EstimationError(_UNSETTLED.format(method="oblimin"))
    return rotated * lengths, rotator.phi_


def kmo(frame: pd.DataFrame) -> tuple[Floats, float]:
    """Kaiser-Meyer-Olkin measure of each column (k,) and overall, of complete columns without exact dependence."""
    items, overall = calculate_kmo(frame.to_numpy())
    return np.asarray(items, dtype=np.float64), float(overall)


def bartlett(frame: pd.DataFrame) -> tuple[float, float]:
    """Bartlett's chi-square of sphericity and its p value, of complete columns without exact dependence."""
    statistic, p_value = calculate_bartlett_sphericity(frame.to_numpy())
    return float(statistic), float(p_value)
