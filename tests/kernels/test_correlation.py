"""Correlations in cases that are known without a program."""

import math

import numpy as np
import pytest

from surveykit.kernels.correlation import correlation_matrix, covariance_matrix, pearson, spearman

X = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


def test_a_line_correlates_perfectly() -> None:
    found = pearson(X, 3 - 2 * X, 0.95)
    assert found.estimate == pytest.approx(-1)
    assert found.p_value == 0
    assert (found.conf_low, found.conf_high) == (found.estimate, found.estimate)


def test_any_increasing_curve_has_a_rank_correlation_of_one() -> None:
    assert spearman(X, np.exp(X), 0.95).estimate == pytest.approx(1)
    assert pearson(X, np.exp(X), 0.95).estimate < 0.95


def test_a_constant_has_no_correlation() -> None:
    assert math.isnan(pearson(X, np.ones(5), 0.95).estimate)


def test_two_pairs_prove_nothing() -> None:
    found = pearson(X[:2], X[:2] ** 2, 0.95)
    assert math.isnan(found.p_value)
    assert math.isnan(found.conf_low)


def test_large_numbers_keep_their_correlation() -> None:
    y = np.array([2.0, 1.0, 4.0, 3.0, 5.0])
    assert pearson(X + 1e9, y - 1e9, 0.95).estimate == pytest.approx(pearson(X, y, 0.95).estimate, rel=1e-6)


def test_pairwise_covariances_use_the_rows_that_hold_both() -> None:
    values = np.array([[1, 2, np.nan], [2, 1, 3], [3, 4, 1], [np.nan, 3, 2], [5, 5, 2]], dtype=float)
    covariances, n = covariance_matrix(values)
    assert n.tolist() == [[4, 4, 3], [4, 5, 4], [3, 4, 4]]
    both = values[[1, 2, 4]]
    assert covariances[0, 2] == pytest.approx(np.cov(both[:, 0], both[:, 2])[0, 1])


def test_the_matrix_is_that_of_numpy() -> None:
    values = np.random.default_rng(2).standard_normal((40, 4))
    assert correlation_matrix(values) == pytest.approx(np.corrcoef(values, rowvar=False))


def test_complete_answers_have_the_same_covariances_by_the_short_way_as_pair_by_pair() -> None:
    answers = np.random.default_rng(3).integers(1, 6, (40, 5)).astype(float)
    short, n = covariance_matrix(answers)
    one_more = np.vstack([answers, np.full(5, np.nan)])  # a row of gaps goes pair by pair and adds nothing
    slow, pairs = covariance_matrix(one_more)
    assert short == pytest.approx(slow, rel=1e-12)
    assert short == pytest.approx(np.cov(answers, rowvar=False), rel=1e-12)
    assert (n == pairs).all()
