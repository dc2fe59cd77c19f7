"""The logic rules of a codebook, tried on answers."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from surveykit.clean.items import column_as_ticked
from surveykit.core.checks import check_coded
from surveykit.core.rules import Condition, LogicRule
from surveykit.core.survey import Survey

_ORDER: dict[str, Callable[[pd.Series, pd.Series | float], pd.Series]] = {
    "below": pd.Series.lt,
    "at_most": pd.Series.le,
    "above": pd.Series.gt,
    "at_least": pd.Series.ge,
    "equals": pd.Series.eq,
    "differs": pd.Series.ne,
}


def meets(survey: Survey, rule: LogicRule) -> pd.Series:
    """Who meets all conditions of `rule`: boolean with ``pd.NA`` where an empty answer leaves it open."""
    met = pd.Series(True, index=survey.data.index, dtype="boolean")
    for condition in rule.where:
        met = met & _holds(survey, condition, argument=f"rule {rule.name!r}")
    return met


def _holds(survey: Survey, condition: Condition, *, argument: str) -> pd.Series:
    answers = column_as_ticked(survey, condition.column)
    if condition.comparison in ("answered", "empty"):
        return pd.Series(answers.notna() == (condition.comparison == "answered"), dtype="boolean")
    check_coded(survey, condition.columns, argument=argument)
    if condition.comparison in ("in", "not_in"):
        among = answers.isin(condition.codes) == (condition.comparison == "in")
        return among.astype("boolean").mask(answers.isna())
    compared = _ORDER[condition.comparison]
    if condition.other is not None:
        return compared(answers.astype("Float64"), column_as_ticked(survey, condition.other).astype("Float64"))
    return compared(answers.astype("Float64"), float(condition.value or 0.0))
