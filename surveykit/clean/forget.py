"""What the record of a survey says about the answers in some columns, taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from surveykit.core.survey import Step, Survey

WITHHELD = "value withheld"
"""What the log says instead of an answer that it held."""


def forgotten(survey: Survey, names: Collection[str]) -> Survey:
    """The survey without answers of the columns `names` in its flags and its log.

    Repairs on reading and conditions on the columns keep their place and their rule.
    """
    return Survey(
        survey.data,
        survey.codebook,
        paradata=survey.paradata,
        missing_reasons=survey.missing_reasons,
        flags=_without_answers(survey.flags, names),
        log=[_forget(step, names) for step in survey.log],
    )


def _forget(step: Step, names: Collection[str]) -> Step:
    """A step without the answers in its cases and its conditions."""
    where = step.arguments.get("where")
    told = dict(step.arguments)
    if isinstance(where, Mapping):
        told["where"] = {column: "" if column in names else wanted for column, wanted in where.items()}
    return replace(step, arguments=told, cases=_without_answers(step.cases, names))


def _without_answers(cases: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """Cases without the answers in the columns `names`, or in a list such as "name=..., age=40"."""
    named = [any(f"{name}=" in str(value) for name in names) for value in cases["value"]]
    about = cases["column"].isin(list(names)) if "column" in cases.columns else pd.Series(False, index=cases.index)
    touched = about | pd.Series(named, index=cases.index, dtype=bool)
    if not touched.any():
        return cases
    told = cases.astype({"value": object})
    told.loc[touched, "value"] = ""
    if "action" in told.columns:
        told.loc[touched & told["action"].astype(str).str.startswith("read as "), "action"] = WITHHELD
    return told
