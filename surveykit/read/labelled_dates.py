"""Dates of SPSS and Stata, which are numbers with a display format, as ISO text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

FIRST, LAST = datetime(1678, 1, 1), datetime(2262, 1, 1)
"""Moments that pandas can hold to the nanosecond."""

_SPSS_DAY = re.compile(r"^(?:[AEJS]?DATE|QYR|MOYR|WKYR)\d")
_SPSS_MOMENT = re.compile(r"^(?:DATETIME|YMDHMS)\d")
_SPSS_TIME = re.compile(r"^[DM]?TIME\d")
_STATA_DAY = re.compile(r"^%-?t?d")
_STATA_MOMENT = re.compile(r"^%-?t[cC]")
_STATA_TIME = re.compile(r"^%-?t[cC][HMSs:.]+$")
_START = {"spss": datetime(1582, 10, 14), "stata": datetime(1960, 1, 1)}


def date_writer(shape: str, program: str) -> Callable[[float], str | None] | None:
    """The function that writes the numbers of a column as dates (None: beyond the calendar); None for other columns.

    >>> date_writer("DATE11", "spss")(13744944000.0), date_writer("%td", "stata")(21310.0)
    ('2018-05-06', '2018-05-06')
    >>> date_writer("F8.2", "spss") is None
    True
    """
    if program == "spss":
        if _SPSS_DAY.match(shape):
            return lambda number: _written(program, number, day_only=True)
        return (lambda number: _written(program, number)) if _SPSS_MOMENT.match(shape) else None
    if _STATA_DAY.match(shape):
        return lambda number: _written(program, number * 86_400, day_only=True)
    if _STATA_MOMENT.match(shape) and not _STATA_TIME.match(shape):
        return lambda number: _written(program, number / 1_000)
    return None


def time_unit(shape: str, program: str) -> str:
    """The unit of a column of times of day or durations; empty for other columns."""
    if program == "spss":
        return "seconds" if _SPSS_TIME.match(shape) else ""
    return "milliseconds" if _STATA_TIME.match(shape) else ""


def _written(program: str, seconds: float, *, day_only: bool = False) -> str | None:
    try:
        moment = _START[program] + timedelta(seconds=int(seconds))
    except (OverflowError, ValueError):
        return None
    if not FIRST <= moment < LAST:
        return None
    return moment.date().isoformat() if day_only else moment.isoformat(sep=" ", timespec="seconds")
