"""Any tabular file as text cells with their row numbers, before anything is known about their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.unsplit import refuse_unsplit

Texts = npt.NDArray[np.object_]
"""A column of text cells; equal texts are best one and the same object."""

BLOCK = 10_000
"""Rows that are turned into columns at a time, so that a long file never stands in memory twice."""

SHOWN = 5

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
    notes : tuple[Text, ...]
        Sentences for the log: what was skipped, dropped or found odd.
    """

    path: Path
    header: tuple[str, ...]
    cells: pd.DataFrame
    notes: tuple[Text, ...] = ()


def make_grid(
    path: Path,
    columns: Sequence[Texts],
    notes: Sequence[Text] = (),
    *,
    may_be_empty: bool = False,
) -> Grid:
    """Find the header among the rows of text columns of equal length, and drop what is empty.

    Parameters
    ----------
    path : Path
        For messages.
    columns : sequence of arrays of str, shape (n,)
        The whole table, header and titles included; the first row is row 1 of the file.
    notes : sequence of Text
        What is already known about the file.
    may_be_empty : bool
        Whether a header without rows is a table.
    """
    said = list(notes)
    head = list(zip(*(column[:HEADER_DEPTH] for column in columns), strict=True))
    at = header_at(head)
    if at is None:
        raise ReadError(f"{path.name} holds no table: no row has headers. Export it again, or name another sheet.")
    if at:
        said.append(bilingual("reading.rows_above", n=at, row=at + 1))
    refuse_unsplit(path, columns, at)
    header = [str(text) for text in head[at]]
    has_text = np.column_stack([_filled(column[at + 1 :]) for column in columns])
    filled = np.flatnonzero(has_text.any(axis=1))
    if not len(filled) and not may_be_empty:
        raise ReadError(f"{path.name} has headers but no answers below them. Export it again with the answers.")
    last = int(filled[-1]) if len(filled) else 0
    blank = [at + 2 + int(place) for place in np.flatnonzero(~has_text[:last].any(axis=1))]
    if blank:
        said.append(bilingual("reading.empty_rows", n=len(blank), rows=listing(blank)))
    said += _twice(header)
    kept = [place for place, name in enumerate(header) if name.strip() or has_text[:, place].any()]
    unnamed = [place + 1 for place in kept if not header[place].strip()]
    if unnamed and not _goes_on_below(head, at):
        raise ReadError(
            f"{path.name}: columns {unnamed} hold answers but have no header in row {at + 1}. "
            "Give each a header, and delete a title that stands above the headers."
        )
    cells = pd.DataFrame(
        {place: columns[column][at + 1 :][filled] for place, column in enumerate(kept)},
        index=pd.Index(filled + at + 2, dtype="int64"),
        dtype=object,
    )
    cells.columns = pd.RangeIndex(len(kept))
    return Grid(path, tuple(header[place] for place in kept), cells, tuple(said))


def _filled(column: Texts) -> npt.NDArray[np.bool_]:
    """Which cells hold more than spaces; judged once for each distinct text."""
    places, texts = pd.factorize(column)
    return np.array([bool(text.strip()) for text in texts], dtype=np.bool_)[places]


def _twice(header: Sequence[str]) -> Iterator[Text]:
    """Headers that stand over several columns, so that a codebook cannot tell these apart by it."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header, start=1):
        if name.strip():
            places.setdefault(name.strip(), []).append(place)
    several = {name: found for name, found in places.items() if len(found) > 1}
    for name, found in list(several.items())[:SHOWN]:
        yield bilingual("reading.header_twice", header=name, columns=listing(found))
    if len(several) > SHOWN:
        yield bilingual("reading.headers_twice_more", n=len(several) - SHOWN)


def text_columns(rows: Iterable[Sequence[str]]) -> list[Texts]:
    """Rows of text of equal length as columns, with every distinct text of a column kept once."""
    pieces: list[list[Texts]] = []
    known: list[dict[str, str]] = []
    stream = iter(rows)
    while block := list(islice(stream, BLOCK)):
        if not pieces:
            pieces, known = [[] for _ in block[0]], [{} for _ in block[0]]
        for column, once, texts in zip(pieces, known, zip(*block, strict=True), strict=True):
            column.append(np.array(list(map(once.setdefault, texts, texts)), dtype=object))
    return [np.concatenate(column) for column in pieces]


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
