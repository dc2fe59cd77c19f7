"""Rotations against criteria that are searched by hand."""

import numpy as np
import pytest

from surveykit.kernels.rotation import promax, row_lengths, varimax

SIMPLE = np.array([[0.8, 0.0], [0.7, 0.0], [0.6, 0.0], [0.0, 0.9], [0.0, 0.7], [0.0, 0.5]])
STOPS_EARLY = np.array(
    [
        [-0.767, 0.368],
        [-0.783, 0.355],
        [-0.752, 0.392],
        [-0.770, 0.351],
        [-0.471, -0.625],
        [-0.457, -0.656],
        [-0.414, -0.598],
        [-0.457, -0.621],
    ]
)
"""Two components at which R's varimax and factor_analyzer's stop before the optimum."""


def turn(angle: float) -> np.ndarray:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def criterion(loadings: np.ndarray) -> float:
    squares = (loadings / row_lengths(loadings)) ** 2
    return float(squares.var(axis=0).sum())


@pytest.mark.parametrize("loadings", [SIMPLE @ turn(0.4), STOPS_EARLY], ids=["simple", "stops early"])
def test_no_angle_is_better_than_the_one_varimax_finds(loadings: np.ndarray) -> None:
    rotated, settled = varimax(loadings)
    best = max(criterion(loadings @ turn(angle)) for angle in np.linspace(0, np.pi / 2, 2001))
    assert settled
    assert criterion(rotated) >= best - 1e-12


def test_varimax_finds_simple_structure_and_turns_without_stretching() -> None:
    loadings = SIMPLE @ turn(0.4)
    rotated, _ = varimax(loadings)
    assert np.sort(np.abs(rotated), axis=1) == pytest.approx(np.sort(SIMPLE, axis=1), abs=1e-9)
    assert rotated @ rotated.T == pytest.approx(loadings @ loadings.T)


def test_varimax_leaves_its_own_result() -> None:
    three = np.random.default_rng(2).standard_normal((9, 3))
    once, _ = varimax(three)
    assert varimax(once)[0] == pytest.approx(once, abs=1e-8)


def test_the_given_loadings_are_not_changed() -> None:
    before = STOPS_EARLY.copy()
    varimax(before)
    assert (before == STOPS_EARLY).all()


def test_promax_keeps_what_the_loadings_reproduce() -> None:
    rotated, _ = varimax(STOPS_EARLY)
    pattern, phi = promax(rotated)
    assert np.diag(phi) == pytest.approx(np.ones(2))
    assert pattern @ phi @ pattern.T == pytest.approx(STOPS_EARLY @ STOPS_EARLY.T)
