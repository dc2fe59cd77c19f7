"""What must hold of a paired comparison whatever the data."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.paired import paired_comparison
from surveykit.analyze.regression import linear_regression

SEEDS = [1, 2, 3, 4, 5]


def study(seed: int, n: int = 60) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    before = rng.integers(0, 5, n).astype(float)
    frame = pd.DataFrame({"before": before, "after": before + rng.integers(-1, 3, n)})
    frame.loc[rng.integers(0, n, 4), "after"] = np.nan
    return frame


def rows_of(frame: pd.DataFrame, pair: tuple[str, str] = ("before", "after")) -> pd.DataFrame:
    return paired_comparison(frame, pairs=pair).tidy().drop(columns=["before", "after"])


@pytest.mark.parametrize("seed", SEEDS)
def test_listwise_is_dropping_first(seed: int) -> None:
    pd.testing.assert_frame_equal(rows_of(study(seed)), rows_of(study(seed).dropna()))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_means_nothing(seed: int) -> None:
    frame = study(seed)
    pd.testing.assert_frame_equal(rows_of(frame), rows_of(frame.sample(frac=1, random_state=seed)), rtol=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_other_way_round_only_changes_signs(seed: int) -> None:
    there, back = rows_of(study(seed)), rows_of(study(seed), ("after", "before"))
    for column in ("estimate", "statistic", "effect_size"):
        np.testing.assert_allclose(back[column], -there[column], rtol=1e-10)
    np.testing.assert_allclose(back["p_value"], there["p_value"], rtol=1e-10)
    np.testing.assert_allclose(back["conf_low"], -there["conf_high"], rtol=1e-10)
    np.testing.assert_allclose(back["effect_conf_low"], -there["effect_conf_high"], rtol=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_unit_leaves_tests_and_effects(seed: int) -> None:
    frame = study(seed)
    before, after = rows_of(frame), rows_of(100 * frame + 7)
    np.testing.assert_allclose(after["estimate"], 100 * before["estimate"], rtol=1e-10)
    for column in ("statistic", "p_value", "effect_size", "effect_conf_low", "effect_conf_high"):
        np.testing.assert_allclose(after[column], before[column], rtol=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_t_is_the_intercept_of_a_regression_of_the_differences(seed: int) -> None:
    frame = study(seed).dropna()
    frame["difference"] = frame["after"] - frame["before"]
    frame["centred"] = np.arange(len(frame)) - (len(frame) - 1) / 2
    row = rows_of(frame).iloc[0]
    model = linear_regression(frame, outcome="difference", predictors="centred").tidy().iloc[0]
    assert row["estimate"] == pytest.approx(model["estimate"], rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_intervals_agree_with_the_test(seed: int) -> None:
    row = rows_of(study(seed)).iloc[0]
    assert row["conf_low"] < row["estimate"] < row["conf_high"]
    assert row["effect_conf_low"] < row["effect_size"] < row["effect_conf_high"]
    out = row["conf_low"] > 0 or row["conf_high"] < 0
    assert out == (row["p_value"] < 0.05) == (row["effect_conf_low"] > 0 or row["effect_conf_high"] < 0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("items", [3, 6, 7])
def test_a_scale_of_means_is_tested_as_its_sums_are(seed: int, items: int) -> None:
    rng = np.random.default_rng(seed)
    before = rng.integers(1, 6, (60, items)).astype(float)
    after = np.clip(before + rng.integers(-1, 3, before.shape), 1, 5)
    sums = pd.DataFrame({"before": before.sum(axis=1), "after": after.sum(axis=1)})
    means = pd.DataFrame({"before": before.mean(axis=1), "after": after.mean(axis=1)})
    by_sum, by_mean = rows_of(sums), rows_of(means)
    for column in ("statistic", "p_value", "effect_size"):
        np.testing.assert_allclose(by_mean[column], by_sum[column], rtol=1e-10)
    counted = ["n_higher", "n_lower", "n_equal", "rank_sum_higher", "rank_sum_lower"]
    glances = [paired_comparison(frame, pairs=("before", "after")).glance()[counted] for frame in (sums, means)]
    pd.testing.assert_frame_equal(*glances)
