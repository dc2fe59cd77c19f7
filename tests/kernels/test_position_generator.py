"""Positions that a network reaches, and their first component."""

import numpy as np
import pytest

from surveykit.kernels.position_generator import first_component, positions

NAN = np.nan
PRESTIGE = np.array([20.0, 50, 50, 80])
NOBODY, ONE, TWINS, ALL, GAP = [0, 0, 0, 0], [0, 0, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1], [1, NAN, 0, 1]
KNOWN = np.array([NOBODY, ONE, TWINS, ALL, GAP])


def test_nobody_one_ties_and_all_by_hand() -> None:
    found = positions(KNOWN, PRESTIGE, 4, nobody=NAN)
    assert found.extensity == pytest.approx([0, 1, 2, 4, NAN], nan_ok=True)
    assert found.upper == pytest.approx([NAN, 80, 50, 80, NAN], nan_ok=True)
    assert found.range == pytest.approx([NAN, 0, 0, 60, NAN], nan_ok=True)
    assert found.mean == pytest.approx([NAN, 80, 50, 50, NAN], nan_ok=True)


def test_who_knows_nobody_may_reach_0_but_has_no_mean() -> None:
    found = positions(KNOWN, PRESTIGE, 4, nobody=0)
    assert (found.upper[0], found.range[0]) == (0, 0)
    assert np.isnan(found.mean[0])
    assert np.isnan(found.upper[4])


def test_a_gap_is_bridged_where_enough_is_answered() -> None:
    found = positions(KNOWN, PRESTIGE, 3, nobody=NAN)
    assert (found.extensity[4], found.upper[4], found.range[4], found.mean[4]) == (pytest.approx(8 / 3), 80, 60, 50)


def test_the_order_of_occupations_does_not_matter() -> None:
    order = [2, 0, 3, 1]
    plain, mixed = positions(KNOWN, PRESTIGE, 4, nobody=NAN), positions(KNOWN[:, order], PRESTIGE[order], 4, nobody=NAN)
    for measure in ("extensity", "upper", "range", "mean"):
        assert getattr(mixed, measure) == pytest.approx(getattr(plain, measure), nan_ok=True)


def test_the_first_component_is_standardized_and_points_the_way_of_its_measures() -> None:
    random = np.random.default_rng(3)
    shared = random.standard_normal((200, 1))
    measures = np.vstack([shared + random.standard_normal((200, 3)), [NAN, 1, 1]])
    found = first_component(measures)
    assert found.n == 200
    assert np.isnan(found.scores[-1])
    assert found.scores[:-1].mean() == pytest.approx(0, abs=1e-12)
    assert found.scores[:-1].std(ddof=1) == pytest.approx(1)
    assert (found.loadings > 0).all()
    with_measures = [np.corrcoef(found.scores[:-1], column)[0, 1] for column in measures[:-1].T]
    assert found.loadings == pytest.approx(with_measures)
    assert found.share == pytest.approx((found.loadings**2).mean())


def test_other_units_leave_the_component_as_it_is() -> None:
    random = np.random.default_rng(4)
    measures = random.standard_normal((50, 1)) + random.standard_normal((50, 3))
    assert first_component(measures * [2, 30, 0.1] + 5).scores == pytest.approx(first_component(measures).scores)
