"""Conditions on respondents, as data or as functions; text is never run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import pandas as pd

from surveykit.clean.codes import as_answers, as_codes
from surveykit.clean.expressions import Expression
from surveykit.core.checks import check_coded, check_columns, check_numeric
from surveykit.core.ranges import hidden
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, SurveyKitError

T = TypeVar("T")

Condition: TypeAlias = Mapping[str, object] | Callable[[pd.DataFrame], pd.Series] | pd.Series
"""``{column: code or codes}``, an expression such as ``answer_to("age") < 18``, a function, or true and false."""


def holds(survey: Survey, where: Condition) -> pd.Series:
    """Whether `where` holds for each respondent: boolean with ``pd.NA`` where an empty answer leaves it open.

    A function is given the numeric columns as nullable floats, so that comparing with an empty answer is unknown
    and not false.
    """
    if isinstance(where, str):
        raise OptionError("where is text, and text is never run; give {column: code}, a function, or true and false")
    if isinstance(where, Mapping):
        return _of_codes(survey, where)
    if isinstance(where, Expression):
        check_columns(survey, where.columns, argument="where")
        check_coded(survey, where.columns, argument="where")
        check_numeric(survey, where.as_numbers, argument="where")
        check_named(survey, where, argument="where")
    if callable(where):
        return _aligned(survey, called(where, survey.data, argument="where"))
    return _aligned(survey, where)


def check_named(survey: Survey, expression: Expression, *, argument: str) -> None:
    """Refuse codes that are looked for although they are no answers to any of their columns."""
    for columns, codes in expression.named:
        for code in codes:
            for column in columns:
                try:
                    as_codes(survey, column, code, argument=argument)
                except OptionError:
                    if column == columns[-1]:
                        raise
                else:
                    break


def looked_at(where: Condition) -> list[str]:
    """The columns that a condition names; none where it is a function or true and false."""
    if isinstance(where, Expression):
        return list(where.columns)
    return [str(column) for column in where] if isinstance(where, Mapping) else []


def recorded(survey: Survey, where: Condition) -> object:
    """A condition for the log: what a function is called, and of personal columns only the names."""
    if isinstance(where, Expression):
        return "" if any(hidden(survey, column) for column in where.columns) else where.words.en
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


def called(function: Callable[[pd.DataFrame], T], data: pd.DataFrame, *, argument: str) -> T:
    """What a user's function gives; where it fails, its message is left out, because it may hold an answer."""
    try:
        return function(three_state(data))
    except SurveyKitError:
        raise
    except Exception as error:
        failure = type(error).__name__
    raise OptionError(
        f"{argument}: the function fails with {failure} (its message is left out, because it may hold answers); call "
        "it on survey.data to see why"
    )


def three_state(data: pd.DataFrame) -> pd.DataFrame:
    """The answers with numbers as nullable floats, so that comparing with an empty answer is unknown."""
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
