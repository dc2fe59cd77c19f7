"""Our paired tests beside pingouin's, which watches both: a change of either side shows here."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pingouin
import pytest

from surveykit.analyze.paired import paired_comparison

VALUES: dict[str, Any] = json.loads((Path(__file__).parent / "values.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["use", "sleep"])
def frame(request: pytest.FixtureRequest) -> pd.DataFrame:
    values = VALUES[request.param]
    return pd.DataFrame({"before": values["before"], "after": values["after"]}, dtype=float).dropna()


def test_t(frame: pd.DataFrame) -> None:
    ours = paired_comparison(frame, pairs=("before", "after")).tidy().set_index("method").loc["t"]
    theirs = pingouin.ttest(frame["after"], frame["before"], paired=True).iloc[0]
    assert [ours["statistic"], ours["df"], ours["p_value"]] == pytest.approx(
        [theirs["T"], theirs["dof"], theirs["p_val"]], rel=1e-10
    )


def test_wilcoxon(frame: pd.DataFrame) -> None:
    result = paired_comparison(frame, pairs=("before", "after"), method="wilcoxon")
    pair = result.glance().iloc[0]
    differences = frame["after"] - frame["before"]
    theirs = pingouin.wilcoxon(differences, correction=False, method="approx").iloc[0]
    assert result.tidy()["p_value"].iloc[0] == pytest.approx(theirs["p_val"], rel=1e-10)
    higher, lower = pair["rank_sum_higher"], pair["rank_sum_lower"]
    assert min(higher, lower) == theirs["W_val"]
    assert (higher - lower) / (higher + lower) == pytest.approx(theirs["RBC"], rel=1e-10)
