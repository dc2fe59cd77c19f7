"""One small simulated study, analysed in every way that has a layout."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.correlations import correlations
from surveykit.analyze.describe import describe_items, describe_sample
from surveykit.analyze.efa import efa
from surveykit.analyze.factorability import factorability
from surveykit.analyze.hypotheses import hypothesis_summary
from surveykit.analyze.measures import measures
from surveykit.analyze.mediation import mediation
from surveykit.analyze.paired import paired_comparison
from surveykit.analyze.regression import linear_regression
from surveykit.analyze.reliability import reliability
from surveykit.clean.reverse import reverse_items
from surveykit.core.codebook import Codebook
from surveykit.core.result import Result
from surveykit.core.survey import Survey

SCALES = {"SQ": ("服务质量", "Service quality"), "SAT": ("满意度", "Satisfaction"), "PW": ("参与意愿", "Willingness")}
ITEMS = {scale: [f"{scale}{position}" for position in range(1, 4)] for scale in SCALES}
OPTIONS = ("Q1", "Q2", "Q3")


def _variable(name: str, zh: str, en: str, kind: str = "ordinal", values: dict | None = None) -> dict:
    return {"name": name, "label": {"zh": zh, "en": en}, "kind": kind, "values": values or {}}


def _codebook() -> Codebook:
    party = {1: {"zh": "党员", "en": "Member"}, 2: {"zh": "群众", "en": "No member"}}
    age = {1: {"zh": "青年", "en": "Young"}, 2: {"zh": "中年", "en": "Middle"}, 3: {"zh": "老年", "en": "Old"}}
    items = [
        {**_variable(item, f"题项{item[-1]}", f"Item {item[-1]}", "numeric"), "low": 1, "high": 5}
        for scale in ITEMS
        for item in ITEMS[scale]
    ]
    return Codebook.model_validate(
        {
            "variables": [
                _variable("party", "政治面貌", "Party", "nominal", party),
                _variable("age", "年龄", "Age", "ordinal", age),
                _variable("pre", "进驻前次数", "Visits before", "numeric"),
                _variable("post", "进驻后次数", "Visits after", "numeric"),
                *items,
                *(_variable(name, f"选项{name[-1]}", f"Option {name[-1]}", "numeric") for name in OPTIONS),
            ],
            "sets": [{"name": "Q", "label": {"zh": "常参加的活动", "en": "Activities"}, "members": OPTIONS}],
            "scales": [
                {"name": name, "label": {"zh": zh, "en": en}, "items": ITEMS[name],
                 "reversed": ["PW3"] if name == "PW" else []}
                for name, (zh, en) in SCALES.items()
            ],
            "hypotheses": [
                {"id": "H1", "label": {"zh": "服务质量正向影响满意度", "en": "Service quality raises satisfaction"},
                 "test": "regression", "outcome": "PW", "predictors": ["SQ", "party"]},
                {"id": "H2", "label": {"zh": "满意度起中介作用", "en": "Satisfaction mediates"},
                 "test": "mediation", "outcome": "PW", "predictors": ["SQ"], "mediator": "SAT"},
                {"id": "H3", "label": {"zh": "进驻后次数增加", "en": "Visits rise"},
                 "test": "paired", "outcome": "post", "predictors": ["pre"]},
                {"id": "H4", "label": {"zh": "未分析", "en": "Never analysed"},
                 "test": "regression", "outcome": "SAT", "predictors": ["age"]},
            ],
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def survey() -> Survey:
    """150 respondents, a few without an age or without the multiple-response question; PW3 was asked in reverse."""
    random = np.random.default_rng(20260101)
    n = 150
    sq = random.normal(size=n)
    sat = 0.6 * sq + random.normal(size=n)
    pw = 0.5 * sat + 0.2 * sq + random.normal(size=n)
    frame = pd.DataFrame({"party": random.integers(1, 3, n), "age": random.integers(1, 4, n).astype(float)})
    frame.loc[:4, "age"] = np.nan
    frame["pre"] = random.integers(0, 4, n)
    frame["post"] = frame["pre"] + random.integers(-1, 3, n)
    for name, latent in zip(SCALES, (sq, sat, pw), strict=True):
        for item in ITEMS[name]:
            frame[item] = np.clip(np.round(3 + latent + random.normal(scale=0.7, size=n)), 1, 5)
        frame[name] = frame[ITEMS[name]].mean(axis=1)
    for option in OPTIONS:
        frame[option] = random.integers(0, 2, n).astype(float)
    frame.loc[:2, list(OPTIONS)] = np.nan
    frame["PW3"] = 6 - frame["PW3"]
    return reverse_items(Survey.from_frame(frame, codebook=_codebook()))


@pytest.fixture(scope="session")
def results(survey: Survey) -> dict[str, Result]:
    """Every result that is laid out, by a name of its own."""
    items = [item for scale in ITEMS.values() for item in scale]
    blocks = {"1": ["party", "age"], "2": ["SQ"], "3": ["SAT"]}
    last = linear_regression(survey, outcome="PW", blocks=blocks)
    path = mediation(survey, x="SQ", m="SAT", y="PW", covariates=["party"], n_boot=200, seed=1)
    pairs = paired_comparison(survey, pairs=[("pre", "post")])
    return {
        "measures": measures(survey),
        "sample": describe_sample(survey, columns=["party", "age", "Q"]),
        "items": describe_items(survey, items=[*items, "SQ"]),
        "reliability": reliability(survey, items=list(SCALES)),
        "reliability_anonymous": reliability(survey, items=["SQ1", "SQ2"]),
        "factorability": factorability(survey, items=items),
        "components": efa(survey, items=items, n_factors=3, seed=1),
        "components_plain": efa(survey, items=items, n_factors=1, rotation="none", seed=1),
        "factors": efa(survey, items=items, n_factors=3, method="minres", rotation="promax", seed=1),
        "correlations": correlations(survey, columns=[*SCALES, "age"]),
        "regression": linear_regression(survey, outcome="PW", predictors=["SQ", "party", ("SQ", "party")], se="hc3"),
        "blocks": last,
        "many_blocks": linear_regression(
            survey, outcome="PW", blocks={"1": ["party"], "2": ["age"], "3": ["SQ"], "4": ["SAT"]}
        ),
        "mediation": path,
        "parallel": mediation(survey, x="SQ", m=["SAT", "post"], y="PW", n_boot=200, seed=1),
        "paired": pairs,
        "paired_ranks": paired_comparison(survey, pairs=[("pre", "post")], method="wilcoxon"),
        "hypotheses": hypothesis_summary(survey, results=[last, path, pairs]),
    }
