"""Answer codes as they are named in arguments: refused where they could match nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable

from surveykit.core.checks import is_real
from surveykit.core.codebook import Text
from surveykit.core.survey import Survey
from surveykit.core.words import nearest
from surveykit.errors import OptionError


def as_codes(survey: Survey, column: str, codes: object, *, argument: str) -> list[float]:
    """Codes of a column from one number or several.

    Refused are an empty list, anything but numbers, and codes that neither the codebook nor the answers know.
    """
    listed = list(codes) if isinstance(codes, Iterable) and not isinstance(codes, str) else [codes]
    if not listed:
        raise OptionError(f"{argument} is empty; name at least one answer")
    values = survey.codebook.variable(column).values if survey.codebook.has_variable(column) else {}
    numbers = [_as_number(code, column, values, argument) for code in listed]
    answers = set(survey.data[column].dropna())
    strangers = [code for code in numbers if values and code not in values and code not in answers]
    if strangers:
        told = ", ".join(f"{code} ({label.zh or label.en})" for code, label in values.items())
        raise OptionError(f"{argument}: {strangers} are not answers to {column!r}. Allowed: {told}.")
    return numbers


def _as_number(code: object, column: str, values: dict[int, Text], argument: str) -> float:
    """A code as it is; refused if it is no number, and where it is the wording of an answer, the code is said."""
    if isinstance(code, bool) and set(values) == {0, 1}:
        return int(code)
    if is_real(code) and not math.isnan(code):
        return code
    by_label = {text: known for known, label in values.items() for text in (label.zh, label.en) if text}
    near = nearest(code, by_label) if isinstance(code, str) else ""
    hint = f"; the code of {near!r} is {by_label[near]}" if near else ", such as 1 or [1, 2]"
    raise OptionError(f"{argument}: {code!r} is not a code of {column!r}; give numbers{hint}")
