"""Seconds that respondents spent on each page, from the columns in which platforms write them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from surveykit.core.survey import PAGE_SECONDS
from surveykit.read.paradata import durations


def page_seconds(pages: Mapping[str, int], cells: pd.DataFrame) -> dict[str, pd.Series]:
    """Paradata by their names; no page is left in no time at all, so 0 is no time, and pages without one are left out.

    Parameters
    ----------
    pages : Mapping[str, int]
        Position of the column with its seconds, for each page.
    cells : pandas.DataFrame
        The answers as text.
    """
    read = {f"{PAGE_SECONDS}{page}": durations(cells[place].str.strip()) for page, place in pages.items()}
    timed = {name: seconds.where(seconds > 0) for name, seconds in read.items()}
    return {name: seconds for name, seconds in timed.items() if seconds.notna().any()}
