"""Fit of factors: what must hold, and the limits of RMSEA."""

import math

import numpy as np
import pytest
from scipy.stats import ncx2

from surveykit.kernels.factor_fit import factor_fit

LOADINGS = np.array([[0.8], [0.7], [0.6], [0.5], [0.4]])
EXACT = LOADINGS @ LOADINGS.T + np.diag(1 - (LOADINGS**2)[:, 0])
OFF = EXACT.copy()
OFF[0, 1] = OFF[1, 0] = 0.40


def test_correlations_that_the_factor_gives_fit_perfectly() -> None:
    fit = factor_fit(EXACT, EXACT, m=1, n=200)
    assert (fit.statistic, fit.rmsea, fit.rmsr) == pytest.approx((0, 0, 0), abs=1e-7)
    assert fit.df == 5
    assert fit.p_value == pytest.approx(1)
    assert fit.tli >= 1


def test_the_statistic_and_the_residuals_are_worked_by_hand() -> None:
    fit = factor_fit(OFF, EXACT, m=1, n=200)
    discrepancy = math.log(np.linalg.det(EXACT) / np.linalg.det(OFF)) + np.trace(np.linalg.inv(EXACT) @ OFF) - 5
    assert fit.statistic == pytest.approx((199 - 15 / 6 - 2 / 3) * discrepancy)
    assert fit.rmsr == pytest.approx(math.sqrt(0.16**2 / 10))
    assert fit.rmsr_corrected == pytest.approx(math.sqrt(0.16**2 / 5))
    assert fit.bic == pytest.approx(fit.statistic - 5 * math.log(200))


def test_the_limits_of_rmsea_put_the_statistic_at_either_tail() -> None:
    fit = factor_fit(OFF, EXACT, m=1, n=400)
    for limit, tail in [(fit.rmsea_low, 0.95), (fit.rmsea_high, 0.05)]:
        assert ncx2.cdf(fit.statistic, fit.df, limit**2 * fit.df * 399) == pytest.approx(tail, abs=1e-6)


def test_without_degrees_of_freedom_only_residuals_are_told() -> None:
    fit = factor_fit(OFF[:3, :3], EXACT[:3, :3], m=1, n=200)
    assert fit.df == 0
    assert math.isnan(fit.statistic)
    assert math.isnan(fit.rmsr_corrected)
    assert fit.rmsr > 0
