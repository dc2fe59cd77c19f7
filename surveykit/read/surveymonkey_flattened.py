"""SurveyMonkey downloads published with one header row: question and part with a dash between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from surveykit.read.added_columns import compact
from surveykit.read.form import plain_label
from surveykit.read.grid import Grid
from surveykit.read.spread_questions import shared_stem

MARK = " - "
_ID = "RespondentID"


def is_flattened(grid: Grid) -> bool:
    """Whether the first column holds the ids of SurveyMonkey, and several columns share a question."""
    ids = grid.cells[0].str.strip()
    if compact(grid.header[0]) != _ID or not ids.str.fullmatch(r"\d{8,}").all():
        return False
    return any(len(group) > 1 for group in _groups([plain_label(text) for text in grid.header[1:]]))


def with_second_row(grid: Grid, added: Collection[str]) -> Grid:
    """The download as it was, with questions over their first columns and parts in a row below.

    Parameters
    ----------
    grid : Grid
        The file.
    added : collection of str
        Headers of the columns that SurveyMonkey adds, without spaces.
    """
    header, parts = [grid.header[0]], [""]
    for group in _groups([plain_label(text) for text in grid.header[1:]]):
        stem = shared_stem(group, MARK) if len(group) > 1 else ""
        for text in group:
            header.append(stem or text)
            own = "" if compact(text) in added else "Response"
            parts.append(text[len(stem) + len(MARK) :].strip() if stem else own)
    row = pd.DataFrame([parts], index=pd.Index([1], dtype="int64"), columns=grid.cells.columns, dtype=object)
    return replace(grid, header=tuple(header), cells=pd.concat([row, grid.cells]))


def _groups(texts: Sequence[str]) -> Iterator[list[str]]:
    """Neighbours that share a beginning before a dash."""
    group: list[str] = []
    for text in texts:
        if group and not shared_stem([*group, text], MARK):
            yield group
            group = []
        group.append(text)
    if group:
        yield group
