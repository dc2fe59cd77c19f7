"""LimeSurvey downloads: headings as codes, codes and text, or text; answers as codes (short) or in full (long)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Variable
from surveykit.errors import ReadError
from surveykit.read.added_columns import Added, compact, distinct_headers, paradata_frame
from surveykit.read.described import closed, written
from surveykit.read.export import Export
from surveykit.read.form import plain_label
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, clean_header
from surveykit.read.inferred_sets import Names, Part, inferred_set, order_note, shared_codes
from surveykit.read.ladders import ladder_codes
from surveykit.read.local_times import elapsed, local_moments
from surveykit.read.paradata import durations
from surveykit.read.personal import is_personal_header

NOT_SHOWN = "(跳过)"
_FIRST = ("id", "submitdate", "lastpage", "startlanguage")
_TOLD = {"responseid": "id", "datesubmitted": "submitdate", "lastpage": "lastpage", "startlanguage": "startlanguage"}
_IDENTITIES = ("token", "ipaddr", "refurl")
_META = (*_FIRST, *_IDENTITIES, "seed", "startdate", "datestamp", "interviewtime")
_TOLD_MORE = {"datestarted": "startdate", "dateoflastaction": "datestamp", "ipaddress": "ipaddr",
              "accesscode": "token", "referrerurl": "refurl", "totaltime": "interviewtime"}  # fmt: skip
_CODE = re.compile(r"^([A-Za-z][A-Za-z0-9]*)((?:\[[^\[\]]*\])+|_[A-Za-z0-9_]+)?(?:\s*[.:|]\s+(\S.*))?$", re.DOTALL)
_TEXT = re.compile(r"^(.*\S)\s*\[([^\[\]]*)\]$", re.DOTALL)
_TIMING = re.compile(r"^(?:groupTime\d+|[A-Za-z][A-Za-z0-9]*Time)$|^(?:Group|Question) time\b")
_ANONYMISED = pd.Timestamp("1980-01-01")
_NOT_ASKED = "N/A"
_TICKS = (frozenset({"Y"}), frozenset({"1"}), frozenset({"Yes", "No", _NOT_ASKED}))
_BINARY = ({"Y": 1, "N": 2}, {"F": 1, "M": 2})
_ANSWER_CODE = re.compile(r"^([A-Za-z]{1,4})0*(\d{1,4})$")
_MASKED = re.compile(r"^'(?=[=+\-@])")
_FIGURE = re.compile(r"^-?\d+(?:\.\d+)?$")
OTHER = "-oth-"
SHOWN = 8


@dataclass(frozen=True)
class _Field:
    """One column: its place and header, the codes of its question and part, and their texts."""

    position: int
    header: str
    question: str
    part: str
    stem: str
    text: str

    @property
    def code(self) -> str:
        """The heading as a download by code has it."""
        return f"{self.question}{self.part}"

    @property
    def name(self) -> str:
        """A name without brackets."""
        return re.sub(r"\W+", "_", self.code).strip("_") or self.header

    @property
    def label(self) -> str:
        """What was asked, as far as the heading tells."""
        return f"{self.stem} [{self.text}]" if self.text else self.stem

    @property
    def is_open(self) -> bool:
        """Whether respondents wrote it themselves: behind an option, or as a comment."""
        return self.part.strip("[]_").casefold().endswith(("other", "comment"))


@dataclass
class _Questions:
    """What was found out about the columns."""

    cells: pd.DataFrame
    columns: list[Column] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    sets: list[ResponseSet] = field(default_factory=list)
    coded: list[str] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)


def is_limesurvey(grid: Grid) -> bool:
    """Whether the first columns are those that LimeSurvey puts before the questions."""
    return tuple(_meta_name(text) for text in grid.header[:4]) == _FIRST


def read_limesurvey(grid: Grid) -> Export:
    """Sort the columns into paradata and questions, and tell answer codes, ticks and text apart."""
    if not is_limesurvey(grid):
        raise ReadError(
            f"{grid.path.name} does not begin with id, submitdate, lastpage and startlanguage, as LimeSurvey downloads "
            "do. Download the responses again as CSV, or leave platform out."
        )
    headers = distinct_headers(grid.header)
    places, timings = _places(headers)
    added = Added(replace(grid, header=tuple(headers)), places)
    known = frozenset({*places.values(), *timings})
    cells = grid.cells.apply(lambda column: column.str.replace(_MASKED, "", regex=True))
    found = _Questions(cells)
    fields = [_field(place, header) for place, header in enumerate(headers) if place not in known]
    for _, group in groupby(fields, key=lambda one: one.question):
        _question(list(group), found)
    paradata, notes = _paradata(added)
    return Export(
        grid=Grid(grid.path, tuple(headers), found.cells, grid.notes),
        platform="limesurvey",
        body="keyed",
        columns=tuple(found.columns),
        ids=added.ids("id"),
        paradata=paradata,
        identities=added.headers(_IDENTITIES),
        notes=(*notes, *_timing_notes(timings)),
        hints=tuple(_question_notes(found)),
        codebook=Codebook(variables=tuple(found.variables), sets=tuple(found.sets)),
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
    return places, [place for place in range(end + 1, len(headers)) if _TIMING.match(headers[place])]


def _field(place: int, header: str) -> _Field:
    found = _CODE.match(header)
    if found is None:
        told = _TEXT.match(header)
        stem, text = (told[1], told[2]) if told else (header, "")
        return _Field(place, header, stem, f"[{text}]" if text else "", plain_label(stem), plain_label(text))
    code, part, said = found[1], found[2] or "", found[3] or ""
    told = _TEXT.match(said) if part else None
    stem, text = (told[1], told[2]) if told else (said, "")
    if part.startswith("_"):
        part = f"[{part[1:]}]"
    return _Field(place, header, code, part, plain_label(stem), plain_label(text))


def _question(group: Sequence[_Field], found: _Questions) -> None:
    """A question: options where its parts are ticked, else rows or a single answer, each with its own text."""
    parts = [one for one in group if one.part and not one.is_open]
    if len(parts) > 1 and _hold_ticks([_answers(found.cells[one.position]) for one in parts]):
        _add_options(parts, found)
        parts_left = [one for one in group if one not in parts]
    else:
        codes = _codes(group, found)
        parts_left = list(group)
        for one in [one for one in group if codes and not one.is_open]:
            found.variables.append(_closed(found.names.free(one.name), one, codes or {}))
    described = {header for variable in found.variables for header in variable.source}
    for one in parts_left:
        if one.header not in described and (one.is_open or _asks_identity(one)):
            variable = written(found.names.free(one.name), label=one.label or one.code, header=one.header)
            found.variables.append(variable.model_copy(update={"personal": _asks_identity(one)}))
        found.columns.append(
            Column(one.position, one.header, stem=one.label or one.header, name=one.name, alias=one.code)
        )
    found.columns.sort(key=lambda column: column.position)


def _asks_identity(one: _Field) -> bool:
    return any(is_personal_header(text) for text in (one.stem, one.text) if text)


def _answers(cells: pd.Series) -> set[str]:
    return {str(text).strip() for text in cells.unique()} - {""}


def _hold_ticks(answers: Sequence[set[str]]) -> bool:
    """Whether the columns of a question hold what LimeSurvey writes for options, and nothing else."""
    return any(answers) and any(all(seen <= words for seen in answers) for words in _TICKS)


def _add_options(parts: Sequence[_Field], found: _Questions) -> None:
    """Options; ``N/A`` in a download in full says that the question was not shown."""
    for one in parts:
        found.cells[one.position] = found.cells[one.position].str.strip().replace(_NOT_ASKED, NOT_SHOWN)
    options = [Part(one.position, one.header, one.text or one.code) for one in parts]
    names = [found.names.free(one.name) for one in parts]
    name = found.names.free(re.sub(r"\W+", "_", parts[0].question).strip("_") or parts[0].question)
    columns, members, group = inferred_set(name, parts[0].stem or name, options, "multiple", names=names)
    found.columns += [replace(column, alias=one.code) for column, one in zip(columns, parts, strict=True)]
    found.variables += members
    found.sets.append(group)


def _codes(group: Sequence[_Field], found: _Questions) -> dict[str, int] | None:
    """The codes of a question's answers, for all its rows: A1, A2, ... by their numbers, Y and N, or shared labels."""
    rows = [one for one in group if not one.is_open]
    seen = set().union(*(_answers(found.cells[one.position]) for one in rows)) if rows else set()
    binary = next((codes for codes in _BINARY if seen - {_NOT_ASKED} and seen - {_NOT_ASKED} <= set(codes)), None)
    if binary is not None:
        for one in rows:
            found.cells[one.position] = found.cells[one.position].str.strip().replace(_NOT_ASKED, NOT_SHOWN)
        return binary
    numbers = _answer_codes(seen - {OTHER})
    if numbers is not None:
        found.coded.append(rows[0].question)
        return {**numbers, **({OTHER: max(numbers.values()) + 1} if OTHER in seen else {})}
    parts = [Part(one.position, one.header, one.text) for one in rows]
    codes = shared_codes(parts, found.cells) if len(parts) > 1 else None
    if codes is not None and ladder_codes(codes) is None:
        found.unordered.append(rows[0].question)
    return codes


def _answer_codes(seen: set[str]) -> dict[str, int] | None:
    """Codes such as A1 and A2 with their numbers, if all begin alike and differ in their numbers."""
    matches = {text: match for text in seen if (match := _ANSWER_CODE.match(text))}
    numbers = {text: int(match[2]) for text, match in matches.items()}
    alike = len({match[1] for match in matches.values()}) == 1
    if len(numbers) != len(seen) or not alike or len(set(numbers.values())) != len(numbers):
        return None
    return numbers


def _closed(name: str, one: _Field, codes: dict[str, int]) -> Variable:
    return closed(name, label=one.label or one.code, codes=codes, header=one.header)


def _paradata(added: Added) -> tuple[pd.DataFrame, list[str]]:
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
        },
    )
    notes = []
    if not complete.all():
        notes.append(
            f"{int((~complete).sum())} of {len(complete)} questionnaires were not submitted (paradata['finished'] is "
            "0)."
        )
    if anonymous.any():
        notes.append(f"{int(anonymous.sum())} moments of submission are anonymised (1980-01-01) and were left empty.")
    return frame, notes


def _question_notes(found: _Questions) -> Iterator[str]:
    if found.coded:
        more = " and others" if len(found.coded) > SHOWN else ""
        yield (
            f"{', '.join(found.coded[:SHOWN])}{more} hold answer codes without labels; their numbers are the codes "
            "here. Give the survey's .lss as codebook to have the labels."
        )
    if found.unordered:
        yield order_note(found.unordered)


def _timing_notes(timings: Sequence[int]) -> Iterator[str]:
    if timings:
        yield f"{len(timings)} columns of seconds spent on groups and questions were left out."
