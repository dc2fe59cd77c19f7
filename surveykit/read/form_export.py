"""Describe an export by its form: answers become codes, headers the form's questions, skipped questions `not_shown`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from surveykit.core.codebook import Codebook, MissingReason, ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.answers_options import ARROW, TICK
from surveykit.read.conditions import Mask
from surveykit.read.export import Export
from surveykit.read.form import (
    Choice,
    Form,
    Question,
    member_name,
    member_variables,
    renamed,
    response_set,
    single_variable,
)
from surveykit.read.headers import Column, clean_header
from surveykit.read.redcap_missing import missing_codes

NOT_SHOWN = "(跳过)"
SHOWN = 10
MOST_STEPS = 1_000
"""Steps after which a text that may be cut into labels in many ways is left whole."""

_NUMBER = re.compile(r"^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$", re.ASCII)
_LETTER = re.compile(r"^[a-zA-Z]$")


@dataclass(frozen=True)
class _Place:
    """Where an export keeps a question: one column, or a column for each of the choices it has columns for."""

    question: Question
    column: Column | None
    options: tuple[Column, ...]


def describe(export: Export, form: Form) -> Export:
    """The export with everything that its form says about it."""
    by_alias = {column.alias: column for column in export.columns if column.alias}
    by_header = by_alias | {column.header: column for column in reversed(export.columns)}
    labels = _unique_labels(form)
    places = [_place(question, by_header, labels) for question in form.questions]
    found = [_settled(place, export) for place in places if place.column is not None or place.options]
    answers = _Answers(export, found)
    cells = export.grid.cells.copy()
    unknown: dict[str, None] = {}
    for place in found:
        _translate(cells, export, place)
        _mark_skipped(cells, place, answers, unknown)
    return replace(
        export,
        grid=replace(export.grid, cells=cells),
        columns=_columns(export, found),
        codebook=_codebook(export, form, found),
        notes=(*export.notes, *form.notes, *_notes(places, list(unknown)), *_missing_notes(export, found)),
        hints=(),
    )


def _unique_labels(form: Form) -> dict[str, Question]:
    """Questions by their label, as exports with labels head their columns; labels that several share find none."""
    seen: dict[str, Question | None] = {}
    for question in form.questions:
        for label in {question.label.zh, question.label.en} - {""}:
            seen[label] = None if label in seen else question
    return {label: question for label, question in seen.items() if question is not None}


def _place(question: Question, by_header: dict[str, Column], labels: dict[str, Question]) -> _Place:
    bearing = [label for label, owner in labels.items() if owner is question]
    names = (*question.headers, *bearing)
    column = next((by_header[name] for name in names if name in by_header), None)
    options: list[Column] = []
    chosen: list[Choice] = []
    for choice in question.choices if question.kind in ("multiple", "ranking") else ():
        headers = (*choice.headers, *(f"{label}/{text}" for label in bearing for text in _wordings(choice)))
        option = next((by_header[name] for name in headers if name in by_header), None)
        if option is not None and option is not column:
            options.append(option)
            chosen.append(choice)
    if len(options) > 1:
        return _Place(renamed(question, (question.name,), chosen), column, tuple(options))
    return _Place(question, column, ())


def _settled(place: _Place, export: Export) -> _Place:
    """An open question is one of numbers if all its answers are."""
    if place.question.kind != "open" or place.column is None:
        return place
    answered = [text.strip() for text in export.cells(place.column).unique() if text.strip()]
    numeric = bool(answered) and all(_NUMBER.match(text) for text in answered)
    return replace(place, question=replace(place.question, kind="numeric" if numeric else "text"))


def _wordings(choice: Choice) -> list[str]:
    return [text for text in dict.fromkeys((choice.label.zh, choice.label.en)) if text]


def _columns(export: Export, found: Sequence[_Place]) -> tuple[Column, ...]:
    """The columns of the export, with the roles that the form gives them."""
    roles: dict[int, Column] = {}
    for place in found:
        question = place.question
        if place.column is not None:
            header = place.column.header
            roles[place.column.position] = Column(place.column.position, header, stem=question.name, name=question.name)
        for option, choice in zip(place.options, question.choices if place.options else (), strict=True):
            roles[option.position] = Column(
                option.position, option.header, "option", None, question.name, clean_header(choice.name)
            )
    spare = _spare(found)
    return tuple(roles.get(column.position, column) for column in export.columns if column.position not in spare)


def _spare(found: Sequence[_Place]) -> frozenset[int]:
    """Columns that repeat what the option columns say, and columns in which nothing is asked."""
    return frozenset(
        place.column.position
        for place in found
        if place.column is not None and (place.options or place.question.kind == "none")
    )


def _codebook(export: Export, form: Form, found: Sequence[_Place]) -> Codebook:
    """The form's questions under the headers of the export, and what the export said about other columns."""
    variables: list[Variable] = []
    sets: list[ResponseSet] = []
    for place in found:
        question = place.question
        if place.options:
            members = member_variables(question, [(column.header,) for column in place.options])
            variables += members
            sets.append(response_set(question, members, ()))
        elif place.column is not None and question.kind in ("multiple", "ranking") and len(question.choices) > 1:
            members = member_variables(question, [() for _ in question.choices])
            variables += members
            sets.append(response_set(question, members, (place.column.header,)))
        elif place.column is not None and question.kind != "none":
            variable = single_variable(question, (place.column.header,))
            missing = dict(_missing(export, place).values())
            variables.append(variable.model_copy(update={"missing": missing}))
    described = {column.header for place in found for column in (*place.options, place.column) if column is not None}
    names = {variable.name for variable in variables} | {group.name for group in sets}
    others = [v for v in export.codebook.variables if v.name not in names and not described & set(v.source)]
    kept = {variable.name for variable in others}
    groups = [s for s in export.codebook.sets if s.name not in names and set(s.members) <= kept]
    return Codebook(title=form.title, variables=(*variables, *others), sets=(*sets, *groups))


def _translate(cells: pd.DataFrame, export: Export, place: _Place) -> None:
    """Write codes for the names and labels of choices, and listed options as 问卷星 lists them."""
    question, column = place.question, place.column
    if column is None or place.options:
        return
    for text, (code, _) in _missing(export, place).items():
        here = cells[column.position]
        cells[column.position] = here.where(here.str.strip() != text, str(code))
    if not question.choices:
        return
    known = {text: _translated(text, question) for text in map(str, cells[column.position].unique())}
    cells[column.position] = cells[column.position].map(known)


def _missing(export: Export, place: _Place) -> dict[str, tuple[int, MissingReason]]:
    """Codes of the platform for missing answers that occur in the column of a question."""
    if export.platform != "redcap" or place.column is None or place.options:
        return {}
    return missing_codes(place.question, map(str, export.cells(place.column).unique()))


def _translated(text: str, question: Question) -> str:
    stripped = text.strip()
    if not stripped:
        return ""
    if question.kind in ("multiple", "ranking"):
        return _listed(stripped, question)
    name = _name_of(stripped, question)
    if name is not None:
        return str(question.codes[name])
    # A number or a letter that the form does not know must not pass for the code or the place of a choice.
    misread = _LETTER.match(stripped) or stripped in map(str, question.codes.values())
    return f"{stripped} (no choice of the form)" if misread else text


def _listed(text: str, question: Question) -> str:
    """Chosen options, by name or label, between blanks or commas, as the names by which its members go."""
    by_name = {choice.name: choice for choice in question.choices}
    by_label = {label: choice for choice in question.choices for label in _wordings(choice)}
    for separator in (None, ","):
        pieces = [piece.strip() for piece in text.split(separator)]
        found = by_name if set(pieces) <= set(by_name) else by_label if set(pieces) <= set(by_label) else None
        if found is not None:
            return _joined(question, [found[piece] for piece in pieces])
    cuts = _cuts(" ".join(text.split()), frozenset(by_label))
    return _joined(question, [by_label[label] for label in cuts[0]]) if len(cuts) == 1 else text


def _joined(question: Question, chosen: Sequence[Choice]) -> str:
    sign = ARROW if question.kind == "ranking" else TICK
    return sign.join(member_name(question.name, choice.name, choice.column) for choice in chosen)


def _cuts(text: str, labels: frozenset[str]) -> list[tuple[str, ...]]:
    """The ways, two at most, in which a text is made of labels, each once, with blanks between them."""
    open_ways: list[tuple[tuple[str, ...], str]] = [((), text)]
    found: list[tuple[str, ...]] = []
    for _ in range(MOST_STEPS):
        if not open_ways or len(found) > 1:
            return found
        taken, rest = open_ways.pop()
        for label in labels - set(taken):
            if rest == label:
                found.append((*taken, label))
            elif rest.startswith(f"{label} "):
                open_ways.append(((*taken, label), rest[len(label) + 1 :]))
    return []


def _name_of(text: str, question: Question) -> str | None:
    """The name of the choice that a cell holds, by name or else by label."""
    for choice in question.choices:
        if text == choice.name:
            return choice.name
    labelled = [choice.name for choice in question.choices if text in _wordings(choice)]
    return labelled[0] if len(labelled) == 1 else None


class _Answers:
    """The answers of an export as the form names them, for its conditions."""

    def __init__(self, export: Export, found: Sequence[_Place]) -> None:
        self.export = export
        self.places = {place.question.name: place for place in found}

    def __len__(self) -> int:
        return len(self.export.grid.cells)

    def texts(self, name: str) -> npt.NDArray[np.object_] | None:
        place = self.places.get(name)
        if place is None or place.column is None:
            return None
        cells = self.export.cells(place.column).str.strip()
        known = {text: _name_of(str(text), place.question) or str(text) for text in cells.unique()}
        return cells.map(known).to_numpy(dtype=object)

    def ticked(self, name: str, option: str) -> Mask | None:
        place = self.places.get(name)
        if place is None:
            return None
        for column, choice in zip(place.options, place.question.choices if place.options else (), strict=True):
            if choice.name == option:
                return self.export.cells(column).isin(["1", "True", "TRUE"]).to_numpy(dtype=np.bool_)
        texts = self.texts(name)
        if texts is None or option not in {choice.name for choice in place.question.choices}:
            return None
        return np.array([option in re.split(r"[\s,]+", str(text)) for text in texts], dtype=np.bool_)


def _mark_skipped(cells: pd.DataFrame, place: _Place, answers: _Answers, unknown: dict[str, None]) -> None:
    """Empty cells of a question whose conditions do not hold say so; an answer that is there stays."""
    if not place.question.shown:
        return
    masks = [condition.holds(answers) for condition in place.question.shown]
    if any(mask is None for mask in masks):
        unknown[place.question.name] = None
    hidden = ~np.logical_and.reduce([np.ones(len(answers), dtype=np.bool_), *(m for m in masks if m is not None)])
    columns = place.options or ((place.column,) if place.column is not None else ())
    nothing = ("", "0") if place.options else ("",)
    empty = np.logical_and.reduce([cells[c.position].str.strip().isin(nothing).to_numpy(np.bool_) for c in columns])
    for column in columns:
        cells.loc[hidden & empty, column.position] = NOT_SHOWN


def _notes(places: Sequence[_Place], unknown: Sequence[str]) -> list[Text]:
    asked = [place for place in places if place.question.kind != "none"]
    absent = [place.question.name for place in asked if place.column is None and not place.options]
    notes = []
    if absent:
        notes.append(bilingual("reading.form_absent", names=listing(absent, most=SHOWN)))
    if unknown:
        notes.append(bilingual("reading.conditions_untried", names=listing(unknown, most=SHOWN)))
    return notes


def _missing_notes(export: Export, found: Sequence[_Place]) -> list[Text]:
    """What was taken for a code of the platform that says why an answer is missing."""
    names = {place.question.name: list(codes) for place in found if (codes := _missing(export, place))}
    if not names:
        return []
    said = sorted({code for listed in names.values() for code in listed})
    codes_told = listing(said, most=len(said), quoted=True)
    return [bilingual("reading.redcap_missing", codes=codes_told, names=listing(names, most=SHOWN))]
