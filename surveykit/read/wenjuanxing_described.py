"""A 问卷星 download with the questionnaire's own text: the labels and their order, under the headers of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from surveykit.core.codebook import Codebook, ResponseSet, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.export import Export
from surveykit.read.form import Form, Question, member_variables, response_set, single_variable
from surveykit.read.headers import Column, normal, unnumbered

SHOWN = 10

_NUMBER = re.compile(r"^Q(\d+)")


def describe_by_text(export: Export, form: Form) -> Export:
    """The export with everything that the text says about its closed questions; open ones are left to their answers."""
    variables: list[Variable] = []
    sets: list[ResponseSet] = []
    absent: list[str] = []
    for question in form.questions:
        if question.kind in ("multiple", "ranking"):
            found = _set(export, question)
            if found is not None:
                variables += found[0]
                sets.append(found[1])
                continue
        column = _column(export, question)
        if column is None and not _is_open_there(export, question):
            absent.append(question.name)
        elif column is not None and question.choices:
            variables.append(single_variable(question, (column.header,)))
    said = bilingual("reading.text_absent", names=listing(absent, most=SHOWN))
    return replace(
        export,
        codebook=Codebook(title=form.title, variables=tuple(variables), sets=tuple(sets)),
        notes=(*export.notes, *form.notes, *((said,) if absent else ())),
    )


def _set(export: Export, question: Question) -> tuple[list[Variable], ResponseSet] | None:
    """Members and set of a question whose options stand in one cell, or have a column each; None if neither."""
    column = _column(export, question)
    if column is not None and column.role == "single":
        members = member_variables(question, [() for _ in question.choices])
        return members, response_set(question, members, (column.header,))
    options = [c for c in export.columns if c.role == "option" and _is_of(c, question)]
    found = [next((c for c in options if normal(c.part) == normal(one.label.zh)), None) for one in question.choices]
    headers = [column.header for column in found if column is not None]
    if len(headers) < len(question.choices):
        return None
    members = member_variables(question, [(header,) for header in headers])
    return members, response_set(question, members, (options[0].stem or f"第{_number(question)}题",))


def _column(export: Export, question: Question) -> Column | None:
    """The column of a question or matrix row by its wording; an old row has no stem, so its number must agree."""
    columns = [c for c in export.columns if c.role != "option" and c.number in (None, _number(question))]
    wanted = _forms(question.headers)
    bare = [c for c in columns if c.role == "row" and not c.stem and normal(c.part) == normal(question.label.zh)]
    return next((c for c in columns if c.keys[2] & wanted), None) or next(iter(bare), None)


def _is_open_there(export: Export, question: Question) -> bool:
    """Whether a question with blanks is in the file; each blank is headed by a piece of its wording."""
    numbers = {column.number for column in export.columns if column.role in ("blank", "row", "single")}
    return not question.choices and _number(question) in numbers


def _is_of(column: Column, question: Question) -> bool:
    if column.stem:
        return column.number in (None, _number(question)) and normal(column.stem) in _forms(question.headers)
    return column.number == _number(question)


def _forms(headers: Sequence[str]) -> frozenset[str]:
    return frozenset(form for header in headers for form in (normal(header), normal(unnumbered(header))))


def _number(question: Question) -> int:
    found = _NUMBER.match(question.name)
    return int(found[1]) if found else 0
