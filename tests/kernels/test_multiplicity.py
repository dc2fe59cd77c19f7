"""Adjusted p values worked out by hand."""

import numpy as np
import pytest

from surveykit.kernels.multiplicity import benjamini_hochberg, holm

P = np.array([0.04, 0.01, 0.03, 0.5])


def test_holm_by_hand() -> None:
    assert holm(P) == pytest.approx([0.09, 0.04, 0.09, 0.5])


def test_benjamini_hochberg_by_hand() -> None:
    assert benjamini_hochberg(P) == pytest.approx([0.16 / 3, 0.04, 0.16 / 3, 0.5])


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_missing_p_values_stay_missing_and_are_not_tests(adjust) -> None:  # type: ignore[no-untyped-def]
    with_gap = np.array([0.04, np.nan, 0.01])
    adjusted = adjust(with_gap)
    assert np.isnan(adjusted[1])
    assert adjusted[[0, 2]] == pytest.approx(adjust(np.array([0.04, 0.01])))


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_no_adjusted_value_passes_one(adjust) -> None:  # type: ignore[no-untyped-def]
    assert adjust(np.array([0.9, 0.8, 0.7])).max() <= 1
