"""Dropping respondents: by codes, by a function, by true and false; never by text, never without a reason."""

import traceback

import pandas as pd
import pytest

from surveykit import Rule, cleaning_log, drop_cases, flag_inconsistent
from surveykit.core.codebook import Codebook, Text
from surveykit.errors import ColumnError, OptionError, SampleError


def test_codes_must_all_hold(build):
    survey = build(pd.DataFrame({"area": [1, 5, 5], "sex": [1, 1, 2]}, index=["a", "b", "c"]))
    assert list(drop_cases(survey, where={"area": 5}, reason="Elsewhere").data.index) == ["a"]
    assert list(drop_cases(survey, where={"area": [1, 5], "sex": 2}, reason="Elsewhere").data.index) == ["a", "b"]


def test_true_and_false_are_aligned_on_ids_not_on_order(build):
    survey = build(pd.DataFrame({"x": [1, 2, 3]}, index=["a", "b", "c"]))
    where = pd.Series([True, False, False], index=["c", "a", "b"])
    assert list(drop_cases(survey, where=where, reason="Test rows").data.index) == ["a", "b"]


def test_the_log_says_who_left_and_why(build):
    survey = build(pd.DataFrame({"age": [12, 40]}, index=["child", "adult"]), mode=["web", "paper"])
    step = drop_cases(survey, where=lambda d: d["age"] < 16, reason="Younger than 16").log[-1]
    assert (step.verb, step.rows_before, step.rows_after, step.reason) == ("drop_cases", 2, 1, "Younger than 16")
    assert step.cases[["id", "row", "cut_off", "action"]].to_numpy().tolist() == [
        ["child", 2, "Younger than 16", "dropped"]
    ]
    assert step.removed.to_numpy().tolist() == [["child", "Younger than 16", "web"]]


def test_an_empty_answer_leaves_the_condition_open_and_that_is_refused(build):
    survey = build(pd.DataFrame({"age": [12, None, 40]}))
    for where in ({"age": 12}, lambda d: d["age"] < 16):
        with pytest.raises(OptionError, match="open for 1 respondents"):
            drop_cases(survey, where=where, reason="Younger than 16")
    kept = drop_cases(survey, where=lambda d: (d["age"] < 16).fillna(False), reason="Younger than 16")
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("x > 1", "text is never run"),
        ({}, "where is empty"),
        (pd.Series([1, 0, 1]), "not Series of int64"),
        (lambda d: True, "not bool"),
        (pd.Series([True, False], index=[0, 1]), "each of their ids once"),
    ],
)
def test_what_is_no_condition_is_refused(build, where, message):
    with pytest.raises(OptionError, match=message):
        drop_cases(build(pd.DataFrame({"x": [1, 2, 3]})), where=where, reason="Test rows")


def test_an_unknown_column_is_named(build):
    with pytest.raises(ColumnError, match="Closest: 'area'"):
        drop_cases(build(pd.DataFrame({"area": [1, 2]})), where={"aera": 1}, reason="Elsewhere")


def test_nobody_left_is_refused(build):
    with pytest.raises(SampleError, match="all 2 respondents"):
        drop_cases(build(pd.DataFrame({"x": [1, 1]})), where={"x": 1}, reason="Everybody")


BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "listed", "values": {1: "yes", 2: "no", 3: "maybe"}},
            {"name": "ranged", "kind": "numeric", "low": 1, "high": 5},
            {"name": "city", "kind": "text"},
            {"name": "phone", "kind": "text", "personal": True},
            {"name": "boss", "values": {1: "Li Na", 2: "Wang Wei"}, "personal": True},
        ]
    }
)
FRAME = pd.DataFrame(
    {
        "listed": [1, 2, 2],
        "ranged": [1, 2, 4],
        "free": [1, 2, 4],
        "city": ["c1", "c2", "c3"],
        "phone": ["1390001", "1390002", "1390003"],
        "boss": [1, 1, 2],
        "day": pd.to_datetime(["2025-05-01", "2025-05-02", "2025-05-03"]),
    }
)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"city": "c11"}, r"where\['city'\]: \['c11'\] are not answers to 'city'. Closest: 'c1'"),
        ({"city": ["c1", "c99"]}, r"\['c99'\] are not .* Nobody has given them"),
        ({"city": [["c1"]]}, "are not answers"),
        ({"city": None}, "are not answers"),
        ({"city": []}, "is empty"),
        ({"free": 99}, r"\[99\] are not answers to 'free'. The answers reach from 1 to 4"),
        ({"free": [1, 3]}, r"\[3\] are not answers to 'free'"),
        ({"ranged": 6}, r"\[6\] are not answers to 'ranged'"),
        ({"listed": 4}, r"\[4\] are not answers to 'listed'. Allowed: 1 \(yes\)"),
        ({"day": pd.Timestamp("2024-01-01")}, "are not answers to 'day'"),
    ],
)
def test_an_answer_that_nobody_can_have_given_keeps_nobody_in_silence(build, where, message):
    survey = build(FRAME, BOOK)
    with pytest.raises(OptionError, match=message):
        drop_cases(survey, where=where, reason="Elsewhere")
    with pytest.raises(OptionError, match=message):
        flag_inconsistent(survey, rules=[Rule(name="r", label="Elsewhere", where=where)])


@pytest.mark.parametrize(
    "where", [{"listed": 3}, {"ranged": 5}, {"ranged": [3, 5]}], ids=["listed", "in range", "both in range"]
)
def test_an_answer_that_the_codebook_allows_may_be_nobodys(build, where):
    assert len(drop_cases(build(FRAME, BOOK), where=where, reason="Elsewhere")) == 3


@pytest.mark.parametrize("where", [{"city": "c1"}, {"day": pd.Timestamp("2025-05-01")}, {"city": ("c1",)}])
def test_text_and_dates_are_found(build, where):
    assert drop_cases(build(FRAME, BOOK), where=where, reason="Elsewhere").data.index.tolist() == [1, 2]


@pytest.mark.parametrize("where", [{"phone": "1390009"}, {"boss": 3}, {"boss": "Li N"}])
def test_messages_about_personal_columns_show_no_answer(build, where):
    with pytest.raises(OptionError, match=r"phone|boss") as refused:
        drop_cases(build(FRAME, BOOK), where=where, reason="Withdrew")
    assert not any(shown in str(refused.value) for shown in ("1390", "Li", "Wang"))


def test_the_log_names_personal_columns_without_their_answers(build):
    step = drop_cases(build(FRAME, BOOK), where={"phone": "1390002", "listed": 2}, reason="Withdrew").log[-1]
    assert step.arguments == {"where": {"phone": "", "listed": 2}}
    assert step.columns == ("phone", "listed")
    assert "1390002" not in repr((step.arguments, step.cases.to_dict(), step.removed.to_dict()))


@pytest.mark.parametrize(
    "where", [lambda d: d["phone"].astype(float) > 1, lambda d: pd.Series({d["phone"].iloc[0]: 1})["x"]]
)
def test_a_function_that_fails_does_not_tell_the_answers_it_failed_on(build, where):
    frame = FRAME.assign(phone=["张三 1390001"] + ["李四 1390002"] * (len(FRAME) - 1))
    with pytest.raises(OptionError, match=r"where: the function fails with \w+Error") as failed:
        drop_cases(build(frame, BOOK), where=where, reason="Withdrew")
    assert "张三" not in "".join(traceback.format_exception(failed.value))


@pytest.mark.parametrize("reason", [{"zh": "测试数据", "en": "Test rows"}, Text(zh="测试数据", en="Test rows")])
def test_a_reason_in_both_languages_is_told_in_the_language_asked_for(build, reason):
    left = drop_cases(build(pd.DataFrame({"x": [1, 2]})), where={"x": 1}, reason=reason)
    assert [left.log[-1].why(language) for language in ("zh", "en")] == ["测试数据", "Test rows"]
    assert [cleaning_log(left, language=language)["cut_off"].item() for language in ("zh", "en")] == [
        "测试数据",
        "Test rows",
    ]
    assert cleaning_log(left, language="en")["decided_by"].item() == "Test rows"


@pytest.mark.parametrize("reason", ["", "  ", {}, {"zh": " "}, Text()])
def test_an_empty_reason_is_refused_in_every_form(build, reason):
    with pytest.raises(OptionError, match="reason is empty"):
        drop_cases(build(pd.DataFrame({"x": [1, 2]})), where={"x": 1}, reason=reason)


@pytest.mark.parametrize("reason", [None, 3, {"fr": "essai"}])
def test_what_is_no_reason_is_refused(build, reason):
    with pytest.raises(OptionError, match="reason must be a text"):
        drop_cases(build(pd.DataFrame({"x": [1, 2]})), where={"x": 1}, reason=reason)
