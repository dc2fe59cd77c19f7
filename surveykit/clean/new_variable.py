"""A new column beside the others, with its description and one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from surveykit.core.codebook import Text, Variable
from surveykit.core.new_columns import Label as Label
from surveykit.core.new_columns import new_name as new_name
from surveykit.core.new_columns import reasons_from as reasons_from
from surveykit.core.new_columns import with_columns
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


def label_of(survey: Survey, column: str) -> Text:
    """What a column is called in both languages."""
    return Text(zh=survey.codebook.label(column, "zh"), en=survey.codebook.label(column, "en"))


def refuse_shared_label(variable: Variable) -> None:
    """Refuse answers without a wording, or with the wording of another."""
    unnamed = [code for code, text in variable.values.items() if not text.within("zh")]
    if unnamed:
        raise OptionError(f"labels: code {unnamed[0]} has none; give each code a wording")
    if variable.label_conflict:
        raise OptionError(f"labels: {variable.label_conflict}")


def with_variable(
    survey: Survey,
    variable: Variable,
    values: pd.Series,
    *,
    verb: str,
    sources: Sequence[str],
    asked: Mapping[str, object],
    notes: Sequence[Text] = (),
) -> Survey:
    """The survey with one more column, described, and with one step that says what it was made of.

    An empty cell has the reason that the first empty source has.
    """
    return with_columns(
        survey,
        [variable],
        values.to_frame(variable.name),
        verb=verb,
        sources=sources,
        asked={"into": variable.name, **asked},
        notes=notes,
    )
