"""Columns of a plain table whose cells list options, and the mark between them, which the table does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import listed_set
from surveykit.read.grid import Grid
from surveykit.read.headers import Column
from surveykit.read.joined_columns import answered, is_list, kind_of, options_in
from surveykit.read.personal import is_personal_column

MARKS = (";", "；", "，", "、", ",", "|")
SHOWN = 10

_IDENTIFIER = re.compile(r"^[^\W\d]\w{0,63}$")


def listed_columns(grid: Grid, columns: Sequence[Column]) -> tuple[Codebook, str, tuple[Text, ...]]:
    """The sets of a table, the mark that its cells have between options, and what to say about them."""
    marked = {column: "".join(grid.cells[column.position].unique()) for column in columns}
    by_mark = {mark: [c for c, seen in marked.items() if mark in seen and _lists(grid, c, mark)] for mark in MARKS}
    mark = max(MARKS, key=lambda one: len(by_mark[one]))
    variables: list[Variable] = []
    sets: list[ResponseSet] = []
    for column in by_mark[mark]:
        answers = answered([grid.cells[column.position]])
        options, kind = options_in(answers, mark), kind_of(answers, mark)
        name = column.header if _IDENTIFIER.match(column.header) else f"Q{column.position + 1}"
        members, group = listed_set(name, label=column.stem, options=options, header=column.header, kind=kind)
        variables += members
        sets.append(group)
    if not sets:
        return Codebook(), "", ()
    headers = [group.source[0] for group in sets]
    said = bilingual("reading.listed", columns=listing(headers, most=SHOWN, quoted=True), mark=mark)
    return Codebook(variables=tuple(variables), sets=tuple(sets)), mark, (said,)


def _lists(grid: Grid, column: Column, mark: str) -> bool:
    cells: pd.Series = grid.cells[column.position]
    if is_personal_column(column, cells):
        return False
    answers = answered([cells])
    return len(options_in(answers, mark)) > 1 and is_list(answers, mark)
