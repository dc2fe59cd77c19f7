"""Labels that are bands of one amount stand in the order of the amounts."""

from __future__ import annotations

import pytest

from surveykit.read.bands import are_ranked, band_codes


@pytest.mark.parametrize(
    "ordered",
    [
        ["18岁以下", "18-25岁", "26-35岁", "60岁及以上"],
        ["5000元以下", "5000-1万元", "1-3万元", "3万元以上"],
        ["2000元及以下", "2001—4000元", "4001－6000元"],
        ["2000元以下", "2000-4000元（含2000元）", "4000元以上"],
        ["小于1年", "1-3年", "3年以上"],
        ["不到1年", "1 - 3 年", "3年及以上"],
        ["under 18", "18 to 25", "over 25"],
        ["1-3人", "4至6人", "7人+"],
        ["1部", "2部", "3部", "4部及以上"],
    ],
)
def test_bands_are_coded_from_the_lowest(ordered: list[str]) -> None:
    codes = {label: code for code, label in enumerate(ordered, start=1)}
    assert band_codes(ordered[::-1]) == codes


@pytest.mark.parametrize(
    "labels",
    [
        ["男", "女"],
        ["18-25岁"],
        ["1年以下", "6个月-1年"],
        ["1-3次", "1-5次"],
        ["18岁以下", "20岁以下"],
        ["18-25岁", "不愿透露"],
        ["3", "2"],
        ["8月", "9月"],
        ["大约18岁以下", "大约18岁以上"],
        ["社区1以下", "社区1以上"],
        ["35-18岁", "18-25岁"],
    ],
)
def test_labels_that_are_no_bands_of_one_amount(labels: list[str]) -> None:
    assert band_codes(labels) is None


def test_bands_are_ranked_whether_they_rise_or_fall() -> None:
    assert are_ranked(["18岁以下", "18-25岁", "26-35岁"])
    assert are_ranked(["26-35岁", "18-25岁", "18岁以下"])
    assert not are_ranked(["18-25岁", "18岁以下", "26-35岁"])
    assert not are_ranked(["男", "女"])
