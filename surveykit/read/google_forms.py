"""Google Forms: the linked spreadsheet, which lists options with commas, and the form's own CSV, with semicolons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.added_columns import added_columns, compact, distinct_headers, paradata_frame
from surveykit.read.export import Export
from surveykit.read.form_questions import FormQuestions, form_questions
from surveykit.read.grid import Grid
from surveykit.read.joined_columns import FEWEST_CELLS, answered, is_list
from surveykit.read.local_times import local_moments
from surveykit.read.totals import refuse_total

_TIMESTAMPS = frozenset({"timestamp", "时间戳记", "時間戳記", "时间戳"})
_ACCOUNTS = frozenset(
    {"EmailAddress", "Emailaddress", "Username", "电子邮件地址", "電子郵件地址", "用户名", "使用者名稱"}
)
_SCORES = frozenset({"Score", "得分", "分数", "分數"})
_LAST_ADDED = 2
"""Account and score follow the timestamp; further right, the same words head questions."""

_ZONE = re.compile(r"(?:GMT|UTC)[+-]?[\d:]*\s*$")
_POINTS = r"^\d+(?:\.\d+)?\s*/\s*\d+(?:\.\d+)?$"


def is_google_forms(grid: Grid) -> bool:
    """Whether the first column is headed Timestamp and holds moments, and questions follow."""
    if len(grid.header) < 2 or compact(grid.header[0]).casefold() not in _TIMESTAMPS:
        return False
    cells = grid.cells[0].str.strip()
    answered = cells[cells != ""]
    moments = local_moments(answered, name=grid.header[0]).values
    return len(answered) > 0 and 2 * int(moments.notna().sum()) >= len(answered)


def read_google_forms(grid: Grid) -> Export:
    """Take the timestamp, the account and the score out, and describe the questions."""
    refuse_total(grid, [])
    places = _added_places(grid)
    added = replace(added_columns(grid, ()), places=places)
    headers = {n: name for n, name in enumerate(distinct_headers(grid.header)) if n not in places.values()}
    if not headers:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    separator = _separator(grid, list(headers))
    form = form_questions(grid, headers, separator, lambda answers: _lists(answers, separator))
    times = local_moments(added.cells("timestamp"), name=grid.header[0])
    points = added.cells("score").str.partition("/")[0]
    return Export(
        grid=grid,
        platform="google_forms",
        body="text",
        columns=tuple(form.columns),
        ids=added.ids("id"),
        paradata=paradata_frame(
            grid,
            submitted=times.values,
            seconds=pd.Series(float("nan"), index=grid.cells.index),
            identity=added.cells("account").str.casefold(),
            more={"platform_score": pd.to_numeric(points, errors="coerce").astype(float)},
        ),
        identities=added.headers(["account"]),
        notes=(
            bilingual("reading.no_ids"),
            bilingual("reading.blanks_alike", platform=bilingual("inspection.platform_google_forms")),
            *times.notes,
            *form.notes,
            *_comma_notes(grid, form, separator),
        ),
        codebook=form.codebook,
        separator=separator,
        own_text=True,
    )


def _added_places(grid: Grid) -> Mapping[str, int]:
    """Where the columns stand that Google adds: the timestamp first, then the account and the score of a quiz."""
    places = {"timestamp": 0}
    for place in range(1, min(_LAST_ADDED + 1, len(grid.header))):
        header = compact(grid.header[place])
        cells = grid.cells[place].str.strip()
        if header in _ACCOUNTS:
            places.setdefault("account", place)
        elif header in _SCORES and cells.str.match(_POINTS).any():
            places.setdefault("score", place)
    return places


def _separator(grid: Grid, places: Sequence[int]) -> str:
    """Semicolons in the form's own CSV, whose moments name their time zone; else what more columns speak for."""
    if grid.cells[0].str.contains(_ZONE).any():
        return ";"
    columns = [answered([grid.cells[place]]) for place in places]
    lists = {mark: sum(is_list(answers, mark) for answers in columns) for mark in (",", ";")}
    return ";" if lists[";"] > lists[","] else ","


def _lists(answers: Counter[str], separator: str) -> bool:
    """Whether answers list options; nobody but Google writes semicolons without a space behind them."""
    tight = separator == ";" and not any("; " in text for text in answers)
    return is_list(answers, separator, fewest=1 if tight else FEWEST_CELLS)


def _comma_notes(grid: Grid, form: FormQuestions, separator: str) -> Iterator[Text]:
    """Columns that may list options, but whose answers do not show it."""
    if separator != ",":
        return
    lists = {header for group in form.sets for header in group.source}
    unsure = [
        column.header
        for column in form.columns
        if column.header not in lists and grid.cells[column.position].str.contains(", ", regex=False).any()
    ]
    if unsure:
        yield bilingual("reading.form_commas", columns=listing(unsure, quoted=True))
