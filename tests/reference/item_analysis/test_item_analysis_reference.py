"""item_analysis() against R; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from surveykit.analyze.item_analysis import ItemAnalysisResult, item_analysis

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
REVERSED = ["A1", "C4", "C5", "E1", "E2"]
SCALES = {"agreeable": [f"A{i}" for i in range(1, 6)], "extravert": [f"E{i}" for i in range(1, 6)]}
CLOSED = 1e-6
OF_SCALE = ("n", "n_low_group", "n_high_group", "alpha")


@pytest.fixture(scope="module")
def result() -> ItemAnalysisResult:
    frame = pd.read_csv(HERE.parents[1] / "data/psychtools/bfi.csv")
    frame[REVERSED] = 7 - frame[REVERSED]
    return item_analysis(frame, items=SCALES)


@pytest.mark.parametrize("scale", SCALES)
def test_scales_and_items_match_r(result: ItemAnalysisResult, scale: str) -> None:
    row = result.glance().set_index("scale").loc[scale]
    items = result.tidy().query("scale == @scale")
    for name, expected in VALUES[scale].items():
        found = row[name] if name in OF_SCALE else items[name].tolist()
        assert found == pytest.approx(expected, rel=CLOSED), name
