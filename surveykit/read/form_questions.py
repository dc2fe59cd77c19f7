"""The questions of an online form with one column each: lists of options, grids with ``[row]`` headers, the rest.

Google Forms and Microsoft Forms write answers alike, as labels in one cell, and neither says which question is of
which kind; what is known is drawn from the answers and said in notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import closed, listed_set, wording
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, Role, unnumbered
from surveykit.read.joined_columns import answered, chosen_once, inseparable, kind_of, options_in
from surveykit.read.ladders import ladder_codes
from surveykit.read.paradata import moment
from surveykit.read.personal import is_personal_content

MOST_ANSWERS = 20
"""A grid with more distinct answers than this is open, as is one whose answers hardly return."""

_ROW = re.compile(r"^(.*\S)\s*\[([^\[\]]+)\]$", re.DOTALL)
_NAME = re.compile(r"^[^\W\d]\w{0,63}$")
_MEMBER = re.compile(r"(?:_\d+)*")
_FIGURE = re.compile(r"^-?\d+(?:\.\d+)?$")


@dataclass
class FormQuestions:
    """The columns of a form in order, what is known about them, and sentences for the log."""

    columns: list[Column] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    sets: list[ResponseSet] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    options: int = 0
    once: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def name(self, wanted: str) -> str:
        """A name that is free, and whose members (``name_1``, ``name_2``, ...) are no others'."""
        name, extra = wanted, 1
        while any(_clash(name, known) for known in self.taken):
            extra += 1
            name = f"{wanted}_v{extra}"
        self.taken.append(name)
        return name

    @property
    def codebook(self) -> Codebook:
        """What is known, as a codebook."""
        return Codebook(variables=tuple(self.variables), sets=tuple(self.sets))


def _clash(name: str, known: str) -> bool:
    """Whether one is the other, or the other with the number of a member."""
    longer, shorter = sorted((name, known), key=len, reverse=True)
    return longer.startswith(shorter) and _MEMBER.fullmatch(longer[len(shorter) :]) is not None


def form_questions(
    grid: Grid, headers: dict[int, str], separator: str, listing: Callable[[Counter[str]], bool]
) -> FormQuestions:
    """Describe the questions of a form.

    Parameters
    ----------
    grid : Grid
        The file.
    headers : dict of int to str
        Distinct header of each question column, in order.
    separator : str
        What stands between options.
    listing : callable
        Whether answers, with how often they occur, list options.
    """
    form = FormQuestions()
    for number, group in enumerate(_grouped(headers), start=1):
        together = answered(grid.cells[place] for place, _, _ in group)
        if listing(together) and not is_personal_content(pd.Series(list(together), dtype=object)):
            _add_lists(form, number, group, together, separator)
        elif len(group) > 1:
            _add_rows(form, number, group, headers, together)
        else:
            ((place, stem, _),) = group
            form.columns.append(_single(place, headers[place], stem, number))
            if together and all(moment(text) for text in together):
                form.variables.append(_date(form, form.columns[-1]))
    form.notes += _notes(form, separator)
    return form


def _grouped(headers: dict[int, str]) -> Iterator[list[tuple[int, str, str]]]:
    """Position, stem and row of the columns of each question; a header in brackets alone is no grid."""
    split = [(place, *_split(header)) for place, header in headers.items()]
    counted = iter(range(len(split)))
    for _, found in groupby(split, key=lambda part: part[1] if part[2] else next(counted)):
        group = list(found)
        yield group if len(group) > 1 else [(group[0][0], headers[group[0][0]], "")]


def _split(header: str) -> tuple[str, str]:
    found = _ROW.match(header)
    return (found[1], found[2].strip()) if found else (header, "")


def _single(place: int, header: str, stem: str, number: int) -> Column:
    """A header that is a name by itself stays one; the others are numbered."""
    return Column(place, header, number=None if _NAME.match(header) else number, stem=unnumbered(stem))


def _date(form: FormQuestions, column: Column) -> Variable:
    name = form.name(column.header if column.number is None else f"Q{column.number}")
    return Variable(name=name, label=wording(column.stem or column.header), kind="date", source=(column.header,))


def _add_lists(
    form: FormQuestions,
    number: int,
    group: Sequence[tuple[int, str, str]],
    together: Counter[str],
    separator: str,
) -> None:
    """Every row of a grid of tick boxes is a set of its own, with the options of all rows."""
    options, kind = options_in(together, separator), kind_of(together, separator)
    for row, (place, stem, part) in enumerate(group, start=1):
        header = f"{stem} [{part}]" if part else stem
        column = _single(place, header, header, number)
        base = header if column.number is None else f"Q{number}_{row}" if part else f"Q{number}"
        form.columns.append(column)
        if len(options) > 1:
            members, group_set = listed_set(
                form.name(base), label=column.stem, options=options, header=header, kind=kind
            )
            form.variables += members
            form.sets.append(group_set)
    form.options += len(options)
    form.once += chosen_once(together, separator)
    form.halves += inseparable(together, separator) if kind == "multiple" else []
    if kind == "ranking":
        form.notes.append(bilingual("reading.form_ranking", stem=group[0][1]))


def _add_rows(
    form: FormQuestions,
    number: int,
    group: Sequence[tuple[int, str, str]],
    headers: dict[int, str],
    together: Counter[str],
) -> None:
    """The rows of a grid share their answers; the order is that of a known ladder or of first appearance."""
    labels = list(together)
    ladder = ladder_codes(labels)
    codes = ladder or {label: code for code, label in enumerate(labels, start=1)}
    often = ladder is not None or 2 * len(labels) <= together.total()
    open_rows = not often or len(labels) > MOST_ANSWERS or all(_FIGURE.match(label) for label in labels)
    for row, (place, stem, part) in enumerate(group, start=1):
        role: Role = "blank" if open_rows else "row"
        form.columns.append(Column(place, headers[place], role, number, unnumbered(stem), part))
        if not open_rows:
            name = form.name(f"Q{number}_{row}")
            form.variables.append(closed(name, label=part, codes=codes, header=headers[place]))
    if not open_rows and ladder is None:
        form.notes.append(bilingual("reading.unordered_grid", stem=group[0][1]))


def _notes(form: FormQuestions, separator: str) -> Iterator[Text]:
    if form.sets:
        columns = listing([group.source[0] for group in form.sets], quoted=True)
        yield bilingual("reading.form_lists", columns=columns, mark=separator)
    if form.once and 2 * len(form.once) < form.options:
        yield bilingual("reading.form_once", options=listing(form.once, quoted=True))
    if form.sets and form.halves:
        yield bilingual("reading.form_halves", mark=separator, options=listing(form.halves, quoted=True))
