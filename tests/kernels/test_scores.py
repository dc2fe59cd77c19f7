"""Scores as arithmetic: closed forms, and what they do not depend on."""

import numpy as np
import pytest

from surveykit.kernels.scores import item_mean, item_sum, percent_of_maximum, standardized, weighted_scores

NAN = np.nan
ANSWERS = np.array([[5.0, 4, 3], [2, NAN, 1], [NAN, NAN, NAN]])


def test_a_gap_counts_as_the_mean_of_the_others() -> None:
    assert item_mean(ANSWERS) == pytest.approx([4, 1.5, NAN], nan_ok=True)
    assert item_sum(ANSWERS) == pytest.approx([12, 4.5, NAN], nan_ok=True)


def test_the_lowest_answers_are_0_and_the_highest_100() -> None:
    low, high = np.array([1.0, 0, 1]), np.array([5.0, 10, 7])
    assert percent_of_maximum(np.array([low, high, (low + high) / 2]), low, high) == pytest.approx([0, 100, 50])


def test_percent_of_maximum_does_not_depend_on_where_codes_begin_or_how_wide_they_are() -> None:
    low, high = np.ones(3), np.full(3, 5.0)
    plain = percent_of_maximum(ANSWERS, low, high)
    assert percent_of_maximum(3 * ANSWERS + 7, 3 * low + 7, 3 * high + 7) == pytest.approx(plain, nan_ok=True)


def test_standardized_scores_have_mean_0_and_sd_1_and_say_what_they_were_made_with() -> None:
    scores = np.array([1.0, 2, 3, 6, NAN])
    found = standardized(scores)
    assert (found.mean, found.n) == (3, 4)
    assert found.sd == pytest.approx(np.sqrt(14 / 3))
    assert np.nanmean(found.values) == pytest.approx(0, abs=1e-15)
    assert np.nanstd(found.values, ddof=1) == pytest.approx(1)
    assert np.isnan(found.values[4])


def test_adding_a_constant_or_stretching_leaves_standardized_scores_as_they_are() -> None:
    scores = np.array([1.0, 2, 3, 6])
    assert standardized(5 * scores - 2).values == pytest.approx(standardized(scores).values)


@pytest.mark.parametrize("scores", [[2.0, 2.0, NAN], [2.0], [NAN, NAN]])
def test_scores_without_spread_have_no_sd(scores: list[float]) -> None:
    found = standardized(np.array(scores))
    assert np.isnan(found.sd)
    assert np.isnan(found.values).all()


def test_weighted_scores_are_of_the_complete_rows() -> None:
    answers = np.array([[1.0, 2], [3, 6], [2, 4], [NAN, 9]])
    scores, mean, sd = weighted_scores(answers, np.array([[1.0, 0], [0, 2]]))
    assert mean.tolist() == [2, 4]
    assert sd.tolist() == [1, 2]
    assert scores[:3].tolist() == [[-1, -2], [1, 2], [0, 0]]
    assert np.isnan(scores[3, 0])
