"""Sentences give estimate, interval and N, and say no more than the numbers do."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.correlations import correlations
from surveykit.analyze.describe import describe_items, describe_sample
from surveykit.analyze.efa import efa
from surveykit.analyze.factorability import factorability
from surveykit.analyze.hypotheses import hypothesis_summary
from surveykit.analyze.mediation import mediation
from surveykit.analyze.paired import paired_comparison
from surveykit.analyze.regression import linear_regression
from surveykit.analyze.reliability import reliability
from surveykit.analyze.sample_flow import sample_flow
from surveykit.clean.drop import drop_cases
from surveykit.core.format import format_number
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey

ITEMS = ["t1", "t2", "t3", "u1", "u2", "u3"]
ANALYSES: dict[str, Callable[[Survey], Result]] = {
    "describe_sample": lambda survey: describe_sample(survey, columns=["party", "news"]),
    "describe_items": lambda survey: describe_items(survey, items=["trust", "join"]),
    "reliability": lambda survey: reliability(survey, items={"T": ITEMS[:3], "U": ITEMS[3:]}),
    "factorability": lambda survey: factorability(survey, items=ITEMS),
    "components": lambda survey: efa(survey, items=ITEMS, n_factors=2, seed=1),
    "factors": lambda survey: efa(survey, items=ITEMS, n_factors=2, method="minres", rotation="oblimin", seed=1),
    "correlations": lambda survey: correlations(survey, columns=["trust", "belonging", "distance", "luck"]),
    "spearman": lambda survey: correlations(survey, columns=["luck", "trust"], method="spearman"),
    "regression": lambda survey: linear_regression(
        survey, outcome="join", blocks={"1": ["party", "luck"], "2": ["belonging", "distance"]}
    ),
    "interaction": lambda survey: linear_regression(
        survey, outcome="join", predictors=["trust", "luck", ("trust", "luck")]
    ),
    "mediation": lambda survey: mediation(survey, x="trust", m=["belonging", "luck"], y="join", n_boot=200, seed=1),
    "one_mediator": lambda survey: mediation(survey, x="trust", m="belonging", y="join", n_boot=200, seed=1),
    "no_total_effect": lambda survey: mediation(survey, x="luck", m="distance", y="join", n_boot=200, seed=1),
    "paired": lambda survey: paired_comparison(survey, pairs=[("before", "after"), ("before", "same")]),
    "ranks": lambda survey: paired_comparison(survey, pairs=[("after", "before")], method="wilcoxon"),
    "hypotheses": lambda survey: hypothesis_summary(survey, results=[ANALYSES["regression"](survey)]),
    "sample_flow": lambda survey: sample_flow(drop_cases(survey, where={"party": 2}, reason="not of the frame")),
}
FORBIDDEN = {
    "zh": ["影响", "导致", "造成", "引起", "证明", "证实", "接受原假设", "完全中介", "部分中介", "促进", "使得"],
    "en": ["cause", "affect", "influence", "lead to", "leads to", "prove", "accept the null", "full mediation",
           "partial mediation", "because of", "impact", "raises"],
}  # fmt: skip
LOOKS = [("zh", "cn-generic"), ("en", "apa7")]


@pytest.fixture(scope="session")
def told(survey: Survey) -> dict[tuple[str, str], str]:
    """The sentences of every analysis in both languages."""
    results = {name: analyse(survey) for name, analyse in ANALYSES.items()}
    return {
        (name, language): result.prose(language=language, style=style)
        for name, result in results.items()
        for language, style in LOOKS
    }


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ANALYSES)
class TestEverySentence:
    def test_says_nothing_about_causes(self, told: dict, name: str, language: str) -> None:
        text = told[name, language].lower()
        boundary = {"zh": "", "en": r"\b"}[language]
        assert not [word for word in FORBIDDEN[language] if re.search(boundary + word, text)]

    def test_is_filled_in_and_ends(self, told: dict, name: str, language: str) -> None:
        text = told[name, language]
        stop = {"zh": "。", "en": "."}[language]
        assert not set("{}") & set(text)
        assert text.endswith(stop)
        assert 2 * stop not in text
        assert not re.search(r"\bnan\b", text.lower())

    def test_is_in_one_language(self, told: dict, name: str, language: str) -> None:
        assert bool(re.search(r"[\u4e00-\u9fff]", told[name, language])) == (language == "zh")

    def test_p_is_never_zero(self, told: dict, name: str, language: str) -> None:
        assert not re.search(r"p ?= ?0?\.000", told[name, language])


def _number(value: float, kind: str, language: str) -> str:
    return format_number(float(value), kind, PRESETS[dict(LOOKS)[language]])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_estimates_stand_as_the_table_has_them(survey: Survey, told: dict, language: str) -> None:
    scales = ANALYSES["reliability"](survey).glance()
    for name in ("alpha", "conf_low", "conf_high", "omega"):
        assert all(_number(value, "reliability", language) in told["reliability", language] for value in scales[name])
    last = ANALYSES["regression"](survey).tidy().query("block == '2' and term != '(intercept)'")
    for name in ("estimate", "conf_low", "conf_high"):
        assert all(_number(value, "coefficient", language) in told["regression", language] for value in last[name])
    effects = ANALYSES["mediation"](survey).tidy().query("path in ['a', 'b', 'c', 'c_prime', 'indirect']")
    for name in ("estimate", "conf_low", "conf_high"):
        assert all(_number(value, "coefficient", language) in told["mediation", language] for value in effects[name])
    t_tests = ANALYSES["paired"](survey).tidy().query("method == 't'")
    assert all(_number(value, "mean", language) in told["paired", language] for value in t_tests["estimate"])


@pytest.mark.parametrize("name", ["reliability", "factorability", "components", "correlations", "regression",
                                  "mediation", "paired", "describe_items"])  # fmt: skip
def test_n_is_told(told: dict, name: str) -> None:
    assert re.search(r"N=\d+", told[name, "zh"])
    assert re.search(r"N = \d+", told[name, "en"])


def test_direction_and_absence_are_told_apart(told: dict) -> None:
    zh, en = told["regression", "zh"], told["regression", "en"]
    assert re.search(r"正向关联的有归属感（", zh)
    assert re.search(r"负向关联的有路程（", zh)
    assert re.search(r"未发现以下变量与参与意愿关联的证据：.*运气（", zh)
    assert "positively associated with Belonging (B = " in en
    assert "negatively associated with Distance (B = " in en
    assert re.search(r"no evidence that Willingness is associated with .*Luck \(", en)


def test_a_category_is_compared_with_its_reference(told: dict) -> None:
    assert "政治面貌：群众（相对于党员）" in told["regression", "zh"]
    assert "Party: No member rather than Member" in told["regression", "en"]


def test_an_interaction_makes_coefficients_conditional(told: dict) -> None:
    assert "交互项" in told["interaction", "zh"]
    assert "交互项" not in told["regression", "zh"]


def test_an_indirect_effect_is_judged_by_its_interval(told: dict) -> None:
    assert re.search(r"经归属感的间接效应为[^；]*区间不含0", told["mediation", "zh"])
    assert re.search(r"经运气的间接效应为[^；。]*区间包含0，未发现间接效应的证据", told["mediation", "zh"])


def test_the_share_is_left_out_where_it_is_none(told: dict) -> None:
    assert "间接效应占总效应的" in told["one_mediator", "zh"]
    assert "占总效应" not in told["no_total_effect", "zh"]


def test_a_difference_without_evidence_is_not_called_equality(told: dict) -> None:
    assert "进驻后次数" in told["paired", "zh"]
    assert re.search(r"高于进驻前次数", told["paired", "zh"])
    assert re.search(r"未发现再问次数（.*存在差异的证据", told["paired", "zh"])
    assert "低于进驻后次数" in told["ranks", "zh"]


def test_low_reliability_is_named_and_its_source_cited(told: dict) -> None:
    assert re.search(r"U的α低于Nunnally和Bernstein（1994）建议的0\.70", told["reliability", "zh"])
    assert "The α of U was below the .70" in told["reliability", "en"]


def test_high_reliability_is_stated_as_a_fact(survey: Survey) -> None:
    assert "α均不低于" in reliability(survey, items={"T": ITEMS[:3]}).prose()


def test_items_that_do_not_correlate_are_said_to_show_no_evidence() -> None:
    noise = pd.DataFrame(np.random.default_rng(3).normal(size=(60, 4)), columns=list("abcd"))
    text = factorability(noise, items=list("abcd")).prose()
    assert "低于Kaiser和Rice（1974）分级中的0.60" in text
    assert "未发现题项之间存在相关的证据" in text


def test_components_are_not_called_factors(told: dict) -> None:
    assert "主成分分析" in told["components", "zh"]
    assert "因子" not in told["components", "zh"]
    assert "探索性因子分析" in told["factors", "zh"]


def test_many_pairs_without_evidence_are_counted(survey: Survey) -> None:
    text = correlations(survey, columns=["luck", "trust", "distance", "u1"], conf_level=0.9999).prose()
    assert re.search(r"其余\d对未发现相关的证据", text)


def test_hypotheses_are_listed_by_verdict(told: dict) -> None:
    assert "得到支持的有H1；未得到支持的有H2；未检验的有H3" in told["hypotheses", "zh"]
    assert "不等于假设不成立" in told["hypotheses", "zh"]


def test_the_largest_category_is_named(told: dict) -> None:
    assert "政治面貌为“党员”（120人，60.0%）" in told["describe_sample", "zh"]
    assert "“信息渠道”选择最多的是“海报”（200人，占作答的200人的100.0%）" in told["describe_sample", "zh"]


def test_a_skewed_item_is_beyond_the_limits() -> None:
    frame = pd.DataFrame({"x": [0.0] * 50 + [9.0]})
    assert "超过West、Finch和Curran（1995）给出的2或7" in describe_items(frame, items="x").prose()


def test_items_without_spread_have_no_shape() -> None:
    assert "偏度" not in describe_items(pd.DataFrame({"x": [3, 3, 3]}), items="x").prose()


def test_the_flow_adds_up(survey: Survey, told: dict) -> None:
    assert "共回收问卷200份" in told["sample_flow", "zh"]
    assert "剔除无效问卷80份后，有效问卷为120份，占回收问卷的60.0%" in told["sample_flow", "zh"]
    valid = drop_cases(survey, where={"party": 2}, reason="not of the frame")
    assert "共发放问卷250份，回收200份，回收率为80.0%" in sample_flow(valid, issued={"": 250}).prose()


@pytest.mark.parametrize("name", ANALYSES)
def test_english_sentences_begin_with_a_capital(told: dict, name: str) -> None:
    assert all(letter.isupper() for letter in re.findall(r"(?:^|[a-z)]\. )(.)", told[name, "en"]))


def test_a_single_item_is_neither_lowest_nor_highest(survey: Survey) -> None:
    text = describe_items(survey, items="trust").prose()
    assert text.startswith("描述统计结果为：trust 社区信任（M=")
    assert "最低" not in text
