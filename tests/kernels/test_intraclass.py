"""Intraclass correlations from mean squares worked by hand."""

import numpy as np
import pytest

from surveykit.kernels.intraclass import TYPES, intraclass_correlations

RATINGS = np.array([[1.0, 2.0], [3.0, 3.0], [5.0, 4.0], [7.0, 8.0]])


def test_single_and_mean_follow_from_the_mean_squares() -> None:
    found = intraclass_correlations(RATINGS, 0.95)
    between = 2 * np.var([1.5, 3.0, 4.5, 7.5], ddof=1)
    within = (0.5 + 0 + 0.5 + 0.5) / 4
    assert found["ICC(1,1)"].estimate == pytest.approx((between - within) / (between + within))
    assert found["ICC(1,k)"].estimate == pytest.approx((between - within) / between)


def test_every_type_has_an_interval_around_its_estimate() -> None:
    found = intraclass_correlations(RATINGS, 0.95)
    assert tuple(found) == TYPES
    for one in found.values():
        assert one.conf_low < one.estimate < one.conf_high
        assert 0 <= one.p_value <= 1
