"""Maximum likelihood by Newton's method: the least discrepancy that the other optimiser finds, or a lower one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from surveykit.analyze.extraction import BOUND, estimate_loadings
from surveykit.kernels.factor_ml import likeliest_loadings

Floats = NDArray[np.float64]


def sample(k: int, m: int, n: int, seed: int) -> Floats:
    random = np.random.default_rng(seed)
    shared = random.standard_normal((n, m)) @ random.uniform(0.4, 1.2, (m, k)) * random.choice([-1, 1], (1, k))
    return np.corrcoef(shared + random.standard_normal((n, k)), rowvar=False)


def discrepancy(correlations: Floats, loadings: Floats) -> float:
    reproduced = loadings @ loadings.T
    np.fill_diagonal(reproduced, 1.0)
    solved = np.trace(np.linalg.solve(reproduced, correlations))
    return float(np.linalg.slogdet(reproduced)[1] - np.linalg.slogdet(correlations)[1] + solved - len(correlations))


@pytest.mark.parametrize(("k", "m"), [(3, 1), (6, 1), (12, 1), (9, 2), (15, 3)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_discrepancy_is_no_larger_than_that_of_factor_analyzer(k: int, m: int, seed: int) -> None:
    correlations = sample(k, m, 400, seed)
    found = likeliest_loadings(correlations, m, bound=BOUND)
    assert found.converged
    library = estimate_loadings(correlations, m, method="ml")
    assert discrepancy(correlations, found.loadings) <= discrepancy(correlations, library) + 1e-10
    assert found.loadings @ found.loadings.T == pytest.approx(library @ library.T, abs=2e-3)


def test_loadings_of_a_model_that_fits_exactly_are_found_exactly() -> None:
    loadings = np.array([0.9, 0.8, 0.7, -0.6, 0.5])
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1.0)
    found = likeliest_loadings(correlations, 1, bound=BOUND).loadings[:, 0]
    assert found * np.sign(found[0]) == pytest.approx(loadings, abs=1e-8)


def test_the_order_and_the_signs_of_items_do_not_matter() -> None:
    correlations = sample(8, 1, 200, 4)
    order, signs = np.random.default_rng(5).permutation(8), np.array([1, -1, 1, 1, -1, 1, -1, 1])
    plain = likeliest_loadings(correlations, 1, bound=BOUND).loadings[:, 0]
    turned = likeliest_loadings((correlations * np.outer(signs, signs))[np.ix_(order, order)], 1, bound=BOUND)
    assert np.abs(turned.loadings[:, 0]) == pytest.approx(np.abs(plain)[order], abs=1e-8)


def test_a_heywood_case_stays_on_the_bound() -> None:
    correlations = np.array([[1, 0.9, 0.8], [0.9, 1, 0.6], [0.8, 0.6, 1]])
    found = likeliest_loadings(correlations, 1, bound=BOUND)
    assert found.converged
    assert (found.loadings**2).max() == pytest.approx(1 - BOUND, abs=1e-3)
