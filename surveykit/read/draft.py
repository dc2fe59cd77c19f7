"""A first codebook from what an export says about itself.

By text and by index together it is exact: every label with its position. By text alone the order of labels is that of
a known answer ladder, or else of their first appearance, and a note says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, SetKind, Text, Variable, VariableKind
from surveykit.core.terms import bilingual, listing
from surveykit.read.columns import Match
from surveykit.read.described import TICKED, wording
from surveykit.read.draft_options import listed_options, spread_kind
from surveykit.read.draft_pair import paired_codes
from surveykit.read.draft_values import (
    Guess,
    answered,
    are_amounts,
    are_figures,
    are_mostly_amounts,
    closed_answers,
    joined,
    labelled,
    rows_without_amount,
)
from surveykit.read.export import Export
from surveykit.read.headers import Column
from surveykit.read.personal import is_personal_column
from surveykit.read.reading import EMPTY_CODES

_IDENTIFIER = re.compile(r"^[^\W\d]\w{0,63}$")


@dataclass
class Draft:
    """What was drafted, and where each part stands in the export and in its twin."""

    variables: dict[str, Variable] = field(default_factory=dict)
    sets: list[ResponseSet] = field(default_factory=list)
    match: Match = field(default_factory=Match)
    twin_match: Match = field(default_factory=Match)
    notes: list[Text] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    keyed: list[str] = field(default_factory=list)
    worded: list[Text] = field(default_factory=list)
    empty_codes: list[str] = field(default_factory=list)

    @property
    def codebook(self) -> Codebook:
        """The drafted parts as a codebook."""
        return Codebook(variables=tuple(self.variables.values()), sets=tuple(self.sets))


def draft_codebook(
    export: Export, twin: Export | None, *, skip: Collection[int], taken: Collection[str], keep: Collection[str]
) -> Draft:
    """Describe the columns of an export that nobody has described.

    Parameters
    ----------
    export : Export
        The file whose answers are used; by text, if it has a twin.
    twin : Export or None
        The by-index download of the same answers, aligned row by row.
    skip : collection of int
        Columns of `export` that are described already.
    taken : collection of str
        Names that are used already.
    keep : collection of str
        Headers of personal columns to describe all the same.
    """
    drafter = _Drafter(export, twin, set(taken), set(keep))
    columns = [c for c in export.columns if c.position not in skip and c.position not in export.known]
    for columns_of_question in _questions(columns):
        drafter.add(columns_of_question)
    drafter.draft.notes += [*_label_notes(export, twin, drafter.draft), *_number_notes(drafter.draft)]
    return drafter.draft


def _label_notes(export: Export, twin: Export | None, draft: Draft) -> Iterator[Text]:
    """What is not known about labels and their order."""
    by_text = export.platform == "wenjuanxing" and export.body == "text" and twin is None
    if draft.unordered:
        names = listing(draft.unordered, most=len(draft.unordered))
        yield bilingual(f"reading.unordered{'_by_text' if by_text else ''}", names=names)
    if by_text and any(variable.values for variable in draft.variables.values()):
        yield bilingual("reading.unchosen")
    if export.body in ("index", "score") and any(v.values and v.values != TICKED for v in draft.variables.values()):
        yield bilingual(f"reading.{'positions' if export.body == 'index' else 'scores'}")


def _number_notes(draft: Draft) -> Iterator[Text]:
    """What is not known about numbers."""
    for key in ("figures", "keyed", "worded", "empty_codes"):
        if names := getattr(draft, key):
            yield bilingual(f"reading.{key}", names=listing(names, most=len(names)))


def _questions(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Columns that follow each other and belong to one question."""
    counted = iter(range(len(columns)))
    for _, group in groupby(columns, key=lambda c: (c.role, c.number, c.stem, -1 if c.part else next(counted))):
        yield list(group)


class _Drafter:
    """Holds the names given so far while questions are drafted one after the other."""

    def __init__(self, export: Export, twin: Export | None, taken: set[str], keep: set[str]) -> None:
        self.export, self.twin, self.taken, self.keep = export, twin, taken, keep
        self.draft = Draft()
        self.questions = 0
        self.reserved: frozenset[int] = frozenset()
        self.numbers = {column.number for column in export.columns}
        headers = Counter(column.header for column in export.columns)
        self.repeated = {header for header, count in headers.items() if count > 1}

    def add(self, columns: list[Column]) -> None:
        """Draft one question of one or several columns."""
        self.questions += 1
        columns = [column for column in columns if self._may_draft(column)]
        if not columns:
            return
        kind = spread_kind([self.export.cells(column) for column in columns]) if columns[0].role == "option" else None
        if kind and len(columns) > 1:
            self._add_spread(columns, kind)
            return
        listed = self._listed_options(columns[0]) if columns[0].role == "single" else None
        if listed is not None:
            self._add_listed(columns[0], *listed)
            return
        self._add_rows(columns)

    def _may_draft(self, column: Column) -> bool:
        if column.header in self.keep:
            return True
        if is_personal_column(column, self.export.cells(column)):
            n = len(answered(self.export.cells(column)))
            self.draft.notes.append(bilingual("reading.personal_dropped", column=column.header, n=n))
            return False
        return True

    def _name(self, column: Column, place: int = 0) -> str:
        """A name of its own: the platform's, or the header if it is a plain word, else Q with the question number."""
        given = column.name or column.header
        plain = column.role == "single" and column.number is None and _IDENTIFIER.match(given)
        number = column.number if column.number is not None else self.questions
        while column.number is None and number in self.numbers:
            number += 1
        base = given if plain else f"Q{number}_{place}" if place else f"Q{number}"
        name, extra = base, 1
        while name in self.taken:
            extra += 1
            name = f"{base}_v{extra}"
        self.taken.add(name)
        return name

    def _add_rows(self, columns: list[Column]) -> None:
        """Rows of one matrix, or blanks of one question; rows that answer alike share one order of values."""
        cells = [self.export.cells(column) for column in columns]
        others = [self._twin_column(column) for column in columns]
        guesses = self._paired(columns, others) if any(others) else self._guessed(columns, cells)
        for place, (column, other, guess) in enumerate(zip(columns, others, guesses, strict=True), start=1):
            self._add_single(column, place if len(columns) > 1 else 0, other, guess)

    def _paired(self, columns: list[Column], others: list[Column | None]) -> list[Guess | None]:
        """By text and by index, label and position of every answer; unanswered rows have those of the others."""
        found = [self._positions(one, other) for one, other in zip(columns, others, strict=True)]
        is_row = columns[0].role == "row"
        shared = joined([codes for codes in found if codes]) if is_row else None
        silent = [is_row and not answered(self.export.cells(column)) for column in columns]
        codes = [shared or own if own or empty else None for own, empty in zip(found, silent, strict=True)]
        return [labelled(one, ordered=is_row) if one else None for one in codes]

    def _positions(self, column: Column, other: Column | None) -> dict[str, int] | None:
        if self.twin is None or other is None:
            return None
        cells, index = self.export.cells(column), self.twin.cells(other)
        return paired_codes(column, cells, index, withheld=column.header in self.keep)

    def _guessed(self, columns: list[Column], cells: list[pd.Series]) -> list[Guess | None]:
        free = [
            column.position not in self.export.as_text
            and not (column.header in self.keep and is_personal_column(column, own))
            for column, own in zip(columns, cells, strict=True)
        ]
        shared = closed_answers(columns, cells, self.export.body) if all(free) and columns[0].role == "row" else None
        if shared is not None:
            return [shared] * len(columns)
        each = zip(columns, cells, free, strict=True)
        return [closed_answers([one], [own], self.export.body) if may else None for one, own, may in each]

    def _add_single(self, column: Column, place: int, other: Column | None, guess: Guess | None) -> None:
        name = self._name(column, place)
        if guess is not None and guess.by_appearance:
            self.draft.unordered.append(name)
        if guess is not None and guess.keyed:
            self.draft.keyed.append(name)
        cells = self.export.cells(column) if other is None or self.twin is None else self.twin.cells(other)
        self.draft.variables[name] = Variable(
            name=name,
            label=wording(column.part or column.stem or column.header),
            kind=self._open_kind(name, cells, column) if guess is None else "ordinal" if guess.ordered else "nominal",
            values=dict(guess.values) if guess else {},
            low=0 if guess is None and self._has_empty_codes(column) else None,
            source=(self._source(column),),
            personal=column.header in self.keep,
        )
        self.draft.match.single[name] = column
        if other:
            self.draft.twin_match.single[name] = other

    def _source(self, column: Column) -> str:
        """The header; with its stem where rows of several matrices are headed alike."""
        shared = column.header in self.repeated and column.stem and column.part
        return f"{column.stem}—{column.part}" if shared else column.header

    def _open_kind(self, name: str, cells: pd.Series, column: Column) -> VariableKind:
        texts = answered(cells)
        if column.position in self.export.as_text or not texts:
            return "text"
        if are_mostly_amounts(texts):
            if cells.str.strip().isin(list(EMPTY_CODES)).any() and not self._has_empty_codes(column):
                self.draft.empty_codes.append(name)
            return "numeric"
        if are_figures(texts):
            self.draft.figures.append(name)
        elif rows := rows_without_amount(cells):
            self.draft.worded.append(bilingual("reading.in_rows", name=name, rows=listing(rows)))
        return "text"

    def _has_empty_codes(self, column: Column) -> bool:
        """Whether -2 and -3 stand for no answer among amounts, as a download by number writes them."""
        cells = self.export.cells(column).str.strip()
        texts = answered(cells)
        is_amount = self.export.body in ("index", "score") and bool(texts) and are_amounts(texts)
        return is_amount and bool(cells.isin(list(EMPTY_CODES)).any()) and min(map(float, texts)) >= 0

    def _twin_column(self, column: Column) -> Column | None:
        """The column of the twin under the same header; of several, the first that nothing has taken."""
        hits = [c for c in self.twin.columns if c.header == column.header and c.role != "option"] if self.twin else []
        free = next((hit for hit in hits if hit.position not in self.reserved), None)
        self.reserved |= {free.position} if free else set()
        return free

    def _listed_options(self, column: Column) -> tuple[SetKind, list[tuple[str, str]]] | None:
        """Kind of a column whose cells list several options, and the options with their by-index headers; or None."""
        if self.export.body in ("index", "score"):
            return None
        group = [c for c in self.twin.columns if c.role == "option" and _same_question(c, column)] if self.twin else []
        kind, options = listed_options(
            answered(self.export.cells(column)), native=self.export.platform == "wenjuanxing"
        )
        if len(group) > 1:
            return kind, [(option.part, option.header) for option in group]
        if self.twin and any(c.header == column.header and c.role == "single" for c in self.twin.columns):
            return None
        return (kind, [(option, "") for option in options]) if options else None

    def _add_listed(self, column: Column, kind: SetKind, options: list[tuple[str, str]]) -> None:
        name = self._name(column)
        self._add_members(name, column.stem or column.header, column.header, kind, options)
        self.draft.match.listed[name] = column
        if self.twin:
            group = [c for c in self.twin.columns if c.role == "option" and _same_question(c, column)]
            if group:
                self.draft.twin_match.spread[name] = tuple(group)

    def _add_spread(self, columns: list[Column], kind: SetKind) -> None:
        first = columns[0]
        name = self._name(first)
        self._add_members(name, first.stem or name, first.stem or name, kind, [(c.part, c.header) for c in columns])
        self.draft.match.spread[name] = tuple(columns)

    def _add_members(self, name: str, stem: str, source: str, kind: SetKind, options: list[tuple[str, str]]) -> None:
        members = []
        for place, (option, header) in enumerate(options, start=1):
            member = f"{name}_{place}"
            self.taken.add(member)
            members.append(member)
            self.draft.variables[member] = Variable(
                name=member,
                label=wording(option),
                source=(header,) if header else (),
                kind="numeric" if kind == "ranking" else "nominal",
                values={} if kind == "ranking" else TICKED,
                low=1 if kind == "ranking" else None,
            )
        self.draft.sets.append(
            ResponseSet(name=name, label=wording(stem), kind=kind, members=tuple(members), source=(source,))
        )


def _same_question(option: Column, column: Column) -> bool:
    if option.number is not None or column.number is not None:
        return option.number == column.number
    return option.stem == column.stem
