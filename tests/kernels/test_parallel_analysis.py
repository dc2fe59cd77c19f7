"""Chance eigenvalues and average partial correlations against plain computation."""

import numpy as np
import pytest

from surveykit.kernels.parallel_analysis import chance_eigenvalues, minimum_average_partials, reduced


def test_chance_eigenvalues_are_those_of_samples_drawn_row_by_row() -> None:
    n, k, draws = 60, 5, 4000
    random = np.random.default_rng(1)
    samples = random.standard_normal((draws, n, k))
    plain = np.array([np.corrcoef(sample, rowvar=False) for sample in samples])
    found = chance_eigenvalues(n, k, draws=draws, seed=2)
    for ours, theirs in [(found.components, plain), (found.factors, reduced(plain))]:
        expected = np.linalg.eigvalsh(theirs)[:, ::-1]
        error = expected.std(axis=0) * np.sqrt(2 / draws)
        assert (np.abs(ours.mean(axis=0) - expected.mean(axis=0)) < 4 * error).all()
        assert np.quantile(ours, 0.95, axis=0) == pytest.approx(np.quantile(expected, 0.95, axis=0), abs=0.02)


def test_eigenvalues_of_components_add_up_to_the_items_and_fall() -> None:
    found = chance_eigenvalues(100, 6, draws=20, seed=1)
    assert found.components.sum(axis=1) == pytest.approx(np.full(20, 6.0))
    assert (np.diff(found.components, axis=1) <= 0).all()


def test_the_same_seed_gives_the_same_eigenvalues() -> None:
    first, second = (chance_eigenvalues(50, 4, draws=5, seed=7) for _ in range(2))
    assert (first.components == second.components).all()
    assert (first.factors == second.factors).all()


def test_reduced_correlations_hold_what_the_other_items_explain() -> None:
    random = np.random.default_rng(3)
    x = random.standard_normal((200, 3)) @ np.array([[1, 0.5, 0.2], [0, 1, 0.4], [0, 0, 1]])
    r = np.corrcoef(x, rowvar=False)
    weights = np.linalg.solve(r[1:, 1:], r[1:, 0])
    assert reduced(r)[0, 0] == pytest.approx(weights @ r[1:, 0])


@pytest.mark.parametrize("power", [2, 4])
def test_average_partials_are_smallest_at_the_number_of_groups_of_items(power: int) -> None:
    block = np.full((4, 4), 0.6)
    r = np.kron(np.eye(3), block)
    np.fill_diagonal(r, 1.0)
    assert int(np.nanargmin(minimum_average_partials(r, power=power))) == 3


def test_the_average_partial_after_one_component_is_worked_by_hand() -> None:
    r = np.full((3, 3), 0.5)
    np.fill_diagonal(r, 1.0)
    left = 1 - 2 / 3  # each item loads sqrt(2/3) on the first component
    partial = (0.5 - 2 / 3) / left
    assert minimum_average_partials(r)[:2] == pytest.approx([0.25, partial**2])
