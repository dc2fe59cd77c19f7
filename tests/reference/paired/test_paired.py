"""Paired comparisons against R: t.test, wilcox.test and the noncentral t. The values were made by make.R."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.paired import PairedResult, paired_comparison

VALUES: dict[str, Any] = json.loads((Path(__file__).parent / "values.json").read_text(encoding="utf-8"))
CASES = [("use", "result", 0.95), ("use", "result_90", 0.90), ("sleep", "result", 0.95)]


def compare(name: str, conf_level: float) -> PairedResult:
    frame = pd.DataFrame({"before": VALUES[name]["before"], "after": VALUES[name]["after"]}, dtype=float)
    return paired_comparison(frame, pairs=("before", "after"), conf_level=conf_level)


@pytest.mark.parametrize(("name", "key", "conf_level"), CASES)
def test_t(name: str, key: str, conf_level: float) -> None:
    expected = VALUES[name][key]
    row = compare(name, conf_level).tidy().set_index("method").loc["t"]
    columns = ["n", "estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high"]
    np.testing.assert_allclose(row[columns].to_numpy(dtype=float), [expected[c] for c in columns], rtol=1e-6)
    assert row["effect_size"] == pytest.approx(expected["d_z"], rel=1e-6)
    interval = row[["effect_conf_low", "effect_conf_high"]].to_numpy(dtype=float)
    np.testing.assert_allclose(interval, expected["d_z_interval"], rtol=1e-6)


@pytest.mark.parametrize(("name", "key", "conf_level"), CASES)
def test_wilcoxon(name: str, key: str, conf_level: float) -> None:
    expected = VALUES[name][key]
    result = compare(name, conf_level)
    row = result.tidy().set_index("method").loc["wilcoxon"]
    assert row["statistic"] == pytest.approx(expected["z"], rel=1e-6)
    assert row["p_value"] == pytest.approx(expected["wilcoxon_p"], rel=1e-6)
    assert row["effect_size"] == pytest.approx(expected["r"], rel=1e-6)
    assert result.glance()["rank_sum_higher"].tolist() == pytest.approx([expected["rank_sum"]], rel=1e-12)


@pytest.mark.parametrize(("name", "key", "conf_level"), CASES)
def test_means(name: str, key: str, conf_level: float) -> None:
    expected = VALUES[name][key]
    row = compare(name, conf_level).glance().iloc[0]
    np.testing.assert_allclose([row["mean_before"], row["mean_after"]], expected["means"], rtol=1e-12)
    np.testing.assert_allclose([row["sd_before"], row["sd_after"]], expected["sds"], rtol=1e-12)
    assert row["correlation"] == pytest.approx(expected["correlation"], rel=1e-12)
