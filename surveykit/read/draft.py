"""A first codebook from what an export says about itself.

By text and by index together it is exact: every label with its position. By text alone the order of labels is that of
a known answer ladder, or else of their first appearance, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, SetKind, Text, Variable, VariableKind
from surveykit.read.answers_options import ARROW, TICK, split_options
from surveykit.read.columns import Match
from surveykit.read.described import TICKED, wording
from surveykit.read.draft_pair import bare_label, paired_codes
from surveykit.read.export import Export
from surveykit.read.headers import Column
from surveykit.read.ladders import ladder_codes
from surveykit.read.personal import is_personal_content, is_personal_header
from surveykit.read.reading import EMPTY, EMPTY_CODES

MOST_OPTIONS = 20
"""An open column with more distinct answers than this is never drafted as a closed question."""

_RETYPED = re.compile(r"^[0-9０-９]+\s*(分|[=＝].*)?$")
_NUMBER = re.compile(r"^-?(?![0０]\d)\d{1,15}(?:\.\d+)?$")
_FIGURES = re.compile(r"^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$")
_POSITION = re.compile(r"^(?:0|[1-9]\d{0,2})$", re.ASCII)
_IDENTIFIER = re.compile(r"^[^\W\d]\w{0,63}$")


@dataclass
class Draft:
    """What was drafted, and where each part stands in the export and in its twin."""

    variables: dict[str, Variable] = field(default_factory=dict)
    sets: list[ResponseSet] = field(default_factory=list)
    match: Match = field(default_factory=Match)
    twin_match: Match = field(default_factory=Match)
    notes: list[str] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

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
    advice = "read the by-index download too, or write a codebook,"
    advice = advice if export.platform == "wenjuanxing" else "write a codebook"
    if drafter.draft.unordered:
        drafter.draft.notes.append(
            f"The labels of {', '.join(drafter.draft.unordered)} are coded in the order of their first appearance; "
            f"{advice} to have them in the order of the questionnaire."
        )
    if drafter.draft.figures:
        drafter.draft.notes.append(
            f"{', '.join(drafter.draft.figures)} hold leading zeros, exponents or more than 15 digits, as names and "
            "numbers of things do, and were drafted as text; a codebook may say that they are amounts."
        )
    return drafter.draft


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

    def add(self, columns: list[Column]) -> None:
        """Draft one question of one or several columns."""
        self.questions += 1
        columns = [column for column in columns if self._may_draft(column)]
        if not columns:
            return
        if columns[0].role == "option":
            self._add_spread(columns)
            return
        listed = self._listed_options(columns[0]) if columns[0].role == "single" else None
        if listed is not None:
            self._add_listed(columns[0], *listed)
            return
        for place, column in enumerate(columns, start=1):
            self._add_single(column, place if len(columns) > 1 else 0)

    def _may_draft(self, column: Column) -> bool:
        if column.header in self.keep:
            return True
        if is_personal_header(column.header) or is_personal_content(self.export.cells(column)):
            answered = int((self.export.cells(column).str.strip() != "").sum())
            self.draft.notes.append(
                f"The column {column.header!r} points to persons and was dropped ({answered} cells)."
            )
            return False
        return True

    def _name(self, column: Column, place: int = 0) -> str:
        """A name of its own: the platform's, or the header if it is a plain word, else Q with the question number."""
        given = column.name or column.header
        plain = column.role == "single" and column.number is None and _IDENTIFIER.match(given)
        number = column.number if column.number is not None else self.questions
        base = given if plain else f"Q{number}_{place}" if place else f"Q{number}"
        name, extra = base, 1
        while name in self.taken:
            extra += 1
            name = f"{base}_v{extra}"
        self.taken.add(name)
        return name

    def _add_single(self, column: Column, place: int) -> None:
        name = self._name(column, place)
        other = self._twin_column(lambda c: c.header == column.header and c.role == column.role)
        cells = self.export.cells(column)
        twin_cells = self.twin.cells(other) if self.twin and other else None
        codes = None
        if twin_cells is not None:
            codes = paired_codes(column, cells, twin_cells, withheld=column.header in self.keep)
        elif column.position not in self.export.as_text:
            codes = self._guessed_codes(name, column, cells)
        self.draft.variables[name] = Variable(
            name=name,
            label=wording(column.part or column.stem or column.header),
            kind=self._kind(name, cells if twin_cells is None else twin_cells, column, codes),
            values={code: Text(zh=label, en=label) for label, code in sorted((codes or {}).items(), key=_by_code)},
            source=(column.header,),
            personal=column.header in self.keep,
        )
        self.draft.match.single[name] = column
        if other:
            self.draft.twin_match.single[name] = other

    def _kind(self, name: str, cells: pd.Series, column: Column, codes: dict[str, int] | None) -> VariableKind:
        if codes:
            known_order = column.role == "row" and name not in self.draft.unordered
            return "ordinal" if known_order or ladder_codes(codes) else "nominal"
        answered = _answered(cells)
        if column.position in self.export.as_text or not answered or not _are_figures(answered):
            return "text"
        if all(_NUMBER.match(text) for text in answered):
            return "numeric"
        self.draft.figures.append(name)
        return "text"

    def _twin_column(self, fits: Callable[[Column], bool]) -> Column | None:
        hits = [column for column in self.twin.columns if fits(column)] if self.twin else []
        used = self.draft.twin_match.used
        return next((column for column in hits if column.position not in used), None)

    def _guessed_codes(self, name: str, column: Column, cells: pd.Series) -> dict[str, int] | None:
        answered = _answered(cells)
        labels = list(dict.fromkeys(bare_label(text) for text in answered))
        if not labels or _are_figures(labels):
            return self._positions(column, labels)
        ladder = ladder_codes([label for label in labels if not _RETYPED.match(label)])
        if ladder is not None:
            return ladder
        often = 2 * len(labels) <= len(answered) or column.role == "row"
        if len(labels) > MOST_OPTIONS or not often or max(map(len, labels)) > 60:
            return None
        self.draft.unordered.append(name)
        return {label: code for code, label in enumerate(labels, start=1)}

    def _positions(self, column: Column, labels: list[str]) -> dict[str, int] | None:
        """Positions without labels, as a download by index alone has them."""
        closed = self.export.body in ("index", "score") and column.role != "blank" and labels
        if not closed or len(labels) > MOST_OPTIONS or not all(_POSITION.match(label) for label in labels):
            return None
        return {f"选项{code}": code for code in sorted(int(label) for label in labels)}

    def _listed_options(self, column: Column) -> tuple[SetKind, list[tuple[str, str]]] | None:
        """Kind of a column whose cells list several options, and the options with their by-index headers; or None."""
        if self.export.body in ("index", "score"):
            return None
        group = [c for c in self.twin.columns if c.role == "option" and _same_question(c, column)] if self.twin else []
        answered = _answered(self.export.cells(column))
        arrows = sum(ARROW in text for text in answered)
        kind: SetKind = "ranking" if answered and 2 * arrows >= len(answered) else "multiple"
        sign = ARROW if kind == "ranking" else TICK
        if group:
            return kind, [(option.part, option.header) for option in group]
        if not any(sign in text for text in answered):
            return None
        pieces = [bare_label(piece) for text in answered for piece in split_options(text, sign)]
        options = list(dict.fromkeys(pieces))
        return (kind, [(option, "") for option in options]) if 2 <= len(options) <= 4 * MOST_OPTIONS else None

    def _add_listed(self, column: Column, kind: SetKind, options: list[tuple[str, str]]) -> None:
        name = self._name(column)
        self._add_members(name, column.stem or column.header, column.header, kind, options)
        self.draft.match.listed[name] = column
        if self.twin:
            group = [c for c in self.twin.columns if c.role == "option" and _same_question(c, column)]
            if group:
                self.draft.twin_match.spread[name] = tuple(group)

    def _add_spread(self, columns: list[Column]) -> None:
        first = columns[0]
        name = self._name(first)
        seen = {text for column in columns for text in _answered(self.export.cells(column))}
        kind: SetKind = "multiple" if seen <= {"0", "1", *EMPTY_CODES} else "ranking"
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


def _by_code(item: tuple[str, int]) -> int:
    return item[1]


def _answered(cells: pd.Series) -> list[str]:
    stripped = cells.str.strip()
    return [str(text) for text in stripped[~stripped.isin([*EMPTY, *EMPTY_CODES])]]


def _same_question(option: Column, column: Column) -> bool:
    if option.number is not None or column.number is not None:
        return option.number == column.number
    return option.stem == column.stem


def _are_figures(texts: Collection[str]) -> bool:
    return all(_FIGURES.match(text) for text in texts)
