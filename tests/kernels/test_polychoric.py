"""Polychoric correlations: what must hold for any answers."""

import numpy as np
import pytest

from surveykit.kernels.polychoric import STEEPEST, polychoric


def cut(r: float, n: int = 4000, *, seed: int = 1, edges: tuple[float, ...] = (-1.0, 0.0, 0.8)) -> np.ndarray:
    """Two ordered columns cut from normal variables that correlate r."""
    random = np.random.default_rng(seed)
    x = random.standard_normal(n)
    y = r * x + np.sqrt(1 - r**2) * random.standard_normal(n)
    return np.column_stack([np.digitize(x, edges), np.digitize(y, edges)]).astype(float)


@pytest.mark.parametrize("r", [-0.9, -0.3, 0.0, 0.5, 0.95])
def test_it_finds_the_correlation_before_the_cut(r: float) -> None:
    found = polychoric(cut(r))
    assert abs(found.correlations[0, 1] - r) < 4 * found.std_errors[0, 1]


def test_standard_errors_are_those_of_repeated_samples() -> None:
    draws = [polychoric(cut(0.5, 300, seed=seed)) for seed in range(200)]
    spread = np.std([draw.correlations[0, 1] for draw in draws], ddof=1)
    assert np.mean([draw.std_errors[0, 1] for draw in draws]) == pytest.approx(spread, rel=0.15)


def test_turning_a_column_turns_the_sign_and_codes_need_only_an_order() -> None:
    answers = cut(0.5)
    found = polychoric(answers).correlations[0, 1]
    assert polychoric(answers * [1, -1]).correlations[0, 1] == pytest.approx(-found, abs=1e-9)
    assert polychoric(answers**3 + 10).correlations[0, 1] == pytest.approx(found, abs=1e-12)


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    answers = np.column_stack([cut(0.5), cut(0.3, seed=2)])
    found = polychoric(answers)
    shuffled = polychoric(np.random.default_rng(3).permutation(answers)[:, ::-1])
    assert shuffled.correlations[::-1, ::-1] == pytest.approx(found.correlations, abs=1e-10)
    assert shuffled.std_errors[::-1, ::-1] == pytest.approx(found.std_errors, abs=1e-10)


def test_rows_with_gaps_count_for_the_cuts_and_for_the_pairs_they_hold() -> None:
    answers = cut(0.5)
    answers[:1000, 1] = np.nan
    found = polychoric(answers)
    assert found.n.tolist() == [[4000, 3000], [3000, 3000]]
    assert found.thresholds[0] == pytest.approx(polychoric(cut(0.5)).thresholds[0])


def test_one_column_may_have_more_categories_than_another() -> None:
    answers = cut(0.5)
    answers[:, 1] = answers[:, 1] > 1
    found = polychoric(answers)
    assert [len(cuts) for cuts in found.thresholds] == [3, 1]
    assert abs(found.correlations[0, 1] - 0.5) < 4 * found.std_errors[0, 1]


def test_answers_that_always_agree_are_held_at_the_bound_without_a_standard_error() -> None:
    same = np.repeat(cut(0.0)[:, [0]], 2, axis=1)
    found = polychoric(same)
    assert found.at_bound[0, 1]
    assert found.correlations[0, 1] == STEEPEST
    assert np.isnan(found.std_errors[0, 1])


def test_empty_cells_are_counted() -> None:
    answers = cut(0.0, 400)
    answers = answers[~((answers[:, 0] == 0) & (answers[:, 1] == 3))]
    assert polychoric(answers).n_empty[0, 1] == 1


def test_next_to_the_bound_the_likeliest_correlation_is_reached() -> None:
    """Nobody is in cells that the model expects to be nearly empty; scoring alone moves ever less there."""
    table = np.array([[1, 2, 4, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 22, 25]])
    rows, columns = np.nonzero(table)
    answers = np.repeat(np.column_stack([rows, columns]), table[rows, columns], axis=0).astype(float)
    found = polychoric(answers)
    assert found.correlations[0, 1] == STEEPEST
    assert found.at_bound[0, 1]
    assert np.isnan(found.std_errors[0, 1])
