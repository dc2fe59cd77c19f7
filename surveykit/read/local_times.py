"""Moments as a spreadsheet or a form writes them in the language of its owner.

``2022/3/10 下午 1:19:08 GMT+8`` and ``10/14/2025 17:24:01`` are moments; whether ``10/9/2025`` is in October or in
September, only the other rows of its column can tell. A moment is that of the file's clock, and a note names its zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing

_TIME = (
    r"(?:[ T]+(?P<before>[^\d\s:]+)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<after>(?!GMT|UTC|Z)[^\d\s]+)?\s*(?:(?:GMT|UTC|Z)[+\-\d:]*)?)?$"
)
_YEAR_FIRST = re.compile(r"^(?P<year>\d{4})[-/.年](?P<one>\d{1,2})[-/.月](?P<two>\d{1,2})日?" + _TIME, re.IGNORECASE)
_YEAR_LAST = re.compile(r"^(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _TIME, re.I)
_ZONE = re.compile(r"((?:GMT|UTC)(?:[+-]\d[\d:]*)?|(?<=\d)Z)$", re.IGNORECASE)
_SERIAL = re.compile(r"^[2-6]\d{4}(?:\.\d+)?$")
_MORNING = frozenset({"am", "上午", "午前", "凌晨", "早上", "오전"})
_EVENING = frozenset({"pm", "下午", "午後", "午后", "中午", "晚上", "오후"})


@dataclass(frozen=True)
class Moments:
    """A column of moments (datetime64, NaT where a cell is none), and sentences for the log."""

    values: pd.Series
    notes: tuple[Text, ...] = ()


def local_moments(cells: pd.Series, *, name: str) -> Moments:
    """Understand a column of moments.

    Parameters
    ----------
    cells : pandas.Series
        Text, shape (n,).
    name : str
        Header of the column, for the notes.

    Notes
    -----
    Where a sign for the half of the day cannot be read (it was lost in an encoding), only the day is kept.
    """
    texts = cells.str.strip()
    unique = [str(text) for text in texts.unique() if text]
    day_first, notes = _day_first(unique, name)
    known = {text: _moment(text, day_first=day_first) for text in unique}
    notes += _zone_notes([text for text in unique if known[text] is not None], name)
    lost = [text for text in unique if known[text] is not None and _lost_half(text)]
    if lost:
        notes.append(bilingual("reading.half_lost", column=name, n=int(texts.isin(lost).sum())))
    return Moments(pd.to_datetime(texts.map(known)), tuple(notes))


def _day_first(texts: list[str], name: str) -> tuple[bool, list[Text]]:
    """Whether days stand before months; what only one order can explain decides."""
    found = [match for text in texts if (match := _YEAR_LAST.match(text))]
    firsts = sum(int(match["one"]) > 12 for match in found)
    seconds = sum(int(match["two"]) > 12 for match in found)
    dotted = any(match["mark"] == "." for match in found)
    if not found or (firsts > 0) != (seconds > 0):
        return firsts > 0, []
    order = bilingual(f"reading.{'day' if dotted else 'month'}_first")
    return dotted, [bilingual("reading.day_or_month", column=name, order=order)]


def _zone_notes(texts: list[str], name: str) -> list[Text]:
    """Which clocks the moments are those of, where they say so."""
    zones = dict.fromkeys(found[1] for text in texts if (found := _ZONE.search(text)))
    return [bilingual("reading.zone_as_written", column=name, zones=listing(zones))] if zones else []


def _match(text: str) -> re.Match[str] | None:
    return _YEAR_FIRST.match(text) or _YEAR_LAST.match(text)


def _half(match: re.Match[str]) -> str:
    """What is said about the half of the day, folded."""
    return (match["before"] or match["after"] or "").casefold().replace(".", "")


def _lost_half(text: str) -> bool:
    match = _match(text)
    if match is None or match["hour"] is None:
        return False
    half = _half(match)
    return bool(half) and half not in _MORNING | _EVENING and int(match["hour"]) <= 12


def _moment(text: str, *, day_first: bool) -> pd.Timestamp | None:
    if _SERIAL.match(text):
        return (pd.Timestamp("1899-12-30") + pd.Timedelta(days=float(text))).round("s")
    match = _match(text)
    if match is None:
        return None
    year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
    month, day = (two, one) if day_first and _YEAR_LAST.match(text) else (one, two)
    try:
        date = pd.Timestamp(year=year + 2000 if year < 100 else year, month=month, day=day)
        return (
            date
            if _lost_half(text)
            else date.replace(hour=_hour(match), minute=_part(match, "minute"), second=_part(match, "second"))
        )
    except ValueError:
        return None


def _part(match: re.Match[str], name: str) -> int:
    return int(match[name] or 0)


def _hour(match: re.Match[str]) -> int:
    """The hour of 24, by what is said about the half of the day."""
    hour, half = _part(match, "hour"), _half(match)
    if half in _EVENING and hour < 12:
        return hour + 12
    return 0 if half in _MORNING and hour == 12 else hour


def elapsed(start: pd.Series, end: pd.Series) -> pd.Series:
    """Seconds between two moments (float64), NaN where one is not known or the end comes first."""
    seconds = (end - start).dt.total_seconds().astype(float)
    return seconds.where(seconds >= 0)
