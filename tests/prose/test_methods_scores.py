"""How indices, levels, network measures, test scores and factor scores were made, in both languages."""

import pandas as pd
import pytest

import surveykit as sk
from surveykit.prose.methods import cleaning_sentence

FRAME = pd.DataFrame(
    {
        "a1": [0, 4, 2, 0, 1],
        "a2": [1, 0, None, 0, 3],
        "a3": [2, 2, 4, 0, 1],
        "r1": [1, 4, 6, 2, 8],
        "r2": [3, 4, 2, 2, 1],
        "o1": [1, 0, 1, 0, 1],
        "o2": [1, 1, 0, 0, 1],
        "o3": [0, 1, 1, 0, 1],
        "k1": [1, 2, 1, 1, None],
        "k2": [2, 2, 1, 1, None],
    }
)
SURVEY = sk.Survey.from_frame(FRAME)
PRESTIGE = {"o1": 80.0, "o2": 60.0, "o3": 20.0}
ITEMS = ["a1", "a2", "a3"]


def told(survey: sk.Survey) -> tuple[str, str]:
    """The paragraph in Chinese and in English."""
    return (
        cleaning_sentence(survey, language="zh", style="cn-generic"),
        cleaning_sentence(survey, language="en", style="apa7"),
    )


@pytest.mark.parametrize(("method", "zh", "en"), [("mean", "频率的均值", "the mean"), ("sum", "频率之和", "the sum")])
def test_an_index_of_participation_says_its_measures_its_minimum_and_its_gaps(method, zh, en) -> None:
    label = {"zh": "参与", "en": "Participation"}
    types = {"leisure": ["a1"], "voluntary": ["a2", "a3"]}
    chinese, english = told(
        sk.participation_index(SURVEY, into="p", items=ITEMS, types=types, method=method, min_answered=2, label=label)
    )
    assert "“参与：种类数”为3项活动中参加过的项数" in chinese
    assert zh in chinese
    assert "要求至少答满2项。“参与：leisure”和“参与：voluntary”按同样方法" in chinese
    assert "其中1名受访者的得分含未答题项。" in chinese
    assert "“Participation: kinds of activities” is the number of 3 activities" in english
    assert en in english
    assert "For 1 of the respondents these scores rest on fewer than all answers." in english


def test_without_types_and_gaps_nothing_is_said_of_them() -> None:
    chinese, english = told(sk.participation_index(SURVEY, into="p", items=ITEMS))
    assert "各类型" not in chinese
    assert "未答题项" not in chinese
    assert "one type" not in english


@pytest.mark.parametrize(
    ("columns", "method", "zh", "en"),
    [
        ("r1", "highest", "由1个题项", "the level of a rung"),
        (["r1", "r2"], "highest", "2个题项中最高的阶梯", "the highest rung over 2 questions"),
        (["r1", "r2"], "modal", "最常出现的阶梯（并列时取较高者）", "the most frequent rung over 2 questions"),
    ],
)
def test_a_level_of_the_ladder_says_which_rung_counts(columns, method, zh, en) -> None:
    chinese, english = told(sk.arnstein_level(SURVEY, into="level", columns=columns, method=method))
    assert zh in chinese
    assert en in english


def test_a_position_generator_says_who_knows_nobody_and_what_the_factor_is() -> None:
    chinese, english = told(sk.position_generator(SURVEY, into="net", prestige=PRESTIGE))
    assert "由定位法的3种职业及其声望得分计算，要求至少答满3种职业" in chinese
    assert "1名受访者广度为0，其余指标缺失" in chinese
    assert "n=4" in chinese
    assert "%的方差" in chinese
    assert "Respondents who knew nobody in any occupation (1) have an extensity of 0 and no other score" in english
    assert "% of their variance, n = 4)" in english


def test_who_knows_nobody_may_count_as_zero_and_a_factor_is_told_only_where_there_is_one() -> None:
    scored = sk.position_generator(SURVEY, into="net", prestige=PRESTIGE, nobody="zero", measures=["extensity"])
    chinese, english = told(scored)
    assert "均计为0" in chinese
    assert "count as 0" in english
    assert "principal component" not in english


@pytest.mark.parametrize(("method", "zh", "en"), [("proportion", "比例", "proportion"), ("count", "题数", "number")])
def test_a_knowledge_score_says_what_not_knowing_is(method, zh, en) -> None:
    chinese, english = told(sk.knowledge_score(SURVEY, into="k", correct={"k1": 1, "k2": 2}, method=method))
    assert f"2道知识题中答对的{zh}，“不知道”计为未答对，要求至少答满1题" in chinese
    assert f"the {en} of 2 knowledge questions that were answered right; “don't know” counts as not right" in english


def test_factor_scores_say_over_whom_the_items_were_standardized() -> None:
    weights = pd.DataFrame({"F1": [0.5, 0.5], "F2": [0.5, -0.5]}, index=["a1", "a2"])
    chinese, english = told(sk.score_factors(SURVEY, weights=weights, into=["f1", "f2"]))
    assert "“f1”和“f2”为因子得分：2个题项按全部答完的4名受访者标准化后加权求和" in chinese
    assert "Factor scores (“f1” and “f2”) are weighted sums of 2 items, standardised over the 4 respondents" in english
