"""The forms of phone numbers, addresses, accounts and the like, and the checks that tell them from other figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂柴覃"
)
_LONG_SURNAMES = "欧阳|司徒|司马|上官|诸葛|东方|夏侯|皇甫|尉迟|公孙|令狐|慕容|赫连|端木|长孙|宇文|南宫|西门|独孤|百里"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_DIGITS = "10X98765432"

_START = r"(?<![0-9A-Za-z.-])"
_END = r"(?![0-9A-Za-z-])"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_HEX = r"[0-9A-Fa-f]{1,4}"
_CALLED = r"(?:\s|号码?|账号|id|:|是|为|加|-)*"


class Form(NamedTuple):
    """One form: what it is, its pattern (the group ``part``, where there is one, is the identifier), and a check.

    Texts in which `sign` is not found cannot hold it; looking for that takes less time than looking for the pattern.
    """

    kind: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]
    sign: re.Pattern[str]


def has_id_checksum(number: str) -> bool:
    """Whether the last character of an 18-character Chinese identity number follows from the others.

    >>> has_id_checksum("11010519491231002X"), has_id_checksum("110105194912310021")
    (True, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number[:17], strict=True))
    return _ID_DIGITS[total % 11] == number[17].upper()


def has_luhn_checksum(number: str) -> bool:
    """Whether the digits of a card number fulfil the rule of Luhn; blanks and hyphens do not count.

    >>> has_luhn_checksum("4111 1111 1111 1111"), has_luhn_checksum("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _always(_: str) -> bool:
    return True


def _is_identity(number: str) -> bool:
    """A mistyped number still points to a person, so the checksum is asked for only where the year is unlikely."""
    return 1920 <= int(number[6:10]) <= 2030 or has_id_checksum(number)


def _is_on_earth(pair: str) -> bool:
    first, second = (abs(float(part)) for part in re.findall(r"\d+\.\d+", pair)[:2])
    return max(first, second) <= 180 and min(first, second) <= 90


def _is_mixed(text: str) -> bool:
    """Whether capitals, small letters and digits occur, as they do in accounts made by a machine."""
    return len({"digit" if c.isdigit() else c.isupper() for c in text if c.isalnum()}) == 3


_WRITTEN: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("e-mail address", r"[0-9A-Za-z_.%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+", _always),
    ("link", r"(?:https?://|www\.)[^\s/?#]+[/?#][^\s,，。；;]+", _always),
    (
        "identity number",
        _START + r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]" + _END,
        _is_identity,
    ),
    ("bank card", _START + r"[3-6]\d{3}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?" + _END, has_luhn_checksum),
    ("bank card", r"(?i:卡号|银行卡|账号|card|account)\D{0,8}?(?P<part>[3-6]\d{14,18})(?!\d)", has_luhn_checksum),
    ("phone number", r"(?<![0-9A-Za-z.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])", _always),
    ("phone number", _START + r"(?:\(0\d{2,3}\)|0\d{2,3}[- ])[- ]?[2-9]\d{6,7}" + _END, _always),
    ("phone number", r"(?<![0-9A-Za-z:.])\+\d{1,3}(?:[- ()./]{0,2}\d){7,12}(?![0-9A-Za-z:])", _always),
    ("phone number", _START + r"(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}" + _END, _always),
    ("device address", rf"(?<![0-9A-Za-z.])(?:{_BYTE}\.){{3}}{_BYTE}(?![0-9A-Za-z.])", _always),
    (
        "device address",
        rf"(?<![0-9A-Za-z:])(?:(?:{_HEX}:){{5,7}}{_HEX}|(?:{_HEX}:){{1,6}}(?::{_HEX}){{1,6}})(?![0-9A-Za-z:])",
        _always,
    ),
    ("coordinates", r"(?<![0-9.])-?\d{1,3}\.\d{4,}\s*[,;、/\s]\s*-?\d{1,3}\.\d{4,}(?!\d)", _is_on_earth),
    ("account", r"(?<![\w-])o[A-Za-z0-9_-]{27}(?![\w-])", _is_mixed),
    (
        "account",
        (
            rf"(?i:微信|威信|weixin|wechat|whatsapp|(?<![a-z])(?:vx|wx)){_CALLED}"
            r"(?P<part>[A-Za-z][0-9A-Za-z_-]{5,19}|\+?\d{7,15})(?![0-9A-Za-z_-])"
        ),
        lambda text: any(not c.isalpha() for c in text),
    ),
    ("account", rf"(?<![A-Za-z])(?i:qq){_CALLED}(?P<part>[1-9]\d{{4,11}})(?!\d)", _always),
    ("licence plate", rf"[{_PROVINCES}][A-HJ-NP-Z][·•. -]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Z0-9])", _always),
    (
        "home address",
        r"(?<!\d)\d{1,3}\s*(?:号楼|栋|幢|座)\s*(?:\d{1,2}\s*单元)?\s*\d{3,4}\s*(?:室|号|房)?(?![\d年户个元人])",
        _always,
    ),
    (
        "name",
        (
            r"(?:我叫|我的名字(?:叫|是)|姓名(?:叫|是|为|:)|联系人(?:是|为|:))\s*"
            rf"(?P<part>(?:{_LONG_SURNAMES}|[{_SURNAMES}])[一-鿿]{{1,3}})"
        ),
        _always,
    ),
    ("name", r"\b(?i:my name is|i am called)\s+(?P<part>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})", _always),
)

_FIGURES = re.compile(r"\d[\d ().·/-]{5,}\d")
_SIGNS = {
    "e-mail address": re.compile("@"),
    "link": re.compile(r"://|www\."),
    "identity number": re.compile(r"\d{17}"),
    "bank card": _FIGURES,
    "phone number": _FIGURES,
    "device address": re.compile(r"\d\.\d|[0-9A-Fa-f]:"),
    "coordinates": re.compile(r"\d\.\d{4}"),
    "account": re.compile(r"[微威]信|[WwVv][EeXxHh]|[Qq][Qq]|o[0-9A-Za-z_-]{27}"),
    "licence plate": re.compile(rf"[{_PROVINCES}][A-Z]"),
    "home address": re.compile(r"\d\s*[号栋幢座]"),
    "name": re.compile(r"我[叫的]|姓名|联系人|[Nn][Aa][Mm][Ee]|[Cc][Aa][Ll][Ll]"),
}

FORMS = tuple(Form(kind, re.compile(pattern), holds, _SIGNS[kind]) for kind, pattern, holds in _WRITTEN)
"""Every form; of two that overlap, the first one counts."""
