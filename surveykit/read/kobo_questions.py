"""What the headers of KoboToolbox and ODK exports say: groups, options, positions and persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from surveykit.core.codebook import Codebook, ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import TICKED, date_variables
from surveykit.read.form import member_name
from surveykit.read.grid import Grid
from surveykit.read.headers import Column
from surveykit.read.personal import is_personal_header

_SIGNS = ("/", ".", ":", "-")
_PIECE = re.compile(r"^[^\W\d][\w-]*(?:\[\d+\])?$")
_NUMBERED = re.compile(r"^[^\W\d][\w.:-]*$")
_POSITION = re.compile(r"^(?P<base>.+)[_:./-](?P<part>latitude|longitude|altitude|precision|accuracy)$", re.IGNORECASE)
_PLACE = re.compile(r"^-?\d{1,3}\.\d+ -?\d{1,3}\.\d+( -?\d+(\.\d+)?){0,2}$")
_NAME_OF_PERSON = re.compile(
    r"(^|_)(child|childs|children|respondent|resident|person|member|head|mother|father|spouse|wife|husband|guardian"
    r"|interviewer|enumerator|first|last|full|family|middle|nick)_?names?$|(^|_)(phone|mobile|tel|email|wechat|qq)"
    r"(_?(no|num|number))?$",
    re.IGNORECASE,
)


def _path(header: str) -> list[str]:
    """Groups and name of a question; the header whole where it is a text, or its parts are no names."""
    sign = next((sign for sign in _SIGNS if sign in header), "")
    pieces = header.split(sign) if sign else [header]
    return pieces if all(_PIECE.match(piece) for piece in pieces) else [header]


def shortly_named(grid: Grid, columns: Sequence[Column]) -> list[Column]:
    """Columns under the end of their path, as long as it must be to tell them apart; options have no name yet."""
    options = {option.position for group in _option_groups(grid, columns).values() for option in group}
    paths = [[] if column.position in options else _path(column.header) for column in columns]
    ends = Counter(end for path in paths for end in _ends(path))
    named = []
    for column, path in zip(columns, paths, strict=True):
        if not path:
            named.append(column)
            continue
        name = next((end for end in _ends(path) if ends[end] == 1), "_".join(path))
        plain = re.sub(r"\W+", "_", name).strip("_") if _PIECE.match(path[-1]) or _NUMBERED.match(name) else ""
        named.append(replace(column, name=plain, stem=plain or column.header))
    return named


def _ends(path: Sequence[str]) -> list[str]:
    return ["_".join(path[-n:]) for n in range(1, len(path) + 1)]


@dataclass(frozen=True)
class Multiple:
    """A question with several answers: its name, the column that sums it up if there is one, and its options."""

    name: str
    stem: str
    summary: Column | None
    options: tuple[Column, ...]

    def option(self, column: Column) -> str:
        """What the form calls the option of a column."""
        return column.header[len(self.stem) + 1 :]

    @property
    def members(self) -> list[Variable]:
        """The options as variables."""
        named = [(self.option(column), column) for column in self.options]
        return [
            Variable(name=member_name(self.name, option), label=_both(option), values=TICKED, source=(column.header,))
            for option, column in named
        ]


def multiple_questions(grid: Grid, columns: Sequence[Column]) -> list[Multiple]:
    """The questions of a file that have a column for each option."""
    headers = {column.header: column for column in columns}
    found = []
    for stem, options in _option_groups(grid, columns).items():
        summary = headers.get(stem)
        name = summary.name if summary is not None and summary.name else _path(stem)[-1]
        found.append(Multiple(name, stem, summary, tuple(options)))
    return found


def with_roles(columns: Sequence[Column], questions: Sequence[Multiple]) -> tuple[Column, ...]:
    """The columns without those that sum up others, and with options as parts of their question."""
    spare = {question.summary.position for question in questions if question.summary is not None}
    roles = {
        option.position: replace(option, role="option", stem=question.name, part=question.option(option), name="")
        for question in questions
        for option in question.options
    }
    return tuple(roles.get(column.position, column) for column in columns if column.position not in spare)


def described(grid: Grid, columns: Sequence[Column], questions: Sequence[Multiple]) -> Codebook:
    """What headers and answers say: questions with several answers, dates, and columns that point to persons."""
    members = [question.members for question in questions]
    sets = [
        ResponseSet(name=question.name, label=_both(question.name), members=tuple(m.name for m in own))
        for question, own in zip(questions, members, strict=True)
    ]
    single = [column for column in columns if column.role == "single"]
    personal = _personal(grid, single)
    kept = {variable.source[0] for variable in personal}
    dates = date_variables(grid, [column for column in single if column.header not in kept])
    return Codebook(variables=(*(m for own in members for m in own), *personal, *dates), sets=tuple(sets))


def guesses(questions: Sequence[Multiple]) -> tuple[Text, ...]:
    """What was read as questions with several answers by its 0 and 1 alone."""
    return tuple(
        bilingual("reading.ticks_guessed", first=question.options[0].header, last=question.options[-1].header)
        for question in questions
        if question.summary is None
    )


def disagreements(grid: Grid, questions: Sequence[Multiple]) -> list[Text]:
    """Where summaries name options that are not ticked, or the reverse."""
    return [
        note
        for question in questions
        if question.summary is not None
        for note in _disagreements(grid, question, question.summary)
    ]


def _option_groups(grid: Grid, columns: Sequence[Column]) -> dict[str, list[Column]]:
    """Columns `q/option` of ticks by their `q`: those of a summary column `q`, and those that are alike in each row."""
    groups: dict[str, list[Column]] = {}
    headers = {column.header for column in columns}
    for column in columns:
        stem = _stem(column.header, headers)
        if stem and {str(text).strip() for text in grid.cells[column.position].unique()} <= {"0", "1", ""}:
            groups.setdefault(stem, []).append(column)
    whole = {stem: [c for c in columns if _stem(c.header, headers) == stem] for stem in groups}
    return {
        stem: options
        for stem, options in groups.items()
        if len(options) > 1 and (stem in headers or (options == whole[stem] and _filled_alike(grid, options)))
    }


def _stem(header: str, headers: set[str]) -> str:
    """What stands before the option: the longest beginning that is a column itself, else all before the last slash."""
    known = [header[:place] for place, sign in enumerate(header) if sign in _SIGNS and header[:place] in headers]
    if known:
        return known[-1]
    path = header.split("/")
    return "/".join(path[:-1]) if all(_PIECE.match(piece) and "[" not in piece for piece in path[:-1]) else ""


def _filled_alike(grid: Grid, options: list[Column]) -> bool:
    """Whether each respondent answered all of the columns or none, as with the options of one question."""
    filled = np.column_stack([(grid.cells[option.position].str.strip() != "").to_numpy() for option in options])
    return bool((filled.all(axis=1) | ~filled.any(axis=1)).all() and filled.any())


def _disagreements(grid: Grid, question: Multiple, summary: Column) -> list[Text]:
    """A note where the summary names options that are not ticked, have no column, or the reverse.

    Only names can be compared: a summary of labels shares no word with the options.
    """
    options = question.options
    names = [question.option(option) for option in options]
    ticks = np.column_stack([(grid.cells[option.position].str.strip() == "1").to_numpy() for option in options])
    texts = [set(text.split()) for text in grid.cells[summary.position]]
    if not set().union(*texts) & set(names):
        return []
    strange = sorted(set().union(*texts) - set(names))
    unnamed = [text for text in texts if text & set(strange)]
    if unnamed:
        options_named = listing(strange, most=8, quoted=True)
        return [bilingual("reading.options_unnamed", column=summary.header, options=options_named, n=len(unnamed))]
    wrong = [
        int(row)
        for row, text, ticked in zip(grid.cells.index, texts, ticks, strict=True)
        if text != {name for name, tick in zip(names, ticked, strict=True) if tick}
    ]
    if not wrong:
        return []
    return [bilingual("reading.options_disagree", column=summary.header, rows=listing(wrong))]


def _both(text: str) -> Text:
    return Text(zh=text, en=text)


def _personal(grid: Grid, columns: Sequence[Column]) -> list[Variable]:
    """Where respondents were (a position and its parts), and who they or members of their household are."""
    headers = [column.header for column in columns]
    found = _positions(headers)
    return [
        Variable(name=c.name or c.header, label=_both(c.header), kind="text", source=(c.header,), personal=True)
        for c in columns
        if c.header in found or _is_place(grid, c) or (c.name and _names_person(c.name, _path(c.header)[-1]))
    ]


def _positions(headers: Sequence[str]) -> set[str]:
    """Latitudes and longitudes of one question, what else its device told, and the question itself."""
    parts: dict[str, set[str]] = {}
    for header in headers:
        match = _POSITION.match(header)
        if match is not None:
            parts.setdefault(match["base"], set()).add(match["part"].lower())
    bases = {base for base, said in parts.items() if {"latitude", "longitude"} <= said}
    # KoboToolbox puts an underscore before the question, behind its groups.
    whole = bases | {re.sub(r"(^|[/.:-])_(?=[^/.:-])", r"\1", base) for base in bases}
    return whole | {h for h in headers if (match := _POSITION.match(h)) is not None and match["base"] in bases}


def _is_place(grid: Grid, column: Column) -> bool:
    """Whether every answer, and some, is a latitude and a longitude; or several, as along a way."""
    answered = [str(text).strip() for text in grid.cells[column.position].unique() if str(text).strip()]
    return bool(answered) and all(
        _PLACE.match(point.strip()) for text in answered for point in text.split(";") if point.strip()
    )


def _names_person(*names: str) -> bool:
    return any(is_personal_header(name) or bool(_NAME_OF_PERSON.search(name)) for name in names)
