"""What must not change a correlation or a moment, whatever the answers are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.analyze.correlations import correlations
from surveykit.analyze.describe import describe_items

NUMBERS = ["n", "estimate", "statistic", "p_value", "conf_low", "conf_high"]


def answers(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((60, 1)) + rng.standard_normal((60, 3))
    values[rng.random((60, 3)) < 0.05] = np.nan
    return pd.DataFrame(values, columns=["x", "y", "z"])


seeds = st.integers(0, 2**32 - 1)
methods = st.sampled_from(["pearson", "spearman"])


@settings(max_examples=6, deadline=None)
@given(seeds, methods)
def test_order_of_rows_and_of_the_pair_is_nothing(seed: int, method: str) -> None:
    frame = answers(seed)
    first = correlations(frame, columns=["x", "y"], method=method).tidy()  # type: ignore[arg-type]
    second = correlations(frame[::-1], columns=["y", "x"], method=method).tidy()  # type: ignore[arg-type]
    assert first[NUMBERS].iloc[0].tolist() == pytest.approx(second[NUMBERS].iloc[0].tolist(), rel=1e-9)


@settings(max_examples=6, deadline=None)
@given(seeds, methods, st.floats(0.1, 100), st.floats(-100, 100))
def test_units_are_nothing_and_a_minus_turns_the_sign(seed: int, method: str, times: float, add: float) -> None:
    frame = answers(seed)
    first = correlations(frame, columns=["x", "y"], method=method).tidy()  # type: ignore[arg-type]
    second = correlations(frame.assign(x=add - times * frame["x"]), columns=["x", "y"], method=method).tidy()  # type: ignore[arg-type]
    assert second["estimate"].item() == pytest.approx(-first["estimate"].item(), rel=1e-6, abs=1e-9)
    assert second["p_value"].item() == pytest.approx(first["p_value"].item(), rel=1e-6)


@settings(max_examples=6, deadline=None)
@given(seeds, methods)
def test_listwise_is_dropping_first(seed: int, method: str) -> None:
    frame = answers(seed)
    columns = list(frame)
    first = correlations(frame, columns=columns, method=method, missing="listwise").tidy()  # type: ignore[arg-type]
    second = correlations(frame.dropna(), columns=columns, method=method).tidy()  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(first, second)


@settings(max_examples=6, deadline=None)
@given(seeds, methods)
def test_estimates_lie_in_their_intervals_and_adjusting_never_lowers_p(seed: int, method: str) -> None:
    for adjust in ("holm", "bh"):
        rows = correlations(answers(seed), columns=["x", "y", "z"], method=method, adjust=adjust).tidy()  # type: ignore[arg-type]
        assert (rows["conf_low"] < rows["estimate"]).all()
        assert (rows["estimate"] < rows["conf_high"]).all()
        assert (rows["p_adjusted"] >= rows["p_value"]).all()


@settings(max_examples=6, deadline=None)
@given(seeds, st.floats(0.1, 100), st.floats(-100, 100))
def test_moments_follow_the_units(seed: int, times: float, add: float) -> None:
    frame = answers(seed)
    first, second = (describe_items(data, items="x").tidy().iloc[0] for data in (frame, frame * times + add))
    assert second["mean"] == pytest.approx(times * first["mean"] + add, rel=1e-9, abs=1e-9)
    assert second["sd"] == pytest.approx(times * first["sd"], rel=1e-9)
    assert second["skew"] == pytest.approx(first["skew"], rel=1e-6, abs=1e-9)
    assert second["kurtosis"] == pytest.approx(first["kurtosis"], rel=1e-6, abs=1e-9)
