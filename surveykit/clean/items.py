"""Items as the rules of this room look at them: in the order of the questionnaire, as ticked, or all keyed one way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import pandas as pd

from surveykit.core.checks import as_names, check_columns, check_items, check_numeric
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, SampleError


class Check(Protocol):
    """`check_numeric` or `check_coded`."""

    def __call__(self, survey: Survey, names: Iterable[str], *, argument: str = ...) -> None:
        """Refuse columns."""


def questionnaire_items(
    survey: Survey, items: str | Iterable[str], *, least: int = 1, check: Check = check_numeric
) -> list[str]:
    """The columns that `items` names, scales opened up, each once and in the order of the codebook.

    `check` refuses columns that the rule cannot look at; `check_coded` where it does not matter which code is higher.
    """
    named = as_names(items, argument="items")
    check_items(survey, named)
    named = survey.codebook.items_of(named)
    check_columns(survey, named, argument="items")
    check(survey, named, argument="items")
    place = {variable.name: position for position, variable in enumerate(survey.codebook.variables)}
    ordered = sorted(dict.fromkeys(named), key=lambda name: place.get(name, len(place)))
    if len(ordered) < least:
        raise SampleError(f"items names {len(ordered)} columns; this rule needs at least {least}")
    return ordered


def scale_items(survey: Survey, *, check: Check = check_numeric) -> list[str]:
    """The items of all scales of the codebook that are columns of the survey."""
    columns = set(survey.data.columns)
    named = [item for scale in survey.codebook.scales for item in scale.items if item in columns]
    if not named:
        raise ColumnError("the codebook has no scales to take the items from; name them: items=[...]")
    return questionnaire_items(survey, dict.fromkeys(named), check=check)


def answer_range(variable: Variable) -> tuple[float, float]:
    """Lowest and highest answer that the codebook allows; refused where it does not say."""
    low, high = variable.range
    if low is None or high is None:
        raise ColumnError(
            f"{variable.name!r} cannot be reversed: the codebook does not give its range; "
            "give it values, or low and high"
        )
    return low, high


def mirrored(answers: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Every column as low + high - x, by the range of the codebook."""
    ranges = {name: answer_range(codebook.variable(str(name))) for name in answers.columns}
    return pd.DataFrame({name: low + high - answers[name] for name, (low, high) in ranges.items()}, index=answers.index)


def as_ticked(survey: Survey, items: list[str]) -> pd.DataFrame:
    """The answers as they were ticked, whether or not items have been reversed since; float64."""
    return _turned(survey, items, [item for item in items if item in survey.reversed_items])


def column_as_ticked(survey: Survey, column: str) -> pd.Series:
    """The answers in one column of any kind as they were ticked, which is how the codebook's rules are written."""
    return as_ticked(survey, [column])[column] if column in survey.reversed_items else survey.data[column]


def as_keyed(survey: Survey, items: list[str]) -> pd.DataFrame:
    """The answers with every declared reversed item reversed, whether or not that has been done yet; float64."""
    declared = set(survey.codebook.reverse_keyed) ^ survey.reversed_items
    return _turned(survey, items, [item for item in items if item in declared])


def _turned(survey: Survey, items: list[str], turn: list[str]) -> pd.DataFrame:
    answers = survey.data[items].astype(float)
    answers[turn] = mirrored(answers[turn], survey.codebook)
    return answers
