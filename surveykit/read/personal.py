"""Columns that point to a person: found by header and by content, dropped, or turned into a keyed token."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

import pandas as pd

from surveykit.read.headers import Column, clean_header, normal, unnumbered
from surveykit.read.identifiers import is_identifier
from surveykit.read.personal_words import asks_identity

SHARE = 0.5
"""A column is personal by content if at least this share of its answers looks like a phone, e-mail or ID number."""

SAMPLED = 2_000
"""Different answers that a column is judged by, evenly spread over those in it."""

MOST_LABELS = 11
"""Different answers of a question that offers them, each given five times or more on average."""

_NO_ANSWER = frozenset(
    {
        "",
        "(空)",
        "(跳过)",
        "-2",
        "-3",
        "无",
        "没有",
        "暂无",
        "不方便",
        "不便透露",
        "保密",
        "none",
        "no",
        "na",
        "n/a",
        "-",
    }
)
_CHANNEL = re.compile(
    r"微信|qq|微博|电话|手机|邮箱|邮件|e-?mail|wechat|whatsapp|telegram|phone|telephone|mobile|mobilephone"
)
_CODE = re.compile(r"-?\d{1,2}(?:\.0)?|[a-z]")


def is_personal_header(header: str) -> bool:
    """Whether a header asks for nothing but an identity, such as 您的姓名, "Your e-mail", or 请留下您的联系方式."""
    return asks_identity(unnumbered(clean_header(header)))


def is_personal_column(column: Column, cells: pd.Series) -> bool:
    """Whether a column asks for an identity or holds one, as a question of its own or as a row or blank of one.

    A row or an option that names an identity is none if its cells hold codes or labels, because then it is one of the
    things that were rated or ticked; likewise a column that is called after a way of reaching people, such as 微信.
    """
    if is_personal_content(cells):
        return True
    wordings = (column.header, column.part or column.stem)
    if not any(is_personal_header(text) for text in wordings if text):
        return False
    may_be_rated = column.role in ("row", "option") or _CHANNEL.fullmatch(normal(column.header))
    return not (may_be_rated and _are_codes(cells))


def is_personal_content(cells: pd.Series) -> bool:
    """Whether most answers of a column are phone numbers, e-mail addresses, identity numbers, places and the like."""
    counts = list(_counts(cells).items())
    sample = counts[:: max(1, len(counts) // SAMPLED)]
    alike = sum(n for text, n in sample if is_identifier(text))
    return alike > 0 and alike >= SHARE * sum(n for _, n in sample)


def _counts(cells: pd.Series) -> dict[str, int]:
    """How often each answer was given; words such as 无 and "none" are no answers."""
    counts = ((str(text).strip(), int(n)) for text, n in cells.value_counts(sort=False).items())
    return {text: n for text, n in counts if _is_answer(text)}


def _is_answer(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).casefold() not in _NO_ANSWER


def answered(cells: pd.Series) -> pd.Series:
    """The cells that hold an answer, without blanks around it; words such as 无 and "none" are no answers.

    The index says which rows of `cells` they stand in.
    """
    known = {text: str(text).strip() for text in cells.unique()}
    empty = {text for text, plain in known.items() if not _is_answer(plain)}
    texts = {row: known[text] for row, text in zip(cells.index, cells.to_numpy(), strict=True) if text not in empty}
    return pd.Series(list(texts.values()), index=list(texts), dtype=object)


def _are_codes(cells: pd.Series) -> bool:
    """Whether there are answers, and few different ones: positions, ticks, or labels that most respondents share."""
    counts = _counts(cells)
    if all(_CODE.fullmatch(text.casefold()) for text in counts):
        return bool(counts)
    return len(counts) <= MOST_LABELS and 5 * len(counts) <= sum(counts.values())


def tokens(cells: pd.Series) -> pd.Series:
    """Sixteen hexadecimal digits per distinct value, keyed afresh on every call, so that no list can undo them.

    Equal values get equal tokens within the call; empty cells get empty tokens.
    """
    key = secrets.token_bytes(32)
    known = {value: _token(key, str(value)) for value in cells.unique()}
    return cells.map(known)


def _token(key: bytes, value: str) -> str:
    folded = unicodedata.normalize("NFKC", value).strip()
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()[:16] if folded else ""
