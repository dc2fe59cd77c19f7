"""Sixteen ways in which cleaning goes wrong without a word elsewhere, by their number in the list of bad inputs."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, SampleError

ITEMS = ["q1", "q2", "q3", "q4", "q5"]
BOOK = Codebook.model_validate(
    {
        "variables": [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS],
        "scales": [{"name": "T", "items": ITEMS, "reversed": ["q5"]}],
    }
)


def survey(*rows: list[float | None]) -> Survey:
    return Survey.from_frame(pd.DataFrame(list(rows), columns=ITEMS, dtype=float), codebook=BOOK)


def values(survey_: Survey, name: str) -> list[float | None]:
    return [None if math.isnan(value) else value for value in survey_.data[name].astype(float)]


def test_c1_all_items_missing_is_no_score_of_zero() -> None:
    scored = survey([None] * 5, [1, 2, 3, 4, 5]).pipe(sk.reverse_items).pipe(sk.score_scales)
    assert values(scored, "T") == [None, pytest.approx((1 + 2 + 3 + 4 + 1) / 5)]
    total = sk.derive(survey([None] * 5), into="x", values=sk.sum_of(ITEMS[:4], min_answered=1))
    assert values(total, "x") == [None]


def test_c2_a_gap_does_not_count_as_nothing() -> None:
    one_gap = survey([5, None, 5, 5, 1], [5, None, None, 5, 1]).pipe(sk.reverse_items)
    total = sk.derive(one_gap, into="x", values=sk.sum_of(["q1", "q2"], min_answered=1))
    assert values(total, "x") == [10, 10]
    assert values(sk.derive(one_gap, into="x", values=sk.sum_of(["q1", "q2"])), "x") == [None, None]
    imputed = sk.impute_person_mean(one_gap)
    assert imputed.log[-1].arguments["min_share"] == 0.8
    assert values(imputed, "q2") == [5, None]


@pytest.mark.parametrize("written", ["同意 ", "同 意", "\u3000同意"])
def test_c3_a_label_with_other_spaces_is_understood(written: str) -> None:
    options = ["非常不同意", "不同意", "一般", "同意", "非常同意"]
    coded = sk.code_answers(Survey.from_frame(pd.DataFrame({"q": [*options, written]})), columns="q")
    assert coded.data["q"].tolist()[-1] == 4
    with pytest.raises(AnswerError, match="closest: '同意'"):
        sk.code_answers(Survey.from_frame(pd.DataFrame({"q": [*options, "同亿"]})), columns="q")


def test_c4_small_unsigned_integers_do_not_wrap_around() -> None:
    book = Codebook.model_validate({"variables": [{"name": "q", "kind": "numeric", "low": 1, "high": 5}]})
    small = Survey.from_frame(pd.DataFrame({"q": np.array([1, 5], dtype=np.uint8)}), codebook=book)
    assert sk.reverse_items(small, items="q").data["q"].tolist() == [5, 1]
    outside = Survey.from_frame(pd.DataFrame({"q": np.array([1, 7], dtype=np.uint8)}), codebook=book)
    with pytest.raises(AnswerError, match="outside the range"):
        sk.reverse_items(outside, items="q")
    derived = sk.derive(small, into="x", values=sk.answer_to("q") - 6)
    assert values(derived, "x") == [-5, -1]


def test_c5_reversing_twice_is_an_error_under_any_name() -> None:
    once = sk.reverse_items(survey([1, 2, 3, 4, 5]))
    with pytest.raises(ColumnError, match="reversed already"):
        sk.reverse_items(once)
    with pytest.raises(ColumnError, match="reversed already"):
        sk.reverse_items(sk.rename_variables(once, names={"q5": "alone"}))


@pytest.mark.parametrize("code", [7, 99, -99])
def test_c6_a_code_outside_the_range_is_no_number(code: int) -> None:
    wrong = survey([1, 2, 3, 4, 5], [code, code, 3, 4, 5])
    for use in (
        lambda s: s.pipe(sk.reverse_items).pipe(sk.score_scales),
        lambda s: sk.derive(s, into="x", values=sk.mean_of(["q1", "q2"])),
        lambda s: s.pipe(sk.reverse_items).pipe(sk.impute_person_mean),
        lambda s: sk.describe_items(s, items=["q1"]),
    ):
        with pytest.raises(AnswerError, match=r"\{'q1': 1") as refused:
            use(wrong)
        assert set(refused.value.cases["value"]) == {code}


def test_c7_ids_that_occur_twice_do_not_multiply_rows() -> None:
    first = Survey.from_frame(pd.DataFrame({"key": ["a", "b"], "x": [1, 2]}))
    twice = Survey.from_frame(pd.DataFrame({"key": ["a", "a", "b"], "x": [1, 2, 3]}))
    with pytest.raises(AnswerError, match="2 rows share a key"):
        sk.link_waves({"t1": first, "t2": twice}, column="key")
    with pytest.raises(ColumnError, match="more than one batch"):
        sk.combine([first, twice], ids="keep")
    with pytest.raises(ColumnError, match="occur more than once"):
        Survey.from_frame(pd.DataFrame({"x": [1, 2]}, index=["a", "a"]))


def test_c8_missing_ids_do_not_match_each_other() -> None:
    book = Codebook.model_validate({"variables": [{"name": "key", "kind": "text"}]})
    waves = [
        Survey.from_frame(pd.DataFrame({"key": ["a", None, " "], "x": [1, 2, 3]}), codebook=book) for _ in range(2)
    ]
    panel = sk.link_waves({"t1": waves[0], "t2": waves[1]}, column="key")
    assert len(panel) == 5
    assert panel.data[["x_t1", "x_t2"]].notna().all(axis=1).sum() == 1


def test_c9_and_c10_a_missing_group_is_counted_and_shown() -> None:
    group = [1.0, 2.0, None, 1.0]
    frame = pd.DataFrame({"group": group})
    described = sk.describe_sample(frame, columns="group")
    assert described.tidy()["n"].tolist() == [2, 1, 1]
    assert described.tidy()["level"].isna().tolist() == [False, False, True]
    assert described.glance()["n_missing"].tolist() == [1]


def test_c11_every_number_has_a_band_and_the_edges_are_where_they_are_said_to_be() -> None:
    ages = Survey.from_frame(pd.DataFrame({"age": [0, 18, 17.9, None]}))
    banded = sk.bands(ages, into="b", column="age", breaks=[0, 18, math.inf], labels=["minor", "adult"])
    assert values(banded, "b") == [1, 2, 1, None]
    with pytest.raises(AnswerError, match="lie in no band"):
        sk.bands(ages, into="b", column="age", breaks=[1, 18, 99], labels=["minor", "adult"])


def test_c12_durations_are_parsed_as_platforms_write_them(tmp_path: Path) -> None:
    header = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、您的性别:"]
    at = "2025/3/1 10:00:00"
    rows = [
        [str(n), at, spent, "微信", "N/A", "1.2.3.4(江西-南昌)", "男"]
        for n, spent in enumerate(["123秒", "2分5秒", "-7秒"], 1)
    ]
    path = tmp_path / "wjx.csv"
    path.write_text("\n".join(",".join(row) for row in [header, *rows]), encoding="utf-8-sig")
    read = sk.read_survey(path)
    assert read.paradata["duration_seconds"].tolist()[:2] == [123, 125]
    assert math.isnan(read.paradata["duration_seconds"].tolist()[2])
    assert "duration" in read.log[0].told("en")


@pytest.mark.parametrize("n", [0, 1])
def test_c13_too_few_respondents_are_an_error_in_words(n: int) -> None:
    frame = pd.DataFrame({item: [3.0] * n for item in ITEMS})
    with pytest.raises(SampleError):
        sk.reliability(frame, items=ITEMS[:3])


def test_c14_the_same_word_in_other_forms_is_one_option() -> None:
    frame = pd.DataFrame({"q": ["caf\u00e9", "cafe\u0301", "ＡＢ", "AB", "ab", "café "]})
    coded = sk.code_answers(Survey.from_frame(frame), columns="q", ladder=["AB", "café"])
    assert coded.data["q"].tolist() == [2, 2, 1, 1, 1, 2]
    told = sk.cleaning_log(coded, language="en")
    assert set(told["label"]) == {"Label with other spaces or width"}


def test_c15_an_empty_text_is_missing_and_no_category() -> None:
    read = Survey.from_frame(pd.DataFrame({"q": ["", " ", "a", "b"]}))
    assert values(read, "q") == [None, None, 1, 2]
    assert [text.en for text in read.codebook.variable("q").values.values()] == ["a", "b"]


def test_c16_missing_passes_through_every_recoding() -> None:
    answers = Survey.from_frame(pd.DataFrame({"q": [1, 2, None]}))
    for made in (
        sk.recode(answers, column="q", codes={1: 1, 2: 2}, into="x"),
        sk.collapse(answers, column="q", into="x", codes=[1, 2], labels=["a", "b"]),
        sk.derive_indicator(answers, into="x", column="q", codes=1),
        sk.bands(answers, into="x", column="q", breaks=[0, 2, 3], labels=["a", "b"]),
        sk.derive(answers, into="x", values=sk.answer_to("q") < 2),
    ):
        assert values(made, "x")[2] is None
        assert made.missing_reasons["x"].tolist() == ["", "", "blank"]
