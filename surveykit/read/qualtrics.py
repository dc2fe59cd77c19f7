"""Qualtrics downloads: three header rows (today's and those of 2016), the two of before 2017, and trimmed ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
from surveykit.read.headers import clean_header
from surveykit.read.local_times import elapsed, local_moments
from surveykit.read.paradata import durations, moment
from surveykit.read.qualtrics_questions import QUESTION_ID, Field, read_fields

_IMPORT_ID = re.compile(r"""['"]ImportId['"]\s*:\s*['"]([^'"]+)['"]""")
_TIME_ZONE = re.compile(r"""['"]timeZone['"]\s*:\s*['"]([^'"]+)['"]""")
_LEGACY = re.compile(r"^V\d{1,2}$")
_IDS = ("ResponseId", "ResponseID")
_IDENTITIES = (
    "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
    "ExternalDataReference", "LocationLatitude", "LocationLongitude", "LocationAccuracy", "Name", "EmailAddress",
)  # fmt: skip
_META = (
    *_IDS, *_IDENTITIES, "ResponseSet", "StartDate", "EndDate", "Status", "Progress", "Duration(inseconds)",
    "Finished", "RecordedDate", "DistributionChannel", "UserLanguage",
)  # fmt: skip
_REAL = frozenset({"", "0", "ipaddress"})
_UNFINISHED = frozenset({"0", "false"})


@dataclass(frozen=True)
class _Layout:
    """What the header rows say about each column, and how many rows stand between the first and the answers."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    ids: tuple[str, ...]
    rows: int
    zones: tuple[str, ...] = ()


def is_qualtrics(grid: Grid) -> bool:
    """Whether a row of import ids follows the headers, or the headers are those of Qualtrics."""
    return _layout(grid) is not None


def read_qualtrics(grid: Grid) -> Export:
    """Sort the columns into paradata and questions, by their import ids where the file still has them."""
    layout = _layout(grid)
    if layout is None:
        raise ReadError(
            f"{grid.path.name} has neither the import ids nor the columns of a Qualtrics download (ResponseId, "
            "StartDate). Download it again as CSV, or leave platform out."
        )
    headers = distinct_headers(layout.names)
    body = without_first_rows(replace(grid, header=layout.names), layout.rows)
    added = _added(body, layout)
    fields = [
        Field(place, headers[place], layout.names[place], layout.texts[place], layout.ids[place])
        for place in range(len(headers))
        if place not in added.places.values()
    ]
    questions = read_fields(fields, body.cells)
    body = replace(body, header=tuple(headers), cells=questions.cells)
    return Export(
        grid=body,
        platform="qualtrics",
        body="keyed",
        columns=questions.columns,
        ids=added.ids(next((name for name in _IDS if name in added.places), "")),
        paradata=_paradata(body, added, questions.page_seconds),
        known=questions.technical,
        identities=added.headers(_IDENTITIES),
        notes=(*_notes(added, layout), *questions.notes),
        hints=questions.hints,
        codebook=questions.codebook,
    )


def _layout(grid: Grid) -> _Layout | None:
    names = tuple(clean_header(text) for text in grid.header)
    top = [[str(text) for text in row] for row in grid.cells.iloc[:2].to_numpy()]
    blank = ("",) * len(names)
    for place, row in enumerate(top):
        filled = [text for text in row if text.strip()]
        found = [_IMPORT_ID.search(text) for text in row]
        if filled and 2 * sum(match is not None for match in found) >= len(filled):
            ids = tuple(match[1] if match else "" for match in found)
            zones = dict.fromkeys(match[1] for text in row if (match := _TIME_ZONE.search(text)))
            return _Layout(names, tuple(top[0]) if place else blank, ids, place + 1, tuple(zones))
    if top and names[0] == "V1" and top[0][0].strip().casefold() == "responseid":
        told = tuple(text.strip() if _LEGACY.match(name) else name for name, text in zip(names, top[0], strict=True))
        return _Layout(told, tuple(top[0]), blank, 1)
    return _trimmed(names, top, blank)


def _trimmed(names: tuple[str, ...], top: Sequence[Sequence[str]], blank: tuple[str, ...]) -> _Layout | None:
    """A file without its import ids; a row that has no date under StartDate holds the questions."""
    if not (set(_IDS) & set(names) and {"StartDate", "EndDate"} <= set(names)):
        return None
    dated = not top or moment(top[0][names.index("StartDate")]) is not None
    return _Layout(names, blank if dated else tuple(top[0]), blank, 0 if dated else 1)


def _added(grid: Grid, layout: _Layout) -> Added:
    """The columns that Qualtrics adds; a question may bear the name of one."""
    found = added_columns(grid, _META)
    places = {name: place for name, place in found.places.items() if not QUESTION_ID.match(layout.ids[place])}
    return Added(grid, places)


def _paradata(grid: Grid, added: Added, page_seconds: Mapping[str, pd.Series]) -> pd.DataFrame:
    started = local_moments(added.cells("StartDate"), name="StartDate").values
    ended = local_moments(added.cells("RecordedDate", "EndDate"), name="EndDate").values
    seconds = durations(added.cells("Duration(inseconds)"))
    last = local_moments(added.cells("EndDate"), name="EndDate").values
    finished = added.cells("Finished").str.casefold().map({"1": 1.0, "true": 1.0, "0": 0.0, "false": 0.0})
    return paradata_frame(
        grid,
        submitted=ended,
        seconds=seconds.where(seconds.notna(), elapsed(started, last)),
        channel=added.cells("DistributionChannel"),
        identity=added.cells("IPAddress"),
        more={
            "started": started,
            "status": added.texts("Status"),
            "finished": finished.astype(float),
            "progress": added.numbers("Progress"),
            "language": added.texts("UserLanguage"),
            **page_seconds,
        },
    )


def _notes(added: Added, layout: _Layout) -> list[Text]:
    status = added.cells("Status")
    trials = status.index[[compact(text).casefold() not in _REAL for text in status]]
    unfinished = int(added.cells("Finished").str.casefold().isin(_UNFINISHED).sum())
    notes = []
    if len(trials):
        notes.append(bilingual("reading.trials", n=len(trials), total=len(status)))
    if unfinished:
        notes.append(bilingual("reading.not_finished", n=unfinished, total=len(status)))
    if layout.zones:
        notes.append(bilingual("reading.zone", zones=listing(layout.zones)))
    return notes
