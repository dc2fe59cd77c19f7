"""correlations() against cor.test and p.adjust; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from surveykit.analyze.correlations import correlations

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
BFI = pd.read_csv(HERE.parents[1] / "data/bfi/bfi600.csv")
COLUMNS = ["A2", "C1", "E4", "education", "age"]


@pytest.mark.parametrize("method", ["pearson", "spearman"])
@pytest.mark.parametrize("missing", ["pairwise", "listwise"])
def test_every_pair_matches_r(missing: Any, method: Any) -> None:
    rows = correlations(BFI, columns=COLUMNS, method=method, missing=missing).tidy()
    expected = VALUES[missing][method]
    assert rows[["x", "y"]].to_numpy().tolist() == VALUES["pairs"]
    for word in ("estimate", "n", "statistic", "p_value", "conf_low", "conf_high"):
        assert rows[word].tolist() == pytest.approx([pair[word] for pair in expected], rel=1e-6), word
    assert rows["p_value"].tolist() == pytest.approx([pair["cor_test_p"] for pair in expected], rel=1e-6)


@pytest.mark.parametrize("adjust", ["holm", "bh"])
def test_adjusted_p_values_match_p_adjust(adjust: Any) -> None:
    rows = correlations(BFI, columns=COLUMNS, adjust=adjust).tidy()
    assert rows["p_adjusted"].tolist() == pytest.approx(VALUES["adjusted"][adjust], rel=1e-6)
