"""Which columns were made of which, and which answers nobody gave, from the log."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.core.survey import Step, Survey


def sources_of(step: Step) -> tuple[str, ...]:
    """The columns that a step made new ones of, which it names as its `columns`; empty where it made none."""
    if step.verb == "score_scales":
        items = step.arguments.get("items")
        return tuple(item for members in items.values() for item in members) if isinstance(items, dict) else ()
    if "into" not in step.arguments:
        return ()
    columns = step.arguments.get("columns", step.arguments.get("column", ()))
    return (columns,) if isinstance(columns, str) else tuple(map(str, columns if isinstance(columns, Iterable) else ()))


def derived_columns(log: Iterable[Step]) -> frozenset[str]:
    """Columns that no questionnaire has, because a step made them of others; scores are none of these."""
    return frozenset(column for step in log if "into" in step.arguments for column in step.columns)


def n_imputed(survey: Survey, items: Iterable[str]) -> int:
    """How many answers to some items nobody gave, because they were imputed."""
    names = list(items)
    return int((survey.data[names].notna() & ~answers_given(survey, names)).to_numpy().sum())


def answers_given(survey: Survey, items: Iterable[str]) -> pd.DataFrame:
    """Whether each respondent has given an answer to each item, (n, k): neither empty nor imputed."""
    names = list(items)
    given = survey.data[names].notna()
    for step in survey.log:
        if step.verb == "impute_person_mean":
            for name, cells in step.cases.groupby("column"):
                if name in names:
                    given.loc[given.index.isin(cells["id"]), name] = False
    return given
