"""KoboToolbox exports, new and old, and those of ODK Central: XML names or labels in the headers, repeats in sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, clean_header
from surveykit.read.kobo_questions import (
    described,
    disagreements,
    guesses,
    multiple_questions,
    shortly_named,
    with_roles,
)
from surveykit.read.paradata import moments
from surveykit.read.personal import tokens

_KOBO = frozenset({"_uuid", "_submission_time"})
_REPEAT = frozenset({"_index", "_parent_table_name", "_parent_index"})
_CENTRAL = (frozenset({"SubmissionDate", "KEY"}), frozenset({"KEY", "PARENT_KEY"}))
_META = frozenset(
    {
        "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
        "_version_", "_tags", "_index", "_parent_table_name", "_parent_index", "_xform_id_string", "formhub/uuid",
        "_attachments", "_geolocation", "_bamboo_dataset_id", "_media_count", "_total_media", "_media_all_received",
        "SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
        "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "instanceID",
        "instanceName", "start", "end", "today", "audit",
    }
)  # fmt: skip
_META_LIKE = re.compile(r"^(?:_submission__.*|(?:__)?meta[/._:-].*|SET-OF-.*)$")
_IDENTITIES = (
    "deviceid", "DeviceID", "username", "_submitted_by", "SubmitterID", "SubmitterName", "phonenumber", "simserial",
    "subscriberid", "imei", "email",
)  # fmt: skip
_DEVICES, _ACCOUNTS = ("deviceid", "DeviceID", "imei"), ("_submitted_by", "username", "SubmitterID")
_IDS = ("_id", "_uuid", "KEY")
_PARENTS = ("_submission__id", "_submission__uuid", "PARENT_KEY")
_SUBMITTED = ("_submission_time", "_submission__submission_time", "SubmissionDate")
_OFFSET = re.compile(r"(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$")
_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$")
_YES = {"True": "1", "TRUE": "1", "true": "1", "False": "0", "FALSE": "0", "false": "0"}


def is_kobo(grid: Grid) -> bool:
    """Whether the headers are those that KoboToolbox or ODK Central put around the questions."""
    names = _names(grid)
    return any(signature <= names for signature in (_KOBO, _REPEAT, *_CENTRAL))


def read_kobo(grid: Grid) -> Export:
    """Sort the columns into questions and paradata; put the columns of one multiple-response question together."""
    grid, notes = _answers_only(grid)
    header = [clean_header(text) for text in grid.header]
    _refuse_repeated(grid, header)
    at = {name: place for place, name in enumerate(header)}
    identities = [name for name in _IDENTITIES if name in at]
    meta = {name for name in header if _is_meta(grid, at, name)} | set(identities)
    questions = [Column(place, name) for place, name in enumerate(header) if name not in meta]
    if not questions:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    named = shortly_named(grid, questions)
    several = multiple_questions(grid, named)
    columns = with_roles(named, several)
    ids, about = _ids(grid, at)
    return Export(
        grid=grid,
        platform="kobo",
        body="keyed",
        columns=columns,
        ids=ids,
        paradata=_paradata(grid, at),
        identities=tuple(identities),
        notes=(*notes, *about, *disagreements(grid, several)),
        codebook=described(grid, columns, several),
        hints=guesses(several),
    )


def _names(grid: Grid) -> frozenset[str]:
    return frozenset(clean_header(text) for text in grid.header)


def _refuse_repeated(grid: Grid, header: Sequence[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ReadError(
            f"{grid.path.name} has the columns {twice[:5]} twice. Export it again with XML values and headers, which "
            "tell questions of the same wording apart, or give each column a header of its own."
        )


def _is_meta(grid: Grid, at: dict[str, int], name: str) -> bool:
    """Whether a column is not a question; `start`, `end` and `today` are columns of moments only."""
    if name in ("start", "end", "today"):
        return all(_MOMENT.match(text.strip()) for text in grid.cells[at[name]].unique() if text.strip())
    return name in _META or bool(_META_LIKE.match(name))


def _answers_only(grid: Grid) -> tuple[Grid, list[Text]]:
    """Without the row of HXL tags; legacy exports without their `n/a` and with 1 and 0 for True and False."""
    cells: pd.DataFrame = grid.cells
    notes: list[Text] = []
    first = cells.iloc[0] if len(cells) else pd.Series(dtype=object)
    tagged = [text for text in first if text.strip()]
    if tagged and all(text.startswith("#") for text in tagged):
        notes.append(bilingual("reading.hxl", row=cells.index[0]))
        cells = cells.iloc[1:]
        if cells.empty:
            raise ReadError(
                f"{grid.path.name} has headers but no answers below them. Export it again with the answers."
            )
    if "meta/instanceID" in _names(grid):
        cells = cells.replace({"n/a": ""})
    options = [
        place
        for place in range(len(grid.header))
        if set(cells[place].unique()) <= {*_YES, ""} and (cells[place] != "").any()
    ]
    cells = cells.copy()
    cells[options] = cells[options].replace(_YES)
    return replace(grid, cells=cells), notes


def _ids(grid: Grid, at: dict[str, int]) -> tuple[pd.Index[str], list[Text]]:
    """Ids that the platform gave, or row numbers where it gave none or gave one twice."""
    rows = pd.Index([str(row) for row in grid.cells.index], dtype=object)
    name = next((name for name in (*_IDS, "_index") if name in at), None)
    if name is None:
        return rows, [bilingual("reading.no_ids")]
    ids = grid.cells[at[name]].str.strip()
    wrong = ids.index[ids.duplicated(keep=False) | (ids == "")]
    if len(wrong):
        return rows, [bilingual("reading.id_faulty", name=name, rows=listing(wrong))]
    return pd.Index(ids, dtype=object), []


def _paradata(grid: Grid, at: dict[str, int]) -> pd.DataFrame:
    blank = pd.Series("", index=grid.cells.index, dtype=object)

    def first(names: Sequence[str]) -> pd.Series:
        found = next((name for name in names if name in at and _is_meta_or_identity(grid, at, name)), None)
        return blank if found is None else grid.cells[at[found]].str.strip()

    start, end = first(("start",)), first(("end",))
    started, ended = _local(start), _local(end)
    submitted = _local(first(_SUBMITTED))
    frame = pd.DataFrame(
        {
            "submitted": submitted if submitted.notna().any() else ended,
            "duration_seconds": (_exact(end) - _exact(start)).dt.total_seconds().astype(float),
            "channel": blank,
            "province": blank,
            "city": blank,
            "address_token": blank,
            "started": started if started.notna().any() else _local(first(("today",))),
            "ended": ended,
        }
    )
    for column, texts in (
        ("device_token", tokens(first(_DEVICES))),
        ("account_token", tokens(first(_ACCOUNTS))),
        (
            "validation",
            first(("_validation_status", "_submission__validation_status", "ReviewState")).replace("{}", ""),
        ),
        ("form_version", first(("__version__", "FormVersion"))),
        ("parent", first(_PARENTS)),
    ):
        if (texts != "").any():
            frame[column] = texts.where(texts != "", np.nan)
    return frame


def _is_meta_or_identity(grid: Grid, at: dict[str, int], name: str) -> bool:
    return name in _IDENTITIES or _is_meta(grid, at, name)


def _local(cells: pd.Series) -> pd.Series:
    """Moments as the clock of the device showed them, without the offset from Greenwich."""
    return moments(cells.map(lambda text: _OFFSET.sub("", text) if "T" in text or " " in text else text))


def _exact(cells: pd.Series) -> pd.Series:
    """Moments in universal time; those without an offset count as if they had none."""
    known = {text: pd.to_datetime(text, utc=True, errors="coerce") for text in cells.unique() if _MOMENT.match(text)}
    return pd.to_datetime(cells.map(known), utc=True)
