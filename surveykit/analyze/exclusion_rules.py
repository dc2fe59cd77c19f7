"""Decisions on who is excluded, by which one analysis is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from surveykit.clean.exclude import decided
from surveykit.clean.flagging import cases_of
from surveykit.clean.log import rule_labels
from surveykit.clean.removal import without
from surveykit.core.codebook import Language, Text
from surveykit.core.survey import Survey
from surveykit.core.terms import term

LANGUAGES: tuple[Language, ...] = ("zh", "en")
MAIN = "main"


@dataclass(frozen=True)
class Exclusion:
    """One decision on who is excluded.

    Attributes
    ----------
    rule : str
        Its name: ``none``, ``decisive``, ``main``, ``any``, ``only:`` or ``without:`` and the name of a rule.
    label : Text
        What to print for it.
    gone : pandas.Index
        Ids of the respondents it excludes.
    """

    rule: str
    label: Text
    gone: pd.Index


def exclusions_of(
    survey: Survey, rules: Sequence[str], min_families: int, *, always: Sequence[str] = ()
) -> list[Exclusion]:
    """The decisions that flags allow: none, by decisive flags, the main one, by any; by one rule; without one rule.

    Whom a rule of the families `always` flagged is excluded by every one of them.
    """
    outside = outsiders(survey, always)
    judged = survey.flags[~survey.flags["id"].isin(outside)]
    return [
        replace(exclusion, gone=outside.append(exclusion.gone))
        for exclusion in _by_flags(judged, rule_labels(survey.log), rules, min_families, anybody=not outside.empty)
    ]


def outsiders(survey: Survey, families: Sequence[str]) -> pd.Index:
    """Ids of the respondents whom a rule of some families flagged."""
    return _ids(survey.flags[survey.flags["family"].isin(list(families))])


def _by_flags(
    flags: pd.DataFrame, labels: Mapping[str, Text], rules: Sequence[str], min_families: int, *, anybody: bool
) -> list[Exclusion]:
    """The decisions on the respondents of `flags`; `anybody` says whether others are excluded anyway."""
    standing = [
        Exclusion("none", _label("outsiders" if anybody else "none"), flags.iloc[:0]["id"].pipe(pd.Index)),
        Exclusion("decisive", _label("decisive"), _ids(flags[flags["decisive"].astype(bool)])),
        Exclusion(MAIN, _label(MAIN, families=min_families), decided(flags, min_families).index),
        Exclusion("any", _label("any"), _ids(flags)),
    ]
    alone = [
        Exclusion(f"only:{rule}", _of_rule("only", labels.get(rule), rule), _ids(flags[flags["rule"] == rule]))
        for rule in rules
    ]
    left_out = [
        Exclusion(
            f"without:{rule}",
            _of_rule("without", labels.get(rule), rule),
            decided(flags[flags["rule"] != rule], min_families).index,
        )
        for rule in rules
    ]
    return [*standing, *alone, *left_out]


def reduced(survey: Survey, exclusion: Exclusion) -> Survey:
    """The survey without the respondents of a decision; itself where it excludes nobody."""
    if exclusion.gone.empty:
        return survey
    flags = survey.flags
    judged = flags["id"].isin(exclusion.gone)
    return without(
        survey,
        pd.Series(exclusion.rule, index=exclusion.gone, dtype=object),
        verb="exclude_flagged",
        reason=exclusion.label,
        cases=cases_of(survey, flags[judged], action="excluded"),
        arguments={"rule": exclusion.rule},
    )


def _ids(flags: pd.DataFrame) -> pd.Index:
    ids: pd.Index = pd.Index(flags["id"].unique())
    return ids


def _label(key: str, **values: object) -> Text:
    return Text(**{language: term(f"compare_exclusions.rule_{key}", language, **values) for language in LANGUAGES})


def _of_rule(key: str, label: Text | None, rule: str) -> Text:
    return Text(
        **{
            language: term(f"compare_exclusions.rule_{key}", language, rule=label.within(language) if label else rule)
            for language in LANGUAGES
        }
    )
