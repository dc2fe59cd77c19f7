"""Polychoric correlations against R; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.correlations import correlations
from surveykit.kernels.polychoric import Polychoric, polychoric

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
DATA = HERE.parents[1] / "data/psychtools"
ITERATIVE = 1e-6  # lavaan stops its optimiser within 1e-7 of the maximum
PSYCH = 1e-4  # psych integrates the bivariate normal distribution less closely
SAI_SIX = ["regretful", "upset", "anxious", "jittery", "rattled", "joyful"]


def answers(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv")


def sai() -> pd.DataFrame:
    frame = answers("sai")
    return frame[frame["time"] == 1].iloc[:, 3:]


def of(frame: pd.DataFrame) -> Polychoric:
    return polychoric(frame.to_numpy(dtype=float))


def with_errors(frame: pd.DataFrame, reference: dict[str, Any], sampling: float) -> None:
    """Estimates, cuts and standard errors; lavaan divides by n - 1 where this module divides by n: `sampling`."""
    found, names = of(frame), list(frame)
    for pair in reference["pairs"]:
        at = names.index(pair["lhs"]), names.index(pair["rhs"])
        assert found.correlations[at] == pytest.approx(pair["est"], abs=ITERATIVE)
        assert found.std_errors[at] * sampling == pytest.approx(pair["se"], abs=ITERATIVE)
    for cut in reference["cuts"]:
        item, place = names.index(cut["lhs"]), int(cut["rhs"][1:]) - 1
        assert found.thresholds[item][place] == pytest.approx(cut["est"], abs=1e-8)
        assert found.threshold_errors[item][place] * sampling == pytest.approx(cut["se"], abs=ITERATIVE)


def test_25_items_match_lavaan_to_six_and_psych_to_four_digits() -> None:
    found = of(answers("bfi").dropna())
    assert np.abs(found.correlations - np.array(VALUES["bfi_complete"])).max() < ITERATIVE
    assert np.abs(found.correlations - np.array(VALUES["bfi_psych"])).max() < PSYCH
    assert found.n.min() == 2436


@pytest.mark.parametrize("name", ["bfi", "sai", "ability"])
def test_pairwise_correlations_match_lavaan(name: str) -> None:
    frame = sai() if name == "sai" else answers(name)
    reference = np.array(VALUES["bfi_pairwise" if name == "bfi" else name])
    assert np.abs(of(frame).correlations - reference).max() < ITERATIVE


@pytest.mark.parametrize("name", ["bfi", "sai"])
def test_cuts_and_standard_errors_match_lavaan(name: str) -> None:
    frame = answers("bfi").iloc[:, :25].dropna().iloc[:, :6] if name == "bfi" else sai().dropna()[SAI_SIX]
    n = len(frame)
    with_errors(frame, VALUES[f"{name}_six"], sampling=np.sqrt(n / (n - 1)))


def test_an_empty_cell_of_four_counts_one_half_as_in_lavaan() -> None:
    frame = pd.DataFrame({"a": np.repeat([0, 0, 1, 1], [30, 12, 0, 18]), "b": np.repeat([0, 1, 0, 1], [30, 12, 0, 18])})
    found = of(frame)
    assert found.correlations[0, 1] == pytest.approx(VALUES["empty_cell"][0][1], abs=ITERATIVE)
    assert found.n_empty[0, 1] == 1


def test_the_verb_gives_the_estimates_and_cuts_of_lavaan_for_pairs_with_gaps() -> None:
    frame = answers("bfi").iloc[:, :6]
    result = correlations(frame, columns=list(frame), method="polychoric")
    expected = {(pair["lhs"], pair["rhs"]): pair["est"] for pair in VALUES["bfi_six_pairwise"]["pairs"]}
    found = {(row.x, row.y): row.estimate for row in result.tidy().itertuples()}
    assert found == pytest.approx(expected, abs=ITERATIVE)
    assert result.thresholds is not None
    cuts = [cut["est"] for cut in VALUES["bfi_six_pairwise"]["cuts"]]
    assert sorted(result.thresholds["estimate"]) == pytest.approx(sorted(cuts), abs=1e-6)
