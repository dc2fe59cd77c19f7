"""What must hold of a linear regression whatever the data."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.regression import linear_regression
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey

ERRORS = ["classical", "hc1", "hc2", "hc3", "cluster"]
SEEDS = [1, 2, 3, 4]
VALUES = {1: "local", 2: "migrant", 3: "both"}


def study(seed: int, n: int = 90) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "trust": rng.normal(3, 1, n),
            "years": rng.gamma(2, 6, n),
            "hukou": rng.integers(1, 4, n).astype(float),
            "street": rng.integers(0, 9, n),
        }
    )
    noise = rng.normal(size=n) * (0.5 + frame["years"] / 20)
    frame["join"] = 1 + 0.4 * frame["trust"] + 0.3 * (frame["hukou"] == 2) + noise
    frame.loc[rng.integers(0, n, 6), "trust"] = np.nan
    return frame


def survey_of(frame: pd.DataFrame, reference: int | None = None) -> Survey:
    variable = {"name": "hukou", "values": VALUES, "reference": reference}
    return Survey.from_frame(frame, codebook=Codebook.model_validate({"variables": [variable]}))


def fit(frame: pd.DataFrame, se: Any = "classical", reference: int | None = None, **changes: Any) -> Any:
    arguments = {"outcome": "join", "blocks": {"1": ["years", "hukou"], "2": ["trust"], "3": [("trust", "hukou")]}}
    cluster = "street" if se == "cluster" else None
    return linear_regression(survey_of(frame, reference), se=se, cluster=cluster, **{**arguments, **changes})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("se", ERRORS)
def test_listwise_is_dropping_first(seed: int, se: str) -> None:
    frame = study(seed)
    listwise, dropped = fit(frame, se), fit(frame.dropna(), se, missing="raise")
    pd.testing.assert_frame_equal(listwise.tidy(), dropped.tidy(), rtol=1e-9)
    pd.testing.assert_frame_equal(listwise.glance(), dropped.glance(), rtol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("se", ERRORS)
def test_the_order_of_rows_means_nothing(seed: int, se: str) -> None:
    frame = study(seed)
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(fit(frame, se).tidy(), fit(shuffled, se).tidy(), rtol=1e-8)


@pytest.mark.parametrize("se", ERRORS)
@pytest.mark.parametrize(("factor", "shift"), [(1e6, 0.0), (1e-6, 0.0), (1.0, 1e6), (-3.0, 7.0)])
def test_rescaling_a_predictor_rescales_its_coefficient_and_nothing_else(se: str, factor: float, shift: float) -> None:
    frame = study(5)
    plain = fit(frame, se, blocks={"1": ["years", "hukou", "trust"]})
    scaled = fit(frame.assign(years=factor * frame["years"] + shift), se, blocks={"1": ["years", "hukou", "trust"]})
    before, after = plain.tidy().set_index("term"), scaled.tidy().set_index("term")
    tested = ["statistic", "p_value", "beta"]
    signs = np.array([np.sign(factor), 1, np.sign(factor)])
    np.testing.assert_allclose(
        after.loc["years", tested].astype(float), before.loc["years", tested].astype(float) * signs, rtol=1e-6
    )
    assert after.loc["years", "estimate"] * factor == pytest.approx(before.loc["years", "estimate"], rel=1e-6)
    others = ["hukou=2", "hukou=3", "trust"]
    pd.testing.assert_frame_equal(after.loc[others], before.loc[others], rtol=1e-6)
    pd.testing.assert_frame_equal(scaled.glance(), plain.glance(), rtol=1e-6)


@pytest.mark.parametrize("se", ERRORS)
def test_rescaling_the_outcome_rescales_every_coefficient(se: str) -> None:
    frame = study(6)
    before = fit(frame, se).tidy()
    after = fit(frame.assign(join=1000 * frame["join"]), se).tidy()
    for column in ("estimate", "std_error", "conf_low", "conf_high"):
        np.testing.assert_allclose(after[column], 1000 * before[column], rtol=1e-8)
    for column in ("statistic", "p_value", "beta"):
        np.testing.assert_allclose(after[column], before[column], rtol=1e-8)


@pytest.mark.parametrize("se", ERRORS)
def test_another_reference_category_leaves_the_fit(se: str) -> None:
    frame = study(7)
    first, third = fit(frame, se, reference=1), fit(frame, se, reference=3)
    pd.testing.assert_frame_equal(first.glance(), third.glance(), rtol=1e-8)
    swapped = first.tidy().query("block == '2'").set_index("term")["estimate"]
    other = third.tidy().query("block == '2'").set_index("term")["estimate"]
    assert other["hukou=1"] == pytest.approx(-swapped["hukou=3"], rel=1e-9)
    assert other["hukou=2"] == pytest.approx(swapped["hukou=2"] - swapped["hukou=3"], rel=1e-9)
    assert other["trust"] == pytest.approx(swapped["trust"], rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("se", ERRORS)
def test_the_change_that_one_term_makes_is_its_t_squared(seed: int, se: str) -> None:
    result = fit(study(seed), se)
    t = result.tidy().query("block == '2' and term == 'trust'")["statistic"].iloc[0]
    assert result.glance()["delta_statistic"].iloc[1] == pytest.approx(t**2, rel=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_classical_f_tests_are_those_of_r_squared(seed: int) -> None:
    models = fit(study(seed)).glance()
    left = (1 - models["r_squared"]) / models["df_error"]
    np.testing.assert_allclose(models["statistic"], models["r_squared"] / models["df"] / left, rtol=1e-8)
    np.testing.assert_allclose(
        models["delta_statistic"], models["delta_r_squared"] / models["delta_df"] / left, rtol=1e-8
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_r_squared_never_falls_and_its_changes_add_up(seed: int) -> None:
    models = fit(study(seed)).glance()
    assert (models["delta_r_squared"] >= 0).all()
    assert models["delta_r_squared"].sum() == pytest.approx(models["r_squared"].iloc[-1])


@pytest.mark.parametrize("se", ERRORS)
def test_centring_leaves_the_interaction_and_the_fit(se: str) -> None:
    frame = study(8)
    plain, centred = fit(frame, se), fit(frame, se, center=["trust"])
    pd.testing.assert_frame_equal(plain.glance(), centred.glance(), rtol=1e-8)
    products = ["trust:hukou=2", "trust:hukou=3"]
    tested = ["estimate", "std_error", "p_value"]
    before, after = plain.tidy().set_index("term"), centred.tidy().set_index("term")
    pd.testing.assert_frame_equal(before.loc[products, tested], after.loc[products, tested], rtol=1e-7)


@pytest.mark.parametrize("se", ERRORS)
def test_intervals_hold_their_estimate_and_agree_with_their_p_value(se: str) -> None:
    rows = fit(study(9), se).tidy()
    assert ((rows["conf_low"] < rows["estimate"]) & (rows["estimate"] < rows["conf_high"])).all()
    out = (rows["conf_low"] > 0) | (rows["conf_high"] < 0)
    assert (out == (rows["p_value"] < 0.05)).all()
    assert rows["p_value"].between(0, 1).all()


def test_the_frame_that_was_given_is_left_as_it_was() -> None:
    frame = study(10)
    copy = frame.copy()
    linear_regression(frame, outcome="join", predictors=["trust", "years"], center=["trust"])
    pd.testing.assert_frame_equal(frame, copy)
