"""Answers as they are named in arguments: refused where they could match nothing."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable

from surveykit.core.checks import is_real
from surveykit.core.codebook import Text, Variable
from surveykit.core.ranges import hidden
from surveykit.core.survey import Survey
from surveykit.core.words import nearest
from surveykit.errors import OptionError


def as_codes(survey: Survey, column: str, codes: object, *, argument: str) -> list[float]:
    """Codes of a column of numbers, from one number or several.

    Refused are an empty list, anything but numbers, and codes that the codebook does not allow and nobody has given.
    """
    variable = _variable(survey, column)
    numbers = [_as_number(survey, code, variable, argument) for code in _listed(codes, argument)]
    answers = set(survey.data[column].dropna())
    strangers = [code for code in numbers if code not in answers and not _allows(variable, code)]
    _refuse(survey, column, strangers, _allowed(survey, variable), argument)
    return numbers


def as_answers(survey: Survey, column: str, wanted: object, *, argument: str) -> list[object]:
    """Answers of a column of text or dates, from one or several; refused are those that nobody has given."""
    listed = _listed(wanted, argument)
    given = survey.data[column].dropna()
    strangers = [one for one in listed if not isinstance(one, Hashable) or not given.isin([one]).any()]
    near = nearest(str(strangers[0]), map(str, given.unique())) if strangers else ""
    _refuse(survey, column, strangers, f"Closest: {near!r}." if near else "Nobody has given them.", argument)
    return listed


def _listed(wanted: object, argument: str) -> list[object]:
    listed = list(wanted) if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]
    if not listed:
        raise OptionError(f"{argument} is empty; name at least one answer")
    return listed


def _variable(survey: Survey, column: str) -> Variable:
    known = survey.codebook.has_variable(column)
    return survey.codebook.variable(column) if known else Variable(name=column, kind="numeric")


def _as_number(survey: Survey, code: object, variable: Variable, argument: str) -> float:
    """A code as it is; refused if it is no number, and where it is the wording of an answer, the code is said."""
    if isinstance(code, bool) and set(variable.values) == {0, 1}:
        return int(code)
    if is_real(code) and not math.isnan(code):
        return code
    if hidden(survey, variable.name):
        raise OptionError(f"{argument}: answers to {variable.name!r} are named by their codes; give numbers")
    by_label = _by_label(variable.values)
    near = nearest(code, by_label) if isinstance(code, str) else ""
    hint = f"; the code of {near!r} is {by_label[near]}" if near else ", such as 1 or [1, 2]"
    raise OptionError(f"{argument}: {code!r} is not a code of {variable.name!r}; give numbers{hint}")


def _by_label(values: dict[int, Text]) -> dict[str, int]:
    return {text: code for code, label in values.items() for text in (label.zh, label.en) if text}


def _allows(variable: Variable, code: float) -> bool:
    """Whether the codebook has a code among its answers or, where it lists none, within its range."""
    low, high = variable.range
    if variable.values or low is None or high is None:
        return code in variable.values
    return low <= code <= high


def _allowed(survey: Survey, variable: Variable) -> str:
    """The end of a message: the answers of a column of numbers."""
    if variable.values:
        return f"Allowed: {', '.join(f'{code} ({text.zh or text.en})' for code, text in variable.values.items())}."
    given = survey.data[variable.name].dropna()
    return f"The answers reach from {given.min():g} to {given.max():g}." if len(given) else "Every cell is empty."


def _refuse(survey: Survey, column: str, strangers: list[float] | list[object], hint: str, argument: str) -> None:
    """Refuse `strangers`; of a personal column neither they nor its answers are shown."""
    if strangers and hidden(survey, column):
        raise OptionError(
            f"{argument}: {len(strangers)} of these are not answers to {column!r}, which is personal, so its answers "
            "are not shown; look them up in its data"
        )
    if strangers:
        raise OptionError(f"{argument}: {strangers} are not answers to {column!r}. {hint}")
