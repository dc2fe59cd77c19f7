"""Rules of a codebook, as data: which answers cannot both be true, and which signs of carelessness are looked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from surveykit.core.parts import Bound, Name, Part, Text, as_tuple

Comparison = Literal[
    "in", "not_in", "below", "at_most", "above", "at_least", "equals", "differs", "answered", "empty"
]  # fmt: skip
ScreeningName = Literal[
    "duplicate", "attention", "skip_error", "exclusive", "incomplete", "speeding", "page_time", "total_time",
    "longstring", "average_string", "irv", "irv_split", "even_odd", "psychsyn", "psychant", "person_total",
    "mahalanobis",
]  # fmt: skip

WITH_CODES: tuple[Comparison, ...] = ("in", "not_in")
WITH_NOTHING: tuple[Comparison, ...] = ("answered", "empty")

OWN_WILL: tuple[ScreeningName, ...] = ("attention", "skip_error", "exclusive")
"""Rules of which the study says whether they exclude by themselves."""

ABOUT_ITEMS: tuple[ScreeningName, ...] = (
    "duplicate", "incomplete", "speeding", "longstring", "average_string", "irv", "irv_split", "psychsyn", "psychant",
    "person_total", "mahalanobis",
)  # fmt: skip
"""Rules that may be told which items to look at."""

Limit = tuple[str, Callable[[float], bool]]

_SHARE: Limit = ("a share above 0 and at most 1", lambda x: 0 < x <= 1)
_BELOW_ONE: Limit = ("a share from 0 to below 1", lambda x: 0 <= x < 1)
_CONSISTENCY: Limit = ("a correlation above -1 and at most 1", lambda x: -1 < x <= 1)
_FROM_ZERO: Limit = ("a number of at least 0", lambda x: x >= 0)
_COUNT: Limit = ("a whole number of at least 1", lambda x: x >= 1 and x % 1 == 0)
_LIMITS: dict[ScreeningName, Limit] = {
    "duplicate": _SHARE,
    "attention": _COUNT,
    "skip_error": _COUNT,
    "exclusive": _COUNT,
    "incomplete": _BELOW_ONE,
    "speeding": _FROM_ZERO,
    "page_time": _FROM_ZERO,
    "total_time": _BELOW_ONE,
    "longstring": ("a whole number of at least 2", lambda x: x >= 2 and x % 1 == 0),
    "average_string": ("a number of at least 1", lambda x: x >= 1),
    "irv": _FROM_ZERO,
    "irv_split": _FROM_ZERO,
    "even_odd": _CONSISTENCY,
    "psychsyn": _CONSISTENCY,
    "psychant": ("a correlation of at least -1 and below 1", lambda x: -1 <= x < 1),
    "person_total": _CONSISTENCY,
    "mahalanobis": ("a probability between 0 and 1", lambda x: 0 < x < 1),
}


class Condition(Part):
    """What one column must hold for a rule to be broken.

    Attributes
    ----------
    column : str
        Column that is looked at.
    comparison : str
        ``in`` and ``not_in`` some `codes`; ``below``, ``at_most``, ``above``, ``at_least``, ``equals`` and
        ``differs`` from a `value` or from an `other` column; ``answered``; ``empty``.
    codes : tuple[int, ...]
        Answer codes.
    value : float or None
        A number.
    other : str or None
        Another column.
    """

    column: Name
    comparison: Comparison = "in"
    codes: Annotated[tuple[int, ...], BeforeValidator(lambda v: (v,) if isinstance(v, int) else v)] = ()
    value: Bound | None = None
    other: Name | None = None

    @model_validator(mode="after")
    def _check_sides(self) -> Self:
        given = [name for name in ("codes", "value", "other") if getattr(self, name) not in ((), None)]
        if self.comparison in WITH_NOTHING:
            fits, wanted = not given, "nothing else"
        elif self.comparison in WITH_CODES:
            fits, wanted = given == ["codes"], "codes, and nothing else"
        else:
            fits, wanted = given in (["value"], ["other"]), "either a value or an other column"
        if not fits:
            raise ValueError(f"comparison {self.comparison!r} needs {wanted}; given are {given or 'none'}")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the condition is about."""
        return (self.column,) if self.other is None else (self.column, self.other)


class LogicRule(Part):
    """A named combination of answers that no honest, eligible respondent gives; all its conditions hold together.

    Attributes
    ----------
    name : str
        Short name for the log, such as ``"years_over_age"``.
    label : Text
        What to print in the table of exclusions.
    where : tuple[Condition, ...]
        The conditions; who meets them all breaks the rule.
    decisive : bool
        Whether it excludes by itself.
    family : str
        Rules of one family look at the same sign and count once.
    """

    name: Name
    label: Text = Text()
    where: tuple[Condition, ...] = Field(min_length=1)
    decisive: bool = True
    family: Name = "inconsistency"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rule is about, each once."""
        return tuple(dict.fromkeys(column for condition in self.where for column in condition.columns))


class ScreeningRule(Part):
    """One sign of carelessness that `screen` looks for, with the study's own limits.

    Attributes
    ----------
    rule : str
        Name of the rule.
    items : tuple[str, ...]
        Items or scales; the items of all scales where not given.
    cut_off : float or None
        The limit; the rule's own where not given.
    decisive_below : float or None
        Seconds per item below which speeding excludes by itself.
    min_r : float or None
        Size of the correlation from which items are synonyms or antonyms.
    decisive : bool or None
        Whether a failed attention item, a skip error or a contradictory set excludes by itself.
    """

    rule: ScreeningName
    items: Annotated[tuple[Name, ...], BeforeValidator(as_tuple)] = ()
    cut_off: Bound | None = None
    decisive_below: Bound | None = Field(default=None, ge=0)
    min_r: Bound | None = Field(default=None, gt=0, lt=1)
    decisive: bool | None = None

    @model_validator(mode="after")
    def _check_limits(self) -> Self:
        wanted, allowed = _LIMITS[self.rule]
        if self.cut_off is not None and not allowed(self.cut_off):
            raise ValueError(f"the cut_off of {self.rule!r} is {wanted}, not {self.cut_off:g}")
        for field, rules in (
            ("items", ABOUT_ITEMS),
            ("decisive_below", ("speeding",)),
            ("min_r", ("psychsyn", "psychant")),
            ("decisive", OWN_WILL),
        ):
            if getattr(self, field) not in ((), None) and self.rule not in rules:
                raise ValueError(f"{field} means nothing for {self.rule!r}; it belongs to {', '.join(rules)}")
        return self
