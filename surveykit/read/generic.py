"""Tables of no platform's layout: batches keyed in by hand, and exports with one plain header row."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, normal, plain_columns
from surveykit.read.listed_columns import listed_columns
from surveykit.read.paradata import durations, moments, places
from surveykit.read.personal import is_personal_content, tokens
from surveykit.read.totals import refuse_total

_IDS = ("id", "编号", "序号", "问卷编号", "答卷编号", "respondent_id", "respondentid", "responseid", "_uuid", "作答id")
_GIVEN_IDS = frozenset({"答卷编号", "respondent_id", "respondentid", "responseid", "_uuid", "作答id"})
"""Ids that platforms give. They point to no person, although some have as many digits as an identity number."""

_SUBMITTED = (
    "提交时间", "提交答卷时间", "填写时间", "填写日期", "调查日期", "访问日期", "结束答题时间", "结束时间", "日期",
    "timestamp", "时间戳记", "submitted", "submitdate", "completiontime", "完成时间", "date", "_submission_time",
)  # fmt: skip
_DURATION = ("所用时间", "答题时长", "作答时长", "填写时长", "duration_seconds", "duration(inseconds)", "duration")
_PLACES = {"来自ip": "ip", "ip": "ip", "ip地址": "ip", "ipaddress": "ip", "ip_address": "ip"}
_PROVINCE = ("省份", "地理位置省", "province")
_CITY = ("城市", "地理位置市", "city")
_SERIAL = re.compile(r"^[A-Za-z]{0,3}-?\d{1,6}$", re.ASCII)
SHOWN = 5


def read_generic(grid: Grid) -> Export:
    """Take what can be known about the answering out of a plain table, and find the cells that list options."""
    export = plain_export(grid)
    asked = [c for c in export.columns if c.position not in export.known | export.as_text]
    codebook, separator, said = listed_columns(grid, asked)
    return replace(export, codebook=codebook, separator=separator, notes=(*export.notes, *said))


def plain_export(grid: Grid) -> Export:
    """Take what can be known about the answering out of a plain table; the rest are questions."""
    columns = plain_columns(grid.header)
    candidates = [column for column in columns if normal(column.header) in _IDS]
    refuse_total(grid, [column.position for column in candidates])
    faults = [(column, _fault(grid, column)) for column in candidates]
    id_column = next((column for column, fault in faults if not fault), None)
    paradata, taken = _paradata(grid, columns)
    return Export(
        grid=grid,
        platform="generic",
        body="keyed",
        columns=tuple(columns),
        known=frozenset(taken | ({id_column.position} if id_column else set())),
        as_text=frozenset(column.position for column in candidates),
        ids=_ids(grid, id_column),
        paradata=paradata,
        identities=tuple(column.header for column in columns if normal(column.header) in _PLACES),
        notes=() if id_column else _id_notes(faults),
    )


def _fault(grid: Grid, column: Column) -> Text | None:
    """Why a column cannot serve as ids; None if it can."""
    ids = grid.cells[column.position].str.strip()
    if normal(column.header) not in _GIVEN_IDS and is_personal_content(ids):
        return bilingual("reading.id_personal")
    if (ids == "").any():
        return bilingual("reading.id_empty", rows=listing(ids.index[ids == ""]))
    twice = ids[ids.duplicated(keep=False)]
    repeated = [_repetition(str(name), rows) for name, rows in twice.groupby(twice, sort=False)]
    return bilingual("reading.id_repeats", ids=listing(repeated, most=SHOWN)) if repeated else None


def _repetition(name: str, rows: pd.Series) -> Text:
    """Which id occurs where; longer ones than serial numbers may be names or accounts, and only their rows are told."""
    told = name if _SERIAL.match(name) else bilingual("reading.some_id")
    return bilingual("reading.id_repeated", id=told, rows=listing(rows.index))


def _id_notes(faults: list[tuple[Column, Text | None]]) -> tuple[Text, ...]:
    if not faults:
        return (bilingual("reading.no_ids"),)
    said = [bilingual("reading.no_id", header=column.header, fault=fault) for column, fault in faults]
    return (*said, bilingual("reading.rows_as_ids"))


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
