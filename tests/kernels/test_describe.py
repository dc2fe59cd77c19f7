"""Moments and counts of small samples."""

import math

import numpy as np
import pytest

from surveykit.kernels.describe import moments, tally, tick_counts


def test_moments_that_need_more_answers_are_not_numbers() -> None:
    assert math.isnan(moments(np.array([])).mean)
    assert math.isnan(moments(np.array([3.0])).sd)
    assert math.isnan(moments(np.array([1.0, 2.0])).skew)
    three = moments(np.array([1.0, 2.0, 4.0]))
    assert not math.isnan(three.skew)
    assert math.isnan(three.kurtosis)


def test_a_constant_has_no_shape() -> None:
    found = moments(np.full(5, 0.1))
    assert (found.mean, found.sd) == (0.1, 0.0)
    assert math.isnan(found.skew)


def test_symmetric_answers_are_not_skewed_and_flat_ones_have_negative_kurtosis() -> None:
    found = moments(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found.skew == pytest.approx(0, abs=1e-15)
    assert found.kurtosis == pytest.approx(-1.2)


def test_answers_nobody_gave_are_counted_as_zero() -> None:
    found = tally(np.array([1.0, 3.0, 3.0, np.nan]), np.array([1.0, 2.0, 3.0]))
    assert found.n.tolist() == [1, 0, 2]
    assert found.proportion == pytest.approx([1 / 3, 0, 2 / 3])
    assert found.cumulative[-1] == pytest.approx(1)


def test_ticks_have_two_bases() -> None:
    ticks = np.array([[1, 1], [1, 0], [0, 0], [np.nan, np.nan]])
    found = tick_counts(ticks)
    assert (found.cases, found.responses) == (3, 3)
    assert found.of_responses == pytest.approx([2 / 3, 1 / 3])
    assert found.of_cases == pytest.approx([2 / 3, 1 / 3])
