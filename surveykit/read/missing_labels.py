"""Why an answer is missing, from the label that a missing code has in the file."""

from __future__ import annotations

import re
import unicodedata

from surveykit.core.codebook import MissingReason

_REASONS: tuple[tuple[MissingReason, tuple[str, ...]], ...] = (
    ("unranked", ("未排序", "unranked", "not ranked")),
    (
        "not_shown",
        ("跳过", "跳答", "未显示", "未询问", "未问", "skip", "not (shown|asked|displayed|administered|seen)"),
    ),
    ("not_applicable", ("不适用", "不涉及", "不符合条件", "inapplicable", "(not|non)[ -]?applicable", r"\bn[./]?a\b")),
    ("refused", ("拒答", "拒绝", "不愿意?(回答|透露)", "refus", "declin", "(prefer|rather) not")),
    (
        "dont_know",
        ("不知道", "不清楚", "说不清", "不了解", "记不清", "don['’]?t (know|remember)", "unknown", r"\bdk\b"),
    ),
    (
        "blank",
        ("^$", "空", "漏[答填]", "未回?答", "未填", "缺失", "无回答", "missing", "blank", "no (answer|response)"),
    ),
)
"""Wordings of every reason; the first that fits decides."""


def missing_reason(label: str) -> MissingReason | None:
    """The reason that a label gives; None for a label that gives none of those a codebook knows.

    >>> missing_reason("99 拒答"), missing_reason("Don't know"), missing_reason(""), missing_reason("Spoilt")
    ('refused', 'dont_know', 'blank', None)
    """
    folded = unicodedata.normalize("NFKC", label).casefold().strip()
    return next((reason for reason, words in _REASONS if re.search("|".join(words), folded)), None)
