"""Combinations are counted as pairs of respondents are compared; bands never split an answer."""

import numpy as np
import pytest

from surveykit.kernels.disclosure_risk import bands, cells, different_answers, share_below


@pytest.fixture
def codes() -> np.ndarray:
    return np.random.default_rng(5).integers(-1, 4, (200, 3))


def test_every_respondent_has_the_combination_that_a_comparison_by_pairs_gives(codes: np.ndarray) -> None:
    found = cells(codes)
    alike = (codes[:, None, :] == codes[None, :, :]).all(axis=2)
    assert (found.n[found.member] == alike.sum(axis=1)).all()
    assert (codes[found.first][found.member] == codes).all()
    assert found.n.sum() == len(codes)


def test_combinations_stand_in_the_order_of_their_codes(codes: np.ndarray) -> None:
    firsts = codes[cells(codes).first].tolist()
    assert firsts == sorted(firsts)


def test_without_columns_everybody_is_together() -> None:
    assert cells(np.zeros((7, 0), dtype=np.int64)).n.tolist() == [7]


def test_shares_are_of_respondents_not_of_combinations() -> None:
    n = np.array([1, 1, 4, 14])
    assert [share_below(n, limit) for limit in (2, 4, 5, 15)] == [0.1, 0.1, 0.3, 1.0]


def test_missing_answers_are_not_counted_as_different() -> None:
    member = np.array([0, 0, 0, 1, 1, 2])
    answers = np.array([3, 3, -1, 0, 1, -1])
    assert different_answers(member, answers).tolist() == [1, 2, 0]


def test_few_answers_are_joined_two_and_two() -> None:
    assert bands(np.array([5.0, 1, 2, 3, 4, np.nan])).tolist() == [2, 0, 0, 1, 1, -1]


def test_many_answers_become_four_bands_of_about_equal_size() -> None:
    values = np.random.default_rng(2).integers(18, 80, 1_000).astype(float)
    found = bands(values)
    assert np.bincount(found).min() > 200
    assert len(np.bincount(found)) == 4
    order = np.argsort(values, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    assert all(len(set(found[values == value])) == 1 for value in np.unique(values))
