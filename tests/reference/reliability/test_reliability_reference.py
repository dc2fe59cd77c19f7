"""reliability() against psych and lavaan; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from surveykit.analyze.reliability import ReliabilityResult, reliability

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
REVERSED = ["A1", "C4", "C5", "E1", "E2"]
SCALES = {
    name: [f"{letter}{i}" for i in range(1, 6)]
    for name, letter in {"agreeable": "A", "conscientious": "C", "extravert": "E", "neurotic": "N"}.items()
}
CLOSED, ITERATIVE = 1e-6, 1e-4
OF_SCALE = {
    "n": "n",
    "alpha": "alpha",
    "alpha_standardized": "alpha_standardized",
    "mean_inter_item": "mean_inter_item_r",
    "conf_low": "conf_low",
    "conf_high": "conf_high",
}
OF_ITEM = {"item_rest": "item_rest_r", "alpha_if_dropped": "alpha_if_dropped", "mean": "mean", "sd": "sd"}


@pytest.fixture(scope="module")
def bfi() -> pd.DataFrame:
    frame = pd.read_csv(HERE.parents[1] / "data/bfi/bfi600.csv")
    frame[REVERSED] = 7 - frame[REVERSED]
    return frame


@pytest.fixture(scope="module", params=["listwise", "pairwise"])
def rule(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(bfi: pd.DataFrame, rule: str) -> ReliabilityResult:
    return reliability(bfi, items=SCALES, missing=rule)  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", SCALES)
def test_scale_coefficients_match_psych(result: ReliabilityResult, rule: str, scale: str) -> None:
    row = result.glance().set_index("scale").loc[scale]
    expected = VALUES[rule][scale]
    for theirs, ours in OF_SCALE.items():
        assert row[ours] == pytest.approx(expected[theirs], rel=CLOSED), ours


@pytest.mark.parametrize("scale", SCALES)
def test_item_statistics_match_psych(result: ReliabilityResult, rule: str, scale: str) -> None:
    rows = result.tidy().query("scale == @scale")
    expected = VALUES[rule][scale]
    for theirs, ours in OF_ITEM.items():
        assert rows[ours].tolist() == pytest.approx(expected[theirs], rel=CLOSED), ours


@pytest.mark.parametrize("scale", SCALES)
def test_omega_matches_one_factor_of_lavaan(bfi: pd.DataFrame, scale: str) -> None:
    omega = reliability(bfi, items={scale: SCALES[scale]}).glance()["omega"].item()
    assert omega == pytest.approx(VALUES["listwise"][scale]["omega"], rel=ITERATIVE)


def test_two_items_carry_spearman_brown(bfi: pd.DataFrame) -> None:
    row = reliability(bfi, items=["A2", "A3"]).glance().iloc[0]
    assert row["alpha"] == pytest.approx(VALUES["two_items"]["alpha"], rel=CLOSED)
    assert row["spearman_brown"] == pytest.approx(VALUES["two_items"]["spearman_brown"], rel=CLOSED)


def test_a_forgotten_reversal_gives_what_psych_gives_and_is_named(bfi: pd.DataFrame) -> None:
    result = reliability(bfi.assign(A1=7 - bfi["A1"]), items=SCALES["agreeable"], negative="note")
    assert result.glance()["alpha"].item() == pytest.approx(VALUES["forgotten"]["alpha"], rel=CLOSED)
    assert result.tidy()["item_rest_r"].tolist() == pytest.approx(VALUES["forgotten"]["item_rest"], rel=CLOSED)
    named = [note.values["items"] for note in result.notes if note.key == "reliability.note_negative"]
    assert named == ["A1"]


def test_attitude_matches_psych() -> None:
    attitude = pd.DataFrame(VALUES["attitude"]["data"])
    result = reliability(attitude, items=list(attitude))
    row = result.glance().iloc[0]
    assert row["alpha"] == pytest.approx(VALUES["attitude"]["alpha"], rel=CLOSED)
    assert row["alpha_standardized"] == pytest.approx(VALUES["attitude"]["alpha_standardized"], rel=CLOSED)
    for theirs in ("item_rest", "alpha_if_dropped"):
        assert result.tidy()[OF_ITEM[theirs]].tolist() == pytest.approx(VALUES["attitude"][theirs], rel=CLOSED)


@pytest.fixture(scope="module")
def every_family() -> ReliabilityResult:
    frame = pd.read_csv(HERE.parents[1] / "data/psychtools/bfi.csv").dropna()
    frame[REVERSED] = 7 - frame[REVERSED]
    scales = {
        "agreeable": SCALES["agreeable"],
        "open": ["O1", "O3", "O4"],
        "mixed": [*SCALES["agreeable"], *SCALES["conscientious"]],
    }
    return reliability(frame, items=scales, also=["split_half", "ordinal", "hierarchical"], seed=1)


@pytest.mark.parametrize("scale", ["agreeable", "open", "mixed"])
def test_split_halves_and_bounds_match_r(every_family: ReliabilityResult, scale: str) -> None:
    row = every_family.glance().set_index("scale").loc[scale]
    expected = VALUES["families"][scale]
    for name in ("lambda2", "lambda6", "lambda4", "split_least"):
        assert row[name] == pytest.approx(expected[name], rel=CLOSED), name
    for split in ("odd_even", "first_second"):
        assert row[f"split_{split}"] == pytest.approx(expected[split]["stepped_up"], rel=CLOSED)
        assert row[f"guttman_{split}"] == pytest.approx(expected[split]["guttman"], rel=CLOSED)


@pytest.mark.parametrize("scale", ["agreeable", "open", "mixed"])
def test_ordinal_coefficients_match_lavaan_and_factanal(every_family: ReliabilityResult, scale: str) -> None:
    row = every_family.glance().set_index("scale").loc[scale]
    expected = VALUES["families"][scale]
    assert row["alpha_ordinal"] == pytest.approx(expected["alpha_ordinal"], rel=CLOSED)
    assert row["omega_ordinal"] == pytest.approx(expected["omega_ordinal"], rel=ITERATIVE)


def test_hierarchical_omega_matches_gparotation_and_psych(every_family: ReliabilityResult) -> None:
    """psych's minres stops before its optimum, 4e-5 away in these numbers."""
    row = every_family.glance().set_index("scale").loc["mixed"]
    expected = VALUES["hierarchical"]
    assert row["omega_total"] == pytest.approx(expected["total"], abs=1e-5)
    assert row["omega_hierarchical"] == pytest.approx(expected["hierarchical"], abs=1e-5)
    assert row["explained_common"] == pytest.approx(expected["explained_common"], abs=1e-5)
    for name in ("total", "hierarchical", "asymptotic"):
        assert row[f"omega_{name}"] == pytest.approx(expected["psych"][name], abs=ITERATIVE)
