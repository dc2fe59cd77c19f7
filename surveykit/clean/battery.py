"""The rules of a codebook applied one after the other: those that it names, or a battery that suits most studies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from surveykit.clean.consistency import assess_even_odd, assess_person_total, assess_psychant, assess_psychsyn
from surveykit.clean.duplicates import assess_duplicates
from surveykit.clean.flagging import Assessment, with_flags
from surveykit.clean.incomplete import assess_incomplete
from surveykit.clean.inconsistent import assess_inconsistent
from surveykit.clean.items import questionnaire_items
from surveykit.clean.outliers import assess_outliers
from surveykit.clean.speeding import assess_speeding
from surveykit.clean.stated import assess_attention, assess_exclusive, assess_skip_errors
from surveykit.clean.straightlining import assess_straightlining
from surveykit.clean.times import assess_page_time, assess_total_time
from surveykit.core.checks import check_coded, check_survey
from surveykit.core.rules import ABOUT_ITEMS, ScreeningName, ScreeningRule
from surveykit.core.survey import Step, Survey
from surveykit.errors import ColumnError, SampleError

USUAL: tuple[ScreeningName, ...] = (
    "duplicate", "attention", "skip_error", "exclusive", "incomplete", "speeding", "page_time", "longstring", "irv",
    "even_odd", "psychsyn", "psychant", "mahalanobis",
)  # fmt: skip
"""What is looked for where the codebook does not say."""

SAME_FORMAT = ("longstring", "average_string", "irv", "irv_split", "person_total")
"""Rules that compare answers to different items with one another."""

ENOUGH_SCALES = 10
"""Scales from which on even-odd consistency is looked at unasked; with six it flags 6 % of honest respondents."""

LACKING: dict[ScreeningName, str] = {
    "duplicate": "address",
    "attention": "statement",
    "skip_error": "statement",
    "exclusive": "statement",
    "speeding": "times",
    "total_time": "times",
    "page_time": "page_times",
    "even_odd": "scales",
    "psychsyn": "pairs",
    "psychant": "pairs",
    "mahalanobis": "covariance",
}
"""What is lacking where a rule cannot be applied although there are items."""

PARTS = 3
"""Parts of the questionnaire whose spread is looked at by itself."""


@dataclass(frozen=True)
class NotRun:
    """A rule that could not be applied: what is lacking, in a word, and in the words of its error."""

    rule: ScreeningName
    lacking: str
    why: str


@dataclass(frozen=True)
class Battery:
    """What every rule finds, and the rules that could not be applied."""

    assessments: tuple[Assessment, ...]
    not_run: tuple[NotRun, ...]


def flag_by_codebook(survey: Survey, *, items: str | Iterable[str] | None = None) -> Survey:
    """Apply every rule of the codebook, or the usual ones where it names none.

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str, optional
        Items or scales for the rules that do not name their own; the items of all scales where not given.

    Returns
    -------
    Survey
        With the flags, and one step in its log for each rule, as if its verb had been called; the last step says
        which rules could not be applied, and why.

    Raises
    ------
    ColumnError
        If a rule names a column that is not there.
    OptionError
        If limits contradict each other.

    Notes
    -----
    The logic rules of the codebook come first, then the signs of its ``screening`` section in the order given there,
    each with its own limit. Without such a section these are looked for: duplicates, attention items, skip errors,
    exclusive options, missing share, seconds per item, page times, longest run, spread, even-odd consistency (from 10
    scales on), psychometric synonyms and antonyms, and the Mahalanobis distance. What the data or the codebook do not
    allow is left out; `screen` says which and why. Rules that compare answers with one another look at the largest
    group of items with the same range.

    References
    ----------
    Meade, A. W., & Craig, S. B. (2012). Psychological Methods, 17, 437-455.

    Checked against
    ---------------
    The verbs called one by one in ``tests/clean/test_battery.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_by_codebook
    >>> frame = pd.DataFrame([[4] * 10, [4, 2, 3, 5, 4, 2, 4, 3, 1, 4]], columns=[f"q{i}" for i in range(10)])
    >>> flagged = flag_by_codebook(Survey.from_frame(frame), items=list(frame))
    >>> flagged.flags[["id", "rule"]].to_numpy().tolist()
    [[0, 'longstring'], [0, 'irv']]
    """
    battery = run_battery(survey, items=items)
    flagged = reduce(with_flags, battery.assessments, survey)
    step = Step(
        verb="flag_by_codebook",
        rows_before=len(survey),
        rows_after=len(survey),
        arguments={"not_run": {str(one.rule): one.why for one in battery.not_run}},
    )
    return flagged.changed(step)


def run_battery(survey: Survey, *, items: str | Iterable[str] | None = None) -> Battery:
    """What the rules of the codebook find, without any flag raised yet."""
    check_survey(survey)
    if not len(survey):
        raise SampleError("there are no respondents to look at")
    assessments = [assess_inconsistent(survey)] if survey.codebook.rules else []
    not_run: list[NotRun] = []
    named = None if items is None else questionnaire_items(survey, items, check=check_coded)
    stated = survey.codebook.screening
    for sign in stated or [ScreeningRule(rule=rule) for rule in USUAL]:
        looked_at = _items_for(survey, sign, named)
        try:
            if not stated:
                _refuse_unasked(survey, sign)
            assessments.append(_ASSESS[sign.rule](survey, sign, looked_at))
        except (ColumnError, SampleError) as error:
            bare = sign.rule in ABOUT_ITEMS and not looked_at
            not_run.append(NotRun(sign.rule, "items" if bare else LACKING.get(sign.rule, "items"), str(error)))
    return Battery(tuple(assessments), tuple(not_run))


def _items_for(survey: Survey, sign: ScreeningRule, named: list[str] | None) -> list[str]:
    """The items that a rule looks at; none where neither it nor the study names any."""
    if sign.rule not in ABOUT_ITEMS:
        return []
    if sign.items:
        return questionnaire_items(survey, sign.items, check=check_coded)
    columns = set(survey.data.columns)
    own = dict.fromkeys(item for scale in survey.codebook.scales for item in scale.items if item in columns)
    items = named or (questionnaire_items(survey, own, check=check_coded) if own else [])
    return _of_one_range(survey, items) if sign.rule in SAME_FORMAT else items


def _of_one_range(survey: Survey, items: list[str]) -> list[str]:
    """The largest group of items with one range; the first such group where several are as large."""
    codebook = survey.codebook
    ranges = {item: codebook.variable(item).range if codebook.has_variable(item) else (None, None) for item in items}
    sizes = {limits: list(ranges.values()).count(limits) for limits in ranges.values()}
    widest = max(sizes, key=lambda limits: sizes[limits], default=None)
    return [item for item in items if ranges[item] == widest]


def _refuse_unasked(survey: Survey, sign: ScreeningRule) -> None:
    """Refuse what would flag too many honest respondents, unless the codebook asks for it."""
    n = sum(len(scale.items) > 1 for scale in survey.codebook.scales)
    if sign.rule == "even_odd" and n < ENOUGH_SCALES:
        raise SampleError(
            f"{n} scales have two items or more; even-odd consistency is made for {ENOUGH_SCALES} and more. "
            "Name it under screening: in the codebook to look at it all the same"
        )


def _given(**limits: object) -> dict[str, Any]:
    """The limits that the codebook gives; the others stay as the verb has them."""
    return {name: limit for name, limit in limits.items() if limit is not None}


def _needed(items: list[str]) -> list[str]:
    if not items:
        raise ColumnError("the codebook has no scales to take the items from; name them: items=[...]")
    return items


def _lines(survey: Survey, sign: ScreeningRule, items: list[str]) -> Assessment:
    """One of the four signs that `flag_straightlining` looks for, without the others."""
    limits: dict[str, dict[str, Any]] = {
        "longstring": _given(run_length=sign.cut_off),
        "irv": _given(max_irv=sign.cut_off),
        "average_string": {"average_run": 2.0, **_given(average_run=sign.cut_off)},
        "irv_split": {"parts": PARTS, **_given(max_irv=sign.cut_off)},
    }
    kept = {
        "longstring": ("run_length",),
        "irv": ("max_irv",),
        "average_string": ("average_run",),
        "irv_split": ("parts", "parts_irv"),
    }[sign.rule]
    whole = assess_straightlining(survey, items=_needed(items), **limits[sign.rule])
    return replace(
        whole,
        judgements=tuple(judgement for judgement in whole.judgements if judgement.rule == sign.rule),
        arguments={name: whole.arguments[name] for name in kept},
    )


_Assess = Callable[[Survey, ScreeningRule, list[str]], Assessment]
_ASSESS: dict[ScreeningName, _Assess] = {
    "duplicate": lambda s, r, i: assess_duplicates(s, items=_needed(i), **_given(min_same=r.cut_off)),
    "attention": lambda s, r, i: assess_attention(s, **_given(at_least=r.cut_off, decisive=r.decisive)),
    "skip_error": lambda s, r, i: assess_skip_errors(s, **_given(at_least=r.cut_off, decisive=r.decisive)),
    "exclusive": lambda s, r, i: assess_exclusive(s, **_given(at_least=r.cut_off, decisive=r.decisive)),
    "incomplete": lambda s, r, i: assess_incomplete(s, items=_needed(i), **_given(max_missing=r.cut_off)),
    "speeding": lambda s, r, i: assess_speeding(
        s,
        items=_needed(i),
        **_given(seconds_per_item=r.cut_off, decisive_below=r.decisive_below),
    ),
    "page_time": lambda s, r, i: assess_page_time(s, **_given(seconds_per_item=r.cut_off)),
    "total_time": lambda s, r, i: assess_total_time(s, **_given(share_of_median=r.cut_off)),
    "longstring": _lines,
    "average_string": _lines,
    "irv": _lines,
    "irv_split": _lines,
    "even_odd": lambda s, r, i: assess_even_odd(s, **_given(below=r.cut_off)),
    "psychsyn": lambda s, r, i: assess_psychsyn(s, items=_needed(i), **_given(below=r.cut_off, min_r=r.min_r)),
    "psychant": lambda s, r, i: assess_psychant(s, items=_needed(i), **_given(above=r.cut_off, min_r=r.min_r)),
    "person_total": lambda s, r, i: assess_person_total(s, items=_needed(i), **_given(below=r.cut_off)),
    "mahalanobis": lambda s, r, i: assess_outliers(s, items=_needed(i), **_given(p=r.cut_off)),
}
