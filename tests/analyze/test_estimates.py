"""Every estimate of every kind of analysis in one shape: its own name, its own numbers, the test that was asked for."""

import math

import numpy as np
import pandas as pd
import pytest

from surveykit import (
    correlations,
    describe_items,
    efa,
    linear_regression,
    mediation,
    paired_comparison,
    reliability,
)
from surveykit.analyze.estimates import (
    EstimateRow,
    estimates_of,
    is_significant,
    is_tested,
    kind_of,
    level_of,
    selected,
)
from surveykit.core.codebook import Text
from surveykit.errors import OptionError


def frame(n: int = 80) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    x = rng.standard_normal(n)
    m = 0.6 * x + rng.standard_normal(n)
    return pd.DataFrame(
        {
            "x": x,
            "m": m,
            "y": 0.5 * m + rng.standard_normal(n),
            "hukou": pd.Categorical(rng.choice(["local", "city", "other"], n)),
            "before": rng.integers(1, 6, n),
            "after": rng.integers(1, 6, n),
        }
    )


FRAME = frame()


def numbers(rows: list[EstimateRow]) -> list[tuple[float, ...]]:
    return [(row.estimate, row.conf_low, row.conf_high, row.p_value) for row in rows]


def columns(tidy: pd.DataFrame) -> list[tuple[float, ...]]:
    return [tuple(row) for row in tidy[["estimate", "conf_low", "conf_high", "p_value"]].to_numpy(dtype=float)]


def test_a_regression_gives_the_slopes_of_its_last_block_and_no_intercept():
    result = linear_regression(FRAME, outcome="y", blocks={"first": ["x"], "second": ["m", "hukou"]})
    tidy = result.tidy()
    last = tidy[(tidy["block"] == tidy["block"].iloc[-1]) & tidy["term"].isin(["x", "m", "hukou=2", "hukou=3"])]
    rows = estimates_of(result)
    assert [row.name for row in rows] == ["x", "m", "hukou=2", "hukou=3"]
    assert numbers(rows) == columns(last)


def test_a_categorical_predictor_is_named_by_its_column_or_by_one_category():
    rows = estimates_of(linear_regression(FRAME, outcome="y", predictors=["x", "hukou", "m", ("x", "m")]))
    assert [row.name for row in selected(rows, ["hukou"])] == ["hukou=2", "hukou=3"]
    assert [row.name for row in selected(rows, ["hukou=3"])] == ["hukou=3"]
    assert [row.name for row in selected(rows, ["x"])] == ["x"]
    with pytest.raises(OptionError, match=r"\['trust'\] are not among the estimates"):
        selected(rows, ["trust", "x"])


def test_a_mediation_gives_paths_and_effects_once_and_not_on_another_scale():
    result = mediation(FRAME, x="x", m="m", y="y", n_boot=100, seed=1)
    rows = {row.name: row for row in estimates_of(result)}
    assert list(rows) == ["a:m", "b:m", "c", "c_prime", "indirect:m"]
    assert rows["indirect:m"].estimate == pytest.approx(rows["a:m"].estimate * rows["b:m"].estimate)
    assert rows["c"].estimate == pytest.approx(rows["c_prime"].estimate + rows["indirect:m"].estimate)
    assert rows["a:m"].label == Text(zh="a：x → m", en="a: x → m")


def test_correlations_are_named_by_both_columns_and_may_be_asked_for_by_either():
    rows = estimates_of(correlations(FRAME, columns=["x", "m", "y"]))
    assert [row.name for row in rows] == ["x ~ m", "x ~ y", "m ~ y"]
    assert [row.name for row in selected(rows, ["y"])] == ["x ~ y", "m ~ y"]
    adjusted = correlations(FRAME, columns=["x", "m", "y"], adjust="holm")
    assert [row.p_value for row in estimates_of(adjusted)] == adjusted.tidy()["p_adjusted"].tolist()


@pytest.mark.parametrize("method", ["t", "wilcoxon"])
def test_of_a_paired_comparison_it_is_the_test_that_was_asked_for(method):
    result = paired_comparison(FRAME, pairs=[("before", "after")], method=method)
    tidy = result.tidy().set_index("method").loc[method]
    (row,) = estimates_of(result)
    assert row.name == "before -> after"
    assert (row.estimate, row.p_value) == (tidy["estimate"], tidy["p_value"])
    assert math.isnan(row.conf_low) == (method == "wilcoxon")


def test_a_reliability_is_not_compared_with_zero():
    result = reliability(FRAME, items=["x", "m", "y"])
    (row,) = estimates_of(result)
    glance = result.glance().iloc[0]
    assert (row.estimate, row.conf_low, row.conf_high) == tuple(glance[["alpha", "conf_low", "conf_high"]])
    assert not is_tested(result)
    assert is_tested(correlations(FRAME, columns=["x", "m"]))
    assert (kind_of("reliability"), kind_of("correlations"), kind_of("regression")) == (
        "reliability",
        "correlation",
        "coefficient",
    )


def test_a_result_without_estimates_is_refused():
    for result in (
        describe_items(FRAME, items=["before"]),
        efa(FRAME, items=["x", "m", "y"], n_factors=1, rotation="none"),
    ):
        with pytest.raises(OptionError, match="has no estimates with intervals to compare"):
            estimates_of(result)


@pytest.mark.parametrize(
    ("low", "high", "p", "significant"),
    [
        (0.1, 0.5, math.nan, True),
        (-0.5, -0.1, math.nan, True),
        (-0.1, 0.5, math.nan, False),
        (-0.1, 0.5, 0.04, True),
        (0.1, 0.5, 0.06, False),
        (math.nan, math.nan, 0.04, True),
        (math.nan, math.nan, math.nan, False),
    ],
)
def test_a_p_value_decides_before_an_interval_does(low, high, p, significant):
    row = EstimateRow("x", frozenset({"x"}), Text(zh="x", en="x"), 0.2, low, high, p)
    assert is_significant(row, 0.95) is significant


def test_the_level_is_that_of_the_analysis():
    assert level_of(correlations(FRAME, columns=["x", "m"], conf_level=0.9)) == 0.9
    row = EstimateRow("x", frozenset({"x"}), Text(zh="x", en="x"), 0.2, math.nan, math.nan, 0.07)
    assert is_significant(row, 0.9)
    assert not is_significant(row, 0.95)
