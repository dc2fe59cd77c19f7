"""New columns beside the others: their names, what they are called, and why their cells are empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from surveykit.core.codebook import Text, Variable, as_name
from surveykit.core.survey import Step, Survey, no_cases
from surveykit.errors import ColumnError

Label = Text | str | Mapping[str, str]
"""A wording: one text for both languages, or ``{"zh": ..., "en": ...}``."""


NOT_FOR_THEM = "not_applicable"
"""Reason of a cell that a function left empty although it had every answer that it needed."""


def new_name(survey: Survey, into: object) -> str:
    """The name of a new column as the codebook writes names; refused where it is none, or taken."""
    name = as_name(into)
    if name is None:
        raise ColumnError(f"into={into!r} is not a name; give a text such as 'age_band'")
    codebook = survey.codebook
    taken = codebook.has_variable(name) or codebook.has_scale(name) or any(part.name == name for part in codebook.sets)
    if taken or name in survey.data.columns:
        raise ColumnError(f"into={name!r} is taken by another column, scale or set; choose another name")
    return name


def with_columns(
    survey: Survey,
    variables: Sequence[Variable],
    values: pd.DataFrame,
    *,
    verb: str,
    sources: Sequence[str],
    asked: Mapping[str, object],
    notes: Sequence[Text] = (),
    cases: pd.DataFrame | None = None,
) -> Survey:
    """The survey with more columns, each described, and with one step that says what they were made of.

    `values` has one column per variable, in the same order. An empty cell has the reason that the first empty source
    has, and does not apply where no source is empty. `asked` holds ``into``, by which the log knows the columns as
    made ones.
    """
    data, reasons = survey.data, survey.missing_reasons
    if values.isna().to_numpy().any():
        told = reasons_from(survey, sources)
        for name in values.columns[values.isna().any()]:
            reasons[name] = told.replace("", NOT_FOR_THEM).where(values[name].isna(), "")
    step = Step(
        verb=verb,
        rows_before=len(data),
        rows_after=len(data),
        columns=tuple(variable.name for variable in variables),
        arguments=asked,
        notes=tuple(notes),
        cases=no_cases() if cases is None else cases,
    )
    return survey.changed(
        step,
        data=data.assign(**{str(name): values[name] for name in values.columns}),
        codebook=survey.codebook.with_variables({variable.name: variable for variable in variables}),
        missing_reasons=reasons,
    )


def reasons_from(survey: Survey, sources: Sequence[str]) -> pd.Series:
    """Why something made of `sources` is empty: the reason of the first source that has one, else blank or nothing."""
    data, known = survey.data, survey.missing_reasons
    reason = pd.Series("", index=data.index, dtype=object)
    for name in sources:
        own = data[name].isna().map({True: "blank", False: ""}).astype(object)
        if name in known.columns:
            told = known[name].fillna("").astype(object)
            own = told.where(told != "", own)
        reason = reason.where(reason != "", own)
    return reason
