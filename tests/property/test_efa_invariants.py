"""What must not change factors, whatever the answers are."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.analyze.efa import EfaResult, efa
from surveykit.analyze.factorability import factorability

ITEMS = ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4"]
VARIANTS = [("pca", "varimax"), ("ml", "promax"), ("minres", "oblimin")]


def answers(seed: int) -> pd.DataFrame:
    """Answers of 250 respondents to eight items with two clear factors of different size, some missing."""
    rng = np.random.default_rng(seed)
    a, b = rng.standard_normal((2, 250, 1))
    values = np.hstack([np.repeat(a, 4, axis=1), np.repeat(0.7 * b + 0.2 * a, 4, axis=1)])
    values = values + 0.8 * rng.standard_normal((250, 8))
    values[rng.random((250, 8)) < 0.01] = np.nan
    return pd.DataFrame(values, columns=ITEMS)


def fitted(frame: pd.DataFrame, variant: tuple[str, str], items: list[str] = ITEMS) -> EfaResult:
    options: dict[str, Any] = {"method": variant[0], "rotation": variant[1]}
    return efa(frame, items=items, n_factors=2, seed=1, **options)


def same(first: EfaResult, second: EfaResult) -> None:
    loadings = second.loadings.loc[first.loadings.index]
    assert first.loadings.to_numpy() == pytest.approx(loadings.to_numpy(), abs=2e-4)
    assert first.phi.to_numpy() == pytest.approx(second.phi.to_numpy(), abs=2e-4)


seeds = st.integers(0, 2**32 - 1)
variants = st.sampled_from(VARIANTS)


@settings(max_examples=5, deadline=None)
@given(seeds, variants)
def test_listwise_is_dropping_first(seed: int, variant: tuple[str, str]) -> None:
    frame = answers(seed)
    same(fitted(frame, variant), fitted(frame.dropna(), variant))


@settings(max_examples=5, deadline=None)
@given(seeds, variants)
def test_order_of_rows_and_items_is_nothing(seed: int, variant: tuple[str, str]) -> None:
    frame = answers(seed)
    same(fitted(frame, variant), fitted(frame[::-1], variant, ITEMS[::-1]))


@settings(max_examples=5, deadline=None)
@given(seeds, variants)
def test_units_of_items_are_nothing(seed: int, variant: tuple[str, str]) -> None:
    frame = answers(seed)
    same(fitted(frame, variant), fitted(frame * np.arange(1, 9) * 100 - 7, variant))


@settings(max_examples=5, deadline=None)
@given(seeds, variants)
def test_reversing_an_item_turns_its_loadings(seed: int, variant: tuple[str, str]) -> None:
    frame = answers(seed)
    first, second = fitted(frame, variant), fitted(frame.assign(a1=-frame["a1"]), variant)
    assert second.loadings.loc["a1"].to_numpy() == pytest.approx(-first.loadings.loc["a1"].to_numpy(), abs=2e-4)
    assert second.communality.to_numpy() == pytest.approx(first.communality.to_numpy(), abs=2e-4)


@settings(max_examples=5, deadline=None)
@given(seeds)
def test_communalities_are_shares(seed: int) -> None:
    for variant in VARIANTS:
        assert fitted(answers(seed), variant).communality.between(0, 1).all()


@settings(max_examples=5, deadline=None)
@given(seeds)
def test_sampling_adequacy_knows_no_units_or_order(seed: int) -> None:
    frame = answers(seed)
    first = factorability(frame, items=ITEMS).glance()
    second = factorability(-3 * frame[::-1] + 5, items=ITEMS[::-1]).glance()
    pd.testing.assert_frame_equal(first, second, rtol=1e-8)
