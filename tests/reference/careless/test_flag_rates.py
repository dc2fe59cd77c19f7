"""Planted patterns are flagged as often as in earlier simulations, within the error of both simulations."""

from __future__ import annotations

import numpy as np
import pytest
from flag_rates import KINDS, PUBLISHED, samples

SEEDS = range(1000, 1030)
PUBLISHED_SAMPLES = 200


@pytest.fixture(scope="module")
def found() -> dict[str, np.ndarray]:
    return samples(SEEDS)


@pytest.mark.parametrize("rule", PUBLISHED)
def test_a_rule_flags_the_published_share_of_every_kind(found: dict[str, np.ndarray], rule: str) -> None:
    shares = found[rule]
    n = len(shares)
    assert n >= 25
    error = shares.std(axis=0, ddof=1) * np.sqrt(1 / n + 1 / PUBLISHED_SAMPLES)
    allowed = 4 * error + 0.003
    off = dict(zip(KINDS, np.abs(shares.mean(axis=0) - PUBLISHED[rule]) - allowed, strict=True))
    assert {kind: round(float(by), 3) for kind, by in off.items() if by > 0} == {}


def test_the_usual_battery_loses_no_honest_respondent_in_a_hundred(found: dict[str, np.ndarray]) -> None:
    assert found["excluded by the usual battery"].mean(axis=0)[0] < 0.01
