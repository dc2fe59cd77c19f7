"""Answers that cannot both be true, and respondents who were never meant to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.items import column_as_ticked
from surveykit.clean.logic import meets
from surveykit.clean.where import Condition, holds, looked_at
from surveykit.core.checks import as_names, as_text, check_columns, check_survey
from surveykit.core.codebook import Text
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A named condition that no honest, eligible respondent meets.

    Attributes
    ----------
    name : str
        Short name for the log, such as ``"years_over_age"``.
    label : Text or str
        What to print in the table of exclusions.
    where : mapping, callable or pandas.Series
        Who breaks the rule, as in `drop_cases`.
    decisive : bool
        Whether it excludes by itself.
    family : str
        Rules of one family look at the same sign and count once: ``"eligibility"`` for people outside the
        population, ``"inconsistency"`` for contradictions.
    columns : tuple[str, ...]
        Columns whose answers go into the log as evidence; those that `where` names where not given.
    """

    name: str
    label: Text | str
    where: Condition
    decisive: bool = True
    family: str = "inconsistency"
    columns: tuple[str, ...] = ()


def flag_inconsistent(survey: Survey, *, rules: Sequence[Rule] | None = None) -> Survey:
    """Flag respondents who break a rule about who may answer, or about which answers go together.

    Parameters
    ----------
    survey : Survey
        The answers.
    rules : list of Rule, optional
        The rules, in the order in which the table of exclusions is to list them; the logic rules of the codebook where
        not given.

    Returns
    -------
    Survey
        With one flag per respondent and rule broken. Value: the answers in the rule's columns, such as
        ``"age=30, years=42"``, as they were ticked and without those of personal columns. Cut-off: the rule's label.

    Raises
    ------
    OptionError
        If there are no rules, two rules have one name, a name belongs to a built-in rule, or a condition is not about
        these respondents.
    ColumnError
        If a rule names a column that is not there.

    Notes
    -----
    A condition that is open because an answer is empty is not held against the respondent; the step counts such
    cases per rule as ``not_judged``. `drop_cases` refuses them instead.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_inconsistent.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Rule, Survey, flag_inconsistent
    >>> survey = Survey.from_frame(pd.DataFrame({"age": [30, 50], "years": [42, 12]}))
    >>> impossible = Rule(
    ...     name="years_over_age", label="Longer resident than alive", where=lambda d: d["years"] > d["age"],
    ...     columns=("age", "years"))
    >>> flag_inconsistent(survey, rules=[impossible]).flags[["id", "rule", "decisive", "value"]]
       id            rule  decisive             value
    0   0  years_over_age      True  age=30, years=42
    """
    return with_flags(survey, assess_inconsistent(survey, rules=rules))


def assess_inconsistent(survey: Survey, *, rules: Sequence[Rule] | None = None) -> Assessment:
    """What `flag_inconsistent` finds."""
    check_survey(survey)
    asked = codebook_rules(survey) if rules is None else rules
    _check_rules(asked)
    met = {rule.name: holds(survey, rule.where) for rule in asked}
    evidence = {rule.name: _evidence(rule) for rule in asked}
    columns = list(dict.fromkeys(column for named in evidence.values() for column in named))
    check_columns(survey, columns, argument="rules")
    return Assessment(
        verb="flag_inconsistent",
        judgements=tuple(_judgement(survey, rule, met[rule.name], evidence[rule.name]) for rule in asked),
        columns=tuple(columns),
        arguments={
            "labels": {rule.name: as_text(rule.label, argument="label") for rule in asked},
            "not_judged": {name: int(column.isna().sum()) for name, column in met.items() if column.isna().any()},
        },
    )


def codebook_rules(survey: Survey) -> list[Rule]:
    """The logic rules of the codebook; refused where there are none, or where they name columns that are not there."""
    stated = survey.codebook.rules
    if not stated:
        raise OptionError(
            "the codebook has no logic rules; write some into it, or give a list of Rule, such as rules=[Rule(...)]"
        )
    for rule in stated:
        check_columns(survey, rule.columns, argument=f"rule {rule.name!r}")
    return [
        Rule(
            name=rule.name,
            label=rule.label if rule.label != Text() else rule.name,
            where=meets(survey, rule),
            decisive=rule.decisive,
            family=rule.family,
            columns=rule.columns,
        )
        for rule in stated
    ]


def _evidence(rule: Rule) -> list[str]:
    return as_names(rule.columns, argument="columns") if rule.columns != () else looked_at(rule.where)


def _check_rules(rules: Sequence[Rule]) -> None:
    """Refuse anything but rules, each with a name of its own."""
    if isinstance(rules, Rule) or not isinstance(rules, Sequence) or not all(isinstance(one, Rule) for one in rules):
        raise OptionError("rules must be a list of Rule, such as [Rule(name=..., label=..., where=...)]")
    if not rules:
        raise OptionError("rules is empty; give at least one Rule")
    names = [rule.name for rule in rules]
    if not all(isinstance(name, str) and name for name in names):
        raise OptionError(f"the names of rules must be text, such as 'years_over_age', not {names!r}")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise OptionError(f"rules {twice} occur twice; give each its own name")
    taken = sorted(set(names) & {*FAMILIES, "drop_cases", "corroborated"})
    if taken:
        raise OptionError(f"rules {taken} are names of built-in rules; choose others")


def _judgement(survey: Survey, rule: Rule, met: pd.Series, columns: list[str]) -> Judgement:
    caught = met.fillna(False).astype(bool)
    label = as_text(rule.label, argument="label")
    return Judgement(
        rule=rule.name,
        family=rule.family,
        value=_answers(survey, met.index[caught], columns).reindex(met.index),
        caught=caught,
        cut_off=label.en or label.zh,
        decisive=rule.decisive,
        judged=met.notna(),
    )


def _answers(survey: Survey, ids: pd.Index, columns: list[str]) -> pd.Series:
    """What the respondents ticked in `columns`, in words for the log; personal columns are left out."""
    codebook = survey.codebook
    shown = [name for name in columns if not (codebook.has_variable(name) and codebook.variable(name).personal)]
    ticked = {name: column_as_ticked(survey, name).loc[ids].astype(object) for name in shown}
    answers = pd.DataFrame(ticked, index=ids, columns=shown)
    rows = answers.where(answers.notna(), "empty").to_numpy()
    words = [", ".join(f"{name}={_word(value)}" for name, value in zip(shown, row, strict=True)) for row in rows]
    return pd.Series(words, index=ids, dtype=object)


def _word(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
