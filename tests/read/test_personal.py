"""Columns that point to persons are known by their headers and by their answers, and nothing else is."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from surveykit.read.headers import Column
from surveykit.read.personal import is_personal_column, is_personal_content, is_personal_header

LABELLED = Path(__file__).parents[1] / "data/personal/headers.csv"


def headers(*, personal: bool) -> list[str]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [row["header"] for row in csv.DictReader(file) if (row["personal"] == "1") == personal]


def series(*texts: str) -> pd.Series:
    return pd.Series(list(texts), dtype=object)


@pytest.mark.parametrize("header", headers(personal=True))
def test_headers_that_ask_for_an_identity_are_found(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize("header", headers(personal=False))
def test_headers_that_ask_for_something_else_are_left_alone(header: str) -> None:
    assert not is_personal_header(header)


def test_the_labelled_headers_are_many_and_in_two_languages() -> None:
    for personal in (True, False):
        chinese = [header for header in headers(personal=personal) if not header.isascii()]
        assert len(chinese) >= 50
        assert len(headers(personal=personal)) - len(chinese) >= 50


@pytest.mark.parametrize(
    "cells",
    [
        series("13800138000", "139-0013-8000", "没有"),
        series("a@b.example.org", "", "(跳过)", "(跳过)"),
        series("11010519491231002X", "110105194912310021"),
        series("115.892151,28.676493", "115.892152, 28.676494"),
        series("苏A·D12345", "京A12345"),
        series("192.0.2.1(内蒙古-呼和浩特)", "2001:db8::1"),
        series("4111111111111111", "5500005555555559"),
        series("oAbCdEfGhIjKlMnOpQrStUvWx123", "oZbCdEfGhIjKlMnOpQrStUvWx124"),
        series("3栋2单元501室", "12号楼1203"),
        series("张三 13800138000", "李四，13900139000"),
    ],
)
def test_columns_of_identifiers_are_found_by_content(cells: pd.Series) -> None:
    assert is_personal_content(cells)


@pytest.mark.parametrize(
    "cells",
    [
        series("1", "2", "13800138000"),
        series("2025-04-19 09:03:11", "2025/4/20 0:15:59"),
        series("2017-05-01T09:00:00.000+03:00", "2017-05-02T09:00:00.000+03:00"),
        series("3栋楼没有电梯", "12号楼门口"),
        series("0.8231", "12.557193"),
        series("uuid:12345678-1234-1234-1234-123456789abc", "uuid:22345678-1234-1234-1234-123456789abc"),
        series("1,200", "3,500,000"),
        series("09:30", "10:15:20"),
        series("", "(空)"),
    ],
)
def test_columns_of_other_answers_are_left_alone(cells: pd.Series) -> None:
    assert not is_personal_content(cells)


def test_a_share_of_identifiers_among_those_who_answered_decides() -> None:
    skipped = ["(跳过)"] * 90
    assert is_personal_content(series(*skipped, *["13800138000"] * 5, "不方便"))
    assert not is_personal_content(series(*["楼道太暗"] * 6, *["13800138000"] * 5))


def test_identities_that_were_rated_or_ticked_are_answers() -> None:
    rated = series(*["1", "5", "3", "4"] * 5)
    assert not is_personal_column(
        Column(3, "5、下列信息有多敏感—手机号码", "row", 5, "下列信息有多敏感", "手机号码"), rated
    )
    assert not is_personal_column(Column(4, "7、(微信)", "option", 7, "通过什么渠道", "微信"), series("1", "0", "1"))
    assert not is_personal_column(Column(5, "微信", stem="微信"), series("1", "0", "1"))
    names = series("张三", "李四", "王五")
    assert is_personal_column(Column(3, "5、家庭成员—姓名", "row", 5, "家庭成员", "姓名"), names)
    assert is_personal_column(Column(5, "微信", stem="微信"), series("abc_1", "zhang-san", "lisi88"))


def test_the_question_behind_a_short_name_counts() -> None:
    assert is_personal_column(Column(3, "Q12", stem="What is your name?"), series("Ann", "Bob"))
