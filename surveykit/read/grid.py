"""Any tabular file as text cells with their row numbers, before anything is known about their meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from surveykit.errors import ReadError
from surveykit.read.unsplit import refuse_unsplit

HEADER_DEPTH = 10
"""A header row is looked for among the first rows only."""


@dataclass(frozen=True)
class Grid:
    """The table of one file.

    Attributes
    ----------
    path : Path
        Where it came from.
    header : tuple[str, ...]
        Headers as they stand in the file, one per column; duplicates are kept.
    cells : pandas.DataFrame
        Text cells (``""`` where empty), columns 0, 1, ..., one row per record. The index holds row numbers as
        Excel shows them.
    notes : tuple[str, ...]
        Sentences for the log: what was skipped, dropped or found odd.
    """

    path: Path
    header: tuple[str, ...]
    cells: pd.DataFrame
    notes: tuple[str, ...] = ()


def make_grid(
    path: Path,
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    notes: Sequence[str] = (),
    *,
    may_be_empty: bool = False,
) -> Grid:
    """Find the header among text rows of equal length, and drop what is empty.

    Parameters
    ----------
    path : Path
        For messages.
    rows : sequence of rows of text
        The whole table, header and titles included.
    numbers : sequence of int
        The row number of each row in the file.
    notes : sequence of str
        What is already known about the file.
    may_be_empty : bool
        Whether a header without rows is a table.
    """
    said = list(notes)
    at = header_at(rows)
    if at is None:
        raise ReadError(f"{path.name} holds no table: no row has headers. Export it again, or name another sheet.")
    if at:
        said.append(f"{at} rows above the header (row {numbers[at]}) were skipped.")
    refuse_unsplit(path, rows, numbers, at)
    header = [str(text) for text in rows[at]]
    body = rows[at + 1 :]
    has_text = np.array([[bool(text.strip()) for text in row] for row in body], dtype=bool).reshape(-1, len(header))
    filled = np.flatnonzero(has_text.any(axis=1))
    if not len(filled) and not may_be_empty:
        raise ReadError(f"{path.name} has headers but no answers below them. Export it again with the answers.")
    last = int(filled[-1]) if len(filled) else 0
    blank = [numbers[at + 1 + int(place)] for place in np.flatnonzero(~has_text[:last].any(axis=1))]
    if blank:
        said.append(f"{len(blank)} empty rows were left out: {listed(blank)}.")
    kept = [place for place, name in enumerate(header) if name.strip() or has_text[:, place].any()]
    unnamed = [place + 1 for place in kept if not header[place].strip()]
    if unnamed and not _goes_on_below(rows, at):
        raise ReadError(f"{path.name}: columns {unnamed} hold answers but have no header. Give each a header.")
    cells = pd.DataFrame(
        list(body), index=pd.Index(list(numbers[at + 1 :]), dtype="int64"), columns=range(len(header)), dtype=object
    ).iloc[filled, kept]
    cells.columns = pd.RangeIndex(len(kept))
    return Grid(path, tuple(header[place] for place in kept), cells, tuple(said))


def header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Position of the header: the first row that fills at least half as many cells as the fullest of the first rows.

    A title above the table fills one cell.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:HEADER_DEPTH]]
    fullest = max(filled, default=0)
    fitting = (place for place, n in enumerate(filled) if n and (2 * n >= fullest or _goes_on_below(rows, place)))
    return next(fitting, None)


def _goes_on_below(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a second header row names the parts of questions that stand over their first column only.

    SurveyMonkey writes such headers, and leaves the second row empty under the respondent's id.
    """
    if at + 1 >= len(rows) or re.sub(r"[\s_]", "", rows[at][0]).casefold() != "respondentid":
        return False
    return not rows[at + 1][0].strip() and any(cell.strip() for cell in rows[at + 1])


def listed(numbers: Sequence[int] | pd.Index[int]) -> str:
    """Row numbers for a message, the first ten of them."""
    shown = ", ".join(str(number) for number in numbers[:10])
    return f"{shown} and {len(numbers) - 10} more" if len(numbers) > 10 else shown
