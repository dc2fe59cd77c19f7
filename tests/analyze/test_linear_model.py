"""The covariances that statsmodels gives on the orthonormal basis, against their formulas on the raw columns."""

from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from surveykit.analyze.linear_model import StandardError, coefficient_covariance
from surveykit.kernels.design import scale_design
from surveykit.kernels.linear import LinearFit, fit_ols

RNG = np.random.default_rng(2)
COLUMNS = RNG.normal(size=(40, 3)) + np.array([5, 0, -2])
OUTCOME = COLUMNS @ np.array([0.5, -1.0, 0.2]) + RNG.normal(size=40)
FULL = np.column_stack([np.ones(40), COLUMNS])
BREAD = np.linalg.inv(FULL.T @ FULL)


def fitted(columns: NDArray[np.float64], outcome: NDArray[np.float64] = OUTCOME) -> LinearFit:
    return fit_ols(scale_design(columns), outcome)


def sandwich(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    covariance: NDArray[np.float64] = BREAD @ (FULL.T * weights) @ FULL @ BREAD
    return covariance


def test_classical() -> None:
    fit = fitted(COLUMNS)
    np.testing.assert_allclose(coefficient_covariance(fit), fit.residuals @ fit.residuals / 36 * BREAD, rtol=1e-9)


@pytest.mark.parametrize(("se", "power"), [("hc1", 0), ("hc2", 1), ("hc3", 2)])
def test_each_case_has_its_own_variance(se: StandardError, power: int) -> None:
    fit = fitted(COLUMNS)
    leverage = np.einsum("ij,jk,ik->i", FULL, BREAD, FULL)
    weights = fit.residuals**2 / (1 - leverage) ** power * (40 / 36 if se == "hc1" else 1)
    np.testing.assert_allclose(coefficient_covariance(fit, se=se), sandwich(weights), rtol=1e-9)


def test_clusters_sum_their_scores() -> None:
    fit, groups = fitted(COLUMNS), np.arange(40) % 7
    scores = [FULL[groups == g].T @ fit.residuals[groups == g] for g in range(7)]
    expected = 7 / 6 * 39 / 36 * BREAD @ sum(np.outer(score, score) for score in scores) @ BREAD
    np.testing.assert_allclose(coefficient_covariance(fit, se="cluster", groups=groups), expected, rtol=1e-9)


def test_clusters_of_one_are_hc1() -> None:
    fit = fitted(COLUMNS)
    clustered = coefficient_covariance(fit, se="cluster", groups=np.arange(40))
    np.testing.assert_allclose(clustered, coefficient_covariance(fit, se="hc1"), rtol=1e-9)


@pytest.mark.parametrize("se", ["hc2", "hc3"])
@pytest.mark.parametrize("alone", [[5], [5, 17]])
def test_cases_alone_in_their_category_spoil_that_coefficient_only(se: Literal["hc2", "hc3"], alone: list[int]) -> None:
    own = np.zeros((40, len(alone)))
    own[alone, np.arange(len(alone))] = 1
    errors = np.sqrt(np.diag(coefficient_covariance(fitted(np.column_stack([COLUMNS, own])), se=se)))
    without = fitted(np.delete(COLUMNS, alone, axis=0), np.delete(OUTCOME, alone))
    assert np.isnan(errors[4:]).all()
    np.testing.assert_allclose(errors[:4], np.sqrt(np.diag(coefficient_covariance(without, se=se))), rtol=1e-9)


@pytest.mark.parametrize("size", [1e-9, 1e9])
def test_units_and_offsets_cost_no_digits(size: float) -> None:
    expected = np.diag(coefficient_covariance(fitted(COLUMNS), se="hc3"))[1:] / size**2
    found = np.diag(coefficient_covariance(fitted(COLUMNS * size + 1000 * size), se="hc3"))[1:]
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_without_slopes_the_error_is_that_of_the_mean() -> None:
    covariance = coefficient_covariance(fitted(np.empty((40, 0))))
    assert covariance[0, 0] == pytest.approx(OUTCOME.var(ddof=1) / 40)
