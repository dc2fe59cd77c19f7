"""Rotations by gradient projection: their criteria, and what no rotation may change."""

import numpy as np
import pytest

from surveykit.kernels.gradient_projection import rotate
from surveykit.kernels.rotation import row_lengths, varimax
from surveykit.kernels.rotation_criteria import Criterion, crawford_ferguson, geomin, oblimin

K, M = 9, 3
PATTERN = np.kron(np.eye(M), np.array([[0.8], [0.7], [0.6]])) + 0.05
PHI = np.array([[1.0, 0.4, 0.3], [0.4, 1.0, 0.2], [0.3, 0.2, 1.0]])
UNROTATED = PATTERN @ np.linalg.cholesky(PHI) @ np.linalg.qr(np.random.default_rng(1).standard_normal((M, M)))[0]
CRITERIA: dict[str, tuple[Criterion, bool]] = {
    "quartimax": (crawford_ferguson(0), False),
    "varimax": (crawford_ferguson(1 / K), False),
    "equamax": (crawford_ferguson(M / (2 * K)), False),
    "quartimin": (oblimin(0), True),
    "oblimin": (oblimin(-0.5), True),
    "geomin": (geomin(), True),
}


@pytest.mark.parametrize("name", CRITERIA)
def test_the_slope_of_a_criterion_is_its_derivative(name: str) -> None:
    criterion, _ = CRITERIA[name]
    _, gradient = criterion(UNROTATED)
    for at in [(0, 0), (4, 1), (8, 2)]:
        step = np.zeros_like(UNROTATED)
        step[at] = 1e-6
        slope = (criterion(UNROTATED + step)[0] - criterion(UNROTATED - step)[0]) / 2e-6
        assert gradient[at] == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize("name", CRITERIA)
def test_a_rotation_changes_neither_the_reproduced_correlations_nor_the_variances_of_factors(name: str) -> None:
    criterion, oblique = CRITERIA[name]
    found = rotate(UNROTATED, criterion, oblique=oblique)
    assert found.converged
    assert found.loadings @ found.phi @ found.loadings.T == pytest.approx(UNROTATED @ UNROTATED.T, abs=1e-10)
    assert np.diag(found.phi) == pytest.approx(np.ones(M))
    if not oblique:
        assert found.phi == pytest.approx(np.eye(M), abs=1e-10)


@pytest.mark.parametrize("name", CRITERIA)
def test_no_small_turn_lowers_the_criterion(name: str) -> None:
    criterion, oblique = CRITERIA[name]
    found = rotate(UNROTATED, criterion, oblique=oblique)
    random = np.random.default_rng(2)
    for _ in range(50):
        twist = random.standard_normal((M, M)) * 1e-3
        turn = np.eye(M) + twist if oblique else np.linalg.qr(np.eye(M) + twist - twist.T)[0]
        turn = turn @ np.diag(np.sign(np.diag(turn)))
        if oblique:
            turn /= np.sqrt(np.einsum("ij,ik,kj->j", turn, found.phi, turn))
        assert criterion(found.loadings @ np.linalg.inv(turn).T)[0] >= found.value - 1e-12


def test_varimax_agrees_with_the_closed_form_by_pairs() -> None:
    lengths = row_lengths(UNROTATED)
    ours = rotate(UNROTATED / lengths, crawford_ferguson(1 / K), oblique=False).loadings * lengths
    pairs, _ = varimax(UNROTATED)
    overlap = np.abs(ours.T @ pairs) / np.outer(np.linalg.norm(ours, axis=0), np.linalg.norm(pairs, axis=0))
    assert overlap.max(axis=0) == pytest.approx(np.ones(M), abs=1e-10)


def test_oblimin_recovers_the_factor_correlations_of_a_simple_structure() -> None:
    simple = np.kron(np.eye(M), np.array([[0.8], [0.7], [0.6]]))
    found = rotate(simple @ np.linalg.cholesky(PHI), oblimin(0), oblique=True, starts=5)
    assert np.sort(np.abs(found.phi[np.triu_indices(M, 1)])) == pytest.approx([0.2, 0.3, 0.4], abs=1e-6)


def test_more_starts_are_never_worse_and_the_same_seed_gives_the_same() -> None:
    one = rotate(UNROTATED, geomin(), oblique=True)
    many = rotate(UNROTATED, geomin(), oblique=True, starts=20, seed=3)
    again = rotate(UNROTATED, geomin(), oblique=True, starts=20, seed=3)
    assert many.value <= one.value + 1e-12
    assert (many.loadings == again.loadings).all()
