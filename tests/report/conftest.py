"""A small study with results of every kind."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.result import Result

AGREE = {code: {"zh": f"同意{code}", "en": f"agree {code}"} for code in range(1, 6)}
ITEMS = [f"{scale}{i}" for scale in ("trust", "norms") for i in (1, 2, 3)]


def codebook() -> sk.Codebook:
    """Two scales, a profile, a multiple-response set, a ranking and an open question."""
    options = [f"use_{i}" for i in (1, 2, 3)]
    ranks = [f"rank_{i}" for i in (1, 2)]
    return sk.Codebook.model_validate(
        {
            "title": {"zh": "小研究", "en": "Small study"},
            "variables": [
                {
                    "name": "sex",
                    "label": {"zh": "性别", "en": "Sex"},
                    "values": {1: {"zh": "男", "en": "male"}, 2: {"zh": "女", "en": "female"}},
                },
                {"name": "age", "kind": "numeric", "label": {"zh": "年龄", "en": "Age"}},
                *({"name": name, "label": {"zh": f"服务{name}", "en": f"service {name}"}} for name in options),
                *({"name": name, "label": {"zh": f"需求{name}", "en": f"need {name}"}} for name in ranks),
                *(
                    {
                        "name": item,
                        "kind": "ordinal",
                        "values": AGREE,
                        "label": {"zh": f"题项{item}", "en": f"item {item}"},
                    }
                    for item in ITEMS
                ),
                {"name": "remarks", "kind": "text", "label": {"zh": "意见", "en": "Remarks"}},
            ],
            "sets": [
                {"name": "uses", "members": options, "limit": 2, "label": {"zh": "用过的服务", "en": "Services used"}},
                {"name": "needs", "kind": "ranking", "members": ranks, "label": {"zh": "需求排序", "en": "Needs"}},
            ],
            "scales": [
                {"name": "trust", "items": ITEMS[:3], "label": {"zh": "信任", "en": "Trust"}, "citation": "Li 2020"},
                {"name": "norms", "items": ITEMS[3:], "label": {"zh": "规范", "en": "Norms"}},
            ],
        }
    )


@pytest.fixture(scope="session")
def study() -> sk.Survey:
    rng = np.random.default_rng(5)
    n = 80
    common = rng.normal(size=n)
    answers = {item: np.clip(np.round(3 + common + rng.normal(scale=0.8, size=n)), 1, 5) for item in ITEMS}
    picks = {name: rng.integers(0, 2, n) for name in ("use_1", "use_2", "use_3")}
    frame = pd.DataFrame(
        {
            "sex": rng.integers(1, 3, n),
            "age": rng.integers(18, 80, n),
            **picks,
            "rank_1": [1] * n,
            "rank_2": [2] * n,
            **answers,
            "remarks": [f"r{i}" for i in range(n)],
        }
    )
    survey = sk.Survey.from_frame(frame, codebook=codebook())
    return survey.pipe(sk.score_scales).pipe(
        sk.bands, into="band", column="age", breaks=[18, 40, 80], labels=["young", "old"]
    )


@pytest.fixture(scope="session")
def results(study: sk.Survey) -> dict[str, Result]:
    return {
        "reliability": sk.reliability(study, items=["trust", "norms"]),
        "correlations": sk.correlations(study, columns=["trust", "norms", "age"]),
        "sample": sk.describe_sample(study, columns=["sex", "uses"]),
        "regression": sk.linear_regression(
            study, outcome="trust", blocks={"controls": ["age"], "model": ["norms", "sex"]}
        ),
        "mediation": sk.mediation(study, x="age", m="norms", y="trust", n_boot=100, seed=7),
    }
