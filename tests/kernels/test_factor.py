"""Cases in which factors are known without a program."""

import numpy as np
import pytest

from surveykit.kernels import factor

LOADINGS = np.array([[0.8, 0.0], [0.7, 0.0], [0.6, 0.0], [0.0, 0.9], [0.0, 0.7], [0.0, 0.5]])


def correlations_of(loadings: np.ndarray, phi: np.ndarray) -> np.ndarray:
    matrix = loadings @ phi @ loadings.T
    np.fill_diagonal(matrix, 1.0)
    return matrix


def test_principal_axes_find_one_factor_exactly() -> None:
    one = np.array([[0.8], [0.7], [0.6], [0.5]])
    axes = factor.principal_axes(correlations_of(one, np.eye(1)), 1)
    assert axes.converged
    assert np.abs(axes.loadings) == pytest.approx(one, abs=1e-6)


def test_components_of_all_columns_reproduce_the_correlations() -> None:
    matrix = correlations_of(LOADINGS, np.eye(2))
    all_of_them = factor.principal_components(matrix, 6)
    assert all_of_them @ all_of_them.T == pytest.approx(matrix)


def test_sums_of_squares_add_up_to_the_communalities_for_correlated_factors() -> None:
    phi = np.array([[1.0, 0.4], [0.4, 1.0]])
    loadings = LOADINGS + 0.1
    total = factor.communalities(loadings, phi).sum()
    assert factor.sums_of_squares(loadings, phi).sum() == pytest.approx(total)
    assert total == pytest.approx(np.trace(loadings @ phi @ loadings.T))


def test_arranging_orders_and_turns_factors_without_changing_what_they_reproduce() -> None:
    phi = np.array([[1.0, 0.4], [0.4, 1.0]])
    smaller_first = LOADINGS[:, ::-1] * np.array([-1.0, 1.0]) * np.array([0.5, 1.0])
    turned, phi_turned = factor.arranged(smaller_first, phi)
    sums = factor.sums_of_squares(turned, phi_turned)
    assert sums[0] >= sums[1]
    assert (turned.sum(axis=0) >= 0).all()
    assert turned @ phi_turned @ turned.T == pytest.approx(smaller_first @ phi @ smaller_first.T)


def test_columns_that_add_up_are_named_and_no_others() -> None:
    answers = np.random.default_rng(1).standard_normal((50, 3))
    with_total = np.column_stack([answers, answers[:, 0] + answers[:, 1]])
    assert factor.dependent_columns(np.corrcoef(with_total, rowvar=False)) == [0, 1, 3]
    assert factor.dependent_columns(np.corrcoef(answers, rowvar=False)) == []


def test_only_leading_eigenvalues_count() -> None:
    limits = np.ones(4)
    assert factor.leading_above(np.array([2.0, 0.9, 1.1, 0.1]), limits) == 1
    assert factor.leading_above(np.array([0.9, 0.9, 0.9, 0.9]), limits) == 0
    assert factor.leading_above(np.full(4, 2.0), limits) == 4
