"""The preparation of the data is told from the log."""

import pandas as pd
import pytest

from surveykit.clean.drop import drop_cases
from surveykit.clean.exclude import exclude_flagged
from surveykit.clean.incomplete import flag_incomplete
from surveykit.clean.inconsistent import Rule, flag_inconsistent
from surveykit.clean.reverse import reverse_items
from surveykit.clean.straightlining import flag_straightlining
from surveykit.core.codebook import Codebook, ScaleMethod, Text
from surveykit.core.survey import Survey
from surveykit.prose.methods import cleaning_sentence
from surveykit.read.waves import link_waves
from surveykit.scales.score import score_scales

BOOK = {
    "variables": [{"name": name, "kind": "ordinal", "low": 1, "high": 5} for name in ("a1", "a2", "a3", "b1", "b2")],
    "scales": [
        {"name": "A", "label": {"zh": "信任", "en": "Trust"}, "items": ["a1", "a2", "a3"], "reversed": ["a3"]},
        {"name": "B", "label": {"zh": "参与", "en": "Participation"}, "items": ["b1", "b2"], "method": "sum"},
    ],
}


def prepared() -> Survey:
    frame = pd.DataFrame(
        {
            "a1": [4, 5, 1, 2, 3],
            "a2": [4, None, 2, 2, 3],
            "a3": [2, 1, 5, 4, 3],
            "b1": [1, 2, 3, 4, 5],
            "b2": [5, 4, 3, 2, 1],
        }
    )
    survey = Survey.from_frame(frame, codebook=Codebook.model_validate(BOOK))
    rule = Rule(name="odd", label=Text(zh="前后矛盾", en="Contradiction"), where={"b1": 5})
    items = ["a1", "a2", "a3", "b1", "b2"]
    return (
        survey.pipe(flag_inconsistent, rules=[rule])
        .pipe(flag_incomplete, items=items, max_missing=0.35)
        .pipe(flag_straightlining, items=items, run_length=5)
        .pipe(exclude_flagged)
        .pipe(drop_cases, where={"b1": 4}, reason="搬离社区")
        .pipe(reverse_items)
        .pipe(score_scales)
    )


def test_rules_limits_and_counts_are_told_in_chinese() -> None:
    text = cleaning_sentence(prepared(), language="zh", style="cn-generic")
    assert "不符合调查对象范围或前后矛盾（前后矛盾）；漏答过多（未答题项超过35%）；规律作答（连续5题及以上" in text
    assert "共剔除1份，保留4份。" in text
    assert "因“搬离社区”剔除1份，保留3份。" in text
    assert "反向题a3在计分前反向处理。" in text
    assert "量表得分取已答题项的均值，要求信任至少答满2题（共3题）。" in text
    assert "量表总分为已答题项的均值乘以题项数，要求参与至少答满1题（共2题）。" in text
    assert text.endswith("其中1个得分含未答题项。")


def test_the_same_is_told_in_english() -> None:
    text = cleaning_sentence(prepared(), language="en", style="apa7")
    assert "ineligible or contradictory answers (“Contradiction”); too many unanswered items (more than 35%)" in text
    assert "this removed 1 and left 4." in text
    assert "a minimum of 2 of 3 items for Trust." in text
    assert text.endswith("Of these scores, 1 rest on fewer than all items.")


def test_a_reason_in_both_languages_is_told_in_the_language_of_the_sentence() -> None:
    survey = Survey.from_frame(pd.DataFrame({"x": [1, 2]}))
    left = drop_cases(survey, where={"x": 1}, reason={"zh": "测试数据", "en": "test rows"})
    zh, en = (
        cleaning_sentence(left, language="zh", style="cn-generic"),
        cleaning_sentence(left, language="en", style="apa7"),
    )
    assert "测试数据" in zh
    assert "test rows" not in zh
    assert "test rows" in en
    assert "测试数据" not in en


def test_a_survey_without_a_log_has_nothing_to_tell() -> None:
    survey = Survey.from_frame(pd.DataFrame({"x": [1, 2]}))
    assert "剔除" not in cleaning_sentence(survey, language="zh", style="cn-generic")


@pytest.mark.parametrize(
    ("method", "zh", "en"),
    [
        ("pomp", "百分制得分的均值", "the percent of maximum possible"),
        ("z", "均值0，标准差1", "mean 0, standard deviation 1"),
        ("t", "T分数", "a T score"),
    ],
)
def test_every_method_of_scoring_is_told(method: ScaleMethod, zh: str, en: str) -> None:
    frame = pd.DataFrame({"a1": [1, 2, 5], "a2": [1, 3, 4]})
    variables = [{"name": name, "kind": "numeric", "low": 1, "high": 5} for name in frame]
    book = {"variables": variables, "scales": [{"name": "A", "items": list(frame), "method": method}]}
    scored = score_scales(Survey.from_frame(frame, codebook=Codebook.model_validate(book)))
    assert zh in cleaning_sentence(scored, language="zh", style="cn-generic")
    assert en in cleaning_sentence(scored, language="en", style="apa7")


def test_waves_are_told_by_respondents_and_those_who_were_not_in_all_of_them_for_that_reason() -> None:
    first = Survey.from_frame(pd.DataFrame({"q": [1, 2, 3]}, index=list("abc")))
    second = Survey.from_frame(pd.DataFrame({"q": [4, 5]}, index=list("cd")))
    panel = link_waves({"t1": first, "t2": second}, keep="linked")
    assert cleaning_sentence(panel, language="zh", style="cn-generic") == (
        "各批次调查合计4名受访者。未参加全部批次调查的3名受访者予以剔除，保留1名。"
    )
    assert "not in every wave were left out (3), which left 1" in cleaning_sentence(panel, language="en", style="apa7")


def test_a_total_says_that_its_dimensions_have_minimums_of_their_own() -> None:
    frame = pd.DataFrame({"a": [1, 2, 5], "b": [1, 3, 4]})
    variables = [{"name": name, "kind": "numeric", "low": 1, "high": 5} for name in frame]
    parts = [{"name": f"{name}_part", "items": [name]} for name in frame]
    whole = {"name": "T", "items": list(frame), "dimensions": ["a_part", "b_part"]}
    book = Codebook.model_validate({"variables": variables, "scales": [whole, *parts]})
    scored = score_scales(Survey.from_frame(frame, codebook=book), scales="T")
    assert "且各维度达到其最低题数" in cleaning_sentence(scored, language="zh", style="cn-generic")
    assert "the minimum of each of its dimensions" in cleaning_sentence(scored, language="en", style="apa7")
