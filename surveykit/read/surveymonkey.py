"""SurveyMonkey downloads: the question stands over its first column, its options and rows in a second header row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, SetKind, Variable
from surveykit.errors import ReadError
from surveykit.read.added_columns import (
    Added,
    added_columns,
    compact,
    distinct_headers,
    paradata_frame,
    without_first_rows,
)
from surveykit.read.described import closed, written
from surveykit.read.export import Export
from surveykit.read.form import plain_label
from surveykit.read.grid import Grid
from surveykit.read.headers import Column
from surveykit.read.inferred_sets import Names, Part, inferred_set, multiple_kind, order_note, shared_codes
from surveykit.read.ladders import ladder_codes
from surveykit.read.local_times import elapsed, local_moments
from surveykit.read.personal import is_personal_header

_IDS = ("RespondentID", "RespondentId", "respondent_id")
_IDENTITIES = ("IPAddress", "EmailAddress", "FirstName", "LastName", *(f"CustomData{n}" for n in range(1, 10)))
_STARTED, _ENDED = ("StartDate", "DateCreated"), ("EndDate", "DateModified")
_META = (*_IDS, *_IDENTITIES, *_STARTED, *_ENDED, "CollectorID")
_OPEN = "open-endedresponse"
_WHOLE = ("", "response", _OPEN)
_OTHER = re.compile(r"^(other\b|其他|其它)", re.IGNORECASE)
_FIGURE = re.compile(r"^-?\d+(?:\.\d+)?$")
_SKIPS = "SurveyMonkey does not tell questions that were skipped from those that were not shown; both are blank."


@dataclass(frozen=True)
class _Field:
    """One column: its place, its header, the question it belongs to, and its part of the second row."""

    position: int
    header: str
    question: str
    part: str
    opens: bool

    @property
    def kind(self) -> str:
        """The second row without spaces and capitals, as it names the kind of answer."""
        return compact(self.part).casefold()


@dataclass
class _Questions:
    """What was found out about the columns."""

    columns: list[Column] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    sets: list[ResponseSet] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)


def is_surveymonkey(grid: Grid) -> bool:
    """Whether a second header row, empty under the respondent's id, follows the first."""
    return bool(len(grid.cells)) and compact(grid.header[0]) in _IDS and not str(grid.cells.iat[0, 0]).strip()


def read_surveymonkey(grid: Grid) -> Export:
    """Give every column its question, and find out by the answers whether its parts are options, ranks or rows."""
    if not is_surveymonkey(grid):
        raise ReadError(
            f"{grid.path.name} has no second header row below Respondent ID, as SurveyMonkey downloads have. "
            "Download all responses again as CSV or XLSX, or leave platform out."
        )
    body = without_first_rows(grid, 1)
    added = added_columns(body, _META)
    fields = _fields(grid, set(added.places.values()))
    header = list(grid.header)
    for one in fields:
        header[one.position] = one.header
    body = replace(body, header=tuple(header))
    found = _Questions()
    for number, group in enumerate(_groups(fields), start=1):
        _question(f"Q{number}", group, body.cells, found)
    paradata, notes = _paradata(body, added)
    return Export(
        grid=body,
        platform="surveymonkey",
        body="keyed",
        columns=tuple(sorted(found.columns, key=lambda column: column.position)),
        ids=added.ids(next((name for name in _IDS if name in added.places), "")),
        paradata=paradata,
        identities=added.headers(_IDENTITIES),
        notes=(_SKIPS, *notes, *((order_note(found.unordered),) if found.unordered else ())),
        codebook=Codebook(variables=tuple(found.variables), sets=tuple(found.sets)),
    )


def _fields(grid: Grid, added: set[int]) -> list[_Field]:
    """The question columns; below an empty header the question before it goes on."""
    parts = [plain_label(str(text)) for text in grid.cells.iloc[0]]
    places = [place for place in range(len(parts)) if place not in added]
    questions: dict[int, str] = {}
    for place in places:
        questions[place] = plain_label(grid.header[place]) or questions.get(place - 1, "")
    whole = [compact(parts[place]).casefold() in _WHOLE for place in places]
    texts = [questions[p] if w else f"{questions[p]} - {parts[p]}" for p, w in zip(places, whole, strict=True)]
    return [
        _Field(place, header, questions[place], parts[place], questions[place] != questions.get(place - 1, ""))
        for place, header in zip(places, distinct_headers(texts), strict=True)
    ]


def _groups(fields: Sequence[_Field]) -> Iterator[list[_Field]]:
    """Columns of one question."""
    group: list[_Field] = []
    for one in fields:
        if group and (one.opens or one.kind in _WHOLE):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _question(name: str, group: Sequence[_Field], cells: pd.DataFrame, found: _Questions) -> None:
    """A question with its parts; what respondents wrote themselves stands beside the options."""
    rows = [one for one in group if one.kind not in _WHOLE]
    kind, options = _options(rows, cells)
    if kind is not None:
        parts = [_part(one) for one in options]
        name = found.names.free(name)
        names = [found.names.free(f"{name}_{place}") for place in range(1, len(parts) + 1)]
        columns, members, group_set = inferred_set(name, group[0].question, parts, kind, names=names)
        found.columns += columns
        found.variables += members
        found.sets.append(group_set)
    beside = kind is not None or len(rows) < len(group)
    codes = None if beside or len(group) == 1 else shared_codes([_part(one) for one in rows], cells)
    if codes is not None:
        _matrix(name, rows, codes, found)
        return
    for place, one in enumerate(group, start=1):
        if kind is not None and one in options:
            continue
        alone = one.kind in _WHOLE or len(group) == 1
        called = name if alone else f"{name}_text" if beside else f"{name}_{place}"
        is_text = one.kind == _OPEN or (beside and not alone)
        _single(one, called, cells, found, is_text=is_text)


def _matrix(name: str, rows: Sequence[_Field], codes: dict[str, int], found: _Questions) -> None:
    """Rows that share their answers."""
    for place, one in enumerate(rows, start=1):
        label = f"{one.question} - {one.part}"
        variable = closed(found.names.free(f"{name}_{place}"), label=label, codes=codes, header=one.header)
        found.variables.append(variable)
        found.columns.append(Column(one.position, one.header, stem=label, name=variable.name))
    if ladder_codes(codes) is None:
        found.unordered.append(name)


def _options(rows: Sequence[_Field], cells: pd.DataFrame) -> tuple[SetKind | None, Sequence[_Field]]:
    """The columns that are options or ranks, with or without a last one in which respondents wrote."""
    ways = [rows, rows[:-1]] if rows and _OTHER.match(rows[-1].part) else [rows]
    for way in ways:
        kind = multiple_kind([_part(one) for one in way], cells) if len(way) > 1 else None
        if kind is not None:
            return kind, way
    return None, ()


def _part(one: _Field) -> Part:
    return Part(one.position, one.header, one.part)


def _single(one: _Field, name: str, cells: pd.DataFrame, found: _Questions, *, is_text: bool) -> None:
    """A column with one answer; open ones are described here, the others drafted from their answers."""
    label = one.question if one.kind in _WHOLE else f"{one.question} - {one.part}"
    personal = is_personal_header(one.part) or is_personal_header(one.question)
    answered = [text for text in cells[one.position].str.strip().unique() if text]
    amounts = bool(answered) and all(_FIGURE.match(text) for text in answered)
    if personal or (is_text and not amounts):
        variable = written(found.names.free(name), label=label, header=one.header)
        found.variables.append(variable.model_copy(update={"personal": personal}))
    found.columns.append(Column(one.position, one.header, stem=label, name=name))


def _paradata(grid: Grid, added: Added) -> tuple[pd.DataFrame, tuple[str, ...]]:
    started = local_moments(added.cells(*_STARTED), name=_STARTED[0])
    ended = local_moments(added.cells(*_ENDED), name=_ENDED[0])
    frame = paradata_frame(
        grid,
        submitted=ended.values,
        seconds=elapsed(started.values, ended.values),
        channel=added.cells("CollectorID"),
        identity=added.cells("IPAddress"),
        more={"started": started.values},
    )
    return frame, tuple(dict.fromkeys((*started.notes, *ended.notes)))
