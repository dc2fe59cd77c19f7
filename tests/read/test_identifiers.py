"""Identifiers are found within other words, in full and half width, and figures that are none are not."""

import pytest

from surveykit.read.identifiers import identifiers, is_identifier, masked


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("修好请打13800138000谢谢", "phone number", "修好请打***谢谢"),
        ("电话 +86 138-0013-8000。", "phone number", "电话 ***。"),
        ("电话：１３８００１３８０００", "phone number", "电话：***"),
        ("物业0791-88881234没人接", "phone number", "物业***没人接"),
        ("call +44 20 7946 0958 please", "phone number", "call *** please"),
        ("call (555) 123-4567", "phone number", "call ***"),
        ("write to ann.b@mail.example.org!", "e-mail address", "write to ***!"),
        ("身份证11010519491231002X", "identity number", "身份证***"),
        ("卡号6222021234567890128吧", "bank card", "卡号***吧"),
        ("4111 1111 1111 1111", "bank card", "***"),
        ("加我微信号：abc_12345", "account", "加我微信号：***"),
        ("vx wxid-5566", "account", "vx ***"),
        ("QQ：123456789", "account", "QQ：***"),
        ("车是京A12345", "licence plate", "车是***"),
        ("我家3栋2单元501室漏水", "home address", "我家***漏水"),
        ("定位115.892151,28.676493", "coordinates", "定位***"),
        ("地址192.0.2.17", "device address", "地址***"),
        ("地址2001:db8:0:0:0:0:0:1", "device address", "地址***"),
        ("见 https://example.org/u/ann?x=1", "link", "见 ***"),
        ("我叫张三", "name", "我叫***"),
        ("联系人：欧阳锋", "name", "联系人：***"),
        ("My name is Ann Miller.", "name", "My name is ***."),
    ],
)
def test_an_identifier_is_masked_and_the_words_around_it_stay(text: str, kind: str, left: str) -> None:
    assert [found.kind for found in identifiers(text)] == [kind]
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024年有12栋楼加装了电梯",
        "3栋200户没有电梯",
        "拨打12345热线和110",
        "我叫他来修",
        "用微信和QQ联系",
        "每月3000元，一年36000元",
        "9:30到17:30",
        "2025-04-19 09:03:11",
        "example.org很有用",
        "https://example.org",
        "满意度98.5%，比去年高2.31",
        "13800元",
        "138001380001380",
        "第1.2.3节",
    ],
)
def test_other_figures_and_words_stay(text: str) -> None:
    assert identifiers(text) == ()
    assert masked(text) == text


def test_several_identifiers_in_one_text_are_all_masked() -> None:
    assert masked("张三13800138000或a@b.example.org") == "张三***或***"


def test_a_cell_is_an_identifier_if_half_of_it_is() -> None:
    assert is_identifier("李四 13800138000")
    assert not is_identifier("希望居委会每周开放活动室，有问题打13800138000找我")


def test_a_card_number_alone_is_one_if_its_checksum_holds() -> None:
    assert is_identifier("4111111111111111")
    assert not is_identifier("4111111111111112")
