"""Sampling adequacy and sphericity, worked by hand."""

import math

import numpy as np
import pytest

from surveykit.kernels.sampling_adequacy import sampling_adequacy, sphericity

EQUAL = np.full((3, 3), 0.5) + 0.5 * np.eye(3)


def test_equal_correlations_have_the_adequacy_of_one_pair() -> None:
    partial = (0.5 - 0.25) / (1 - 0.25)
    items, overall = sampling_adequacy(EQUAL)
    assert overall == pytest.approx(0.25 / (0.25 + partial**2))
    assert items == pytest.approx([overall] * 3)


def test_the_correlations_that_were_given_stay_as_they_are() -> None:
    given = EQUAL.copy()
    sampling_adequacy(given)
    assert (given == EQUAL).all()


def test_bartletts_statistic_is_that_of_the_determinant() -> None:
    statistic, df, p_value = sphericity(EQUAL, 50)
    assert statistic == pytest.approx(-(49 - 11 / 6) * math.log(0.5))
    assert df == 3
    assert p_value < 1e-5
    assert sphericity(np.eye(3), 50) == pytest.approx((0.0, 3, 1.0))
