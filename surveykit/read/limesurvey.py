"""LimeSurvey downloads: headings as codes, codes and text, or text; answers as codes (short) or in full (long); VV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual
from surveykit.errors import ReadError
from surveykit.read.added_columns import Added, compact, distinct_headers, paradata_frame
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import clean_header
from surveykit.read.limesurvey_questions import question_hints, read_fields
from surveykit.read.limesurvey_times import is_timing, page_times
from surveykit.read.limesurvey_vv import is_vv, unfolded
from surveykit.read.local_times import elapsed, local_moments
from surveykit.read.paradata import durations

_FIRST = ("id", "submitdate", "lastpage", "startlanguage")
_TOLD = {"responseid": "id", "datesubmitted": "submitdate", "lastpage": "lastpage", "startlanguage": "startlanguage"}
_IDENTITIES = ("token", "ipaddr", "refurl")
_META = (*_FIRST, *_IDENTITIES, "seed", "startdate", "datestamp", "interviewtime")
_TOLD_MORE = {"datestarted": "startdate", "dateoflastaction": "datestamp", "ipaddress": "ipaddr",
              "accesscode": "token", "referrerurl": "refurl", "totaltime": "interviewtime"}  # fmt: skip
_ANONYMISED = pd.Timestamp("1980-01-01")
_MASKED = re.compile(r"^'(?=[=+\-@])")


def is_limesurvey(grid: Grid) -> bool:
    """Whether the first columns are those that LimeSurvey puts before the questions, in a download or a VV file."""
    return is_vv(grid) or tuple(_meta_name(text) for text in grid.header[:4]) == _FIRST


def read_limesurvey(grid: Grid) -> Export:
    """Sort the columns into paradata and questions, and tell answer codes, ticks and text apart."""
    if not is_limesurvey(grid):
        raise ReadError(
            f"{grid.path.name} does not begin with id, submitdate, lastpage and startlanguage, as LimeSurvey downloads "
            "do. Download the responses again as CSV, or leave platform out."
        )
    grid = unfolded(grid, _META)
    headers = distinct_headers(grid.header)
    places, timings = _places(headers)
    added = Added(replace(grid, header=tuple(headers)), places)
    known = frozenset({*places.values(), *timings})
    cells = grid.cells.apply(lambda column: column.str.replace(_MASKED, "", regex=True))
    found = read_fields([(place, header) for place, header in enumerate(headers) if place not in known], cells)
    times = page_times(headers, timings, cells)
    paradata, notes = _paradata(added, times.seconds)
    written = (*headers, *found.added)
    return Export(
        grid=Grid(grid.path, written, found.cells, grid.notes),
        platform="limesurvey",
        body="keyed",
        columns=tuple(found.columns),
        ids=added.ids("id"),
        paradata=paradata,
        identities=added.headers(_IDENTITIES),
        notes=(*notes, *_timing_notes(timings, times.seconds)),
        hints=tuple(question_hints(found)),
        codebook=found.codebook,
        pages=times.pages(written),
    )


def _meta_name(header: str) -> str:
    """The code of a column that LimeSurvey adds, whatever the heading; empty for others."""
    plain = clean_header(header)
    code = plain.partition(".")[0].strip()
    told = {**_TOLD, **_TOLD_MORE}.get(compact(plain).casefold(), "")
    return code if code in _META else told


def _places(headers: Sequence[str]) -> tuple[dict[str, int], list[int]]:
    """Columns that LimeSurvey adds, and after them, at the end, the seconds spent on groups and questions."""
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        name = _meta_name(header)
        if name:
            places.setdefault(name, place)
    end = places.get("interviewtime", len(headers))
    return places, [place for place in range(end + 1, len(headers)) if is_timing(headers[place])]


def _paradata(added: Added, page_seconds: Mapping[str, pd.Series]) -> tuple[pd.DataFrame, list[Text]]:
    submitted = local_moments(added.cells("submitdate"), name="submitdate").values
    started = local_moments(added.cells("startdate"), name="startdate").values
    last = local_moments(added.cells("datestamp"), name="datestamp").values
    complete = submitted.notna()
    anonymous = submitted == _ANONYMISED
    seconds = durations(added.cells("interviewtime"))
    known = submitted.where(~anonymous)
    frame = paradata_frame(
        added.grid,
        submitted=known,
        seconds=seconds.where(seconds.notna(), elapsed(started, known.where(known.notna(), last))),
        identity=added.cells("ipaddr"),
        more={
            "started": started,
            "finished": complete.astype(float),
            "last_page": added.numbers("lastpage"),
            "language": added.texts("startlanguage"),
            **page_seconds,
        },
    )
    notes = []
    if not complete.all():
        notes.append(bilingual("reading.not_submitted", n=int((~complete).sum()), total=len(complete)))
    if anonymous.any():
        notes.append(bilingual("reading.anonymised", n=int(anonymous.sum())))
    return frame, notes


def _timing_notes(timings: Sequence[int], page_seconds: Mapping[str, pd.Series]) -> Iterator[Text]:
    if page_seconds:
        yield bilingual("reading.page_seconds", n=len(page_seconds))
    if len(timings) > len(page_seconds):
        yield bilingual("reading.timings", n=len(timings) - len(page_seconds))
