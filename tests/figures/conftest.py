"""One small simulated study, and a result of every kind that is drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.correlations import correlations
from surveykit.analyze.describe import describe_items, describe_sample
from surveykit.analyze.efa import efa
from surveykit.analyze.mediation import mediation
from surveykit.analyze.paired import paired_comparison
from surveykit.analyze.regression import linear_regression
from surveykit.analyze.reliability import reliability
from surveykit.analyze.sample_flow import SampleFlowResult
from surveykit.core.cases import Counts
from surveykit.core.codebook import Codebook, ResponseSet, Scale, Text, Variable
from surveykit.core.result import Result
from surveykit.core.survey import Survey

AGREE = {
    1: Text(zh="非常不同意", en="Strongly disagree"),
    2: Text(zh="不太同意", en="Disagree"),
    3: Text(zh="一般", en="Neutral"),
    4: Text(zh="比较同意", en="Agree"),
    5: Text(zh="非常同意", en="Strongly agree"),
}
VISITS = {
    0: Text(zh="从不", en="Never"),
    1: Text(zh="每月1–2次", en="1–2 a month"),
    2: Text(zh="每月3–4次", en="3–4 a month"),
    3: Text(zh="每周1–2次", en="1–2 a week"),
    4: Text(zh="每周3次及以上", en="3 or more a week"),
}
SCALES = {
    "SQ": Text(zh="服务质量", en="Service quality"),
    "SAT": Text(zh="满意度", en="Satisfaction"),
    "PW": Text(zh="参与意愿", en="Willingness to participate"),
}
CHANNELS = {
    "ch1": Text(zh="居委会通知", en="Residents' committee"),
    "ch2": Text(zh="微信群", en="WeChat group"),
    "ch3": Text(zh="邻居", en="Neighbours"),
}
WORDING = Text(zh="工作人员专业、能解决居民的实际问题", en="Staff are professional and solve residents' problems")


@pytest.fixture(scope="session")
def study() -> Survey:
    """120 respondents: three scales of four items, visits before and after, party membership, age."""
    random = np.random.default_rng(7)
    quality, before, *noise = random.normal(size=(4, 120))
    satisfaction = 0.6 * quality + 0.8 * noise[0]
    willing = 0.5 * satisfaction + 0.8 * noise[1]
    data: dict[str, np.ndarray] = {}
    for name, latent in zip(SCALES, (quality, satisfaction, willing), strict=True):
        for item in range(1, 5):
            answer = 0.8 * latent + 0.6 * random.normal(size=120)
            data[f"{name}{item}"] = np.digitize(answer, (-1.6, -0.8, 0.1, 1.1)) + 1.0
        data[name] = np.mean([data[f"{name}{item}"] for item in range(1, 5)], axis=0)
    data["before"] = np.digitize(before, (-0.3, 0.4, 1.0, 1.7)).astype(float)
    data["after"] = np.digitize(0.6 * before + 0.8 * random.normal(size=120) + 0.5, (-0.3, 0.4, 1.0, 1.7)).astype(float)
    data["party"] = random.integers(0, 2, 120).astype(float)
    data["age"] = random.integers(1, 4, 120).astype(float)
    for channel in CHANNELS:
        data[channel] = random.integers(0, 2, 120).astype(float)
    return Survey(pd.DataFrame(data), _codebook())


def _codebook() -> Codebook:
    items = [
        Variable(name=f"{name}{item}", label=WORDING, kind="ordinal", values=AGREE)
        for name in SCALES
        for item in range(1, 5)
    ]
    before = Text(zh="社会组织进驻前每月到职工之家的次数", en="Visits before")
    after = Text(zh="社会组织进驻后每月到职工之家的次数", en="Visits after")
    ages = {code: Text(zh=f"{low}岁起", en=f"from {low}") for code, low in ((1, 18), (2, 36), (3, 60))}
    return Codebook(
        variables=(
            *items,
            Variable(name="before", label=before, kind="ordinal", values=VISITS),
            Variable(name="after", label=after, kind="ordinal", values=VISITS),
            Variable(name="party", label=Text(zh="党员", en="Party"), values={0: "0", 1: "1"}),
            *(Variable(name=name, label=label, values={0: "0", 1: "1"}) for name, label in CHANNELS.items()),
            Variable(name="age", label=Text(zh="年龄", en="Age"), kind="ordinal", values=ages),
        ),
        sets=(ResponseSet(name="channels", label=Text(zh="了解渠道", en="Channels"), members=tuple(CHANNELS)),),
        scales=tuple(
            Scale(name=name, label=label, items=tuple(f"{name}{item}" for item in range(1, 5)))
            for name, label in SCALES.items()
        ),
    )


RULES = {
    "duplicate": (Text(zh="重复填答", en="Duplicate"), 5),
    "speeding": (Text(zh="作答过快", en="Too fast"), 7),
    "longstring": (Text(zh="规律作答（连续相同答案过长）", en="A run of identical answers that is too long"), 9),
    "even_odd": (Text(zh="奇偶不一致", en="Even-odd inconsistency"), 0),
}


def make_flow(*, issued: bool) -> SampleFlowResult:
    """332 returned and 21 excluded; by two modes with the numbers issued, or by one mode without."""
    rows = [("paper", 150.0, 138, 9), ("web", 200.0, 194, 12)] if issued else [("", np.nan, 332, 21)]
    modes = pd.DataFrame(rows, columns=["mode", "n_issued", "n_returned", "n_removed"])
    modes["n_valid"] = modes["n_returned"] - modes["n_removed"]
    modes["response_rate"] = modes["n_returned"] / modes["n_issued"]
    modes["valid_rate"] = modes["n_valid"] / modes["n_returned"]
    removals = [
        {"stage": "decisive", "rule": rule, "n_flagged": n, "n": n, "proportion": n / 332}
        for rule, (_, n) in RULES.items()
    ]
    return SampleFlowResult(
        spec={"issued": None},
        counts=Counts(total=332, used=311),
        modes=modes,
        removals=pd.DataFrame(removals),
        labels={rule: label for rule, (label, _) in RULES.items()},
    )


MAKERS: dict[str, Callable[[Survey], Result]] = {
    "describe_items": lambda study: describe_items(study, items=[f"SQ{i}" for i in range(1, 5)]),
    "describe_mixed": lambda study: describe_items(study, items=["SQ1", "before", "after", "party"]),
    "describe_sample": lambda study: describe_sample(study, columns=["age", "party", "before", "after", "channels"]),
    "describe_sample_short": lambda study: describe_sample(study, columns=["age", "party"]),
    "reliability": lambda study: reliability(study, items=list(SCALES)),
    "efa": lambda study: efa(study, items=["SQ", "SAT", "PW"], method="pca", seed=1),
    "efa_items": lambda study: efa(
        study, items=["SQ", "SAT", "PW"], n_factors=2, method="ml", rotation="oblimin", seed=1
    ),
    "correlations": lambda study: correlations(study, columns=["SQ", "SAT", "PW", "before", "after"]),
    "correlations_many": lambda study: correlations(study, columns=[f"{s}{i}" for s in SCALES for i in range(1, 5)]),
    "paired": lambda study: paired_comparison(study, pairs=[("before", "after")]),
    "paired_scores": lambda study: paired_comparison(study, pairs=[("SQ", "SAT"), ("before", "after")]),
    "regression": lambda study: linear_regression(
        study, outcome="PW", blocks={"1": ["party", "age"], "2": ["SQ", "SAT", ("SQ", "party")]}
    ),
    "mediation": lambda study: mediation(study, x="SQ", m="SAT", y="PW", n_boot=200, seed=1),
    "mediation_parallel": lambda study: mediation(study, x="SQ", m=["SAT", "before"], y="PW", n_boot=200, seed=1),
    "sample_flow": lambda study: make_flow(issued=True),
    "sample_flow_plain": lambda study: make_flow(issued=False),
}


@pytest.fixture(scope="session")
def results(study: Survey) -> dict[str, Result]:
    """One result per entry of `MAKERS`."""
    return {name: make(study) for name, make in MAKERS.items()}


@pytest.fixture(params=MAKERS)
def result(request: pytest.FixtureRequest, results: dict[str, Result]) -> Result:
    """Each of the results in turn."""
    return results[request.param]
