"""The timings at the end of a LimeSurvey download: which columns hold the seconds of a page, and what stood on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from surveykit.core.survey import PAGE_SECONDS
from surveykit.read.page_times import page_seconds

_TIMING = re.compile(r"^(?:groupTime\d+|[A-Za-z][A-Za-z0-9]*Time)$|^(?:Group|Question) time\b")
_GROUP = re.compile(r"^groupTime(\d+)$")
_QUESTION = re.compile(r"^([A-Za-z][A-Za-z0-9]*)Time$")
_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True)
class PageTimes:
    """Seconds by page.

    A page is a group of questions, which goes by its number, or in surveys that show one question at a time that
    question, which goes by its code. Of the two, LimeSurvey fills only the columns of what was a page.

    Attributes
    ----------
    seconds : Mapping[str, pandas.Series]
        Paradata: the seconds on each page that somebody spent time on.
    page_of : Mapping[str, str]
        The page of each question, by the code of the question.
    """

    seconds: Mapping[str, pd.Series]
    page_of: Mapping[str, str]

    def pages(self, headers: Sequence[str]) -> dict[int, str]:
        """The page of each column that holds answers to a question on one."""
        codes = {place: found[0] for place, header in enumerate(headers) if (found := _CODE.match(header))}
        return {place: self.page_of[code] for place, code in codes.items() if code in self.page_of}


def is_timing(header: str) -> bool:
    """Whether a column behind the total time holds the seconds of a group or question."""
    return bool(_TIMING.match(header))


def page_times(headers: Sequence[str], timings: Sequence[int], cells: pd.DataFrame) -> PageTimes:
    """What the columns with seconds tell; each group comes before the questions that it holds."""
    places: dict[str, int] = {}
    groups: dict[str, str] = {}
    group = ""
    for place in timings:
        if found := _GROUP.match(headers[place]):
            group = found[1]
            places[group] = place
        elif found := _QUESTION.match(headers[place]):
            places[found[1]] = place
            groups[found[1]] = group
    seconds = page_seconds(places, cells)
    timed = {name.removeprefix(PAGE_SECONDS) for name in seconds}
    page_of = {code: code if code in timed else own for code, own in groups.items()}
    return PageTimes(seconds, {code: page for code, page in page_of.items() if page in timed})
