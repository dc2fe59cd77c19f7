"""Cases in which the coefficients are known without a program."""

import math

import numpy as np
import pytest

from surveykit.kernels.reliability import (
    consistency,
    cronbach_alpha,
    feldt_interval,
    item_rest_correlations,
    omega_total,
    spearman_brown,
)

EQUAL = 0.5 * np.ones((4, 4)) + 0.5 * np.eye(4)


def test_alpha_of_equally_correlated_items_is_spearman_brown_of_their_correlation() -> None:
    assert cronbach_alpha(EQUAL) == pytest.approx(4 * 0.5 / (1 + 3 * 0.5))


def test_alpha_of_uncorrelated_items_is_zero() -> None:
    assert cronbach_alpha(np.eye(5)) == pytest.approx(0, abs=1e-15)


def test_alpha_of_items_that_cancel_is_not_a_number() -> None:
    opposite = np.array([[1.0, -1.0], [-1.0, 1.0]])
    assert math.isnan(cronbach_alpha(opposite))
    assert math.isnan(spearman_brown(-1.0))


@pytest.mark.parametrize("correlation", [-1.0, -1 + 2**-53, -1 + 1e-13])
def test_halves_that_cancel_but_for_rounding_have_no_reliability(correlation: float) -> None:
    assert math.isnan(spearman_brown(correlation))


@pytest.mark.parametrize("correlation", [-0.999999, -0.5, 0.0, 0.5, 1.0])
def test_spearman_brown_is_the_standardised_alpha_of_two_items(correlation: float) -> None:
    two = np.array([[1.0, correlation], [correlation, 1.0]])
    assert spearman_brown(correlation) == pytest.approx(cronbach_alpha(two), rel=1e-9)


def test_item_rest_correlation_of_equally_correlated_items() -> None:
    rest_variance = 3 + 6 * 0.5
    assert item_rest_correlations(EQUAL) == pytest.approx([1.5 / math.sqrt(rest_variance)] * 4)


def test_dropping_one_of_two_items_leaves_nothing_to_compute() -> None:
    assert np.isnan(consistency(EQUAL[:2, :2]).alpha_if_dropped).all()


def test_omega_of_equal_loadings_is_alpha() -> None:
    loadings = np.full(4, math.sqrt(0.5))
    assert omega_total(loadings, 1 - loadings**2) == pytest.approx(cronbach_alpha(EQUAL))


def test_wider_levels_give_wider_intervals_around_alpha() -> None:
    narrow, wide = feldt_interval(0.8, 100, 4, 0.90), feldt_interval(0.8, 100, 4, 0.99)
    assert wide[0] < narrow[0] < 0.8 < narrow[1] < wide[1]
