"""The tables and sentences of screening print what was counted, in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

import surveykit as sk
from surveykit.analyze.screening import ScreeningResult
from surveykit.core.codebook import Codebook
from surveykit.core.style import resolve_style
from surveykit.core.survey import Survey

ITEMS = [f"q{i}" for i in range(10)]
ROWS = [[4, 2, 3, 5, 4, 2, 3, 1, 4, 5], [3] * 10, [2, 5, 4, 1, 3, 2, 5, 4, 1, 2]]


@pytest.fixture
def result() -> ScreeningResult:
    """Three respondents, of whom one ticks 3 throughout, and an earlier rule that flagged another."""
    book = Codebook.model_validate(
        {
            "variables": [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS],
            "scales": [{"name": "Q", "items": ITEMS}],
            "screening": [
                {"rule": "incomplete"},
                {"rule": "longstring", "cut_off": 6},
                {"rule": "irv"},
                {"rule": "even_odd"},
            ],
        }
    )
    survey = Survey.from_frame(pd.DataFrame(ROWS, columns=ITEMS), codebook=book)
    mine = sk.Rule(name="mine", label={"zh": "自定规则", "en": "A rule of my own"}, where={"q0": 2})  # type: ignore[arg-type]
    return sk.screen(sk.flag_inconsistent(survey, rules=[mine]))


def cells(table: sk.Table) -> list[list[object]]:
    return [[cell.value for cell in row.cells] for row in table.rows]


def test_rules_stand_with_their_limits_and_counts(result: ScreeningResult) -> None:
    assert cells(result.table(language="en", style="apa7")) == [
        ["Too many unanswered", "Gaps", "> 20%", 3, 0, 0.0, 0],
        ["Same answer throughout", "Invariance", "≥ 6", 3, 1, 1 / 3, 0],
        ["Hardly any variation", "Invariance", "≤ 0.4", 3, 1, 1 / 3, 0],
        ["A rule of my own", "Inconsistency", None, "—", 1, "—", 1],
    ]


def test_respondents_are_counted_by_families(result: ScreeningResult) -> None:
    _, agreement = result.tables(language="zh")
    assert cells(agreement) == [[0, 1, 1 / 3], [1, 2, 2 / 3]]


def test_the_overlap_is_a_lower_triangle(result: ScreeningResult) -> None:
    rows = cells(result.table(language="zh", layout="overlap"))
    assert [row[0] for row in rows] == ["1 漏答过多", "2 连续选择同一选项", "3 作答变异过小", "4 自定规则"]
    assert [row[1:] for row in rows] == [[0, None, None, None], [0, 1, None, None], [0, 1, 1, None], [0, 0, 0, 1]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "未执行的规则：奇偶题不一致（量表过少）。"),
        ("en", "Rules that were not applied: Odd and even items"),
    ],
)
def test_what_was_not_applied_is_said_under_the_table(result: ScreeningResult, language: str, said: str) -> None:
    notes = result.table(language=language).notes  # type: ignore[arg-type]
    assert notes[-1].startswith(said)


def test_sentences_say_who_would_be_excluded(result: ScreeningResult) -> None:
    zh = result.prose(language="zh")
    assert zh.startswith("对3份问卷执行4项筛查规则，2份（66.7%）至少触发一项。")
    assert zh.endswith("触发决定性规则的有1份，另有0份触发至少2类相互独立的迹象，按剔除规则共应剔除1份（33.3%）。")
    assert "Same answer throughout, 1; Hardly any variation, 1; A rule of my own, 1" in result.prose(language="en")


@pytest.mark.parametrize(
    ("rule", "cut_off", "en"),
    [
        ("mahalanobis", 0.001, "p < .001"),
        ("duplicate", 0.95, "≥ 95% identical"),
        ("total_time", 0.5, "< 50% of the median"),
        ("speeding", 2.0, "< 2 s an item"),
        ("psychant", -0.25, "> -0.25"),
    ],
)
def test_every_kind_of_limit_is_worded(rule: str, cut_off: float, en: str) -> None:
    from surveykit.tables.screening import _cut_off

    style = resolve_style("apa7", "en")
    assert _cut_off({"rule": rule, "cut_off": cut_off}, style).value == en
