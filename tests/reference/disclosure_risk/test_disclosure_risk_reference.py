"""disclosure_risk() against counts by R on the 2,800 respondents of bfi."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.disclosure_risk import disclosure_risk

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
KEYS = pd.read_csv(HERE.parents[1] / "data/bfi/bfi_keys.csv").astype(float)
NAMES = ["gender", "education", "age"]
DECADES = KEYS.assign(age=np.digitize(KEYS["age"], [0, 18, 30, 40, 50, 60]).astype(float))
DATA = {"exact": KEYS, "first_400": KEYS.head(400), "decades": DECADES}


@pytest.mark.parametrize("case", DATA)
def test_cells_match_r(case: str) -> None:
    found = disclosure_risk(DATA[case], quasi_identifiers=NAMES).glance().iloc[0]
    for name, value in VALUES[case].items():
        assert found[name] == pytest.approx(value, rel=1e-12), name


@pytest.mark.parametrize("name", NAMES)
def test_cells_without_one_of_the_columns_match_r(name: str) -> None:
    rows = disclosure_risk(KEYS, quasi_identifiers=NAMES).tidy().set_index(["kind", "term"])
    found = rows.loc[("dropped", name)]
    for column in ("n_cells", "k_anonymity", "n_unique", "proportion_unique", "proportion_below_5"):
        assert found[column] == pytest.approx(VALUES[f"without_{name}"][column], rel=1e-12), column


def test_shares_are_those_of_the_published_count() -> None:
    found = disclosure_risk(KEYS, quasi_identifiers=NAMES).glance().iloc[0]
    assert (round(found["proportion_unique"], 3), round(found["proportion_below_5"], 2)) == (0.042, 0.18)


def test_diversity_matches_r() -> None:
    result = disclosure_risk(KEYS, quasi_identifiers=["gender", "age"], sensitive="education")
    assert result.diversity.iloc[0][list(VALUES["diversity"])].to_dict() == VALUES["diversity"]
