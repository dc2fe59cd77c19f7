"""describe_items() and describe_sample() against psych, R and NIST's certified values."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.describe import describe_items, describe_sample

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
BFI = pd.read_csv(DATA / "bfi/bfi600.csv")

# Digits that the certified standard deviation has in common with exact arithmetic on the data as doubles hold them:
# the decimals of NumAcc3 and NumAcc4, and of Michelso and Mavro, are not binary fractions.
SD_DIGITS = {"Mavro": 12.9, "Michelso": 13.5, "NumAcc3": 9.4, "NumAcc4": 8.2}


@pytest.mark.parametrize("word", ["n", "n_missing", "mean", "sd", "min", "max", "skew", "kurtosis"])
def test_moments_match_psych_type_2(word: str) -> None:
    rows = describe_items(BFI, items=VALUES["items"]).tidy()
    assert rows[word].tolist() == pytest.approx(VALUES[word], rel=1e-6)


def test_frequencies_match_r() -> None:
    rows = describe_sample(BFI, columns="education").tidy()
    answered, missing = rows.iloc[:-1], rows.iloc[-1]
    for word in ("level", "n", "proportion", "cumulative"):
        assert answered[word].tolist() == pytest.approx(VALUES["education"][word], rel=1e-6), word
    assert missing["n"] == VALUES["education"]["n_missing"]


def _nist(name: str) -> tuple[np.ndarray, float, float]:
    """Data, certified mean and certified standard deviation of one data set."""
    lines = (DATA / f"nist/{name}.dat").read_text().splitlines()
    first, last = map(
        int, re.findall(r"\d+", next(line for line in lines if line.strip().startswith("Data  "))[:60])[:2]
    )
    certified = [
        float(next(line for line in lines if start in line).split(":")[1].split()[0]) for start in ("ybar:", " s:")
    ]
    values = np.array([float(line) for line in lines[first - 1 : last] if line.strip()])
    return values, certified[0], certified[1]


def _digits(found: float, certified: float) -> float:
    return 15.0 if found == certified else min(15.0, -np.log10(abs(found - certified) / abs(certified)))


@pytest.mark.parametrize("path", sorted((DATA / "nist").glob("*.dat")), ids=lambda path: path.stem)
def test_mean_and_sd_have_nists_digits(path: Path) -> None:
    values, mean, sd = _nist(path.stem)
    row = describe_items(pd.DataFrame({"y": values}), items="y").tidy().iloc[0]
    assert _digits(row["mean"], mean) >= 14.9
    assert _digits(row["sd"], sd) >= SD_DIGITS.get(path.stem, 14.5)
