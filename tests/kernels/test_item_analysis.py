"""Extreme groups and the critical ratio, by hand."""

import numpy as np
import pytest
from scipy.stats import ttest_ind

from surveykit.kernels.item_analysis import critical_ratio, extreme_groups


def test_groups_are_the_share_at_either_end() -> None:
    low, high = extreme_groups(np.arange(10.0), 0.27)
    assert np.flatnonzero(low).tolist() == [0, 1, 2]
    assert np.flatnonzero(high).tolist() == [7, 8, 9]


def test_ties_at_the_cut_are_taken_in() -> None:
    low, high = extreme_groups(np.array([1.0, 1, 1, 2, 3, 3, 3, 3]), 0.25)
    assert (low.sum(), high.sum()) == (3, 4)


def test_the_critical_ratio_is_welchs_t() -> None:
    low, high = np.array([1.0, 2, 2, 3]), np.array([3.0, 4, 5, 5, 5])
    found, expected = critical_ratio(low, high), ttest_ind(high, low, equal_var=False)
    assert (found.statistic, found.p_value, found.df) == pytest.approx(
        (expected.statistic, expected.pvalue, expected.df)
    )
