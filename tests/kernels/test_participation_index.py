"""Breadth and frequency of participation."""

import numpy as np
import pytest

from surveykit.kernels.participation_index import participation

NAN = np.nan
FREQUENCIES = np.array([[4.0, 2, 0, 0], [0, 0, 0, 0], [1, NAN, 0, 3], [NAN, NAN, NAN, 2]])


def test_kinds_frequency_and_their_product_by_hand() -> None:
    found = participation(FREQUENCIES, 4, total=False)
    assert found.variety == pytest.approx([2, 0, NAN, NAN], nan_ok=True)
    assert found.frequency == pytest.approx([1.5, 0, NAN, NAN], nan_ok=True)
    assert found.breadth_frequency == pytest.approx([3, 0, NAN, NAN], nan_ok=True)


def test_with_gaps_what_is_answered_is_brought_up_to_all_activities() -> None:
    found = participation(FREQUENCIES, 3, total=True)
    assert found.variety == pytest.approx([2, 0, 8 / 3, NAN], nan_ok=True)
    assert found.frequency == pytest.approx([6, 0, 16 / 3, NAN], nan_ok=True)


def test_variety_counts_kinds_however_often_they_were_done() -> None:
    often, once = participation(FREQUENCIES, 1, total=False), participation(np.minimum(FREQUENCIES, 1), 1, total=False)
    assert often.variety == pytest.approx(once.variety)
    assert (often.frequency >= once.frequency).all()
