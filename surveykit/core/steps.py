"""Building the frames that a `Step` carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from surveykit.core.survey import Survey


def stacked(frames: Iterable[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """The frames one below the other; an empty frame with `columns` where none has a row.

    Empty frames are left out, because their columns have no type of their own.
    """
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(columns))


def source_rows(survey: Survey, ids: pd.Series) -> pd.Series:
    """The row of each respondent in its source file; missing where the survey does not come from a file."""
    paradata = survey.paradata
    if "source_row" not in paradata.columns:
        return pd.Series(pd.NA, index=ids.index, dtype="Int64")
    return ids.map(paradata["source_row"]).astype("Int64")
