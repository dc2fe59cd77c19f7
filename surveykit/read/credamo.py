"""Credamo (见数) downloads, whose second row holds the wording of the questions and is no respondent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.added_columns import (
    Added,
    added_columns,
    compact,
    distinct_headers,
    paradata_frame,
    without_first_rows,
)
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, clean_header
from surveykit.read.paradata import durations, moments
from surveykit.read.spread_questions import Heading, question_columns, role_of, shared_stem, ticks_as_ones
from surveykit.read.totals import refuse_total

_ID = "作答ID"
_DURATION = ("作答总时长(秒)", "作答总时长（秒）", "作答总时长")
_IDENTITIES = frozenset({"用户ID", "IP", "经度", "纬度", "操作系统类型", "浏览器类型", "屏幕分辨率"})
_REVIEW, _CREDIT = ("审核状态", "审核结果", "采纳状态"), ("信用分", "信用得分")
_META = frozenset({_ID, *_DURATION, "开始时间", "结束时间", "省份", "城市", "设备类型", *_REVIEW, *_CREDIT})
_CODED = re.compile(r"^Q(\d{1,3})(?:(?:\s*[-_.、:：]\s*|\s+)(.+))?$", re.IGNORECASE | re.DOTALL)
_INTEGER = re.compile(r"^-?\d{1,4}$")


def is_credamo(grid: Grid) -> bool:
    """Whether the headers are those that Credamo adds."""
    names = [compact(header) for header in grid.header]
    return _ID in names and any(name.startswith("作答总时长") for name in names)


def read_credamo(grid: Grid) -> Export:
    """Take the wording of the questions from the second row, and sort the columns into paradata and questions."""
    wording, grid = _wording(grid)
    added = added_columns(grid, _META | _IDENTITIES)
    refuse_total(grid, [added.places[_ID]] if _ID in added.places else [])
    headers = distinct_headers(grid.header)
    asked = [place for place in range(len(headers)) if place not in added.places.values()]
    columns = _columns(grid, headers, wording, asked)
    headings = [column for column in columns if _is_heading(grid, column)]
    if len(headings) == len(columns):
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    return Export(
        grid=replace(grid, cells=ticks_as_ones(grid.cells, columns)),
        platform="credamo",
        body="keyed",
        columns=tuple(columns),
        ids=added.ids(_ID),
        paradata=_paradata(added),
        identities=added.headers(_IDENTITIES),
        known=frozenset(column.position for column in headings),
        notes=_notes(grid, columns, wording, [column.header for column in headings]),
    )


def _wording(grid: Grid) -> tuple[list[str], Grid]:
    """The wording under each header, empty where there is none, and the file without it."""
    place = next((place for place, header in enumerate(grid.header) if compact(header) == _ID), None)
    if place is None or grid.cells[place].iloc[0].strip():
        return [""] * len(grid.header), grid
    wording = [clean_header(text) for text in grid.cells.iloc[0]]
    return wording, without_first_rows(grid, 1)


def _is_heading(grid: Grid, column: Column) -> bool:
    """Whether a column is the heading of a block: nobody answered it, and it has neither number nor parts."""
    alone = column.role == "single" and column.number is None
    return alone and not grid.cells[column.position].str.strip().any()


def _columns(grid: Grid, headers: Sequence[str], wording: Sequence[str], places: Sequence[int]) -> list[Column]:
    """Questions whose headers are numbers with the wording below them, or are the wording themselves."""
    columns: list[Column] = []
    for number, group in groupby(places, key=lambda place: _number(grid.header[place])):
        if number is None:
            headings = [Heading(place, headers[place], None, clean_header(grid.header[place])) for place in group]
            columns += question_columns(headings, grid.cells, mark="-")
        else:
            columns += _coded(grid, headers, wording, list(group), number)
    return columns


def _number(header: str) -> int | None:
    found = _CODED.match(clean_header(header))
    return int(found[1]) if found else None


def _coded(
    grid: Grid, headers: Sequence[str], wording: Sequence[str], places: Sequence[int], number: int
) -> list[Column]:
    """The columns of one numbered question."""
    if len(places) == 1:
        (place,) = places
        worded = _CODED.match(headers[place])
        stem = wording[place] or (worded[2] if worded else "") or headers[place]
        return [Column(place, headers[place], number=number, stem=stem)]
    split = _common([clean_header(grid.header[place]) for place in places], [wording[place] for place in places])
    parts = [part for _, part in split]
    role = role_of(parts, grid.cells[list(places)])
    return [
        Column(place, headers[place], role, number, stem, part)
        for place, (stem, part) in zip(places, split, strict=True)
    ]


def _common(headers: Sequence[str], wordings: Sequence[str]) -> list[tuple[str, str]]:
    """Stem and part of every column; where all wordings, or all headers, begin alike, that is the stem."""
    coded = [found[2] or "" for header in headers if (found := _CODED.match(header))]
    for texts in (wordings, coded):
        stem = shared_stem(texts, "-") if all(texts) else ""
        if stem:
            return [(stem.strip(), text[len(stem) + 1 :].strip()) for text in texts]
    return [_split(header, wording) for header, wording in zip(headers, wordings, strict=True)]


def _split(header: str, wording: str) -> tuple[str, str]:
    """Stem and part: ``Q2-议事会`` repeats its part in the wording; ``Q3-1`` has no part but the wording."""
    found = _CODED.match(header)
    part = (found[2] or "") if found else ""
    stem = f"Q{found[1]}" if found else ""
    if part and wording.endswith(part) and wording != part:
        return wording.removesuffix(part).rstrip("-—_ ") or stem, part
    return (stem, wording) if wording and (not part or part.isdigit()) else (wording or stem, part or header)


def _paradata(added: Added) -> pd.DataFrame:
    return paradata_frame(
        added.grid,
        submitted=moments(added.cells("结束时间")),
        seconds=durations(added.cells(*_DURATION)),
        province=added.cells("省份"),
        city=added.cells("城市"),
        identity=added.cells("IP") if added.cells("IP").any() else added.cells("用户ID"),
        more={
            "started": moments(added.cells("开始时间")),
            "device": added.texts("设备类型"),
            "review": added.texts(*_REVIEW),
            "platform_credit": added.numbers(*_CREDIT),
        },
    )


def _notes(grid: Grid, columns: Sequence[Column], wording: Sequence[str], headings: Sequence[str]) -> tuple[Text, ...]:
    said = []
    if any(wording):
        said.append(bilingual("reading.wording_row"))
    if headings:
        said.append(bilingual("reading.headings", columns=listing(headings, quoted=True)))
    single = [column for column in columns if column.role != "option"]
    coded = sum(all(_INTEGER.match(t) for t in grid.cells[c.position].str.strip() if t) for c in single)
    if single and 2 * coded >= len(single):
        said.append(bilingual("reading.codes_without_labels"))
    return tuple(said)
