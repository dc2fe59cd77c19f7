"""mcar_test() against lavaan's moments and base R; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.mcar_test import McarTestResult, mcar_test

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
BFI = [f"{letter}{i}" for letter in "ACN" for i in range(1, 6)]


@pytest.fixture(scope="module")
def results() -> dict[str, McarTestResult]:
    frames = {name: pd.DataFrame(case["data"]).astype(float) for name, case in VALUES.items() if "data" in case}
    frames["bfi"] = pd.read_csv(HERE.parents[1] / "data/bfi/bfi600.csv")[BFI]
    return {name: mcar_test(frame, items=list(frame.columns)) for name, frame in frames.items()}


@pytest.mark.parametrize("name", VALUES)
def test_the_test_is_that_of_r(results: dict[str, McarTestResult], name: str) -> None:
    row, expected = results[name].glance().iloc[0], VALUES[name]
    assert row["n"] == expected["n"]
    assert row["n_patterns"] == expected["n_patterns"]
    assert row["df"] == expected["df"]
    assert row["statistic"] == pytest.approx(expected["statistic"], rel=1e-6)
    assert row["p_value"] == pytest.approx(expected["p_value"], rel=1e-5)


@pytest.mark.parametrize("name", VALUES)
def test_the_moments_are_those_of_lavaan(results: dict[str, McarTestResult], name: str) -> None:
    result, expected = results[name], VALUES[name]
    covariance = np.array(expected["covariance"])
    spread = np.sqrt(np.diag(covariance))
    n = expected["n"]
    assert np.abs((result.items["mean"] - expected["mean"]) / spread).max() < 1e-6
    assert np.abs((result.covariance - covariance) / np.outer(spread, spread)).to_numpy().max() < 1e-6
    assert result.items["sd"].to_numpy() == pytest.approx(spread * np.sqrt(n / (n - 1)), rel=1e-6)


def test_the_published_example_of_naniar_is_reached(results: dict[str, McarTestResult]) -> None:
    """naniar prints statistic 35.1, df 14, p 0.00142 and four patterns for airquality."""
    row = results["airquality"].glance().iloc[0]
    assert (f"{row['statistic']:.1f}", row["df"], f"{row['p_value']:.5f}", row["n_patterns"]) == (
        "35.1", 14, "0.00142", 4,
    )  # fmt: skip
