"""The paragraph on methods says what was really done, in both languages."""

import re
from collections.abc import Callable

import pandas as pd
import pytest
from claims import claims

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
from surveykit.core.result import Result
from surveykit.core.survey import Survey
from surveykit.prose.methods import methods_sentence, methods_text

ITEMS = ["t1", "t2", "t3", "u1", "u2", "u3"]


def regress(survey: Survey, **options: object) -> Result:
    return linear_regression(survey, outcome="join", predictors=["trust", "luck"], **options)  # type: ignore[arg-type]


def analyse(survey: Survey, **options: object) -> Result:
    return efa(survey, items=ITEMS, n_factors=2, seed=7, **options)  # type: ignore[arg-type]


SAID: list[tuple[Callable[[Survey], Result], str, str]] = [
    (lambda s: describe_sample(s, columns="party"), "频数与百分比", "frequencies and percentages"),
    (lambda s: describe_sample(s, columns="news"), "响应率", "percentages of responses and of cases"),
    (lambda s: describe_items(s, items="trust"), "偏度和峰度", "skewness"),
    (lambda s: reliability(s, items=ITEMS[:3]), "McDonald ω", "McDonald's ω"),
    (lambda s: reliability(s, items=ITEMS[:2]), "Spearman-Brown系数", "the Spearman–Brown coefficient"),
    (lambda s: factorability(s, items=ITEMS), "Bartlett球形检验", "Bartlett's test"),
    (lambda s: analyse(s), "主成分分析", "principal component analysis"),
    (lambda s: analyse(s, method="ml", rotation="promax"), "κ=4，算法同SPSS", "promax rotation (power 4, as in SPSS"),
    (lambda s: analyse(s, method="minres", rotation="oblimin", like="r"), "算法同psych", "as in psych"),
    (lambda s: analyse(s, rotation="none"), "未作旋转", "without rotation"),
    (lambda s: analyse(s), "随机种子7", "seed 7"),
    (lambda s: efa(s, items=ITEMS, n_factors="kaiser", seed=1), "特征值大于1的规则确定", "the eigenvalues above 1"),
    (lambda s: correlations(s, columns=["trust", "luck"], adjust="holm"), "Holm法校正", "Holm's method"),
    (lambda s: correlations(s, columns=["trust", "luck"], method="spearman"), "Bonett-Wright", "Bonett and Wright's"),
    (lambda s: paired_comparison(s, pairs=("before", "after")), "以配对样本t检验为准", "compared by paired t tests"),
    (lambda s: regress(s, se="hc3"), "HC3", "HC3"),
    (lambda s: regress(s, se="cluster", cluster="party"), "按政治面貌聚类", "cluster-robust (CR1) by Party"),
    (lambda s: regress(s, center=["trust"]), "社区信任按样本均值中心化", "centred at the sample mean: Trust"),
    (lambda s: regress(s, conf_level=0.99), "99%置信区间", "99% confidence intervals"),
    (
        lambda s: mediation(s, x="trust", m=["belonging", "luck"], y="join", n_boot=200, seed=5, interval="bca"),
        "并行中介分析以普通最小二乘回归估计各路径，各间接效应的95%置信区间采用偏差校正加速（BCa）Bootstrap法（200次抽样，随机种子5）",
        "bias-corrected and accelerated bootstrap intervals (200 draws, seed 5)",
    ),
    (lambda s: hypothesis_summary(s, results=[regress(s)]), "记为支持", "counts as supported"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "zh", "en"), SAID)
def test_the_variant_is_named(survey: Survey, make: Callable[[Survey], Result], zh: str, en: str) -> None:
    result = make(survey)
    chinese = methods_sentence(result, language="zh", style="cn-generic")
    english = methods_sentence(result, language="en", style="apa7")
    assert zh in chinese
    assert en in english
    assert claims(chinese, "zh") == claims(english, "en") == []
    assert not re.search(r"[一-鿿{}]", english.replace("政治面貌", ""))
    assert all(letter.isupper() for letter in re.findall(r"(?:^|[a-z)]\. )(.)", english))


def test_missing_answers_are_told_only_where_some_are_missing(survey: Survey) -> None:
    frame = survey.data[ITEMS[:3]].astype(float)
    assert "缺失" not in methods_sentence(reliability(frame, items=ITEMS[:3]), language="zh", style="cn-generic")
    frame.iloc[0, 0] = float("nan")
    rules = {"listwise": "成列删除", "pairwise": "成对删除"}
    for rule, words in rules.items():
        result = reliability(frame, items=ITEMS[:3], missing=rule)  # type: ignore[arg-type]
        assert f"缺失值作{words}" in methods_sentence(result, language="zh", style="cn-generic")


def test_results_that_compute_nothing_have_no_method(survey: Survey) -> None:
    flow = sample_flow(drop_cases(survey, where={"party": 2}, reason="not of the frame"))
    assert methods_sentence(flow, language="zh", style="cn-generic") == ""


def test_a_method_that_results_share_is_told_once(survey: Survey) -> None:
    text = methods_text([regress(survey), regress(survey)], language="zh", style="cn-generic", versions={})
    assert text.count("线性回归") == 1


def test_suppression_and_software_are_told(survey: Survey) -> None:
    frame = pd.DataFrame({"q": pd.Categorical(["a"] * 3 + ["b"] * 40 + ["c"] * 20)})
    result = describe_sample(frame, columns="q").suppressed(5)
    text = methods_text([result], language="zh", style="cn-generic", versions={"surveykit": "1.0", "Python": "3.12"})
    assert "少于5人的单元格不予显示" in text
    assert text.endswith("数据处理与统计分析使用surveykit 1.0和Python 3.12完成。")
