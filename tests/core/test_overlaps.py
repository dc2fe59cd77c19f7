"""Bands as questionnaires word them: what they claim, and which of them claim the same number."""

from __future__ import annotations

import math

import pytest

from surveykit.core.codebook import Text
from surveykit.core.overlaps import Span, overlap_notes, overlapping, span_of


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("20-30岁", Span(20, 30)),
        ("２０～３０岁", Span(20, 30)),
        ("20岁至30岁", Span(20, 30)),
        ("31–40", Span(31, 40)),
        ("3,000-5,000元", Span(3000, 5000)),
        ("1万-2万", Span(10000, 20000)),
        ("1-3万元", Span(10000, 30000)),
        ("5000-1万元", Span(5000, 10000)),
        ("5000元-1万元", Span(5000, 10000)),
        ("20 to 30", Span(20, 30)),
        ("35-18岁", None),
        ("60岁及以上", Span(60, math.inf)),
        ("60+", Span(60, math.inf)),
        ("60 or over", Span(60, math.inf)),
        ("over 60", Span(60, math.inf, with_low=False)),
        ("18岁以下", Span(-math.inf, 18)),
        ("不满18岁", Span(-math.inf, 18, with_high=False)),
        ("不到1年", Span(-math.inf, 1, with_high=False)),
        ("under 18", Span(-math.inf, 18, with_high=False)),
        ("党员", None),
        ("5分", None),
        ("第2组共3人", None),
    ],
)
def test_what_a_label_claims(label: str, span: Span | None) -> None:
    assert span_of(label) == span


@pytest.mark.parametrize(
    "labels",
    [
        ["18-30", "31-40", "41及以上"],
        ["不满18岁", "18-30岁", "30岁以上"][:2],
        ["under 18", "18-29", "over 29"],
        ["男", "女"],
    ],
)
def test_bands_that_share_nothing_are_not_warned_of(labels: list[str]) -> None:
    assert overlapping(labels) == []
    assert overlap_notes([Text(zh=label) for label in labels]) == ()


def test_a_multiplier_behind_the_upper_edge_counts_for_the_lower_one() -> None:
    assert overlapping(["1万以下", "1-3万元", "3.5-5万元"]) == [("1万以下", "1-3万元")]


def test_shared_edges_and_shared_stretches_are_found() -> None:
    assert overlapping(["20-30岁", "30-40岁", "40岁以上"]) == [("20-30岁", "30-40岁"), ("30-40岁", "40岁以上")]
    assert overlapping(["18-35", "30-50"]) == [("18-35", "30-50")]


def test_bands_that_overlap_in_one_language_are_told_in_both() -> None:
    (note,) = overlap_notes([Text(zh="20-30岁", en="20-29"), Text(zh="30-40岁", en="30-39"), Text(zh="41岁以上")])
    assert note.zh.endswith("20-30岁与30-40岁")
    assert note.en.endswith("20-29 / 30-39")
