"""The question columns of a LimeSurvey download: which belong together, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import closed, written
from surveykit.read.form import plain_label
from surveykit.read.headers import Column
from surveykit.read.inferred_sets import Names, Part, inferred_set, order_note, shared_codes
from surveykit.read.ladders import ladder_codes
from surveykit.read.other_ticks import NOT_SHOWN, tick_other, with_columns
from surveykit.read.personal import is_personal_header

OTHER = "-oth-"
SHOWN = 8

_CODE = re.compile(r"^([A-Za-z][A-Za-z0-9]*)((?:\[[^\[\]]*\])+|_[A-Za-z0-9_]+)?(?:\s*[.:|]\s+(\S.*))?$", re.DOTALL)
_TEXT = re.compile(r"^(.*\S)\s*\[([^\[\]]*)\]$", re.DOTALL)
_NOT_ASKED = "N/A"
_FIGURE_TICKS = frozenset({"1"})
_TICKS = (frozenset({"Y"}), _FIGURE_TICKS, frozenset({"Yes", "No", _NOT_ASKED}))
_BINARY = ({"Y": 1, "N": 2}, {"F": 1, "M": 2})
_IN_FULL = (
    frozenset({"Yes", "No", "Uncertain"}),
    frozenset({"Female", "Male"}),
    frozenset({"Increase", "Same", "Decrease"}),
)
"""Questions whose answers LimeSurvey itself words; in a download in full, N/A stands where they were not shown."""

_SCALE = re.compile(r"\]\[([12])\]$")
_ANSWER_CODE = re.compile(r"^([A-Za-z]{1,4})0*(\d{1,4})$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?$")


@dataclass(frozen=True)
class Field:
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
    def is_other(self) -> bool:
        """Whether respondents wrote it behind the option "other"."""
        return self.part.strip("[]_").casefold() == "other"

    @property
    def is_open(self) -> bool:
        """Whether respondents wrote it themselves: behind an option, or as a comment."""
        return self.part.strip("[]_").casefold().endswith(("other", "comment"))


@dataclass
class Questions:
    """What was found out about the columns."""

    cells: pd.DataFrame
    columns: list[Column] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    sets: list[ResponseSet] = field(default_factory=list)
    coded: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    added: dict[str, pd.Series] = field(default_factory=dict)
    unordered: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    @property
    def codebook(self) -> Codebook:
        """The parts that need no draft."""
        return Codebook(variables=tuple(self.variables), sets=tuple(self.sets))


def read_fields(headers: Sequence[tuple[int, str]], cells: pd.DataFrame) -> Questions:
    """Group the columns (places and headers) into questions, and describe what they tell for sure."""
    found = Questions(cells)
    fields = [_field(place, header) for place, header in headers]
    for _, group in groupby(fields, key=lambda one: one.question):
        _question(list(group), found)
    found.cells = with_columns(found.cells, list(found.added.values()))
    return found


def _field(place: int, header: str) -> Field:
    found = _CODE.match(header)
    if found is None:
        told = _TEXT.match(header)
        stem, text = (told[1], told[2]) if told else (header, "")
        return Field(place, header, stem, f"[{text}]" if text else "", plain_label(stem), plain_label(text))
    code, part, said = found[1], found[2] or "", found[3] or ""
    told = _TEXT.match(said) if part else None
    stem, text = (told[1], told[2]) if told else (said, "")
    if part.startswith("_"):
        part = f"[{part[1:]}]"
    return Field(place, header, code, part, plain_label(stem), plain_label(text))


def _question(group: Sequence[Field], found: Questions) -> None:
    """A question: options where its parts are ticked, else rows or a single answer, each with its own text."""
    parts = [one for one in group if one.part and not one.is_open]
    other = next((one for one in group if one.is_other), None)
    if len(parts) + (other is not None) > 1 and _hold_ticks([_answers(found.cells[one.position]) for one in parts]):
        _add_options(parts, other, found)
        parts_left = [one for one in group if one not in parts]
    else:
        parts_left = list(group)
        for scale in _scales(group):
            codes = _codes(scale, found)
            for one in [one for one in scale if codes and not one.is_open]:
                found.variables.append(_closed(found.names.free(one.name), one, codes or {}))
    described = {header for variable in found.variables for header in variable.source}
    for one in parts_left:
        if one.header not in described:
            _describe(one, found)
        found.columns.append(
            Column(one.position, one.header, stem=one.label or one.header, name=one.name, alias=one.code)
        )
    found.columns.sort(key=lambda column: column.position)


def _scales(group: Sequence[Field]) -> list[list[Field]]:
    """The columns that share their answers: all of a question, or those of one scale of two (``Q[SQ001][2]``)."""
    ends = [found[1] if (found := _SCALE.search(one.part)) else "" for one in group]
    return [[one for one, end in zip(group, ends, strict=True) if end == scale] for scale in dict.fromkeys(ends)]


def _describe(one: Field, found: Questions) -> None:
    """Text, identities and dates need no draft."""
    identity, dates = _asks_identity(one), _are_dates(found.cells[one.position])
    if one.is_open or identity or dates:
        variable = written(found.names.free(one.name), label=one.label or one.code, header=one.header)
        kind = "date" if dates and not identity else "text"
        found.variables.append(variable.model_copy(update={"personal": identity, "kind": kind}))


def _are_dates(cells: pd.Series) -> bool:
    answered = _answers(cells)
    return bool(answered) and all(_DATE.match(text) for text in answered)


def _asks_identity(one: Field) -> bool:
    return any(is_personal_header(text) for text in (one.stem, one.text) if text)


def _answers(cells: pd.Series) -> set[str]:
    return {str(text).strip() for text in cells.unique()} - {"", NOT_SHOWN}


def _hold_ticks(answers: Sequence[set[str]]) -> bool:
    """Whether the columns of a question hold what LimeSurvey writes for options, and nothing else."""
    return any(answers) and any(all(seen <= words for seen in answers) for words in _TICKS)


def _add_options(parts: Sequence[Field], other: Field | None, found: Questions) -> None:
    """Options; ``N/A`` in a download in full says that the question was not shown."""
    for one in parts:
        found.cells[one.position] = found.cells[one.position].str.strip().replace(_NOT_ASKED, NOT_SHOWN)
    if set().union(*(_answers(found.cells[one.position]) for one in parts)) == _FIGURE_TICKS:
        found.guessed.append(parts[0].question)
    options = [*parts, *([_other_tick(parts, other, found)] if other is not None else [])]
    labelled = [Part(one.position, one.header, one.text or one.code) for one in options]
    names = [found.names.free(one.name) for one in options]
    name = found.names.free(re.sub(r"\W+", "_", parts[0].question).strip("_") or parts[0].question)
    columns, members, group = inferred_set(name, parts[0].stem or name, labelled, "multiple", names=names)
    found.columns += [replace(column, alias=one.code) for column, one in zip(columns, options, strict=True)]
    found.variables += members
    found.sets.append(group)


def _other_tick(parts: Sequence[Field], other: Field, found: Questions) -> Field:
    """A column for the option "other", which LimeSurvey leaves out."""
    wrote = ~found.cells[other.position].str.strip().isin(["", _NOT_ASKED, NOT_SHOWN])
    ticks = tick_other(found.cells, [one.position for one in parts], wrote)
    place = found.cells.shape[1] + len(found.added)
    header = f"{other.header} (ticked)"
    found.added[header] = ticks
    return Field(place, header, other.question, "[othertick]", other.stem, other.text or "其他 / Other")


def _codes(group: Sequence[Field], found: Questions) -> dict[str, int] | None:
    """The codes of a question's answers, for all its rows: A1, A2, ... by their numbers, Y and N, or shared labels."""
    rows = [one for one in group if not one.is_open]
    seen = set().union(*(_answers(found.cells[one.position]) for one in rows)) if rows else set()
    words = seen - {_NOT_ASKED}
    binary = next((codes for codes in _BINARY if words and words <= set(codes)), None)
    if _NOT_ASKED in seen and (binary is not None or any(words <= full for full in _IN_FULL)):
        for one in rows:
            found.cells[one.position] = found.cells[one.position].str.strip().replace(_NOT_ASKED, NOT_SHOWN)
    if binary is not None:
        return binary
    numbers = _answer_codes(seen - {OTHER})
    if numbers is not None:
        found.coded += [rows[0].question] if rows[0].question not in found.coded else []
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


def _closed(name: str, one: Field, codes: dict[str, int]) -> Variable:
    return closed(name, label=one.label or one.code, codes=codes, header=one.header)


def question_hints(found: Questions) -> Iterator[Text]:
    """What the structure of the survey would tell."""
    if found.coded:
        yield bilingual("reading.limesurvey_codes", names=listing(found.coded, most=SHOWN))
    if found.guessed:
        yield bilingual("reading.limesurvey_ticks", names=listing(found.guessed, most=SHOWN))
    if found.unordered:
        yield order_note(found.unordered)
