"""Factor analyses and reliability of two more item sets against R; make.R holds the calls, versions.txt their versions.

`ability` is 16 items answered right or wrong, `sai` 20 items answered from 1 to 4, some answers to which are rare.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.efa import EfaResult, efa
from surveykit.analyze.factor_number import factor_number
from surveykit.analyze.factorability import factorability
from surveykit.analyze.reliability import reliability
from surveykit.kernels.split_half import guttman_lambda2

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
DATA = HERE.parents[1] / "data/psychtools"
CLOSED, ITERATIVE = 1e-6, 1e-4
PSYCH = 1e-4  # of polychoric eigenvalues: psych integrates the bivariate normal distribution less closely
FACTORS = {"ability": 4, "sai": 3}
CALM = [
    *("calm", "secure", "at.ease", "rested", "comfortable"),
    *("confident", "relaxed", "content", "joyful", "pleasant"),
]
ROTATIONS = {
    "none": ("none", "spss"),
    "promax_spss": ("promax", "spss"),
    "promax_r": ("promax", "r"),
    "oblimin_spss": ("oblimin", "spss"),
    "oblimin_r": ("oblimin", "r"),
}
every_set = pytest.mark.parametrize("name", FACTORS)


@cache
def answers(name: str) -> pd.DataFrame:
    frame = pd.read_csv(DATA / f"{name}.csv")
    if name == "sai":
        frame = frame[frame["time"] == 1].iloc[:, 3:]
        frame[CALM] = 5 - frame[CALM]
    return frame.dropna()


@cache
def fitted(name: str, method: str, rotation: str, like: str = "spss", correlation: str = "pearson") -> EfaResult:
    options: dict[str, Any] = {"method": method, "rotation": rotation, "like": like, "correlation": correlation}
    return efa(answers(name), items=list(answers(name)), n_factors=FACTORS[name], seed=1, **options)


def solution_is(result: EfaResult, expected: dict[str, Any]) -> None:
    assert result.loadings.to_numpy() == pytest.approx(np.array(expected["loadings"]), abs=ITERATIVE)
    assert result.phi.to_numpy() == pytest.approx(np.array(expected["phi"]), abs=ITERATIVE)
    assert result.communality.tolist() == pytest.approx(expected["communality"], abs=ITERATIVE)
    extracted = result.variance["rotated"].dropna().tolist()
    assert extracted == pytest.approx(expected["ss"], abs=ITERATIVE)


@every_set
def test_adequacy_sphericity_and_eigenvalues_match_psych(name: str) -> None:
    expected, frame = VALUES[name], answers(name)
    result = factorability(frame, items=list(frame))
    row = result.glance().iloc[0]
    assert row["n"] == expected["n"]
    assert row["kmo"] == pytest.approx(expected["kmo"], rel=CLOSED)
    assert result.tidy()["msa"].tolist() == pytest.approx(expected["msa"], rel=CLOSED)
    for word in ("statistic", "df", "p_value"):
        assert row[word] == pytest.approx(expected["bartlett"][word], rel=CLOSED)
    numbers = factor_number(frame, items=list(frame), max_factors=1, n_draws=20, seed=1).tidy()
    assert numbers["eigenvalue"].tolist() == pytest.approx(expected["eigenvalues"], rel=CLOSED)
    assert numbers["map"].iloc[:8].tolist() == pytest.approx(expected["map"], rel=CLOSED)


@every_set
@pytest.mark.parametrize("method", ["minres", "ml", "paf"])
@pytest.mark.parametrize("rotation", ROTATIONS)
def test_solutions_match_r(name: str, method: str, rotation: str) -> None:
    solution_is(fitted(name, method, *ROTATIONS[rotation]), VALUES[name][method][rotation])


@every_set
@pytest.mark.parametrize("method", ["minres", "ml", "paf"])
def test_fit_matches_psych(name: str, method: str) -> None:
    row = fitted(name, method, "none").glance().iloc[0]
    for word, value in VALUES[name][method]["fit"].items():
        assert row[word] == pytest.approx(value, rel=ITERATIVE, abs=1e-12), word


@every_set
def test_polychoric_solutions_match_lavaan_and_r(name: str) -> None:
    expected = VALUES[name]["polychoric"]
    plain = fitted(name, "minres", "none", "spss", "polychoric")
    assert plain.variance["eigenvalue"].tolist() == pytest.approx(expected["eigenvalues"], abs=CLOSED)
    assert plain.variance["eigenvalue"].tolist() == pytest.approx(expected["psych"], abs=PSYCH)
    assert plain.glance()["kmo"].item() == pytest.approx(expected["kmo"], abs=CLOSED)
    solution_is(plain, expected["none"])
    solution_is(fitted(name, "minres", "oblimin", "spss", "polychoric"), expected["oblimin_spss"])


@every_set
def test_reliability_matches_psych_and_lavaan(name: str) -> None:
    expected, frame = VALUES[name]["reliability"], answers(name)
    items = [item for item in frame if name == "ability" or item not in CALM]
    result = reliability(frame, items=items, also=["split_half", "ordinal", "hierarchical"], seed=1)
    row = result.glance().iloc[0]
    closed = [
        "n",
        "alpha",
        "alpha_standardized",
        "conf_low",
        "conf_high",
        "lambda2",
        "lambda4",
        "lambda6",
        "split_mean",
    ]
    for word in closed:
        assert row[word] == pytest.approx(expected[word], rel=CLOSED), word
    for word in ("omega", "alpha_ordinal", "omega_ordinal"):
        assert row[word] == pytest.approx(expected[word], rel=ITERATIVE), word
    assert guttman_lambda2(frame[items].corr().to_numpy()) == pytest.approx(
        expected["lambda2_of_correlations"], rel=CLOSED
    )
    hierarchical = expected["hierarchical"]
    assert row["omega_total"] == pytest.approx(hierarchical["total"], rel=ITERATIVE)
    assert row["omega_hierarchical"] == pytest.approx(hierarchical["hierarchical"], rel=ITERATIVE)
    assert row["explained_common"] == pytest.approx(hierarchical["explained_common"], rel=ITERATIVE)
    for word in ("item_rest_r", "alpha_if_dropped"):
        assert result.tidy()[word].tolist() == pytest.approx(expected[word], rel=CLOSED), word


PRINTED = (HERE / "spss.txt").read_text(encoding="utf-8")
ANXIOUS = [
    "tense",
    "regretful",
    "upset",
    "worrying",
    "anxious",
    "nervous",
    "jittery",
    "high.strung",
    "worried",
    "rattled",
]


def printed(title: str) -> np.ndarray:
    """The numbers in the rows of the ten items of a table of spss.txt, which holds what PSPP makes of spss.sps."""
    table = PRINTED.split(f" {title}\n")[1].split("\n\n")[0]
    rows = [line.replace("|", " ").split() for line in table.splitlines()]
    return np.array([row[1:] for row in rows if row and row[0].replace("_", ".") in ANXIOUS], dtype=float)


def of_pspp(label: str) -> float:
    """The number behind a label in spss.txt."""
    return float(PRINTED.split(label)[1].split("|")[1])


@cache
def anxious() -> pd.DataFrame:
    frame = pd.read_csv(DATA / "sai.csv")
    return frame.loc[frame["time"] == 1, ANXIOUS].dropna()


def test_the_preset_called_spss_is_what_pspp_prints_of_principal_axes_and_promax() -> None:
    """PSPP has no oblimin. It prints five decimals, and stops iterating where communalities move by 1e-6."""
    near = 2e-5
    result = efa(anxious(), items=ANXIOUS, n_factors=2, method="paf", rotation="promax", like="spss", seed=1)
    row = result.glance().iloc[0]
    assert row["kmo"] == pytest.approx(of_pspp("Sampling Adequacy"), abs=near)
    assert row["sphericity"] == pytest.approx(of_pspp("Chi-Square"), abs=near)
    initial, extraction = printed("Communalities").T
    assert result.communality_initial.to_numpy() == pytest.approx(initial, abs=near)
    assert result.communality.to_numpy() == pytest.approx(extraction, abs=near)
    assert np.abs(result.unrotated.to_numpy()) == pytest.approx(np.abs(printed("Factor Matrix")), abs=near)
    assert np.abs(result.loadings.to_numpy()) == pytest.approx(np.abs(printed("Pattern Matrix")), abs=near)
    assert np.abs(result.structure.to_numpy()) == pytest.approx(np.abs(printed("Structure Matrix")), abs=near)
    assert result.phi.iloc[0, 1] == pytest.approx(0.48272, abs=near)


def test_alpha_and_item_statistics_are_what_pspp_prints() -> None:
    result = reliability(anxious(), items=ANXIOUS, also="split_half", seed=1)
    row, near = result.glance().iloc[0], 1e-5
    assert row["alpha"] == pytest.approx(of_pspp("N of Items|\n+----------------+----------+\n"), abs=near)
    citc, without = printed("Item-Total Statistics")[:, 2:].T
    assert result.tidy()["item_rest_r"].to_numpy() == pytest.approx(citc, abs=near)
    assert result.tidy()["alpha_if_dropped"].to_numpy() == pytest.approx(without, abs=near)
    assert row["split_first_second"] == pytest.approx(of_pspp("Equal Length"), abs=near)
    assert row["guttman_first_second"] == pytest.approx(of_pspp("Guttman Split-Half Coefficient"), abs=near)
