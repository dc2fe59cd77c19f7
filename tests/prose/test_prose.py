"""Sentences give estimate, interval and N, and say no more than the numbers do."""

import re
from collections.abc import Callable

import numpy as np
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
from surveykit.core.codebook import Codebook
from surveykit.core.format import format_number
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.prose.phrases import items_listed

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
        assert claims(told[name, language], language) == []

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
    assert "占总效应的比例不稳定，故不予报告" in told["no_total_effect", "zh"]
    assert "is unstable and is not reported" in told["no_total_effect", "en"]
    assert not re.search(r"占总效应的[\d−]", told["no_total_effect", "zh"])


def test_a_difference_without_evidence_is_not_called_equality(told: dict) -> None:
    assert "进驻后次数" in told["paired", "zh"]
    assert re.search(r"高于进驻前次数", told["paired", "zh"])
    assert re.search(r"未发现再问次数（.*存在差异的证据", told["paired", "zh"])


def test_ranks_are_told_by_how_many_rose_and_fell(survey: Survey, told: dict) -> None:
    pair = ANALYSES["ranks"](survey).glance().iloc[0]
    rose, fell = pair["n_higher"], pair["n_lower"]
    assert f"下降者多于上升者（N=200，上升{rose}人，下降{fell}人，" in told["ranks", "zh"]
    assert f"more respondents fell than rose (N = 200, {rose} rose, {fell} fell, " in told["ranks", "en"]
    assert "Wilcoxon's signed-rank test was significant (Z = " in told["ranks", "en"]
    assert "M = " not in told["ranks", "en"]


def test_a_few_large_rises_are_no_majority() -> None:
    moves = np.repeat([3, -1, 0], [45, 55, 10])
    frame = pd.DataFrame({"before": 0, "after": moves + np.tile([0.0, 0.001], 55)})
    result = paired_comparison(frame, pairs=("before", "after"), method="wilcoxon")
    told = result.prose(language="en", style="apa7")
    assert result.tidy()["p_value"].iloc[0] < 0.05
    assert "the rises outweighed the falls" in told
    assert "more respondents" not in told


def test_low_reliability_is_named_and_its_source_cited(told: dict) -> None:
    assert "U的α低于惯用标准0.70（Nunnally & Bernstein, 1994）" in told["reliability", "zh"]
    assert "The α of U was below the customary .70 (Nunnally & Bernstein, 1994)" in told["reliability", "en"]


def test_high_reliability_is_stated_as_a_fact(survey: Survey) -> None:
    assert "α均不低于" in reliability(survey, items={"T": ITEMS[:3]}).prose()


def test_a_scale_whose_items_cancel_is_not_said_to_be_reliable() -> None:
    answers = pd.Series([1.0, 2, 3, 4, 5, 4, 2])
    result = reliability(pd.DataFrame({"x": answers, "y": 6 - answers}), items=["x", "y"], negative="note")
    assert result.prose() == "信度分析结果如下：全部题项的题项相互抵消，Cronbach α无法计算（N=7）。"
    assert "No α was below" not in result.prose(language="en")


def test_items_that_do_not_correlate_are_said_to_show_no_evidence() -> None:
    noise = pd.DataFrame(np.random.default_rng(3).normal(size=(60, 4)), columns=list("abcd"))
    text = factorability(noise, items=list("abcd")).prose()
    assert "低于惯用标准0.60（Kaiser & Rice, 1974）" in text
    assert "未发现题项之间存在相关的证据" in text


def test_components_are_not_called_factors(told: dict) -> None:
    assert "主成分分析" in told["components", "zh"]
    assert "因子" not in told["components", "zh"]
    assert "探索性因子分析" in told["factors", "zh"]


def _two_scales() -> Survey:
    """Eight items in three scales: T and U of three, another of two."""
    random = np.random.default_rng(5)
    both = np.repeat(random.normal(size=(80, 2)), 3, axis=1) + random.normal(scale=0.6, size=(80, 6))
    scales = [
        {"name": "T", "items": ITEMS[:3]},
        {"name": "U", "items": ITEMS[3:]},
        {"name": "other", "items": ["x1", "x2"]},
    ]
    variables = [{"name": name, "kind": "numeric"} for name in [*ITEMS, "x1", "x2"]]
    frame = pd.DataFrame(both, columns=ITEMS).assign(x1=random.normal(size=80), x2=random.normal(size=80))
    return Survey.from_frame(frame, codebook=Codebook.model_validate({"variables": variables, "scales": scales}))


def test_harmans_share_is_told_of_items_of_several_scales_only() -> None:
    survey = _two_scales()
    whole = {"name": "whole", "items": ITEMS, "dimensions": ["T", "U"]}
    scales = [scale.model_dump() for scale in survey.codebook.scales]
    nested = Survey(survey.data, Codebook.model_validate({**survey.codebook.model_dump(), "scales": [*scales, whole]}))
    told = [
        "Harman" in efa(data, items=items, n_factors=1, seed=1).prose()
        for data, items in [
            (survey, ["T", "U"]),
            (survey, ["T", "x1"]),
            (survey, "T"),
            (survey, ITEMS[:3]),
            (nested, ["T", "U"]),
            (nested, [*ITEMS, "x1"]),
            (survey.data, ITEMS),
        ]
    ]
    assert told == [True, True, False, False, False, True, False]


def test_one_component_has_no_second_to_load_on(survey: Survey, told: dict) -> None:
    one = efa(survey, items=ITEMS, n_factors=1, seed=1)
    assert "在两个及以上成分上" in told["components", "zh"]
    assert "在两个及以上" not in one.prose()
    assert "more than one component" in told["components", "en"]
    assert "more than one" not in one.prose(language="en")
    assert "各题项载荷的绝对值介于" in one.prose()


@pytest.mark.parametrize(
    ("conf_level", "zh", "en"), [(0.95, "0.05", ".05"), (0.995, "0.005", ".005"), (0.999, "0.001", ".001")]
)
def test_the_significance_level_is_printed_as_it_is(survey: Survey, conf_level: float, zh: str, en: str) -> None:
    result = correlations(survey, columns=["trust", "belonging"], conf_level=conf_level)
    assert f"在{zh}水平上显著的有1对（双侧检验，" in result.prose()
    assert f"significant at the {en} level (two-sided, " in result.prose(language="en", style="apa7")


def test_the_n_of_pairs_is_a_range_where_they_differ(survey: Survey) -> None:
    data = survey.data[["trust", "belonging", "distance"]].copy()
    data.iloc[:30, 0] = np.nan
    data.iloc[20:40, 1] = np.nan
    result = correlations(data, columns=list(data))
    assert "3个变量（各对的N=160~180）" in result.prose()
    assert "(N per pair = 160 to 180, pairs = 3)" in result.prose(language="en")
    assert "2个变量（N=160）" in correlations(data, columns=["trust", "belonging"]).prose()


def test_the_kind_of_interval_is_told_beside_intervals(survey: Survey, told: dict) -> None:
    assert "95%CI[" in told["correlations", "zh"]
    assert "95%置信区间采用Fisher z变换。" in told["correlations", "zh"]
    assert "Bonett and Wright" not in told["correlations", "en"]
    many = correlations(survey, columns=["luck", "trust", "distance", "u1"], conf_level=0.9999, adjust="holm").prose()
    assert ("CI[" in many) == ("置信区间采用" in many)


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
    assert "偏度绝对值超过惯用界限2（West et al., 1995）的有x" in describe_items(frame, items="x").prose()


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


def test_a_single_predictor_has_no_others_to_hold_constant(survey: Survey) -> None:
    for predictor in ("trust", "luck", "party"):
        result = linear_regression(survey, outcome="join", predictors=predictor)
        assert "控制" not in result.prose()
        assert "held constant" not in result.prose(language="en", style="apa7")
    assert "控制模型中的其他变量后" in linear_regression(survey, outcome="join", predictors=["trust", "luck"]).prose()


@pytest.mark.parametrize(("conf_level", "zh", "en"), [(0.9, "0.1", ".1"), (0.99, "0.01", ".01")])
def test_a_level_other_than_the_customary_one_is_told(survey: Survey, conf_level: float, zh: str, en: str) -> None:
    made = (
        linear_regression(survey, outcome="join", predictors=["trust"], conf_level=conf_level),
        paired_comparison(survey, pairs=("before", "after"), conf_level=conf_level),
        mediation(survey, x="trust", m="belonging", y="join", n_boot=200, seed=1, conf_level=conf_level),
    )
    for result in made:
        assert f"以上检验的显著性水平为{zh}。" in result.prose()
        assert f"These tests were judged at the {en} level." in result.prose(language="en", style="apa7")


def test_the_customary_level_needs_no_sentence(told: dict) -> None:
    assert not any("以上检验的显著性水平" in text for text in told.values())


def test_several_mediators_have_a_total(survey: Survey) -> None:
    result = mediation(survey, x="trust", m=["belonging", "luck"], y="join", n_boot=200, seed=1)
    row = result.tidy().set_index("path").loc["total_indirect"]
    assert f"总间接效应为{row['estimate']:.3f}" in result.prose()
    assert "总间接效应占总效应的" in result.prose()
    assert "The total indirect effect was" in result.prose(language="en")


def test_many_items_are_named_without_their_labels() -> None:
    book = Codebook.model_validate({"variables": [{"name": f"q{i}", "label": f"题{i}的全文"} for i in range(1, 7)]})
    assert items_listed(book, ["q1", "q2", "q3"], PRESETS["cn-generic"]) == "q1 题1的全文、q2 题2的全文和q3 题3的全文"
    assert items_listed(book, ["q1", "q2", "q3", "q4"], PRESETS["cn-generic"]) == "q1、q2、q3和q4"


def test_categories_that_are_as_large_are_named_together() -> None:
    answers = pd.DataFrame({"q": pd.Categorical(["f", "m", "m", "f", "x"])})
    result = describe_sample(answers, columns="q")
    assert "q为“f”和“m”（各2人，40.0%）" in result.prose()
    assert "q, f and m (n = 2 each, 40.0%)" in result.prose(language="en", style="apa7")


def test_one_factor_is_not_spoken_of_as_several(survey: Survey) -> None:
    result = efa(survey, items=ITEMS, n_factors=1, method="minres", rotation="none", seed=1)
    assert "together" not in result.prose(language="en")
