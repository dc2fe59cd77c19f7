"""What must hold of a mediation whatever the data."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.mediation import mediation

SEEDS = [1, 2, 3, 4]


def study(seed: int, n: int = 70) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    m1, m2 = 0.5 * x + rng.normal(size=n), -0.3 * x + rng.normal(size=n)
    y = 0.2 * x + 0.4 * m1 + 0.3 * m2 + rng.normal(size=n)
    frame = pd.DataFrame({"x": x, "m1": m1, "m2": m2, "y": y, "age": rng.integers(18, 80, n).astype(float)})
    frame.loc[rng.integers(0, n, 4), "m1"] = np.nan
    return frame


def run(frame: pd.DataFrame, **changes: Any) -> pd.DataFrame:
    arguments: dict[str, Any] = {"m": ["m1", "m2"], "covariates": "age", "n_boot": 300, "seed": 3}
    return mediation(frame, x="x", y="y", **{**arguments, **changes}).tidy()


def estimates(rows: pd.DataFrame, path: str) -> np.ndarray:
    return rows.loc[rows["path"] == path, "estimate"].to_numpy()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("m", ["m1", ["m1", "m2"]])
def test_the_total_effect_is_the_direct_and_the_indirect(seed: int, m: Any) -> None:
    rows = run(study(seed), m=m)
    indirect = (estimates(rows, "a") * estimates(rows, "b")).sum()
    assert estimates(rows, "c")[0] == pytest.approx(estimates(rows, "c_prime")[0] + indirect, rel=1e-10)
    assert estimates(rows, "indirect").sum() == pytest.approx(indirect, rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_listwise_is_dropping_first(seed: int) -> None:
    frame = study(seed)
    pd.testing.assert_frame_equal(run(frame), run(frame.dropna()), rtol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_matters_to_the_draws_only(seed: int) -> None:
    frame = study(seed).dropna()
    before, after = run(frame), run(frame.sample(frac=1, random_state=seed))
    np.testing.assert_allclose(before["estimate"], after["estimate"], rtol=1e-8)
    paths = before["path"].isin(["a", "b", "c", "c_prime"])
    pd.testing.assert_frame_equal(before[paths], after[paths], rtol=1e-8)


@pytest.mark.parametrize("interval", ["percentile", "bc", "bca"])
@pytest.mark.parametrize("column", ["x", "m1", "y"])
def test_rescaling_rescales_effects_and_keeps_standardised_ones_and_p_values(interval: str, column: str) -> None:
    frame = study(5)
    before = run(frame, interval=interval)
    after = run(frame.assign(**{column: 1000 * frame[column] + 5}), interval=interval)
    unit = {"x": 1 / 1000, "m1": 1.0, "y": 1000.0}[column]
    effects = before["path"].isin(["indirect", "total_indirect"])
    for name in ("estimate", "std_error", "conf_low", "conf_high"):
        np.testing.assert_allclose(after.loc[effects, name], unit * before.loc[effects, name], rtol=1e-7)
    same = before["path"].str.startswith("standardized") | (before["path"] == "proportion_mediated")
    for name in ("estimate", "conf_low", "conf_high"):
        np.testing.assert_allclose(after.loc[same, name], before.loc[same, name], rtol=1e-6)
    np.testing.assert_allclose(after["p_value"], before["p_value"], rtol=1e-6)


@pytest.mark.parametrize("interval", ["percentile", "bc", "bca"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_p_value_below_the_level_is_an_interval_without_zero(interval: str, seed: int) -> None:
    rows = run(study(seed), interval=interval, n_boot=999)
    out = (rows["conf_low"] > 0) | (rows["conf_high"] < 0)
    assert (out == (rows["p_value"] < 0.05)).all()


def test_the_order_of_mediators_only_orders_the_rows() -> None:
    frame = study(6)
    one, other = run(frame), run(frame, m=["m2", "m1"])
    for mediator in ("m1", "m2"):
        pd.testing.assert_frame_equal(
            one[one["mediator"] == mediator].reset_index(drop=True),
            other[other["mediator"] == mediator].reset_index(drop=True),
            rtol=1e-8,
        )


def test_the_frame_that_was_given_is_left_as_it_was() -> None:
    frame = study(7)
    copy = frame.copy()
    run(frame)
    pd.testing.assert_frame_equal(frame, copy)
