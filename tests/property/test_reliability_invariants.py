"""What must not change a reliability, whatever the answers are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.analyze.reliability import ReliabilityResult, reliability

ITEMS = ["a", "b", "c", "d"]
COEFFICIENTS = ["alpha", "conf_low", "conf_high", "alpha_standardized", "mean_inter_item_r", "omega"]


@st.composite
def answers(draw: st.DrawFn) -> pd.DataFrame:
    """Answers from 1 to 5 to four items that share a trait, with a few gaps."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(40, 120))
    latent = rng.standard_normal((n, 1)) + rng.uniform(0.6, 1.5) * rng.standard_normal((n, 4))
    values = np.clip(np.round(3 + latent), 1, 5)
    values[rng.random((n, 4)) < draw(st.sampled_from([0.0, 0.05]))] = np.nan
    return pd.DataFrame(values, columns=ITEMS)


def coefficients(result: ReliabilityResult, names: list[str] = COEFFICIENTS) -> list[float]:
    return result.glance()[names].iloc[0].tolist()


def same(first: ReliabilityResult, second: ReliabilityResult, names: list[str] = COEFFICIENTS) -> None:
    # Omega comes from an optimiser, which ends within 1e-5 of its optimum.
    assert coefficients(first, names) == pytest.approx(coefficients(second, names), rel=1e-5, abs=1e-7)


@settings(max_examples=6, deadline=None)
@given(answers())
def test_listwise_is_dropping_first(frame: pd.DataFrame) -> None:
    same(reliability(frame, items=ITEMS), reliability(frame.dropna(), items=ITEMS, missing="raise"))


@settings(max_examples=6, deadline=None)
@given(answers(), st.randoms(use_true_random=False))
def test_order_of_rows_and_items_is_nothing(frame: pd.DataFrame, random: object) -> None:
    shuffled = frame.sample(frac=1, random_state=random.randrange(2**32))[::-1]  # type: ignore[attr-defined]
    same(reliability(frame, items=ITEMS), reliability(shuffled, items=ITEMS[::-1]))


@settings(max_examples=6, deadline=None)
@given(answers(), st.floats(-1000, 1000), st.floats(0.01, 100))
def test_moving_and_stretching_all_answers_is_nothing(frame: pd.DataFrame, add: float, times: float) -> None:
    same(reliability(frame, items=ITEMS), reliability(frame * times + add, items=ITEMS))


@settings(max_examples=6, deadline=None)
@given(answers())
def test_reversing_every_item_is_nothing(frame: pd.DataFrame) -> None:
    same(reliability(frame, items=ITEMS), reliability(6 - frame, items=ITEMS))


@settings(max_examples=6, deadline=None)
@given(answers())
def test_stretching_one_item_leaves_what_is_standardised(frame: pd.DataFrame) -> None:
    stretched = frame.assign(a=100 * frame["a"])
    same(
        reliability(frame, items=ITEMS),
        reliability(stretched, items=ITEMS),
        ["alpha_standardized", "mean_inter_item_r"],
    )


@settings(max_examples=6, deadline=None)
@given(answers())
def test_alpha_if_dropped_is_alpha_without_the_item(frame: pd.DataFrame) -> None:
    complete = frame.dropna()
    without = [reliability(complete, items=[i for i in ITEMS if i != item]).glance()["alpha"].item() for item in ITEMS]
    assert reliability(complete, items=ITEMS).tidy()["alpha_if_dropped"].tolist() == pytest.approx(without)


@settings(max_examples=6, deadline=None)
@given(answers())
def test_alpha_lies_in_its_interval_and_below_one(frame: pd.DataFrame) -> None:
    alpha, low, high = coefficients(reliability(frame, items=ITEMS), ["alpha", "conf_low", "conf_high"])
    assert low < alpha < high < 1


@settings(max_examples=6, deadline=None)
@given(answers())
def test_pairwise_is_listwise_where_nothing_is_missing(frame: pd.DataFrame) -> None:
    complete = frame.dropna()
    same(reliability(complete, items=ITEMS), reliability(complete, items=ITEMS, missing="pairwise"))
