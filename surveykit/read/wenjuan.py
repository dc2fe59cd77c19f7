"""问卷网 (wenjuan.com) downloads: ``All_Data_Original.csv`` (codes) and ``All_Data_Readable.csv`` (text).

The labels of the codes stand in ``code.csv`` of the same download, which is read if it lies beside the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.added_columns import Added, added_columns, compact, distinct_headers, paradata_frame
from surveykit.read.codebook_wenjuan import Question, read_questions, readable_headers
from surveykit.read.described import closed
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, Role, clean_header
from surveykit.read.local_times import elapsed, local_moments
from surveykit.read.paradata import durations
from surveykit.read.spread_questions import Heading, question_columns, ticks_as_ones
from surveykit.read.totals import refuse_total

_IDS = ("seq", "答卷编号", "序号", "编号")
_START, _FINISH = ("start", "开始时间", "开始答题时间"), ("finish", "结束时间", "结束答题时间", "提交时间")
_DURATION, _CHANNEL = ("答题时长", "答题时长(秒)"), ("source", "来源", "来源渠道")
_IDENTITIES = frozenset({"ip", "IP", "IP地址", "昵称", "微信昵称", "用户ID", "openid"})
_META = frozenset({*_IDS, *_START, *_FINISH, *_DURATION, *_CHANNEL})
_MOMENTS = frozenset({"start", "finish"})
_CODED = re.compile(r"^Q(\d{1,3})(?:_([AR])?(\d{1,3})(?:_(.+))?)?$", re.DOTALL)
_READABLE = re.compile(r"^Q(\d{1,3})_(.+)$", re.DOTALL)


def is_wenjuan(grid: Grid) -> bool:
    """Whether the headers are ``start``, ``finish`` and question codes, or a duration and worded questions."""
    names = {compact(header) for header in grid.header}
    coded = any(_CODED.match(name) for name in names)
    return (coded and names >= _MOMENTS) or (_DURATION[0] in names and _is_readable(grid.header))


def _is_readable(header: Sequence[str]) -> bool:
    cleaned = {clean_header(name) for name in header}
    return not cleaned >= _MOMENTS and any(_READABLE.match(name) and not _CODED.match(name) for name in cleaned)


def read_wenjuan(grid: Grid) -> Export:
    """Sort the columns into paradata and questions, with the labels of ``code.csv`` where it is there."""
    added = added_columns(grid, _META | _IDENTITIES)
    refuse_total(grid, [added.places[name] for name in _IDS if name in added.places])
    headers = distinct_headers(grid.header)
    places = [place for place in range(len(headers)) if place not in added.places.values()]
    if not places:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    readable = _is_readable(grid.header)
    questions = read_questions(grid.path)
    columns = _worded(grid, headers, places) if readable else _coded(grid, headers, places, questions)
    without = [] if readable else [bilingual("reading.no_code_csv")]
    own, notes = _described(grid, columns, questions) if questions else ([], without)
    started, finished = (local_moments(added.cells(*names), name=names[0]) for names in (_START, _FINISH))
    return Export(
        grid=replace(grid, cells=ticks_as_ones(grid.cells, columns)),
        platform="wenjuan",
        body="text" if readable else "keyed",
        columns=tuple(columns),
        ids=added.ids(next((name for name in _IDS if name in added.places), "")),
        paradata=_paradata(added, started.values, finished.values),
        identities=added.headers(_IDENTITIES),
        notes=(*started.notes, *finished.notes, *notes),
        codebook=Codebook(variables=tuple(own)),
    )


def _worded(grid: Grid, headers: Sequence[str], places: Sequence[int]) -> list[Column]:
    headings = []
    for place in places:
        text = clean_header(grid.header[place])
        found = _READABLE.match(text)
        number = int(found[1]) if found else None
        headings.append(Heading(place, headers[place], number, found[2] if found else text))
    return question_columns(headings, grid.cells, mark="_")


def _coded(
    grid: Grid, headers: Sequence[str], places: Sequence[int], questions: Mapping[str, Question]
) -> list[Column]:
    """Columns of question codes, with the wording of ``code.csv`` and of the readable download beside them."""
    worded = readable_headers(grid.path, [clean_header(name) for name in grid.header])
    columns = []
    for place in places:
        found = _CODED.match(clean_header(grid.header[place]))
        if not found:
            columns.append(_written(place, headers[place]))
            continue
        number, letter, part, written = int(found[1]), found[2], found[3], found[4]
        question = questions.get(f"Q{number}", Question())
        stem = question.wording or f"Q{number}"
        if part is None or written:
            role: Role = "blank" if written else "single"
            columns.append(Column(place, headers[place], role, number, stem, f"{stem}_{written}" if written else ""))
            continue
        ticked = letter == "A" or question.is_set
        label = (question.options.get(int(part), "") if ticked else "") or worded.get(headers[place], "")
        role = "option" if ticked else "row"
        columns.append(Column(place, headers[place], role, number, stem, label or headers[place]))
    return columns


def _written(place: int, header: str) -> Column:
    """A column without a code of its own, such as ``Q1_open``."""
    found = _READABLE.match(header)
    return (
        Column(place, header, "blank", int(found[1]), header, header) if found else Column(place, header, stem=header)
    )


def _described(
    grid: Grid, columns: Sequence[Column], questions: Mapping[str, Question]
) -> tuple[list[Variable], list[Text]]:
    """Closed questions and matrix rows whose answers ``code.csv`` explains."""
    own: list[Variable] = []
    unexplained: list[str] = []
    rows: dict[int, int] = {}
    for column in columns:
        question = questions.get(f"Q{column.number}", Question())
        if column.number is None or column.role not in ("single", "row") or question.is_set or not question.options:
            continue
        rows[column.number] = place = rows.get(column.number, 0) + 1
        if not _explains(question, grid.cells[column.position]):
            unexplained.append(column.header)
            continue
        is_row = column.role == "row"
        name = f"Q{column.number}_{place}" if is_row or place > 1 else f"Q{column.number}"
        codes = {label: code for code, label in question.options.items()}
        label = column.part or column.stem
        own.append(closed(name, label=label, codes=codes, header=column.header, ordered=is_row))
    said = bilingual("reading.code_csv_incomplete", columns=listing(unexplained, quoted=True))
    return own, [bilingual("reading.code_csv"), *([said] if unexplained else [])]


def _explains(question: Question, cells: pd.Series) -> bool:
    """Whether every answer is a code or a label, and no label has two codes."""
    labels = list(question.options.values())
    known = {*labels, *(str(code) for code in question.options), ""}
    return set(cells.str.strip()) <= known and len(set(labels)) == len(labels)


def _paradata(added: Added, started: pd.Series, finished: pd.Series) -> pd.DataFrame:
    seconds = durations(added.cells(*_DURATION))
    return paradata_frame(
        added.grid,
        submitted=finished,
        seconds=seconds if seconds.notna().any() else elapsed(started, finished),
        channel=added.cells(*_CHANNEL),
        identity=added.cells("ip", "IP", "IP地址", "openid", "用户ID"),
        more={"started": started},
    )
