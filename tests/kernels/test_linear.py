import numpy as np
import pytest

from surveykit.kernels.design import scale_design
from surveykit.kernels.linear import LinearFit, determined_by_one_case, fit_ols, full_leverage_cases, wald_f

RNG = np.random.default_rng(2)
COLUMNS = RNG.normal(size=(40, 3)) + np.array([5, 0, -2])
OUTCOME = COLUMNS @ np.array([0.5, -1.0, 0.2]) + RNG.normal(size=40)
FULL = np.column_stack([np.ones(40), COLUMNS])


@pytest.fixture(scope="module")
def fit() -> LinearFit:
    return fit_ols(scale_design(COLUMNS), OUTCOME)


def test_residuals_are_orthogonal_to_every_column(fit: LinearFit) -> None:
    np.testing.assert_allclose(FULL.T @ fit.residuals, 0, atol=1e-12)
    np.testing.assert_allclose(FULL @ fit.coefficients + fit.residuals, OUTCOME, rtol=1e-12)


def test_leverage_is_the_diagonal_of_the_hat_matrix(fit: LinearFit) -> None:
    hat = FULL @ np.linalg.solve(FULL.T @ FULL, FULL.T)
    np.testing.assert_allclose(fit.leverage, np.diag(hat), rtol=1e-10)
    assert fit.leverage.sum() == pytest.approx(4)


def test_the_basis_and_its_map_are_the_design(fit: LinearFit) -> None:
    np.testing.assert_allclose(fit.basis.T @ fit.basis, np.eye(4), atol=1e-14)
    np.testing.assert_allclose(FULL @ fit.back, fit.basis, atol=1e-12)


def test_vif_is_the_diagonal_of_the_inverse_correlation_matrix(fit: LinearFit) -> None:
    expected = np.diag(np.linalg.inv(np.corrcoef(COLUMNS, rowvar=False)))
    np.testing.assert_allclose(fit.vif, expected, rtol=1e-10)


def test_the_wald_test_with_the_classical_covariance_is_the_f_of_r_squared(fit: LinearFit) -> None:
    covariance = fit.residual_ss / 36 * fit.back @ fit.back.T
    expected = fit.r_squared / 3 / ((1 - fit.r_squared) / 36)
    assert wald_f(fit.coefficients[1:], covariance[1:, 1:]) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("size", [0.0, 1.0, np.nan])
def test_a_covariance_without_full_rank_leaves_no_f_test(size: float) -> None:
    assert np.isnan(wald_f(np.array([1.0, 2.0]), size * np.ones((2, 2))))


def test_a_case_alone_in_its_category_decides_that_coefficient_only() -> None:
    alone = np.zeros(40)
    alone[5] = 1
    fit = fit_ols(scale_design(np.column_stack([COLUMNS, alone])), OUTCOME)
    assert full_leverage_cases(fit) == [5]
    assert determined_by_one_case(fit).tolist() == [[False, False, False, False, True]]


def test_without_slopes_the_model_is_the_mean() -> None:
    fit = fit_ols(scale_design(np.empty((40, 0))), OUTCOME)
    assert fit.coefficients.tolist() == pytest.approx([OUTCOME.mean()])
    assert fit.residual_ss == pytest.approx(fit.total_ss)
