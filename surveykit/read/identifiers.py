"""What points to a person by its form alone: found in a text, and masked.

Names are recognised only where the text says that one follows ("我叫…", "my name is …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from surveykit.read.identifier_forms import FORMS, has_luhn_checksum

MASK = "***"
"""What stands in place of an identifier in an open answer."""

COVERED = 0.5
"""A cell is an identifier, not a text with one in it, if at least this share of its characters belongs to it."""

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width letters, digits and signs, each as one half-width one, so that places in the text stay the same."""

_POSSIBLE = re.compile(
    r"\d{2}|\d[.:]\d|\d[栋幢]|[@:]|姓名|我叫|名字|联系人|微信|my name is|i am called|wechat|whatsapp|vx|wx",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"-?\d{1,10}(?:\.\d{1,15})?")
_SHORTEST = 4
_CARD = re.compile(r"[3-6]\d{15,18}")
_NOTE = re.compile(r"(?<!\s)\s*+[((][^()()]*[))]$")


class Found(NamedTuple):
    """An identifier in a text: what it is, and its first character and the one behind its last."""

    kind: str
    start: int
    end: int


def identifiers(text: str) -> tuple[Found, ...]:
    """Every identifier in a text, in order and without overlaps.

    >>> [found.kind for found in identifiers("请打 138-0013-8000 或写信到 a.b@example.org")]
    ['phone number', 'e-mail address']
    >>> identifiers("2024年有12栋楼加装了电梯")
    ()
    """
    plain = text.translate(_HALF_WIDTH)
    if len(plain) < _SHORTEST or not _POSSIBLE.search(plain) or _SHORT_NUMBER.fullmatch(plain):
        return ()
    found: list[Found] = []
    for one in _matches(plain):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _matches(text: str) -> Iterator[Found]:
    for form in FORMS:
        for match in form.pattern.finditer(text) if form.sign.search(text) else ():
            part = "part" if "part" in form.pattern.groupindex else 0
            if form.holds(match[part]):
                yield Found(form.kind, *match.span(part))


def masked(text: str) -> str:
    """The text with `MASK` in place of every identifier.

    >>> masked("我的电话13800138000,谢谢")
    '我的电话***,谢谢'
    """
    for found in reversed(identifiers(text)):
        text = text[: found.start] + MASK + text[found.end :]
    return text


def is_identifier(text: str) -> bool:
    """Whether a text is little else than an identifier; what stands in brackets behind it does not count.

    >>> is_identifier("张三 13800138000"), is_identifier("楼道灯坏了三个月,修好请打13800138000告诉我和邻居们")
    (True, False)
    """
    bare = _NOTE.sub("", text.strip())
    covered = sum(found.end - found.start for found in identifiers(bare))
    return (covered > 0 and covered >= COVERED * len(bare)) or _is_card(bare)


def _is_card(text: str) -> bool:
    """Whether a text is the number of a card; within other words, such figures count only where they are called one."""
    return bool(_CARD.fullmatch(text)) and has_luhn_checksum(text)
