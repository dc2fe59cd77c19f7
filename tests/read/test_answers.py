"""What a text means: exact answers, repairs that are logged, and answers nobody may guess."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Variable
from surveykit.read.answers import read_answers
from surveykit.read.answers_options import read_listed, read_member_columns, split_options
from surveykit.read.export import Body

AGREE = {1: "非常不同意", 2: "不太同意", 3: "一般", 4: "比较同意", 5: "非常同意"}
ITEM = Variable.model_validate({"name": "q", "kind": "ordinal", "values": AGREE, "missing": {9: "refused"}})
AGE = Variable(name="age", kind="numeric", low=6, high=98, missing={99: "blank"})


def read(
    text: str, variable: Variable = ITEM, body: Body = "keyed", year: int | None = 2025
) -> tuple[object, str, str]:
    """Value, reason and rule of one cell; the value is "unknown" where it was not understood."""
    years = None if year is None else pd.Series([float(year)], index=[2])
    found = read_answers(pd.Series([text], index=[2], dtype=object), variable, body=body, years=years)
    if found.unknown:
        return "unknown", "", ""
    rule = found.repairs[0].rule if found.repairs else ""
    value = found.values.iloc[0]
    return (None if pd.isna(value) else value), found.reasons.iloc[0], rule


@pytest.mark.parametrize("text", ["非常同意", "5"])
def test_exact_label_or_code_passes_without_a_word(text: str) -> None:
    assert read(text) == (5.0, "", "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" 非常同意 ", "label with other spaces or width"),
        ("非 常同意", "label with other spaces or width"),
        ("５", "code instead of label"),
        (" 5", "code instead of label"),
        ("5.0", "code instead of label"),
        ("5分", "points"),
        ("５ 分", "points"),
        ("5=非常同意", "code and label"),
        ("5、非常同意", "code and label"),
        ("E.非常同意", "code and label"),
        ("E", "letter"),
        ("e", "letter"),
    ],
)
def test_retyped_answers_are_understood_and_logged(text: str, rule: str) -> None:
    assert read(text) == (5.0, "", rule)


def test_a_code_in_a_download_by_text_is_a_repair() -> None:
    assert read("5", body="text") == (5.0, "", "code instead of label")


@pytest.mark.parametrize("text", ["6", "同意", "不同意", "4=非常同意", "F", "五", "非常同意!同意", "55", "5e0"])
def test_what_could_be_wrong_is_unknown(text: str) -> None:
    assert read(text)[0] == "unknown"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "blank"), ("  ", "blank"), ("(空)", "blank"), ("（空）", "blank"), ("(跳过)", "not_shown"), ("9", "refused")],
)
def test_empty_cells_keep_their_reason(text: str, reason: str) -> None:
    assert read(text) == (None, reason, "")


@pytest.mark.parametrize(("text", "reason"), [("-2", "blank"), ("-3", "not_shown")])
def test_platform_codes_for_empty_cells(text: str, reason: str) -> None:
    assert read(text, body="index") == (None, reason, "")
    assert read(text)[:2] == (None, reason)
    assert read(text)[2], "outside a download by index they are logged"


def test_negative_codes_of_the_codebook_are_answers() -> None:
    scale = Variable.model_validate({"name": "q", "values": {-2: "差", -1: "较差", 0: "中"}})
    assert read("-2", scale) == (-2.0, "", "")


def test_text_that_looks_like_missing_elsewhere_is_an_answer() -> None:
    note = Variable(name="note", kind="text")
    for text in ("NA", "None", "null", "010010", "1E5", "-3"):
        assert read(text, note) == (text, "", "")


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("62", 62.0, ""),
        ("６２", 62.0, "number with other spaces or width"),
        ("62岁", 62.0, "number with words"),
        ("约62周岁", 62.0, "number with words"),
        ("10年以上", 10.0, "number with words"),
        ("1960", 65.0, "year of birth"),
        ("1960年", 65.0, "year of birth"),
        ("1e-09", 1e-09, "number with an exponent"),
        ("2.5E+01", 25.0, "number with an exponent"),
    ],
)
def test_numbers(text: str, value: float, rule: str) -> None:
    assert read(text, AGE) == (value, "", rule)


@pytest.mark.parametrize("text", ["6个月", "1年以下", "六十", "1E1", "1900", "2024", "--", "0x20"])
def test_numbers_that_could_be_wrong_are_unknown(text: str) -> None:
    assert read(text, AGE)[0] == "unknown"


def test_year_of_birth_needs_the_year_of_the_answer() -> None:
    assert read("1960", AGE, year=None)[0] == "unknown"


def test_years_stay_years_where_they_may_be_answers() -> None:
    assert read("1960", Variable(name="built", kind="numeric", low=1900, high=2030)) == (1960.0, "", "")
    assert read("1960", Variable(name="income", kind="numeric")) == (1960.0, "", "")


def test_zero_and_open_negatives_are_answers() -> None:
    assert read("0", AGE)[0] == 0.0
    assert read("-3", Variable(name="change", kind="numeric"), body="index") == (-3.0, "", "")
    assert read("-3", AGE, body="index") == (None, "not_shown", "")


def test_programs_write_small_numbers_with_an_exponent() -> None:
    share = Variable(name="share", kind="numeric")
    assert read("1e-09", share, body="coded") == (1e-09, "", "")
    assert read("1E5", share)[0] == "unknown"


def test_thousands() -> None:
    income = Variable(name="income", kind="numeric")
    assert read("1,200", income) == (1200.0, "", "thousands separator")
    assert read("1,20", income)[0] == "unknown"


@pytest.mark.parametrize("text", ["2023-03-15", "2023/3/15", "2023年3月15日", "45000"])
def test_dates(text: str) -> None:
    assert read(text, Variable(name="day", kind="date"))[0] == pd.Timestamp("2023-03-15")


def test_personal_values_are_never_shown() -> None:
    phone = Variable(name="phone", kind="numeric", personal=True)
    cells = pd.Series(["138 0013 8000x", "１３８"], index=[2, 3], dtype=object)
    found = read_answers(cells, phone, body="keyed")
    assert [(cell.text, cell.action) for cell in (*found.unknown, *found.repairs)] == [("", ""), ("", "")]


MEMBERS = [
    Variable.model_validate({"name": f"m{place}", "label": label, "values": {0: "未选", 1: "选中"}})
    for place, label in enumerate(["文体", "政治/军事", "ACG(动漫、游戏等)", "其他"], start=1)
]


def listed(text: str, kind: str = "multiple", body: Body = "keyed") -> tuple[list[float], bool]:
    cells = pd.Series([text], index=[2], dtype=object)
    found = read_listed(cells, MEMBERS, name="acts", kind="ranking" if kind == "ranking" else "multiple", body=body)
    assert not found[0].unknown, found[0].unknown
    return [float(answer.values.iloc[0]) for answer in found], bool(found[0].repairs)


@pytest.mark.parametrize(
    "text",
    [
        "文体┋政治/军事┋其他〖遛┋狗〗",
        "文体、政治/军事、其他",
        "文体;政治/军事;其他",
        "ABD",
        "A,B,D",
        "1，2，4",
        "1/2/4",
        "a b d",
    ],
)
def test_options_in_one_cell(text: str) -> None:
    assert listed(text)[0] == [1.0, 1.0, 0.0, 1.0]


def test_only_the_platforms_own_separator_passes_without_a_word() -> None:
    assert listed("文体┋其他") == ([1.0, 0.0, 0.0, 1.0], False)
    assert listed("ABD")[1]
    assert listed("ACG(动漫、游戏等)") == ([0.0, 0.0, 1.0, 0.0], False)


@pytest.mark.parametrize("text", ["C→A→D", "3→1→4", "ACG(动漫、游戏等)→文体→其他", "CAD", "C>A>D"])
def test_ranks_in_one_cell(text: str) -> None:
    np.testing.assert_array_equal(listed(text, "ranking")[0], [2.0, np.nan, 1.0, 3.0])


@pytest.mark.parametrize("text", ["文", "政治", "A,A", "1,9", "ABZ", "文体┋政治"])
def test_options_that_could_be_wrong_are_unknown(text: str) -> None:
    cells = pd.Series([text], index=[2], dtype=object)
    found = read_listed(cells, MEMBERS, name="acts", kind="multiple", body="keyed")
    assert [(cell.row, cell.column) for cell in found[0].unknown] == [(2, "acts")]


def test_separator_inside_brackets_belongs_to_the_respondent() -> None:
    assert split_options("甲┋其他〖乙┋丙〗┋丁", "┋") == ["甲", "其他〖乙┋丙〗", "丁"]
    assert split_options("甲〗┋乙", "┋") == ["甲〗", "乙"]


def test_empty_option_beside_a_ticked_one_was_not_ticked() -> None:
    columns = [pd.Series(texts, index=[2, 3], dtype=object) for texts in (["1", ""], ["", ""])]
    first, second = read_member_columns(columns, MEMBERS[:2], kind="multiple", body="keyed")
    np.testing.assert_array_equal(second.values, [0.0, np.nan])
    assert second.reasons.tolist() == ["", "blank"]
    assert first.reasons.tolist() == ["", "blank"]
