import math

import numpy as np
import pytest
from scipy import stats
from scipy.special import nctdtr

from surveykit.kernels.paired import _noncentrality_bounds, paired_t, signed_ranks

DIFFERENCES = np.random.default_rng(5).normal(0.4, 1.0, 30)


def test_t_is_that_of_scipy() -> None:
    found, expected = paired_t(DIFFERENCES, conf_level=0.95), stats.ttest_1samp(DIFFERENCES, 0)
    interval = expected.confidence_interval(0.95)
    assert (found.statistic, found.p_value) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-10)
    assert (found.conf_low, found.conf_high) == pytest.approx((interval.low, interval.high), rel=1e-10)


def test_signed_ranks_are_those_of_scipy_without_its_continuity_correction() -> None:
    coded = np.round(DIFFERENCES * 2)
    found = signed_ranks(coded)
    expected = stats.wilcoxon(coded, correction=False, method="approx")
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-10)
    assert min(found.positive, found.negative) == expected.statistic
    assert found.rises + found.falls + found.ties == 30


def test_ranks_that_are_known() -> None:
    found = signed_ranks(np.array([1.0, -2.0, 3.0, 0.0]))
    assert (found.positive, found.negative) == (4.0, 2.0)
    assert (found.rises, found.falls, found.ties) == (2, 1, 1)
    assert found.z == pytest.approx((4 - 3) / math.sqrt(3 * 4 * 7 / 24))
    assert found.effect == pytest.approx(found.z / 2)


def test_the_effect_interval_holds_the_effect_and_agrees_with_the_test() -> None:
    for shift in (-0.5, 0.0, 0.5):
        found = paired_t(DIFFERENCES + shift, conf_level=0.95)
        assert found.effect_low < found.effect < found.effect_high
        assert (found.effect_low < 0 < found.effect_high) == (found.conf_low < 0 < found.conf_high)


def test_an_effect_interval_out_of_reach_is_nan_and_the_rest_is_there() -> None:
    found = paired_t(50 + DIFFERENCES / 1000, conf_level=0.95)
    assert math.isnan(found.effect_low)
    assert math.isnan(found.effect_high)
    assert found.conf_low < 50.0005 < found.conf_high + 0.001


@pytest.mark.parametrize("df", [1, 2, 9, 49, 285, 5000])
@pytest.mark.parametrize("statistic", [-40.0, -6.0, -0.2, 0.0, 1.0, 6.0, 40.0])
def test_effect_intervals_solve_the_noncentral_t_everywhere(df: int, statistic: float) -> None:
    for conf_level in (0.8, 0.95, 0.999):
        low, high = _noncentrality_bounds(statistic, df, conf_level)
        assert low < high
        assert nctdtr(df, low, statistic) == pytest.approx((1 + conf_level) / 2, abs=1e-9)
        assert nctdtr(df, high, statistic) == pytest.approx((1 - conf_level) / 2, abs=1e-9)


def test_sizes_that_rounding_alone_parts_are_ties() -> None:
    thirds = np.array([10 / 3 - 3, -(2 - 5 / 3), 1.0, 4 / 3 - 1 - 1 / 3])
    assert len(set(np.abs(thirds))) == 4
    found, exact = signed_ranks(thirds, rounding=1e-14), signed_ranks(np.array([1.0, -1.0, 3.0, 0.0]))
    assert found == exact
    assert signed_ranks(thirds) != exact
