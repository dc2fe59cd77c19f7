"""Split halves and Guttman's bounds, by hand and by what must hold."""

import math

import numpy as np
import pytest

from surveykit.kernels.reliability import cronbach_alpha
from surveykit.kernels.split_half import (
    MOST_SPLITS,
    guttman_lambda2,
    guttman_lambda6,
    guttman_split,
    half_correlation,
    split_halves,
    unequal_spearman_brown,
)

PARALLEL = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
UNEQUAL = np.array([[2.0, 0.9, 0.3, 0.2], [0.9, 1.5, 0.4, 0.1], [0.3, 0.4, 1.0, 0.6], [0.2, 0.1, 0.6, 1.2]])


def test_parallel_items_have_one_reliability_however_it_is_computed() -> None:
    alpha = cronbach_alpha(PARALLEL)
    halves = split_halves(PARALLEL)
    assert alpha == pytest.approx(0.8)
    assert [halves.most, halves.mean, halves.least] == pytest.approx([alpha] * 3)
    assert guttman_lambda2(PARALLEL) == pytest.approx(alpha)
    assert guttman_lambda6(PARALLEL) == pytest.approx(1 - 4 * (1 - 3 * 0.25 / 2) / 10)


def test_of_an_even_number_of_items_the_mean_split_is_alpha_and_the_bounds_are_in_order() -> None:
    halves = split_halves(UNEQUAL)
    assert (halves.n_splits, halves.every) == (3, True)
    assert halves.mean == pytest.approx(cronbach_alpha(UNEQUAL))
    assert halves.least < halves.mean < guttman_lambda2(UNEQUAL) < halves.most


def test_one_split_is_worked_by_hand() -> None:
    first = np.array([True, False, True, False])
    across = 0.9 + 0.2 + 0.4 + 0.6
    total = 2.0 + 1.5 + 1.0 + 1.2 + 2 * (0.9 + 0.3 + 0.2 + 0.4 + 0.1 + 0.6)
    assert guttman_split(UNEQUAL, first) == pytest.approx(4 * across / total)
    assert half_correlation(UNEQUAL, first) == pytest.approx(
        across / math.sqrt((2.0 + 1.0 + 2 * 0.3) * (1.5 + 1.2 + 2 * 0.1))
    )


def test_of_an_odd_number_each_split_is_counted_once() -> None:
    assert split_halves(PARALLEL[:3, :3]).n_splits == 3
    assert split_halves(np.full((5, 5), 0.4) + 0.6 * np.eye(5)).n_splits == 10


def test_too_many_splits_are_sampled_and_the_seed_repeats_them() -> None:
    k = 20
    loadings = np.linspace(0.4, 0.8, k)
    covariances = np.outer(loadings, loadings)
    np.fill_diagonal(covariances, 1.0)
    first, second = split_halves(covariances, seed=5), split_halves(covariances, seed=5)
    assert (first.n_splits, first.every) == (MOST_SPLITS, False)
    assert first == second
    assert first.mean == pytest.approx(cronbach_alpha(covariances), abs=1e-3)


def test_halves_of_unequal_length_step_up_to_the_reliability_of_parallel_items() -> None:
    r = half_correlation(np.full((5, 5), 0.5) + 0.5 * np.eye(5), np.array([True, True, False, False, False]))
    assert unequal_spearman_brown(r, 2, 3) == pytest.approx(5 * 0.5 / (1 + 4 * 0.5))
    assert unequal_spearman_brown(0.6, 3, 3) == pytest.approx(0.75)
