"""The header grammar of 问卷星, on headers of real downloads."""

from __future__ import annotations

import pytest

from surveykit.read.headers import clean_header, normal, parse_headers
from surveykit.read.ladders import ladder_codes
from surveykit.read.personal import is_personal_header


@pytest.mark.parametrize(
    ("header", "role", "number", "stem", "part"),
    [
        ("第6题(IT数码)", "option", 6, "", "IT数码"),
        ("第8题(ACG文化(动漫、游戏等))", "option", 8, "", "ACG文化(动漫、游戏等)"),
        ("(1)14 您最近每月___次。", "blank", 14, "您最近每月___次。", "您最近每月___次。"),
        ("8、请评价—角色立绘与美术风格", "row", 8, "请评价", "角色立绘与美术风格"),
        ("—10 我了解", "row", None, "", "10 我了解"),
        ("3、性别 ", "single", 3, "性别", ""),
        ("1. 您的年龄段：", "single", 1, "您的年龄段：", ""),
        ("17、您的态度(单选)", "single", 17, "您的态度(单选)", ""),
        ("性别", "single", None, "性别", ""),
    ],
)
def test_one_header(header: str, role: str, number: int | None, stem: str, part: str) -> None:
    (column,) = parse_headers([header], [0])
    assert (column.role, column.number, column.stem, column.part) == (role, number, stem, part)


def test_options_follow_the_first_one() -> None:
    columns = parse_headers(["3、喜欢哪些?(甲)", "3、(乙（请注明）)", "4、下一题"], [0, 1, 2])
    assert [(c.role, c.stem, c.part) for c in columns[:2]] == [
        ("option", "喜欢哪些?", "甲"),
        ("option", "喜欢哪些?", "乙（请注明）"),
    ]
    assert columns[2].role == "single"


def test_options_without_numbers_stand_in_brackets_behind_the_first_one() -> None:
    header = [
        "评价—卫生",
        "治安",
        "活动（可多选）(甲)",
        "(乙(全天))",
        "(其他)",
        "请排序(甲)",
        "(乙)",
        "建议(选填)",
        "年数",
    ]
    columns = parse_headers(header, range(len(header)))
    assert [(c.role, c.stem, c.part) for c in columns[2:7]] == [
        ("option", "活动（可多选）", "甲"),
        ("option", "活动（可多选）", "乙(全天)"),
        ("option", "活动（可多选）", "其他"),
        ("option", "请排序", "甲"),
        ("option", "请排序", "乙"),
    ]
    assert [c.role for c in (*columns[:2], *columns[7:])] == ["row", "row", "single", "single"]


def test_rows_follow_the_first_one_with_and_without_numbers() -> None:
    numbered = parse_headers(["8、评价—美术", "8、剧情", "9、性别"], [0, 1, 2])
    assert [(c.role, c.stem) for c in numbered] == [("row", "评价"), ("row", "评价"), ("single", "性别")]
    bare = parse_headers(["之前—骑行", "步行", "之后—骑行", "步行"], [0, 1, 2, 3])
    assert [c.stem for c in bare] == ["之前", "之前", "之后", "之后"]


def test_invisible_characters_and_width_make_no_difference() -> None:
    assert clean_header("\ufeff2、小区\t类型\u3000\u200b") == "2、小区 类型"
    assert normal("２、小区（类型）：") == normal("2、小区 (类型)")


def test_ladders() -> None:
    assert ladder_codes(["同意", "非常不同意", "一般"]) == {"同意": 4, "非常不同意": 1, "一般": 3}
    assert ladder_codes(["同意", "说不清"]) is None
    assert ladder_codes(["同意", "比较同意"]) is None, "two wordings of one step"


@pytest.mark.parametrize(
    "header",
    ["姓名", "2、您的姓名：", "联系电话", "请填写您的手机号", "E-mail", "微信昵称", "用户ID", "来自IP", "phone"],
)
def test_headers_that_ask_for_an_identity(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header", ["我知道社会组织的名称", "是否愿意留下联系方式", "手机价格", "您的住址类型", "community"]
)
def test_headers_that_only_mention_one(header: str) -> None:
    assert not is_personal_header(header)
