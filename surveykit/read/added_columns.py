"""The columns that a platform adds beside the questions: ids, moments, places, devices and its own verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveykit.errors import ReadError
from surveykit.read.grid import Grid, listed
from surveykit.read.headers import clean_header
from surveykit.read.personal import tokens


@dataclass(frozen=True)
class Added:
    """Which of the columns that a platform adds a file has.

    Attributes
    ----------
    grid : Grid
        The file.
    places : Mapping[str, int]
        Position of each, by its header without spaces; the first one where a header repeats.
    """

    grid: Grid
    places: Mapping[str, int]

    def cells(self, *names: str) -> pd.Series:
        """The first of the columns that is there, without spaces at the ends; empty cells if none is."""
        place = next((self.places[name] for name in names if name in self.places), None)
        if place is None:
            return pd.Series("", index=self.grid.cells.index, dtype=object)
        return self.grid.cells[place].str.strip()

    def numbers(self, *names: str) -> pd.Series:
        """The same as numbers, NaN where a cell is none."""
        return pd.to_numeric(self.cells(*names), errors="coerce").astype(float)

    def texts(self, *names: str) -> pd.Series:
        """The same as text, NaN where a cell is empty."""
        cells = self.cells(*names)
        return cells.where(cells != "", np.nan)

    def headers(self, names: Iterable[str]) -> tuple[str, ...]:
        """Headers of the file under these names, cleaned, in the order of the file."""
        found = sorted(self.places[name] for name in set(names) & set(self.places))
        return tuple(clean_header(self.grid.header[place]) for place in found)

    def ids(self, name: str) -> pd.Index[str]:
        """The ids that the platform gave; row numbers if it gave none, an error if one is empty or repeats."""
        if name not in self.places:
            return pd.Index([str(row) for row in self.grid.cells.index], dtype=object)
        ids = self.cells(name)
        wrong = ids[ids.duplicated(keep=False) | (ids == "")]
        if len(wrong):
            header = clean_header(self.grid.header[self.places[name]])
            raise ReadError(
                f"{self.grid.path.name}: {header} is empty or occurs twice in rows {listed(wrong.index)}. "
                "Give every respondent a number of their own, or delete the repeated rows."
            )
        found: pd.Index[str] = pd.Index(ids.tolist(), dtype=object)
        return found


def added_columns(grid: Grid, names: Iterable[str]) -> Added:
    """Find the columns that a platform adds; spaces in headers make no difference."""
    wanted = set(names)
    places: dict[str, int] = {}
    for place, header in enumerate(grid.header):
        name = compact(header)
        if name in wanted:
            places.setdefault(name, place)
    return Added(grid, places)


def compact(header: str) -> str:
    """A header without any space."""
    return clean_header(header).replace(" ", "")


def paradata_frame(
    grid: Grid,
    *,
    submitted: pd.Series,
    seconds: pd.Series,
    channel: pd.Series | None = None,
    province: pd.Series | None = None,
    city: pd.Series | None = None,
    identity: pd.Series | None = None,
    more: Mapping[str, pd.Series] | None = None,
) -> pd.DataFrame:
    """The six columns that every export has, and those that only this platform knows.

    Parameters
    ----------
    grid : Grid
        The file, for its rows.
    submitted, seconds : pandas.Series
        datetime64 and float64.
    channel, province, city : pandas.Series, optional
        Text, empty where it is not known.
    identity : pandas.Series, optional
        Addresses or accounts; only tokens of them are kept.
    more : Mapping[str, pandas.Series], optional
        Further columns; those without a single value are left out.
    """
    blank = pd.Series("", index=grid.cells.index, dtype=object)
    frame = pd.DataFrame(
        {
            "submitted": submitted,
            "duration_seconds": seconds,
            "channel": blank if channel is None else channel,
            "province": blank if province is None else province,
            "city": blank if city is None else city,
            "address_token": blank if identity is None else tokens(identity),
        }
    )
    for name, column in (more or {}).items():
        if column.notna().any():
            frame[name] = column
    return frame


def without_first_rows(grid: Grid, count: int) -> Grid:
    """The file without further header rows; the rows left keep their numbers."""
    left = grid.cells.iloc[count:]
    if left.empty:
        raise ReadError(f"{grid.path.name} has headers but no answers below them. Export it again with the answers.")
    return Grid(grid.path, grid.header, left, grid.notes)


def distinct_headers(headers: Iterable[str]) -> list[str]:
    """Cleaned headers, repeated ones told apart by a number in brackets."""
    cleaned = [clean_header(header) for header in headers]
    taken = set(cleaned)
    seen: set[str] = set()
    distinct = []
    for header in cleaned:
        name, count = header, 1
        while name in seen or (name != header and name in taken):
            count += 1
            name = f"{header} ({count})"
        seen.add(name)
        distinct.append(name)
    return distinct
