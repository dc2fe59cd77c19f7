"""Mediation against R: lm, lavaan and boot. The values were made by make.R."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.mediation import mediation
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.kernels.bootstrap import summarise_draws
from surveykit.kernels.mediation import bootstrap_effects, jackknife_effects, weighted_paths

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text(encoding="utf-8"))
PATH_COLUMNS = ["estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high"]


@pytest.fixture(scope="module")
def tal_or() -> pd.DataFrame:
    return pd.read_csv(HERE / "tal_or.csv")


@pytest.fixture(scope="module")
def simple(tal_or: pd.DataFrame) -> pd.DataFrame:
    return mediation(tal_or, x="cond", m="pmi", y="reaction", seed=1).tidy().set_index("path")


@pytest.mark.parametrize("path", ["a", "b", "c_prime", "c"])
def test_paths_are_those_of_lm(simple: pd.DataFrame, path: str) -> None:
    expected = [VALUES["simple"][path][column] for column in PATH_COLUMNS]
    np.testing.assert_allclose(simple.loc[path, PATH_COLUMNS].to_numpy(dtype=float), expected, rtol=1e-6)


def test_effects_are_those_of_lavaan(simple: pd.DataFrame) -> None:
    expected = VALUES["simple"]
    np.testing.assert_allclose(simple.loc[["a", "b", "c_prime"], "estimate"], expected["lavaan"], rtol=1e-6)
    assert simple.loc["indirect", "estimate"] == pytest.approx(expected["indirect"], rel=1e-6)
    assert simple.loc["standardized_indirect", "estimate"] == pytest.approx(expected["standardized"], rel=1e-6)


def test_published_values(simple: pd.DataFrame) -> None:
    """What Hayes prints for these data."""
    assert simple.loc[["a", "b", "c_prime", "indirect"], "estimate"].round(3).tolist() == [0.477, 0.506, 0.254, 0.241]


def test_models_are_those_of_lm(tal_or: pd.DataFrame) -> None:
    models = mediation(tal_or, x="cond", m="pmi", y="reaction", n_boot=100, seed=1).glance()
    for position, expected in enumerate(VALUES["simple"]["models"]):
        found = models.loc[position, list(expected)].to_numpy(dtype=float)
        np.testing.assert_allclose(found, list(expected.values()), rtol=1e-6)


def test_parallel_mediators_with_covariates_are_those_of_lavaan(tal_or: pd.DataFrame) -> None:
    expected = VALUES["parallel"]
    codebook = Codebook.model_validate({"variables": [{"name": "band", "values": {1: "young", 2: "mid", 3: "old"}}]})
    survey = Survey.from_frame(tal_or.assign(band=expected["band"]), codebook=codebook)
    result = mediation(
        survey, x="cond", m=["pmi", "import"], y="reaction", covariates=["gender", "band"], n_boot=100, seed=1
    )
    paths = ["a", "a", "b", "b", "c_prime", "indirect", "indirect", "total_indirect", "c"]
    rows = result.tidy()
    found = [rows.loc[rows["path"] == path, "estimate"].iloc[paths[:i].count(path)] for i, path in enumerate(paths)]
    np.testing.assert_allclose(found, list(expected["estimate"].values()), rtol=1e-6)
    standardized = rows.loc[rows["path"].str.startswith("standardized"), "estimate"]
    np.testing.assert_allclose(standardized, expected["standardized"], rtol=1e-6)


def test_the_same_resamples_give_the_draws_of_boot(tal_or: pd.DataFrame) -> None:
    counts = np.array(VALUES["intervals"]["counts"], dtype=float)
    values = tal_or[["cond", "pmi", "reaction"]].to_numpy(dtype=float)
    paths = weighted_paths(values, counts, n_mediators=1)
    np.testing.assert_allclose(paths.indirect[:, 0], VALUES["intervals"]["draws"][: len(counts)], rtol=1e-6)


@pytest.mark.parametrize("interval", ["percentile", "bc", "bca"])
def test_intervals_of_the_same_draws(interval: Any) -> None:
    stored = VALUES["intervals"]
    found = summarise_draws(
        np.array(stored["draws"]),
        stored["estimate"],
        conf_level=0.95,
        interval=interval,
        jackknife=np.array(stored["jackknife"]),
    )
    np.testing.assert_allclose([found.conf_low, found.conf_high], stored[interval], rtol=1e-6)
    assert found.std_error == pytest.approx(stored["sd"], rel=1e-6)


@pytest.mark.parametrize("interval", ["percentile", "bca"])
def test_intervals_are_within_a_draw_or_two_of_boot_ci(interval: str) -> None:
    """boot.ci interpolates on the normal scale; the bounds stand between neighbouring draws all the same."""
    stored = VALUES["intervals"]
    draws = np.sort(stored["draws"])
    places = [np.searchsorted(draws, stored[key]) for key in (interval, f"boot_ci_{interval}")]
    assert np.abs(places[0] - places[1]).max() <= 2


def test_the_percentile_interval_lies_in_its_monte_carlo_band(tal_or: pd.DataFrame) -> None:
    """Within four standard errors of the quantiles of 100,000 draws made by R."""
    long = VALUES["long"]
    n_boot = 20_000
    values = tal_or[["cond", "pmi", "reaction"]].to_numpy(dtype=float)
    draws = bootstrap_effects(values, n_mediators=1, n_boot=n_boot, seed=11)[:, 0]
    error = np.array(long["unit_error"]) * np.sqrt(1 / n_boot + 1 / 100_000)
    assert (np.abs(np.quantile(draws, [0.025, 0.975]) - long["quantiles"]) < 4 * error).all()
    assert draws.std() == pytest.approx(long["sd"], rel=4 / np.sqrt(2 * n_boot))


def test_bca_uses_the_jackknife_of_the_effect(tal_or: pd.DataFrame) -> None:
    """The leave-one-out estimates that the kernel makes by reweighting are those of lm on n - 1 cases."""
    values = tal_or[["cond", "pmi", "reaction"]].to_numpy(dtype=float)
    found = jackknife_effects(values, n_mediators=1)[:, 0]
    np.testing.assert_allclose(found, VALUES["intervals"]["jackknife"], rtol=1e-6)
