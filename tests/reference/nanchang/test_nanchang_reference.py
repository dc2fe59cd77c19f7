"""The numbers of the bundled study agree with R on the same cleaned data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from study import cleaned_frame, valid_survey

import surveykit as sk

HERE = Path(__file__).parent
SCALES = ["SQ", "BR", "NPA", "SAT", "CV", "PW"]
CONTROLS = ["gender", "party_member", "age60"]
CLOSED = 1e-6
"""Relative tolerance of closed forms."""
ITERATIVE = 1e-4
"""Relative tolerance of omega (maximum likelihood); absolute tolerance of rotated loadings."""


@pytest.fixture(scope="module")
def survey() -> sk.Survey:
    return valid_survey()


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    values: dict[str, Any] = json.loads((HERE / "values.json").read_text(encoding="utf-8"))
    return values


@pytest.fixture(scope="module")
def items(survey: sk.Survey) -> list[str]:
    return survey.codebook.items_of(SCALES)


def test_the_cleaned_data_are_those_r_saw(survey: sk.Survey) -> None:
    seen = pd.read_csv(HERE / "cleaned.csv", index_col="id")
    pd.testing.assert_frame_equal(cleaned_frame(survey), seen, check_dtype=False, check_names=False, rtol=1e-12)


def test_reliability(survey: sk.Survey, expected: dict[str, Any]) -> None:
    result = sk.reliability(survey, items=SCALES)
    rows, items = result.glance().set_index("scale"), result.tidy()
    for scale, r in expected["reliability"].items():
        found = rows.loc[scale]
        assert found["n"] == r["n"]
        assert found[["alpha", "conf_low", "conf_high"]].tolist() == pytest.approx(
            [r["alpha"], r["low"], r["high"]], rel=CLOSED
        )
        assert found["omega"] == pytest.approx(r["omega"], rel=ITERATIVE)
        own = items[items["scale"] == scale]
        assert own["item_rest_r"].tolist() == pytest.approx(r["item_rest"], rel=CLOSED)
        assert own["alpha_if_dropped"].tolist() == pytest.approx(r["if_dropped"], rel=CLOSED)


def test_factorability(survey: sk.Survey, items: list[str], expected: dict[str, Any]) -> None:
    result = sk.factorability(survey, items=items)
    found = result.glance().iloc[0]
    assert found["n"] == expected["n_items"]
    assert [found["kmo"], found["statistic"]] == pytest.approx([expected["kmo"], expected["chisq"]], rel=CLOSED)
    assert result.tidy()["msa"].tolist() == pytest.approx(expected["msa"], rel=CLOSED)


def test_rotated_loadings(survey: sk.Survey, items: list[str], expected: dict[str, Any]) -> None:
    result = sk.efa(survey, items=items, n_factors=6, method="pca", rotation="varimax", seed=1)
    loadings = result.loadings.loc[expected["items"]].to_numpy()
    assert np.abs(loadings - np.array(expected["loadings"])).max() < ITERATIVE


def test_correlations(survey: sk.Survey, expected: dict[str, Any]) -> None:
    matrix = pd.DataFrame(expected["correlations"], index=SCALES, columns=SCALES)
    for row in sk.correlations(survey, columns=SCALES).tidy().itertuples():
        assert row.estimate == pytest.approx(matrix.loc[row.x, row.y], rel=CLOSED)


@pytest.mark.parametrize(
    ("outcome", "blocks", "names"),
    [
        ("SAT", [CONTROLS, ["SQ", "BR", "NPA"]], ["satisfaction_1", "satisfaction_2"]),
        (
            "PW",
            [CONTROLS, ["SQ", "BR", "NPA", "CV"], ["SAT"]],
            ["willingness_1", "willingness_2", "willingness_3"],
        ),
    ],
)
def test_hierarchical_regression(
    survey: sk.Survey, expected: dict[str, Any], outcome: str, blocks: list[list[str]], names: list[str]
) -> None:
    asked = dict(zip(names, blocks, strict=True))
    result = sk.linear_regression(survey, outcome=outcome, blocks=asked, se="hc3")
    for name in names:
        r = expected["regression"][name]
        rows = result.tidy().query("block == @name")
        assert rows["estimate"].tolist() == pytest.approx(r["b"], rel=CLOSED)
        assert rows["std_error"].tolist() == pytest.approx(r["se"], rel=CLOSED)
        assert result.glance().set_index("block").loc[name, "r_squared"] == pytest.approx(r["r2"], rel=CLOSED)


def test_mediation(survey: sk.Survey, expected: dict[str, Any]) -> None:
    result = sk.mediation(survey, x="SQ", m="SAT", y="PW", covariates=CONTROLS, n_boot=200, seed=1)
    found = result.tidy().set_index("path")["estimate"]
    r = expected["mediation"]
    asked = [found["a"], found["b"], found["c_prime"], found["c"], found["indirect"]]
    assert asked == pytest.approx([r["a"], r["b"], r["c"], r["total"], r["ab"]], rel=1e-5)


def test_before_and_after(survey: sk.Survey, expected: dict[str, Any]) -> None:
    found = sk.paired_comparison(survey, pairs=[("use_pre", "use_post")]).tidy().query("method == 't'").iloc[0]
    r = expected["paired"]
    assert found[["estimate", "statistic", "df", "p_value", "conf_low", "conf_high"]].tolist() == pytest.approx(
        [r["difference"], r["t"], r["df"], r["p"], r["low"], r["high"]], rel=CLOSED
    )
