"""A new variable computed from others, unknown where what it needs is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import numpy as np
import pandas as pd

from surveykit.clean.expressions import Expression
from surveykit.clean.new_variable import Label, new_name, with_variable
from surveykit.clean.where import called, check_named
from surveykit.core.checks import as_names, as_text, check_coded, check_columns, check_numeric, check_survey
from surveykit.core.codebook import Text, Variable
from surveykit.core.ranges import hidden, refuse_outside
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual
from surveykit.errors import ColumnError, OptionError, SampleError

Computation: TypeAlias = Expression | Callable[[pd.DataFrame], pd.Series]
"""An expression such as ``mean_of([...])``, or a function from the answers to one value per respondent."""


def derive(
    survey: Survey,
    *,
    into: str,
    values: Computation,
    columns: str | Iterable[str] | None = None,
    label: Label | None = None,
) -> Survey:
    """Add a variable that is computed from others.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        Name of the new column.
    values : Expression or callable
        What to compute: built of `mean_of`, `sum_of`, `count_of`, `difference` and `answer_to`, or a function from the
        answers to a number, or to true or false, by respondent. Text is never run.
    columns : str or list of str, optional
        For a function: the columns that it looks at. It is given no others. An expression knows its own.
    label : str, Text or dict, optional
        What to print; the name where not given.

    Returns
    -------
    Survey
        With the column added last, float64: numbers, or 1 and 0 for true and false, missing where an answer that is
        needed is empty, and for the same reason; ``not_applicable`` where a function gives nothing although none is.
        Personal if one of its columns is.

    Raises
    ------
    ColumnError
        If `into` is taken, a column is not there or holds no numbers, an item declared reversed has not been reversed,
        or a function does not say which columns it looks at.
    AnswerError
        If an answer lies outside the range of the codebook.
    OptionError
        If `values` is text, looks for a code that is no answer to its columns, or gives anything but numbers or true
        and false about these respondents.
    SampleError
        If something is divided by 0.

    Notes
    -----
    A function gets nullable floats: comparing with an empty answer is unknown, not false, as it would be with NaN in
    pandas or numpy. Joined conditions follow the same logic: false and unknown is false, true and unknown is unknown.
    Items that a scale declares reversed are refused before `reverse_items`, because a mean would mix directions.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_derive.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, derive, difference
    >>> survey = Survey.from_frame(pd.DataFrame({"before": [2, 3, None], "after": [4, 3, 5]}))
    >>> gained = derive(survey, into="gain", values=difference("after", minus="before"))
    >>> gained.data["gain"].tolist(), gained.missing_reasons["gain"].tolist()
    ([2.0, 0.0, nan], ['', '', 'blank'])
    """
    check_survey(survey)
    name = new_name(survey, into)
    looked_at = _columns(values, columns)
    check_columns(survey, looked_at)
    check_coded(survey, looked_at)
    check_numeric(survey, values.as_numbers if isinstance(values, Expression) else looked_at)
    if isinstance(values, Expression):
        check_named(survey, values, argument="values")
    _refuse_unturned(survey, looked_at)
    refuse_outside(survey, looked_at, argument="columns")
    found = _computed(survey, values, looked_at)
    truth = pd.api.types.is_bool_dtype(found)
    variable = Variable(
        name=name,
        kind="nominal" if truth else "numeric",
        label=Text(zh=name, en=name) if label is None else as_text(label, argument="label"),
        values={0: Text(zh="否", en="No"), 1: Text(zh="是", en="Yes")} if truth else {},
        reference=0 if truth else None,
        personal=any(hidden(survey, column) for column in looked_at),
    )
    numbers = _finite(found, name)
    words = _words(values)
    asked = {"columns": tuple(looked_at), "values": "" if variable.personal else words.en}
    notes = () if variable.personal else (bilingual("cleaning.note_derived", what=words),)
    return with_variable(survey, variable, numbers, verb="derive", sources=looked_at, asked=asked, notes=notes)


def _columns(values: object, columns: str | Iterable[str] | None) -> list[str]:
    """The columns that are looked at."""
    if isinstance(values, Expression):
        return list(values.columns)
    if isinstance(values, str) or not callable(values):
        raise OptionError(
            "values must be an expression such as mean_of(['q1', 'q2']) or a function, and text is never run; got "
            f"{type(values).__name__}"
        )
    if columns is None:
        raise ColumnError("columns: name the columns that the function looks at; it is given no others")
    return as_names(columns, argument="columns")


def _refuse_unturned(survey: Survey, columns: Iterable[str]) -> None:
    declared = set(survey.codebook.reverse_keyed) - survey.reversed_items
    unturned = [name for name in columns if name in declared]
    if unturned:
        raise ColumnError(
            f"items {unturned} are declared reversed but have not been reversed; call reverse_items first"
        )


def _computed(survey: Survey, values: Computation, columns: list[str]) -> pd.Series:
    """What the expression or function gives, in the order of the survey; refused unless it is a value by respondent."""
    found: object = called(values, survey.data[columns], argument="values")
    if not isinstance(found, pd.Series) or not pd.api.types.is_numeric_dtype(found):
        held = f" of {found.dtype}" if isinstance(found, pd.Series) else ""
        raise OptionError(
            "values must give a pandas Series of numbers, or of true and false, with the respondents' ids as index, "
            f"not {type(found).__name__}{held}"
        )
    index = survey.data.index
    if not found.index.is_unique or set(found.index) != set(index):
        raise OptionError("values is not about these respondents: its index must hold each of their ids once")
    return found.reindex(index)


def _finite(found: pd.Series, name: str) -> pd.Series:
    """The values as floats; refused where one is infinite."""
    numbers = pd.Series(found.astype("Float64").to_numpy(dtype=float, na_value=np.nan), index=found.index)
    infinite = int(np.isinf(numbers.to_numpy()).sum())
    if infinite:
        raise SampleError(f"values: {infinite} values of {name!r} are infinite; do not divide by 0")
    return numbers


def _words(values: Computation) -> Text:
    """What is computed; of a function, its name."""
    if isinstance(values, Expression):
        return values.words
    name = getattr(values, "__name__", type(values).__name__)
    return Text(zh=name, en=name)
