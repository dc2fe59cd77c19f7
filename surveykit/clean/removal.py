"""Taking respondents out of a survey, each counted once under one rule."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.survey import REMOVED_COLUMNS, Step, Survey
from surveykit.errors import SampleError


def without(
    survey: Survey,
    gone: pd.Series,
    *,
    verb: str,
    reason: str | Text,
    cases: pd.DataFrame,
    arguments: Mapping[str, object],
    columns: tuple[str, ...] = (),
) -> Survey:
    """The survey without the respondents of `gone` (ids as index, the rule each is counted under as values)."""
    data = survey.data
    remaining = data.loc[~data.index.isin(gone.index)]
    if remaining.empty:
        raise SampleError(f"{verb} would remove all {len(data)} respondents; look at the condition again")
    step = Step(
        verb=verb,
        rows_before=len(data),
        rows_after=len(remaining),
        columns=columns,
        arguments=dict(arguments),
        reason=reason,
        cases=cases,
        removed=_removed(survey, gone),
    )
    return survey.changed(step, data=remaining)


def _removed(survey: Survey, gone: pd.Series) -> pd.DataFrame:
    """Rows for `Step.removed`; the mode is empty where the survey does not know it."""
    paradata = survey.paradata
    mode = paradata.loc[gone.index, "mode"].fillna("").astype(str) if "mode" in paradata.columns else ""
    left = pd.DataFrame({"rule": gone.astype(object), "mode": mode}, index=gone.index)
    return left.rename_axis("id").reset_index()[list(REMOVED_COLUMNS)]
