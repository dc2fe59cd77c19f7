import numpy as np
import pytest

from surveykit.kernels.bootstrap import resample_counts
from surveykit.kernels.mediation import bootstrap_effects, weighted_paths

RNG = np.random.default_rng(4)
N = 60
X = RNG.normal(size=N)
COVARIATE = RNG.normal(size=N)
FIRST = 0.5 * X + 0.2 * COVARIATE + RNG.normal(size=N)
SECOND = 0.3 * X + RNG.normal(size=N)
Y = 0.2 * X + 0.4 * FIRST - 0.3 * SECOND + RNG.normal(size=N)
VALUES = np.column_stack([X, FIRST, SECOND, COVARIATE, Y])


def by_least_squares(values: np.ndarray) -> list[float]:
    """All effects of one sample (n, 5), each from its own regression."""
    x, first, second, covariate, y = values.T
    ones = np.ones(len(x))
    outer, inner = np.column_stack([ones, x, covariate]), np.column_stack([ones, x, first, second, covariate])

    def slopes(design: np.ndarray, outcome: np.ndarray) -> np.ndarray:
        return np.linalg.lstsq(design, outcome, rcond=None)[0]

    b = slopes(inner, y)
    each = [slopes(outer, first)[1] * b[2], slopes(outer, second)[1] * b[3]]
    effects = [*each, sum(each)]
    scale = x.std() / y.std()
    return [*effects, *(effect * scale for effect in effects), sum(each) / slopes(outer, y)[1]]


def test_draws_are_those_of_a_plain_loop_over_the_same_cases() -> None:
    counts = np.vstack(list(resample_counts(N, 40, seed=9)))
    expected = [by_least_squares(np.repeat(VALUES, count.astype(int), axis=0)) for count in counts]
    found = bootstrap_effects(VALUES, n_mediators=2, n_boot=40, seed=9)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_draws_do_not_depend_on_the_size_of_the_chunks() -> None:
    whole = bootstrap_effects(VALUES, n_mediators=2, n_boot=200, seed=1)
    pieces = bootstrap_effects(VALUES, n_mediators=2, n_boot=200, seed=1, chunk_cells=N * 7)
    np.testing.assert_allclose(pieces, whole, rtol=1e-9)


def test_the_total_is_the_direct_and_the_indirect_effects_in_every_draw() -> None:
    counts = np.vstack(list(resample_counts(N, 300, seed=2)))
    paths = weighted_paths(VALUES, counts, n_mediators=2)
    np.testing.assert_allclose(paths.total, paths.direct + paths.indirect.sum(axis=1), rtol=1e-9, atol=1e-12)


def test_a_draw_that_cannot_be_fitted_is_nan_and_the_others_stay() -> None:
    rare = np.zeros(N)
    rare[0] = 1.0
    values = np.column_stack([X, FIRST, rare, Y])
    with_case, without = np.ones(N), np.ones(N)
    without[0] = 0
    effects = weighted_paths(values, np.vstack([with_case, without]), n_mediators=1).effects()
    assert np.isfinite(effects[0]).all()
    assert np.isnan(effects[1]).all()


@pytest.mark.parametrize("copied", [0, 1])
def test_a_mediator_that_is_another_variable_cannot_be_fitted(copied: int) -> None:
    values = np.column_stack([X, VALUES[:, copied], FIRST, Y])
    assert np.isnan(weighted_paths(values, np.ones((1, N)), n_mediators=2).effects()).all()
