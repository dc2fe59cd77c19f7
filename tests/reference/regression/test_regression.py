"""Linear regression against R: lm, sandwich, lmtest and car. The values were made by make.R."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.regression import linear_regression
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text(encoding="utf-8"))
BLOCKS = {"controls": ["born", "party"], "attitudes": ["trust", "use"], "interaction": [("trust", "party")]}
COEFFICIENTS = ["estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high"]
MODEL = [
    "n",
    "r_squared",
    "adj_r_squared",
    "statistic",
    "df",
    "df_error",
    "p_value",
    "delta_statistic",
    "delta_df",
    "delta_p_value",
    "aic",
    "bic",
]


@pytest.fixture(scope="module")
def survey() -> Survey:
    codebook = Codebook.model_validate({"variables": [{"name": "party", "values": {1: "yes", 2: "no", 3: "was"}}]})
    return Survey.from_frame(pd.read_csv(HERE / "survey.csv"), codebook=codebook)


def as_in_r(term: str) -> str:
    """The name that R gives to a term."""
    if term == "(intercept)":
        return "(Intercept)"
    return ":".join(sorted(term.replace("=", "").split(":")))


def assert_like_r(result: pd.DataFrame, expected: dict[str, Any]) -> None:
    place = {":".join(sorted(name.split(":"))): i for i, name in enumerate(expected["terms"])}
    rows = [place[as_in_r(term)] for term in result["term"]]
    for column in COEFFICIENTS:
        stored = np.array(expected["coefficients"][column])[rows]
        np.testing.assert_allclose(result[column], stored, rtol=1e-6, err_msg=column)
    slopes = [row - 1 for row in rows[1:]]
    np.testing.assert_allclose(result["beta"].iloc[1:], np.array(expected["beta"])[slopes], rtol=1e-6)
    np.testing.assert_allclose(result["vif"].iloc[1:], np.array(expected["vif"])[slopes], rtol=1e-6)
    np.testing.assert_allclose(result["tolerance"].iloc[1:], 1 / np.array(expected["vif"])[slopes], rtol=1e-6)


@pytest.mark.parametrize("se", ["classical", "hc1", "hc2", "hc3", "cluster"])
def test_blocks(survey: Survey, se: Any) -> None:
    expected = VALUES["blocks"][se]
    result = linear_regression(
        survey,
        outcome="join",
        blocks=dict(list(BLOCKS.items())[: len(expected)]),
        se=se,
        cluster="community" if se == "cluster" else None,
    )
    models, before = result.glance(), 0.0
    for position, model in enumerate(expected):
        rows = result.tidy()
        assert_like_r(rows[rows["block"] == models["block"].iloc[position]], model)
        np.testing.assert_allclose(
            models.loc[position, MODEL].to_numpy(dtype=float), [model[name] for name in MODEL], rtol=1e-6
        )
        assert models["delta_r_squared"].iloc[position] == pytest.approx(model["r_squared"] - before, rel=1e-6)
        before = model["r_squared"]


def test_centred_interaction(survey: Survey) -> None:
    complete = survey.data.dropna(subset=["join", "trust", "party", "born", "use"])
    result = linear_regression(
        Survey.from_frame(complete, codebook=survey.codebook),
        outcome="join",
        predictors=["party", "trust", ("party", "trust")],
        center=["trust"],
    )
    np.testing.assert_allclose(result.tidy()["estimate"], VALUES["centred"], rtol=1e-6)


def test_mtcars() -> None:
    expected = VALUES["mtcars"]
    frame = pd.DataFrame(expected["data"])
    classical = linear_regression(frame, outcome="mpg", predictors=["wt", "hp"]).tidy()
    np.testing.assert_allclose(classical["estimate"], expected["estimate"], rtol=1e-6)
    np.testing.assert_allclose(classical["std_error"], expected["std_error"], rtol=1e-6)
    np.testing.assert_allclose(classical["vif"].iloc[1:], expected["vif"], rtol=1e-6)
    robust = linear_regression(frame, outcome="mpg", predictors=["wt", "hp"], se="hc3").tidy()
    np.testing.assert_allclose(robust["std_error"], expected["hc3"], rtol=1e-6)


@pytest.mark.parametrize("se", ["hc2", "hc3"])
def test_a_category_of_one_leaves_the_other_standard_errors_as_without_it(survey: Survey, se: Any) -> None:
    expected = VALUES["alone"]
    assert expected["all_nan"], "R gives no standard error at all here; see the notes of linear_regression"
    frame = survey.data.dropna(subset=["join", "trust", "party", "born", "use"])
    frame.loc[frame.index[9], "party"] = 4
    values = {code: str(code) for code in (1, 2, 3, 4)}
    codebook = Codebook.model_validate({"variables": [{"name": "party", "values": values}]})
    result = linear_regression(
        Survey.from_frame(frame, codebook=codebook), outcome="join", predictors=["trust", "party"], se=se
    )
    rows = result.tidy().set_index("term")
    np.testing.assert_allclose(rows["estimate"], expected["estimate"], rtol=1e-6)
    assert np.isnan(rows.loc["party=4", "std_error"])
    np.testing.assert_allclose(rows["std_error"].drop("party=4"), expected[se], rtol=1e-6)
    texts = [note.text(PRESETS["apa7"]) for note in result.notes if note.key == "regression.note_leverage"]
    assert [text.partition(": determined")[0] for text in texts] == ["party: 4"]
