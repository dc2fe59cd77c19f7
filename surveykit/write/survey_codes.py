"""The answers of a survey with a code in every cell whose emptiness has a reason, for files that hold codes only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveykit.core.codebook import Codebook, MissingReason, Variable, VariableKind
from surveykit.core.ranges import answer_cases
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, SampleError
from surveykit.read.decode import strip_control

USUAL: dict[MissingReason, int] = {
    "not_shown": -3,
    "unranked": -4,
    "not_applicable": -7,
    "refused": -8,
    "dont_know": -9,
}
"""Codes of reasons for which the codebook has none. A plain empty cell is blank and needs none."""

ID_NAMES = ("id", "respondent_id", "responseid", "_uuid")
"""Names for the column of ids, of which a reader of tables knows every one."""


@dataclass(frozen=True)
class CodedSurvey:
    """A survey ready to be written.

    Attributes
    ----------
    ids : pandas.Series
        Ids as text, shape (n,); its name is that of no other column.
    frame : pandas.DataFrame
        Shape (n, columns): float64 for codes and numbers, object (str, ``""`` where empty) for text, datetime64 for
        dates. Cells that are empty for a reason hold its code, but for dates.
    gaps : pandas.DataFrame
        The codes of cells that are empty for a reason, NaN elsewhere; same shape.
    codebook : Codebook
        The columns that are there, with a code for every reason that occurs.
    """

    ids: pd.Series
    frame: pd.DataFrame
    gaps: pd.DataFrame
    codebook: Codebook


def coded_survey(survey: Survey) -> CodedSurvey:
    """Give every reason a code: the codebook's own, or else the usual one, or the next that no answer has."""
    data, reasons = survey.data, survey.missing_reasons
    _refuse_infinite(data)
    _refuse_missing_codes(survey)
    columns, gaps, variables = {}, {}, []
    for name in map(str, data.columns):
        variable = _described(survey, name)
        empty = reasons[name].where(data[name].isna(), "") if name in reasons else pd.Series("", index=data.index)
        variable, codes = _with_codes(variable, data[name], empty.fillna(""))
        gaps[name] = codes
        columns[name] = _filled(data[name], codes, variable)
        variables.append(variable)
    ids = pd.Series(data.index.astype(str), index=data.index, name=_free_name(columns), dtype=object)
    return CodedSurvey(
        ids, pd.DataFrame(columns, index=data.index), pd.DataFrame(gaps, index=data.index), _kept(survey, variables)
    )


def _refuse_infinite(data: pd.DataFrame) -> None:
    numeric = [name for name in data.columns if pd.api.types.is_numeric_dtype(data[name])]
    infinite = [name for name in numeric if np.isinf(data[name].to_numpy(dtype=float, na_value=np.nan)).any()]
    if infinite:
        raise SampleError(f"columns {infinite} hold infinite values; set them to missing first")


def _refuse_missing_codes(survey: Survey) -> None:
    """Refuse answers, such as imputed ones, that a reader would take for a missing code of their variable."""
    data = survey.data
    found = [
        answer_cases(survey, variable.name, taken)
        for variable in survey.codebook.variables
        if variable.missing and variable.name in data and pd.api.types.is_numeric_dtype(data[variable.name])
        if len(taken := data[variable.name][data[variable.name].isin(list(variable.missing))])
    ]
    if found:
        cases = pd.concat(found, ignore_index=True)
        raise AnswerError(
            "answers equal a missing code of their variable and would read back as missing, per column: "
            f"{cases['column'].value_counts().to_dict()}; give the codebook missing codes outside the range of the "
            "answers, such as missing: {-9: dont_know}. error.cases lists every one",
            cases,
        )


def _described(survey: Survey, name: str) -> Variable:
    """The variable of the codebook, or one made of what the column holds, such as a score."""
    if survey.codebook.has_variable(name):
        return survey.codebook.variable(name)
    column = survey.data[name]
    is_number = pd.api.types.is_numeric_dtype(column)
    kind: VariableKind = "date" if pd.api.types.is_datetime64_any_dtype(column) else "numeric" if is_number else "text"
    return Variable(name=name, label=survey.codebook.label(name, "zh"), kind=kind)


def _with_codes(variable: Variable, column: pd.Series, reasons: pd.Series) -> tuple[Variable, pd.Series]:
    """The variable with codes for all reasons of a column, and the code of every cell that is empty for a reason."""
    missing = dict(variable.missing)
    known = {reason: code for code, reason in reversed(missing.items())}
    found = [reason for reason in pd.unique(reasons) if reason and (reason != "blank" or reason in known)]
    taken = {*variable.values, *missing, *_answers(column)}
    for reason in found:
        if reason not in known:
            code = next(code for code in range(USUAL[reason], USUAL[reason] - len(taken) - 1, -1) if code not in taken)
            known[reason], missing[code] = code, reason
            taken.add(code)
    codes = reasons.map({reason: float(known[reason]) for reason in found}).astype(float)
    return variable.model_copy(update={"missing": missing}), codes


def _answers(column: pd.Series) -> set[int]:
    """Whole numbers that occur as answers, typed in or not."""
    numbers = pd.to_numeric(column, errors="coerce") if not pd.api.types.is_datetime64_any_dtype(column) else None
    if numbers is None:
        return set()
    seen = numbers.dropna().unique()
    return {int(number) for number in seen if np.isfinite(number) and number == int(number)}


def _filled(column: pd.Series, codes: pd.Series, variable: Variable) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        on_the_clock: pd.Series = column.dt.tz_localize(None)
        return on_the_clock
    if pd.api.types.is_numeric_dtype(column):
        return column.astype(float).where(codes.isna(), codes)
    said = codes.map(lambda code: "" if np.isnan(code) else f"{code:g}")
    return column.astype(object).where(column.notna(), said).astype(str).map(_writable)


def _writable(text: str) -> str:
    """The text without what no file can hold: control characters, and halves of a character."""
    return strip_control(text).encode(errors="ignore").decode()


def _free_name(columns: Iterable[str]) -> str:
    taken = {name.casefold() for name in columns}
    numbered = (f"id_{place}" for place in range(2, len(taken) + 3))
    return next(name for name in (*ID_NAMES, *numbered) if name not in taken)


def _kept(survey: Survey, variables: list[Variable]) -> Codebook:
    """The codebook without the parts whose columns have left."""
    names, book = {variable.name for variable in variables}, survey.codebook
    scales = [scale for scale in book.scales if set(scale.items) <= names]
    while any(not set(scale.dimensions) <= {other.name for other in scales} for scale in scales):
        known = {scale.name for scale in scales}
        scales = [scale for scale in scales if set(scale.dimensions) <= known]
    sets = tuple(group for group in book.sets if set(group.members) <= names)
    named = {*(scale.name for scale in scales), *(group.name for group in sets)}
    known = names | {scale.name for scale in scales}
    return book.model_copy(
        update={
            "variables": tuple(_asked_of(variable, names) for variable in variables if variable.name not in named),
            "sets": sets,
            "scales": tuple(scales),
            "rules": tuple(rule for rule in book.rules if set(rule.columns) <= names),
            "screening": tuple(sign for sign in book.screening if set(sign.items) <= known),
        }
    )


def _asked_of(variable: Variable, names: set[str]) -> Variable:
    """The variable without conditions on columns that are not there."""
    if set(variable.asked_if) <= names:
        return variable
    asked_if = {column: codes for column, codes in variable.asked_if.items() if column in names}
    return variable.model_copy(update={"asked_if": asked_if})
