"""Answer ladders that Chinese and English questionnaires use, from the lowest step to the highest: the one table.

Wordings are compared whole, never by what they contain, so that 比较不同意 cannot be taken for 同意. "说不清" and
"不知道" are in no ladder: they are not the middle of anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.codebook import Text
from surveykit.core.words import folded

Steps = tuple[tuple[str, ...], ...]
"""The wordings of each step; the first is the one to print."""


@dataclass(frozen=True)
class Ladder:
    """The steps of one way to ask, such as agreement in five points, in either language; one may be missing."""

    name: str
    zh: Steps = ()
    en: Steps = ()

    @property
    def points(self) -> int:
        """How many steps there are."""
        return len(self.zh or self.en)

    @cached_property
    def places(self) -> Mapping[str, tuple[int, str]]:
        """For each folded wording: its step, from 1, and its language."""
        return {
            folded(wording): (step, language)
            for language, steps in (("zh", self.zh), ("en", self.en))
            for step, wordings in enumerate(steps, start=1)
            for wording in wordings
        }

    def codes(self, labels: Collection[str]) -> dict[str, int] | None:
        """The step of each label; None if one is not on the ladder, or two of one language share a step."""
        found = {label: self.places[folded(label)] for label in labels if folded(label) in self.places}
        alone = len({*found.values()}) == len({folded(label) for label in labels})
        return {label: step for label, (step, _) in found.items()} if alone and len(found) == len(labels) else None

    def filled(self, codes: Mapping[str, int]) -> bool:
        """Whether every step is taken by some label."""
        return len(set(codes.values())) == self.points

    def label(self, step: int) -> Text:
        """What to print for a step."""
        zh, en = (steps[step - 1][0] if steps else "" for steps in (self.zh, self.en))
        return Text(zh=zh, en=en)


@dataclass(frozen=True)
class _Words:
    """How one language grades a word: each field holds the wordings of one strength, against and for."""

    extreme: tuple[tuple[str, ...], tuple[str, ...]]
    very: tuple[tuple[str, ...], tuple[str, ...]]
    plain: tuple[tuple[str, ...], tuple[str, ...]]
    fairly: tuple[tuple[str, ...], tuple[str, ...]]
    slightly: tuple[tuple[str, ...], tuple[str, ...]]
    middle: tuple[str, ...]

    def steps(self) -> list[Steps]:
        """The ladders of 7, 6, 5, 4, 3 and 2 points, several for a width where questionnaires differ."""
        some = _side_by_side(self.fairly, self.slightly)
        top = _side_by_side(self.very, self.extreme)
        broad = _side_by_side(self.plain, some)
        sides = (
            (top, self.plain, some),
            (top, self.fairly, self.slightly),
            (self.extreme, self.very, broad),
            (top, broad),
            (self.plain,),
        )
        return [ladder for side in sides for ladder in (_mirrored(side, self.middle), _mirrored(side, ()))]

    def uneven(self) -> list[Steps]:
        """The ladders that begin with the plain word and end with the strongest, as 不满意 to 非常满意 do."""
        against = (self.plain[0], self.slightly[0])
        for_ = (self.fairly[1], (*self.very[1], *self.extreme[1]))
        return [(*against, self.middle, *for_), (*against, *for_)]


Side = tuple[tuple[str, ...], tuple[str, ...]]


def _side_by_side(first: Side, second: Side) -> Side:
    return (*first[0], *second[0]), (*first[1], *second[1])


def _mirrored(strengths: Collection[Side], middle: tuple[str, ...]) -> Steps:
    """From the strongest against to the strongest for, with or without a middle."""
    against = tuple(side[0] for side in strengths)
    for_ = tuple(side[1] for side in reversed(list(strengths)))
    return (*against, *((middle,) if middle else ()), *for_)


def _chinese(word: str, *, opposite: str = "", middle: tuple[str, ...] = ()) -> _Words:
    """The wordings about one word, such as 同意 (agree); `opposite` is another word against, such as 反对."""

    def graded(degrees: tuple[str, ...], *more: str) -> Side:
        against = tuple(f"{degree}不{word}" for degree in degrees) + more
        also = tuple(f"{degree}{opposite}" for degree in degrees) if opposite else ()
        return (*against, *also), tuple(f"{degree}{word}" for degree in degrees)

    return _Words(
        extreme=graded(("完全", "极其", "极度", "极为", "极", "绝对", "根本")),
        very=graded(("非常", "很", "十分", "强烈", "特别")),
        plain=graded(("",)),
        fairly=graded(("比较", "较", "较为", "基本", "基本上", "大体")),
        slightly=graded(
            ("有点", "有些", "有点儿", "略微", "稍微", "稍"), f"不太{word}", f"不大{word}", f"不怎么{word}"
        ),
        middle=("一般", "不确定", "中立", f"一般{word}", "说不上", "中等", "中间", "无所谓", *middle),
    )


def _english(word: str, *against: str, middle: tuple[str, ...]) -> _Words:
    """The wordings about one word and its opposites, such as agree and disagree."""

    def graded(*degrees: str) -> Side:
        return (
            tuple(f"{degree} {other}" for degree in degrees for other in against),
            tuple(f"{degree} {word}" for degree in degrees),
        )

    return _Words(
        extreme=graded("completely", "extremely", "totally", "entirely", "absolutely", "fully"),
        very=graded("strongly", "very", "very strongly", "very much"),
        plain=(against, (word,)),
        fairly=graded("moderately", "mostly", "rather", "fairly", "quite", "generally"),
        slightly=graded("somewhat", "slightly", "a little", "partly", "mildly", "tend to"),
        middle=("neutral", "undecided", "neither", *middle),
    )


def _family(name: str, zh: _Words, en: _Words | None = None) -> tuple[Ladder, ...]:
    chinese = zh.steps()
    english: list[Steps] = en.steps() if en else [() for _ in chinese]
    even = tuple(Ladder(name, *steps) for steps in zip(chinese, english, strict=True))
    return (*even, *(Ladder(name, steps) for steps in zh.uneven()))


AGREEMENT = _family(
    "agreement",
    _chinese("同意", opposite="反对", middle=("既不同意也不反对", "既不反对也不同意", "既不同意也不不同意")),
    _english("agree", "disagree", middle=("neither agree nor disagree", "neither disagree nor agree")),
)
SATISFACTION = _family(
    "satisfaction",
    _chinese("满意", middle=("既不满意也不不满意", "基本可以")),
    _english(
        "satisfied",
        "dissatisfied",
        "unsatisfied",
        middle=("neither satisfied nor dissatisfied", "neither dissatisfied nor satisfied"),
    ),
)
FIT = (
    *_family("fit", _chinese("符合", middle=("介于之间", "有时符合", "部分符合"))),
    Ladder(
        "fit",
        en=(
            ("not at all true", "very untrue", "completely untrue", "not at all like me", "very inaccurate"),
            ("slightly true", "untrue", "mostly untrue", "not much like me", "moderately inaccurate"),
            ("moderately true", "neutral", "somewhat true", "somewhat like me", "neither accurate nor inaccurate"),
            ("mostly true", "true", "mostly like me", "moderately accurate"),
            ("completely true", "extremely true", "very true", "very much like me", "very accurate"),
        ),
    ),
)
IMPORTANCE = (
    *_family(
        "importance",
        _chinese("重要", middle=("一般般",)),
        _english("important", "unimportant", "not important", middle=("neither important nor unimportant",)),
    ),
    Ladder(
        "importance",
        en=(
            ("not at all important", "not important at all", "not important"),
            ("slightly important", "of little importance", "not very important"),
            ("moderately important", "somewhat important", "fairly important"),
            ("very important", "quite important"),
            ("extremely important", "essential"),
        ),
    ),
)
_NEVER = ("从不", "从未", "没有", "从来不", "从来没有", "从没", "从没有")
_ALWAYS = ("总是", "一直", "始终", "每次", "几乎总是")
_OFTEN = ("经常", "常常", "时常", "较常", "多数时候", "大多数时候")
_RARELY = ("很少", "极少", "较少", "不常", "几乎不", "几乎没有", "几乎从不")
_SOMETIMES = ("有时", "有时候", "间或")
_NOW_AND_THEN = ("偶尔",)
_EN_NEVER, _EN_ALWAYS = ("never",), ("always", "almost always", "all the time")
_EN_RARELY = ("rarely", "seldom", "almost never", "hardly ever", "very rarely")
_EN_SOMETIMES = ("sometimes", "occasionally")
_EN_OFTEN = ("often", "frequently", "usually", "very often", "most of the time")
FREQUENCY = (
    Ladder(
        "frequency",
        (_NEVER, (*_RARELY, *_NOW_AND_THEN), _SOMETIMES, _OFTEN, _ALWAYS),
        (_EN_NEVER, _EN_RARELY, _EN_SOMETIMES, _EN_OFTEN, _EN_ALWAYS),
    ),
    Ladder("frequency", (_NEVER, _RARELY, _NOW_AND_THEN, _OFTEN, _ALWAYS)),
    Ladder("frequency", en=(_EN_NEVER, ("almost never",), ("sometimes",), ("fairly often",), ("very often",))),
    Ladder(
        "frequency",
        (_NEVER, _RARELY, (*_SOMETIMES, *_NOW_AND_THEN), _OFTEN),
        (_EN_NEVER, _EN_RARELY, _EN_SOMETIMES, _EN_OFTEN),
    ),
    Ladder("frequency", (_NEVER, _NOW_AND_THEN, _SOMETIMES, _OFTEN)),
    Ladder(
        "frequency",
        (_NEVER, (*_SOMETIMES, *_NOW_AND_THEN), _OFTEN, _ALWAYS),
        (_EN_NEVER, _EN_SOMETIMES, _EN_OFTEN, _EN_ALWAYS),
    ),
    Ladder("frequency", (_NEVER, _RARELY, _OFTEN, _ALWAYS), (_EN_NEVER, _EN_RARELY, _EN_OFTEN, _EN_ALWAYS)),
    Ladder("frequency", (_NEVER, (*_SOMETIMES, *_NOW_AND_THEN), _OFTEN), (_EN_NEVER, _EN_SOMETIMES, _EN_OFTEN)),
    Ladder("frequency", (_NEVER, (*_SOMETIMES, *_NOW_AND_THEN), _ALWAYS), (_EN_NEVER, _EN_SOMETIMES, _EN_ALWAYS)),
    Ladder(
        "frequency",
        (
            _NEVER,
            ("几乎从不", "几乎没有", "极少"),
            ("很少", "偶尔"),
            _SOMETIMES,
            _OFTEN,
            ("非常频繁", "十分频繁", "频繁", "通常", "非常经常"),
            ("总是", "一直", "始终", "每次"),
        ),
        (
            _EN_NEVER,
            ("almost never", "very rarely"),
            ("rarely", "seldom"),
            ("sometimes", "occasionally"),
            ("often", "frequently"),
            ("very often", "very frequently", "almost always", "usually"),
            ("always",),
        ),
    ),
    Ladder(
        "frequency",
        en=(_EN_NEVER, ("rarely",), ("occasionally",), ("sometimes",), ("frequently",), ("usually",), ("always",)),
    ),
    Ladder(
        "frequency",
        (_NEVER, _RARELY, _NOW_AND_THEN, _SOMETIMES, _OFTEN, _ALWAYS),
        (_EN_NEVER, ("very rarely",), ("rarely",), ("occasionally",), ("very frequently",), ("always",)),
    ),
)
OTHERS = tuple(
    ladder
    for name, word in (
        ("willingness", "愿意"),
        ("trust", "信任"),
        ("knowledge", "了解"),
        ("clarity", "清楚"),
        ("support", "支持"),
        ("approval", "认同"),
    )
    for ladder in _family(name, _chinese(word))
)

LADDERS: tuple[Ladder, ...] = (*AGREEMENT, *SATISFACTION, *FIT, *IMPORTANCE, *OTHERS, *FREQUENCY)
"""Every ladder; those of one name differ in width or in wording."""

LADDER_NAMES = tuple(dict.fromkeys(ladder.name for ladder in LADDERS))
"""The closed list of names."""
