"""formr results: one record per session, as JSON or CSV."""

from __future__ import annotations

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.export import Export
from surveykit.read.grid import Grid, listed
from surveykit.read.headers import Column, clean_header
from surveykit.read.paradata import moments

_SIGNATURE = frozenset({"session", "created", "modified", "ended"})
_META = (*_SIGNATURE, "expired", "iteration", "survey_id", "study_id", "unit_session_id")


def is_formr(grid: Grid) -> bool:
    """Whether the headers are those that formr puts before the items."""
    return _SIGNATURE.issubset(clean_header(text) for text in grid.header)


def read_formr(grid: Grid) -> Export:
    """Sort the columns of formr results into items and paradata."""
    header = [clean_header(text) for text in grid.header]
    at = {name: place for place, name in reversed(list(enumerate(header)))}
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ReadError(f"{grid.path.name} has the columns {twice[:5]} twice. Give each column a header of its own.")
    columns = tuple(Column(place, name, stem=name) for place, name in enumerate(header) if name not in _META)
    if not columns:
        raise ReadError(f"{grid.path.name} has no items. Export it again with the answers.")
    ids, notes = _ids(grid, grid.cells[at["session"]].str.strip())
    return Export(
        grid=grid, platform="formr", body="keyed", columns=columns, ids=ids, paradata=_paradata(grid, at), notes=notes
    )


def _ids(grid: Grid, sessions: pd.Series) -> tuple[pd.Index[str], tuple[Text, ...]]:
    """Sessions as ids; who took part again has the number of the time behind the session."""
    empty = sessions.index[sessions == ""]
    if len(empty):
        raise ReadError(f"{grid.path.name}: session is empty in rows {listed(empty)}. Export it again, or fill it in.")
    times = sessions.groupby(sessions, sort=False).cumcount() + 1
    ids = sessions.where(times == 1, sessions + "-" + times.astype(str))
    if not ids.is_unique:
        rows = pd.Index([str(row) for row in grid.cells.index], dtype=object)
        return rows, (bilingual("reading.sessions_unclear"),)
    again = sessions.index[times > 1]
    if not len(again):
        return pd.Index(ids, dtype=object), ()
    return pd.Index(ids, dtype=object), (bilingual("reading.sessions_again", rows=listing(again)),)


def _paradata(grid: Grid, at: dict[str, int]) -> pd.DataFrame:
    def moment(name: str) -> pd.Series:
        if name not in at:
            return pd.Series(pd.NaT, index=grid.cells.index)
        return moments(grid.cells[at[name]])

    blank = pd.Series("", index=grid.cells.index, dtype=object)
    started, ended = moment("created"), moment("ended")
    return pd.DataFrame(
        {
            "submitted": ended.where(ended.notna(), moment("modified")),
            "duration_seconds": (ended - started).dt.total_seconds().astype(float),
            "channel": blank,
            "province": blank,
            "city": blank,
            "address_token": blank,
            "started": started,
            "ended": ended,
            "expired": moment("expired"),
        }
    )
