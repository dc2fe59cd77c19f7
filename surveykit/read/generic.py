"""Tables of no platform's layout: batches keyed in by hand, and exports with one plain header row."""

from __future__ import annotations

import pandas as pd

from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, normal, plain_columns
from surveykit.read.paradata import durations, moments, places
from surveykit.read.personal import tokens

_IDS = ("id", "编号", "序号", "问卷编号", "答卷编号", "respondent_id", "respondentid", "responseid", "_uuid", "作答id")
_SUBMITTED = (
    "提交时间", "提交答卷时间", "填写时间", "填写日期", "调查日期", "访问日期", "结束答题时间", "结束时间", "日期",
    "timestamp", "时间戳记", "submitted", "submitdate", "completiontime", "完成时间", "date", "_submission_time",
)  # fmt: skip
_DURATION = ("所用时间", "答题时长", "作答时长", "duration_seconds", "duration(inseconds)", "duration")
_PLACES = {"来自ip": "ip", "ip": "ip", "ip地址": "ip", "ipaddress": "ip", "ip_address": "ip"}
_PROVINCE = ("省份", "地理位置省", "province")
_CITY = ("城市", "地理位置市", "city")


def read_generic(grid: Grid) -> Export:
    """Take what can be known about the answering out of a plain table; the rest are questions."""
    columns = plain_columns(grid.header)
    id_column = _id_column(grid, columns)
    paradata, taken = _paradata(grid, columns)
    return Export(
        grid=grid,
        platform="generic",
        body="keyed",
        columns=tuple(columns),
        known=frozenset(taken | ({id_column.position} if id_column else set())),
        ids=_ids(grid, id_column),
        paradata=paradata,
        identities=tuple(column.header for column in columns if normal(column.header) in _PLACES),
        notes=() if id_column else ("The file has no id column; row numbers serve as ids.",),
    )


def _id_column(grid: Grid, columns: list[Column]) -> Column | None:
    for column in columns:
        cells = grid.cells[column.position].str.strip()
        if normal(column.header) in _IDS and cells.is_unique and (cells != "").all():
            return column
    return None


def _ids(grid: Grid, column: Column | None) -> pd.Index[str]:
    if column is None:
        return pd.Index([str(row) for row in grid.cells.index], dtype=object)
    return pd.Index(grid.cells[column.position].str.strip(), dtype=object)


def _paradata(grid: Grid, columns: list[Column]) -> tuple[pd.DataFrame, set[int]]:
    """Paradata, and the positions of the columns that are nothing else."""
    blank = pd.Series("", index=grid.cells.index, dtype=object)
    names = {normal(column.header): column.position for column in reversed(columns)}

    def first(known: tuple[str, ...]) -> pd.Series:
        place = next((names[name] for name in known if name in names), None)
        return blank if place is None else grid.cells[place]

    taken = {names[name] for name in (*_SUBMITTED, *_DURATION, *_PLACES) if name in names}
    found = places(first(tuple(_PLACES)))
    submitted, seconds = moments(first(_SUBMITTED)), durations(first(_DURATION))
    return pd.DataFrame(
        {
            "submitted": submitted,
            "duration_seconds": seconds,
            "channel": blank,
            "province": first(_PROVINCE).where(first(_PROVINCE) != "", found["province"]),
            "city": first(_CITY).where(first(_CITY) != "", found["city"]),
            "address_token": tokens(found["address"]),
        }
    ), taken
