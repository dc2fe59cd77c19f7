"""Whom a question was put to: by what the platform showed, and by the skip rules of the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from surveykit.clean.items import column_as_ticked
from surveykit.core.survey import Survey

NOT_ASKED = ("not_shown", "not_applicable")
"""Reasons for an empty cell that are not the respondent's silence."""


def asked(survey: Survey, columns: Sequence[str]) -> pd.DataFrame:
    """Whether each of `columns` was put to each respondent; what is answered was."""
    answered = survey.data[list(columns)].notna()
    reasons = survey.missing_reasons
    silent = pd.DataFrame(
        {
            name: reasons[name].isin(NOT_ASKED) if name in reasons.columns else pd.Series(False, index=answered.index)
            for name in columns
        },
        index=answered.index,
    )
    for name, conditions in skip_rules(survey, columns).items():
        silent[name] |= ~meant_for(survey, conditions).fillna(True).astype(bool)
    return answered | ~silent


def skip_rules(survey: Survey, columns: Sequence[str]) -> dict[str, Mapping[str, tuple[int, ...]]]:
    """The skip rules of those of `columns` that have one, as far as the columns that they name are there."""
    there = set(survey.data.columns)
    rules = {variable.name: variable.asked_if for variable in survey.codebook.variables if variable.asked_if}
    return {name: rules[name] for name in columns if name in rules and set(rules[name]) <= there}


def meant_for(survey: Survey, conditions: Mapping[str, tuple[int, ...]]) -> pd.Series:
    """Whom a skip rule lets through: boolean with ``pd.NA`` where an empty answer leaves it open."""
    met = pd.Series(True, index=survey.data.index, dtype="boolean")
    for column, codes in conditions.items():
        ticked = column_as_ticked(survey, column)
        met = met & ticked.isin(codes).astype("boolean").mask(ticked.isna())
    return met
