"""How a questionnaire was answered: moments, durations and places, from text cells."""

from __future__ import annotations

import re

import pandas as pd

_MOMENT = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[ T]\s*(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}))?[秒分]?(?:\.\d+)?)?$"
)
_DAY_NUMBER = re.compile(r"^(?:3[7-9]|[4-6]\d)\d{3}(?:\.\d+)?$", re.ASCII)
_SECONDS = re.compile(r"^(\d+(?:\.\d+)?)\s*秒?$")
_SPELLED = re.compile(r"^(?:(\d+)\s*+(?:小时|时))?\s*+(?:(\d+)\s*+分钟?)?\s*+(?:(\d+)\s*+秒)?$")
_CLOCK = re.compile(r"^(?:(\d+):)?(\d{1,2}):(\d{2})$")
_PLACE = re.compile(r"^(.*?)[(（]([^()（）]*)[)）]$")


def moments(cells: pd.Series) -> pd.Series:
    """Text such as ``2025/4/19 9:03:11``, or the day number that Excel keeps of it, as datetime64; else NaT."""
    known = {text: moment(str(text)) or _of_day_number(str(text)) for text in cells.unique()}
    return pd.to_datetime(cells.map(known))


def moment(text: str) -> pd.Timestamp | None:
    """One date or moment, in any of the ways exports and Excel write it; None if it is none."""
    found = _MOMENT.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in found.groups())
    try:
        return pd.Timestamp(year=year, month=month, day=day, hour=hour, minute=minute, second=second)
    except ValueError:
        return None


def _of_day_number(text: str) -> pd.Timestamp | None:
    """The moment of a day number of this century, such as ``45766.3772``; None if it is none."""
    if not _DAY_NUMBER.match(text.strip()):
        return None
    return (pd.Timestamp("1899-12-30") + pd.Timedelta(days=float(text))).round("s")


def durations(cells: pd.Series) -> pd.Series:
    """Text such as ``243秒``, ``2分3秒`` or ``4:03`` as seconds (float64, NaN where it is none)."""
    known = {text: _seconds(str(text).strip()) for text in cells.unique()}
    return cells.map(known).astype(float)


def _seconds(text: str) -> float:
    if found := _SECONDS.match(text):
        return float(found[1])
    if (found := _CLOCK.match(text)) or (text and (found := _SPELLED.match(text))):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return float(3600 * hours + 60 * minutes + seconds)
    return float("nan")


def places(cells: pd.Series) -> pd.DataFrame:
    """``1.2.3.4(江西-南昌)`` as three text columns: ``address``, ``province``, ``city``."""
    known = {text: _place(str(text)) for text in cells.unique()}
    parts = [known[text] for text in cells]
    return pd.DataFrame(parts, columns=["address", "province", "city"], index=cells.index, dtype=object)


def _place(text: str) -> tuple[str, str, str]:
    found = _PLACE.match(text.strip())
    if not found:
        return text.strip(), "", ""
    province, _, city = found[2].partition("-")
    return found[1].strip(), province.strip(), city.strip()
