"""Weights of factor scores: what each method promises."""

import numpy as np
import pytest

from surveykit.kernels.factor_scores import (
    anderson_rubin_weights,
    bartlett_weights,
    determinacy,
    regression_weights,
    ten_berge_weights,
)

PATTERN = np.kron(np.eye(2), np.array([[0.8], [0.7], [0.6]]))
PHI = np.array([[1.0, 0.4], [0.4, 1.0]])


def implied(phi: np.ndarray) -> np.ndarray:
    matrix = PATTERN @ phi @ PATTERN.T
    np.fill_diagonal(matrix, 1.0)
    return matrix


def test_no_weights_predict_a_factor_better_than_those_of_regression() -> None:
    r = implied(PHI)
    best = determinacy(regression_weights(r, PATTERN, PHI), r, PATTERN, PHI)
    for other in (bartlett_weights(r, PATTERN, PHI), ten_berge_weights(r, PATTERN, PHI)):
        assert (determinacy(other, r, PATTERN, PHI) <= best + 1e-12).all()


def test_bartletts_scores_take_nothing_from_the_other_factor() -> None:
    weights = bartlett_weights(implied(PHI), PATTERN, PHI)
    of_factors = weights.T @ PATTERN
    assert of_factors == pytest.approx(np.eye(2), abs=1e-12)


def test_anderson_and_rubins_scores_are_uncorrelated_with_variance_one() -> None:
    r = implied(np.eye(2))
    weights = anderson_rubin_weights(r, PATTERN, np.eye(2))
    assert weights.T @ r @ weights == pytest.approx(np.eye(2), abs=1e-12)


def test_ten_berges_scores_correlate_as_the_factors_do() -> None:
    r = implied(PHI)
    weights = ten_berge_weights(r, PATTERN, PHI)
    assert weights.T @ r @ weights == pytest.approx(PHI, abs=1e-12)
