"""intraclass_correlation() against psych; make.R holds the calls, versions.txt their versions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.intraclass import intraclass_correlation

HERE = Path(__file__).parent
VALUES: dict[str, Any] = json.loads((HERE / "values.json").read_text())
CLOSED = 1e-6
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


def agree(frame: pd.DataFrame, expected: dict[str, dict[str, float]]) -> None:
    found = intraclass_correlation(frame, columns=list(frame)).tidy().set_index("type")
    assert list(found.index) == list(expected)
    for kind, row in expected.items():
        for name, value in row.items():
            assert found.loc[kind, name] == pytest.approx(value, rel=CLOSED), (kind, name)


def test_the_example_of_shrout_and_fleiss_matches_psych_and_their_table() -> None:
    judges = pd.DataFrame(np.array(VALUES["judges"]["data"], dtype=float), columns=list("abcd"))
    agree(judges, VALUES["judges"]["results"])
    printed = intraclass_correlation(judges, columns=list("abcd")).tidy()["estimate"].round(2).tolist()
    assert printed == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_test_and_retest_match_psych() -> None:
    answers = pd.read_csv(HERE.parents[1] / "data/psychtools/sai.csv").query("study == 'FLAT'")
    answers["anxious"] = answers[ANXIOUS].sum(axis=1, skipna=False)
    twice = answers.pivot_table(index="id", columns="time", values="anxious").dropna()
    twice.columns = pd.Index(["first", "again"])
    agree(twice, VALUES["sai"]["results"])
    row = intraclass_correlation(twice, columns=["first", "again"]).glance().iloc[0]
    for name, theirs in {"n": "n", "retest_r": "r", "retest_low": "r_low", "retest_high": "r_high"}.items():
        assert row[name] == pytest.approx(VALUES["sai"][theirs], rel=CLOSED)
