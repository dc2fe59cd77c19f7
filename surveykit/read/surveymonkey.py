"""SurveyMonkey downloads: the question stands over its first column, its options and rows in a second header row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, SetKind, Text, Variable
from surveykit.core.terms import bilingual
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
from surveykit.read.other_ticks import tick_other, with_columns
from surveykit.read.personal import is_personal_header
from surveykit.read.spread_questions import are_ranks
from surveykit.read.surveymonkey_flattened import is_flattened, with_second_row

_IDS = ("RespondentID", "RespondentId", "respondent_id")
_IDENTITIES = ("IPAddress", "EmailAddress", "FirstName", "LastName", *(f"CustomData{n}" for n in range(1, 10)))
_STARTED, _ENDED = ("StartDate", "DateCreated"), ("EndDate", "DateModified")
_META = (*_IDS, *_IDENTITIES, *_STARTED, *_ENDED, "CollectorID")
_OPEN = "open-endedresponse"
_WHOLE = ("", "response", _OPEN)
_OTHER = re.compile(r"^(other\b|其他|其它)", re.IGNORECASE)
_NOT_RANKED = "N/A"
_FIGURE = re.compile(r"^-?\d+(?:\.\d+)?$")


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
    added: dict[str, pd.Series] = field(default_factory=dict)
    names: Names = field(default_factory=Names)


def is_surveymonkey(grid: Grid) -> bool:
    """Whether a second header row, empty under the respondent's id, follows the first, or was flattened into it."""
    return _has_two_rows(grid) or is_flattened(grid)


def _has_two_rows(grid: Grid) -> bool:
    return bool(len(grid.cells)) and compact(grid.header[0]) in _IDS and not str(grid.cells.iat[0, 0]).strip()


def read_surveymonkey(grid: Grid) -> Export:
    """Give every column its question, and find out by the answers whether its parts are options, ranks or rows."""
    if not _has_two_rows(grid):
        if not is_flattened(grid):
            raise ReadError(
                f"{grid.path.name} has no second header row below Respondent ID, as SurveyMonkey downloads have. "
                "Download all responses again as CSV or XLSX, or leave platform out."
            )
        grid = with_second_row(grid, _META)
    body = without_first_rows(grid, 1)
    added = added_columns(body, _META)
    fields = _fields(grid, set(added.places.values()))
    header = list(grid.header)
    for one in fields:
        header[one.position] = one.header
    cells = body.cells.copy()
    found = _Questions()
    for number, group in enumerate(_groups(fields), start=1):
        _question(f"Q{number}", group, cells, found)
    body = replace(body, header=(*header, *found.added), cells=with_columns(cells, list(found.added.values())))
    paradata, notes = _paradata(body, added)
    return Export(
        grid=body,
        platform="surveymonkey",
        body="keyed",
        columns=tuple(sorted(found.columns, key=lambda column: column.position)),
        ids=added.ids(next((name for name in _IDS if name in added.places), "")),
        paradata=paradata,
        identities=added.headers(_IDENTITIES),
        notes=(
            bilingual("reading.skips_alike", platform=bilingual("inspection.platform_surveymonkey")),
            *notes,
            *((order_note(found.unordered),) if found.unordered else ()),
        ),
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
    """A question with its parts; what respondents wrote themselves stands beside the options or rows."""
    rows = [one for one in group if one.kind not in _WHOLE]
    _take_not_ranked(rows, cells)
    _take_places(rows, cells)
    kind, options = _options(rows, cells)
    if kind is not None:
        name = found.names.free(name)
        _add_set(name, kind, options, [one for one in rows if one not in options], cells, found)
    own = [] if kind is not None else _without_other(rows)
    codes = None if len(rows) < len(group) or len(own) < 2 else shared_codes([_part(one) for one in own], cells)
    if codes is not None:
        _matrix(name, own, codes, found)
    described = [*options, *(own if codes is not None else [])]
    beside = bool(described) or len(rows) < len(group)
    for place, one in enumerate(group, start=1):
        if one in described:
            continue
        alone = one.kind in _WHOLE or len(group) == 1
        called = name if alone else f"{name}_text" if beside else f"{name}_{place}"
        is_text = one.kind == _OPEN or (beside and not alone)
        _single(one, called, cells, found, is_text=is_text)


def _add_set(
    name: str,
    kind: SetKind,
    options: Sequence[_Field],
    others: Sequence[_Field],
    cells: pd.DataFrame,
    found: _Questions,
) -> None:
    """Options or ranks; where respondents wrote something else, the option "other" was ticked too."""
    parts = [_part(one) for one in options]
    for other in others if kind == "multiple" else ():
        wrote = cells[other.position].str.strip() != ""
        place, header = cells.shape[1] + len(found.added), f"{other.header} (ticked)"
        found.added[header] = tick_other(cells, [one.position for one in options], wrote)
        parts.append(Part(place, header, other.part))
    names = [found.names.free(f"{name}_{place}") for place in range(1, len(parts) + 1)]
    columns, members, group_set = inferred_set(name, options[0].question, parts, kind, names=names)
    found.columns += columns
    found.variables += members
    found.sets.append(group_set)


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
    for way in (rows, _without_other(rows)):
        kind = multiple_kind([_part(one) for one in way], cells) if len(way) > 1 else None
        if kind is not None:
            return kind, way
    return None, ()


def _without_other(rows: Sequence[_Field]) -> Sequence[_Field]:
    return rows[:-1] if rows and _OTHER.match(rows[-1].part) else rows


def _take_places(rows: Sequence[_Field], cells: pd.DataFrame) -> None:
    """In a download of codes, a ticked option holds its place: 1 in the first column, 2 in the second."""
    places = {one.position: str(place) for place, one in enumerate(_without_other(rows), start=1)}
    block = cells[list(places)].apply(lambda column: column.str.strip())
    used = [position for position in places if block[position].any()]
    if len(used) < 2 or are_ranks(block) or any(set(block[at]) - {"", places[at]} for at in used):
        return
    cells[list(places)] = block.mask(block != "", "1")


def _take_not_ranked(rows: Sequence[_Field], cells: pd.DataFrame) -> None:
    """A respondent may call a part of a ranking not applicable; it has no rank then."""
    block = cells[[one.position for one in rows]].apply(lambda column: column.str.strip())
    given = block.mask(block == _NOT_RANKED, "")
    if len(rows) > 1 and (block == _NOT_RANKED).any(axis=None) and are_ranks(given):
        cells[list(block.columns)] = given


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


def _paradata(grid: Grid, added: Added) -> tuple[pd.DataFrame, tuple[Text, ...]]:
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
