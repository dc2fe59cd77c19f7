"""Answer ladders that Chinese and English questionnaires use, from lowest to highest.

A by-text download shows labels but not their order; where every label of a question stands in one of these ladders,
its order is known. "说不清" and "不知道" are in none: they are not the middle of anything.
"""

from __future__ import annotations

from collections.abc import Collection

Ladder = tuple[tuple[str, ...], ...]


def _degrees(word: str) -> Ladder:
    """The five steps about one word, each with its usual wordings, such as 同意 (agree) or 满意 (satisfied)."""
    return (
        (f"非常不{word}", f"很不{word}", f"完全不{word}", f"十分不{word}"),
        (f"不太{word}", f"比较不{word}", f"不{word}", f"不大{word}"),
        ("一般", "不确定", "中立", f"一般{word}", "说不上"),
        (f"比较{word}", f"{word}", f"较{word}"),
        (f"非常{word}", f"很{word}", f"完全{word}", f"十分{word}"),
    )


LADDERS: tuple[Ladder, ...] = (
    *(_degrees(word) for word in ("同意", "满意", "符合", "重要", "愿意", "信任", "了解", "清楚", "支持", "认同")),
    (("从不", "从未", "没有"), ("很少", "偶尔"), ("有时",), ("经常",), ("总是",)),
    (
        ("strongly disagree",),
        ("disagree", "somewhat disagree"),
        ("neutral", "neither agree nor disagree", "undecided"),
        ("agree", "somewhat agree"),
        ("strongly agree",),
    ),
    (
        ("very dissatisfied",),
        ("dissatisfied", "somewhat dissatisfied"),
        ("neutral", "neither satisfied nor dissatisfied"),
        ("satisfied", "somewhat satisfied"),
        ("very satisfied",),
    ),
    (("never",), ("rarely", "seldom"), ("sometimes",), ("often",), ("always",)),
)


def ladder_codes(labels: Collection[str]) -> dict[str, int] | None:
    """Code 1, 2, ... of each label, if one ladder holds them all on different steps; else None."""
    for ladder in LADDERS:
        if len(labels) > len(ladder):
            continue
        steps = {wording: step for step, wordings in enumerate(ladder, start=1) for wording in wordings}
        codes = {label: steps.get(label.strip().casefold(), 0) for label in labels}
        if len(codes) > 1 and 0 not in codes.values() and len(set(codes.values())) == len(codes):
            return codes
    return None
