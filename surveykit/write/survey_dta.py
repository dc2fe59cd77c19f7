"""A survey as a Stata file: labels, and why answers are missing as tagged missing values (.a, .b, ...)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from surveykit.core.codebook import Codebook, Language, MissingReason, Variable
from surveykit.write.survey_codes import CodedSurvey
from surveykit.write.survey_labels import answer_labels, column_label, shortened
from surveykit.write.survey_names import STATA, legal_names
from surveykit.write.survey_sav import is_date, is_text

LONGEST_LABEL, LONGEST_ANSWER = 80, 32_000
"""Characters that Stata keeps of the label of a variable, and bytes of that of an answer."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = -901
"""The code that stands for .a after reading; .b is -902, and so on."""

_START = pd.Timestamp("1960-01-01").to_datetime64().astype("datetime64[ms]")
_STAMP = re.compile(rb"(<timestamp>\x11)[^<]{17}(</timestamp>)")
_MOMENT = b"01 Jan 2000 00:00"


def dta_names(coded: CodedSurvey) -> dict[str, str]:
    """The name of every column, the ids first, as Stata accepts it."""
    return legal_names([str(coded.ids.name), *map(str, coded.frame.columns)], STATA)


def dta_codebook(coded: CodedSurvey) -> Codebook:
    """The codebook with the codes that reading gives to the letters of missing values, besides its own."""
    variables = tuple(
        v if is_text(coded.frame[v.name]) else v.model_copy(update={"missing": {**v.missing, **_read_back(v)}})
        for v in coded.codebook.variables
    )
    return coded.codebook.model_copy(update={"variables": variables})


def _read_back(variable: Variable) -> dict[int, MissingReason]:
    letters = _letters(variable)
    return {FIRST - LETTERS.index(letter): variable.missing[code] for code, letter in letters.items()}


def write_dta(coded: CodedSurvey, path: Path, *, language: Language) -> None:
    """Write a Stata file; the same survey gives the same bytes."""
    names = dta_names(coded)
    frame = pd.DataFrame({names[str(coded.ids.name)]: coded.ids.to_numpy(dtype=object)})
    letters = {v.name: {} if is_text(coded.frame[v.name]) else _letters(v) for v in coded.codebook.variables}
    for name in map(str, coded.frame.columns):
        frame[names[name]] = _column(coded.frame[name], coded.gaps[name], letters.get(name, {}))
    declared = {names[v.name]: v for v in coded.codebook.variables}
    pyreadstat.write_dta(
        frame,
        path,
        file_label=shortened(coded.codebook.title.within(language), LONGEST_LABEL, in_bytes=True),
        column_labels={
            name: column_label(coded.codebook, v.name, language, longest=LONGEST_LABEL, in_bytes=False)
            for name, v in declared.items()
        },
        version=14,
        variable_value_labels={
            name: labels for name, v in declared.items() if (labels := _value_labels(v, letters[v.name], language))
        },
        missing_user_values={names[name]: list(used.values()) for name, used in letters.items() if used},
        variable_format={names[name]: "%tc" for name in map(str, coded.frame.columns) if is_date(coded.frame[name])},
    )
    path.write_bytes(_STAMP.sub(rb"\g<1>" + _MOMENT + rb"\g<2>", path.read_bytes(), count=1))


def _letters(variable: Variable) -> dict[int, str]:
    """A letter for every missing code: that which it stands for, or else the first that is free."""
    found = {code: LETTERS[FIRST - code] for code in variable.missing if 0 <= FIRST - code < len(LETTERS)}
    free = (letter for letter in LETTERS if letter not in found.values())
    for code in sorted(set(variable.missing) - set(found)):
        letter = next(free, None)
        if letter is not None:
            found[code] = letter
    return found


def _column(column: pd.Series, gaps: pd.Series, letters: dict[int, str]) -> np.ndarray:
    """Moments as milliseconds since 1960; letters in place of missing codes, which stay what they are in text."""
    if is_text(column):
        plain: np.ndarray = column.to_numpy(dtype=object)
        return plain
    numbers = column
    if is_date(column):
        passed = (column.to_numpy().astype("datetime64[ms]") - _START).astype(float)
        numbers = pd.Series(np.where(column.isna(), np.nan, passed), index=column.index)
    if gaps.isna().all():
        return numbers.to_numpy(dtype=float)
    tagged = numbers.astype(object)
    for code, letter in letters.items():
        tagged[gaps == code] = letter
    laid_out: np.ndarray = tagged.to_numpy(dtype=object)
    return laid_out


def _value_labels(variable: Variable, letters: dict[int, str], language: Language) -> dict[Any, str]:
    if not letters and not variable.values:
        return {}
    answers, reasons = answer_labels(variable, language, longest=LONGEST_ANSWER, in_bytes=True)
    return {**answers, **{letters[code]: label for code, label in reasons.items() if code in letters}}
