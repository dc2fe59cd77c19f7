"""One answer as text: a number or letter printed with it, its wording, or that it is no answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from surveykit.core.codebook import MissingReason
from surveykit.core.words import folded

NO_ANSWER: dict[MissingReason, tuple[str, ...]] = {
    "dont_know": (
        "不知道", "说不清", "说不清楚", "不好说", "说不准", "记不清", "记不清了", "不记得", "难以判断", "无法判断",
        "不了解", "不清楚", "don't know", "do not know", "dont know", "i don't know", "dk", "can't say", "cannot say",
        "hard to say", "can't choose", "no opinion", "don't remember",
    ),
    "refused": (
        "拒答", "拒绝回答", "不愿回答", "不愿意回答", "不便回答", "refused", "prefer not to say", "rather not say",
    ),
    "not_applicable": ("不适用", "不涉及", "无此情况", "not applicable", "n/a", "does not apply"),
    "not_shown": ("(跳过)", "未显示", "not shown", "not asked"),
    "blank": ("(空)", "未答", "未填", "漏答", "no answer", "no response"),
}  # fmt: skip
"""Wordings that are no answer; they are compared whole, because a ladder may have a step such as 非常不清楚."""

_REASONS = {folded(word): reason for reason, words in NO_ANSWER.items() for word in words}
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.0+)?$")
_POINTS = re.compile(r"(\d{1,3})(?:分|点|points?)$")
_NUMBER_FIRST = re.compile(r"\(?(\d{1,3})\s*分?\)?\s*[=:.、,)\-—–]\s*([^\d\s].*)$|(\d{1,3})\s+([一-鿿].*)$", re.DOTALL)
_NUMBER_LAST = re.compile(r"(.*[^\d\s(\[=])\s*(?:[(\[]\s*(\d{1,3})\s*分?\s*[)\]]|=\s*(\d{1,3})\s*分?)$", re.DOTALL)
_LETTER_FIRST = re.compile(r"\(?([a-z])\)?\s*[.、:)=]\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_LETTER = re.compile(r"[a-z]$", re.IGNORECASE)


@dataclass(frozen=True)
class Wording:
    """What a text says: a printed number, a printed letter, and the wording without them.

    `rule` names the way in which the text differs from a plain wording; it is empty where it does not.
    """

    text: str
    number: int | None = None
    letter: str = ""
    rule: str = ""


def no_answer(text: str) -> MissingReason | None:
    """Why a text is no answer; None for an answer.

    >>> no_answer("说不清"), no_answer("Don’t know"), no_answer("不同意")
    ('dont_know', 'dont_know', None)
    """
    return _REASONS.get(folded(text).replace("’", "'"))


def parse(text: str) -> Wording:
    """Take a text apart.

    >>> parse("5=非常同意"), parse("５分").number, parse("A.男").letter, parse("非常同意（5）").number
    (Wording(text='非常同意', number=5, letter='', rule='code and label'), 5, 'A', 5)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _NUMBER.match(plain):
        return Wording("", int(float(plain)), rule="code instead of label")
    if found := _POINTS.match(plain):
        return Wording("", int(found[1]), rule="points")
    if found := _NUMBER_FIRST.match(plain):
        return Wording(found[2] or found[4], int(found[1] or found[3]), rule="code and label")
    if found := _NUMBER_LAST.match(plain):
        return Wording(found[1].strip(), int(found[2] or found[3]), rule="code and label")
    if found := _LETTER_FIRST.match(plain):
        return Wording(found[2], letter=found[1].upper(), rule="code and label")
    if _LETTER.match(plain):
        return Wording("", letter=plain.upper(), rule="letter")
    return Wording(plain)
