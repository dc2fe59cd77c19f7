"""Scores against R's psych; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit import (
    Codebook,
    Survey,
    efa,
    knowledge_score,
    position_generator,
    reverse_items,
    score_factors,
    score_scales,
)

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data/psychtools"
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
REVERSED = {"agreeable": ["A1"], "conscientious": ["C4", "C5"], "extravert": ["E1", "E2"]}
ITEMS = {name: [f"{name[0].upper()}{i}" for i in range(1, 6)] for name in REVERSED}
BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": item, "kind": "numeric", "low": 1, "high": 6} for items in ITEMS.values() for item in items
        ],
        "scales": [{"name": name, "items": ITEMS[name], "reversed": REVERSED[name]} for name in ITEMS],
    }
)
CLOSED = 1e-6
FIRST = 300


def numbers(values: list[float | None]) -> np.ndarray:
    return np.array(values, dtype=float)


@pytest.fixture(scope="module")
def answered() -> Survey:
    return reverse_items(Survey.from_frame(pd.read_csv(DATA / "bfi.csv"), codebook=BOOK))


@pytest.fixture(scope="module")
def complete() -> Survey:
    return reverse_items(Survey.from_frame(pd.read_csv(DATA / "bfi.csv").dropna(), codebook=BOOK))


@pytest.fixture(scope="module")
def known() -> pd.DataFrame:
    return pd.read_csv(DATA / "ability.csv").dropna()


@pytest.mark.parametrize("method", ["mean", "pomp", "z", "t"])
def test_scores_of_what_is_answered_match_psych(answered: Survey, method: str) -> None:
    scored = score_scales(answered, method=method, min_answered=1, suffix="_x").data  # type: ignore[arg-type]
    for name, expected in VALUES[method]["rows"].items():
        found = scored[f"{name}_x"].iloc[:FIRST].to_numpy()
        np.testing.assert_allclose(found, numbers(expected), rtol=CLOSED, atol=CLOSED)


def test_sums_of_complete_answers_match_psych(complete: Survey) -> None:
    scored = score_scales(complete, method="sum", suffix="_sum").data
    for name, expected in VALUES["sum"]["rows"].items():
        assert scored[f"{name}_sum"].iloc[:FIRST].tolist() == expected
        assert scored[f"{name}_sum"].sum() == VALUES["sum"]["total"][name]


@pytest.mark.parametrize("method", ["mean", "pomp"])
def test_all_rows_together_match_psych(answered: Survey, method: str) -> None:
    scored = score_scales(answered, method=method, min_answered=1, suffix="_x").data  # type: ignore[arg-type]
    for name, expected in VALUES[method]["total"].items():
        assert scored[f"{name}_x"].sum() == pytest.approx(expected, rel=CLOSED)


def test_the_log_keeps_what_z_was_made_with(answered: Survey) -> None:
    step = score_scales(answered, method="z", min_answered=1, suffix="_z").log[-1]
    made: Any = step.arguments["standardized"]
    for name in ITEMS:
        assert made[f"{name}_z"]["mean"] == pytest.approx(VALUES["z"]["mean"][name], rel=CLOSED)
        assert made[f"{name}_z"]["sd"] == pytest.approx(VALUES["z"]["sd"][name], rel=CLOSED)


def test_factor_scores_of_given_weights_match_psych(complete: Survey) -> None:
    expected = VALUES["factors"]
    weights = pd.DataFrame(expected["weights"], index=expected["items"], columns=["F1", "F2", "F3"])
    scored = score_factors(complete, weights=weights, into=["f1", "f2", "f3"]).data
    np.testing.assert_allclose(scored[["f1", "f2", "f3"]].iloc[:FIRST], expected["scores"], rtol=CLOSED, atol=CLOSED)


@pytest.mark.parametrize("rotation", ["varimax", "oblimin"])
def test_factor_scores_are_those_of_the_analysis_that_the_weights_come_from(answered: Survey, rotation: str) -> None:
    fit = efa(answered, items=list(ITEMS), n_factors=3, method="minres", rotation=rotation, scores="regression", seed=1)  # type: ignore[arg-type]
    assert fit.weights is not None
    assert fit.scores is not None
    scored = score_factors(answered, weights=fit.weights, into=["f1", "f2", "f3"]).data[["f1", "f2", "f3"]]
    missing = scored.index.difference(fit.scores.index)
    assert len(missing) > 0
    assert scored.loc[missing].isna().all(axis=None)
    np.testing.assert_allclose(scored.loc[fit.scores.index], fit.scores, rtol=1e-10, atol=1e-12)


def test_shares_of_right_answers_match_psych(known: pd.DataFrame) -> None:
    scored = knowledge_score(Survey.from_frame(known), into="right", correct=dict.fromkeys(known, 1)).data["right"]
    np.testing.assert_allclose(scored.iloc[:FIRST], VALUES["knowledge"], rtol=CLOSED)


def test_the_position_generator_matches_r(known: pd.DataFrame) -> None:
    expected = VALUES["positions"]
    prestige = dict(zip(known, expected["prestige"], strict=True))
    survey = position_generator(Survey.from_frame(known), into="net", prestige=prestige)
    scored, made = survey.data, survey.log[-1].arguments["standardized"]["net_factor"]  # type: ignore[index]
    for measure, values in {**expected["rows"], "mean": expected["mean"]}.items():
        np.testing.assert_allclose(scored[f"net_{measure}"].iloc[:FIRST], numbers(values), rtol=CLOSED)
    places = np.array(expected["some"]) - 1
    np.testing.assert_allclose(scored["net_factor"].iloc[places], expected["first_scores"], rtol=CLOSED, atol=CLOSED)
    assert made["n"] == expected["n"]
    assert made["proportion"] == pytest.approx(expected["proportion"], rel=CLOSED)
    loadings = [made[measure]["loading"] for measure in ("extensity", "upper", "range")]
    assert loadings == pytest.approx(expected["loadings"], rel=CLOSED)
