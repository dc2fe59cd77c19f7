"""Extraction of factors by minimum residuals and maximum likelihood; the only module that knows factor_analyzer.

Release 0.5.1 cannot `fit` with scikit-learn 1.8 or later, because it passes an argument that is gone. The estimator
below `fit` is sound and takes the correlation matrix itself, so it is entered there; nothing is patched.
"""

from __future__ import annotations

import warnings

import numpy as np
from factor_analyzer import FactorAnalyzer
from numpy.typing import NDArray

from surveykit.errors import EstimationError
from surveykit.kernels.factor_ml import likeliest_loadings

Floats = NDArray[np.float64]

BOUND = 0.005
"""Smallest uniqueness that the estimator allows; a solution that sits on it is a Heywood case."""


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


def one_factor_loadings(correlations: Floats) -> Floats:
    """Loadings (k,) of one factor by "ml" of correlations (k, k), not singular, k >= 3.

    Omega is asked of many scales at once, and the estimator above takes many times as long.

    Raises
    ------
    EstimationError
        If Newton's method does not converge.
    """
    found = likeliest_loadings(correlations, 1, bound=BOUND)
    if not found.converged:
        raise EstimationError(
            "one factor by maximum likelihood did not converge; leave out items that do not correlate"
        )
    return found.loadings[:, 0]
