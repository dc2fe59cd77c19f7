"""The general factor behind correlated factors: what the transformation keeps, and omegas worked by hand."""

import numpy as np
import pytest

from surveykit.kernels.schmid_leiman import SchmidLeiman, omegas, schmid_leiman

PATTERN = np.kron(np.eye(3), np.array([[0.8], [0.7], [0.6]]))
GENERAL = np.array([0.9, 0.7, 0.5])


def reproduced(solution: SchmidLeiman) -> np.ndarray:
    general = np.outer(solution.general, solution.general)
    return np.asarray(general + solution.group @ solution.group.T + np.diag(solution.uniqueness))


def test_the_general_and_the_group_factors_reproduce_what_the_oblique_factors_do() -> None:
    phi = np.outer(GENERAL, GENERAL)
    np.fill_diagonal(phi, 1.0)
    oblique = PATTERN @ phi @ PATTERN.T
    np.fill_diagonal(oblique, 1.0)
    assert reproduced(schmid_leiman(PATTERN, GENERAL)) == pytest.approx(oblique)


def test_omegas_are_shares_of_the_variance_of_the_sum() -> None:
    solution = schmid_leiman(PATTERN, GENERAL)
    variance = reproduced(solution).sum()
    general = (2.1 * GENERAL.sum()) ** 2
    group = (2.1**2 * (1 - GENERAL**2)).sum()
    found = omegas(solution, reproduced(solution))
    assert found.hierarchical == pytest.approx(general / variance)
    assert found.total == pytest.approx((general + group) / variance)
    assert found.asymptotic == pytest.approx(general / (general + group))
    assert found.explained_common == pytest.approx((GENERAL**2).sum() / 3)


def test_without_a_general_factor_nothing_is_hierarchical() -> None:
    solution = schmid_leiman(PATTERN, np.zeros(3))
    assert omegas(solution, reproduced(solution)).hierarchical == 0.0
    assert solution.group == pytest.approx(PATTERN)
