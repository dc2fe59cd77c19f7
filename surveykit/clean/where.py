"""Conditions on respondents, as data or as functions; text is never run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pandas as pd

from surveykit.clean.codes import as_answers, as_codes
from surveykit.core.checks import check_columns
from surveykit.core.ranges import hidden
from surveykit.core.survey import Survey
from surveykit.errors import OptionError

Condition: TypeAlias = Mapping[str, object] | Callable[[pd.DataFrame], pd.Series] | pd.Series
"""``{column: code or codes}``, a function from the answers to true or false, or true and false by respondent."""


def holds(survey: Survey, where: Condition) -> pd.Series:
    """Whether `where` holds for each respondent: boolean with ``pd.NA`` where an empty answer leaves it open.

    A function is given the numeric columns as nullable floats, so that comparing with an empty answer is unknown
    and not false.
    """
    if isinstance(where, str):
        raise OptionError("where is text, and text is never run; give {column: code}, a function, or true and false")
    if isinstance(where, Mapping):
        return _of_codes(survey, where)
    if callable(where):
        return _aligned(survey, where(_three_state(survey.data)))
    return _aligned(survey, where)


def looked_at(where: Condition) -> list[str]:
    """The columns that a condition names; none where it is a function or true and false."""
    return [str(column) for column in where] if isinstance(where, Mapping) else []


def recorded(survey: Survey, where: Condition) -> object:
    """A condition for the log: what a function is called, and of personal columns only the names."""
    if not isinstance(where, Mapping):
        return type(where).__name__
    return {column: "" if hidden(survey, column) else wanted for column, wanted in where.items()}


def _of_codes(survey: Survey, where: Mapping[str, object]) -> pd.Series:
    if not where:
        raise OptionError("where is empty; name at least one column and its codes")
    check_columns(survey, where, argument="where")
    data = survey.data
    met = pd.Series(True, index=data.index, dtype="boolean")
    for column, wanted in where.items():
        if pd.api.types.is_numeric_dtype(data[column]):
            codes: list[object] = [*as_codes(survey, column, wanted, argument=f"where[{column!r}]")]
        else:
            codes = as_answers(survey, column, wanted, argument=f"where[{column!r}]")
        known = data[column].notna()
        met = met & data[column].isin(codes).astype("boolean").mask(~known)
    return met


def _three_state(data: pd.DataFrame) -> pd.DataFrame:
    return data.astype({name: "Float64" for name in data.columns if pd.api.types.is_numeric_dtype(data[name])})


def _aligned(survey: Survey, answer: object) -> pd.Series:
    """A condition's answer in the order of the survey; refused unless it is true or false by respondent."""
    if not isinstance(answer, pd.Series) or not pd.api.types.is_bool_dtype(answer):
        raise OptionError(
            "where must give a pandas Series of true and false with the respondents' ids as index, "
            f"not {type(answer).__name__}{f' of {answer.dtype}' if isinstance(answer, pd.Series) else ''}"
        )
    index = survey.data.index
    if not answer.index.is_unique or set(answer.index) != set(index):
        raise OptionError("where is not about these respondents: its index must hold each of their ids once")
    return answer.reindex(index).astype("boolean")
