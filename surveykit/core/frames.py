"""From a plain pandas frame to answers and their codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from pydantic import ValidationError

from surveykit.core.codebook import LONGEST_NAME, Codebook, Text, Variable, as_name
from surveykit.core.drafting import Draft, draft_column
from surveykit.core.matching import match_column
from surveykit.core.twins import twin_notes
from surveykit.errors import AnswerError, CodebookError, ColumnError


@dataclass(frozen=True)
class Coded:
    """A frame of n rows as `Survey` holds it.

    Attributes
    ----------
    data : pandas.DataFrame
        Codes, numbers, dates and text; the columns of the frame under plain names.
    codebook : Codebook
        The codebook that was given, and a drafted variable for every other column.
    missing_reasons : pandas.DataFrame
        A column for each that held missing codes.
    unordered : tuple[str, ...]
        Columns whose codes follow the alphabet.
    notes : tuple[Text, ...]
        Answers that are kept apart although they are nearly worded alike.
    """

    data: pd.DataFrame
    codebook: Codebook
    missing_reasons: pd.DataFrame
    unordered: tuple[str, ...]
    notes: tuple[Text, ...]


def code_frame(frame: pd.DataFrame, codebook: Codebook | None) -> Coded:
    """Describe every column of a frame, by the codebook or else from its cells."""
    _check(frame, codebook)
    known = Codebook() if codebook is None else codebook
    names = header_names(frame.columns)
    columns: dict[str, pd.Series] = {}
    variables: dict[str, Variable] = {}
    reasons: dict[str, pd.Series] = {}
    unknown: list[pd.DataFrame] = []
    unordered: list[str] = []
    notes: list[Text] = []
    for place, name in enumerate(names):
        column = frame.iloc[:, place]
        if known.has_variable(name):
            match = match_column(column, known.variable(name))
            unknown.append(match.unknown)
            if match.reasons is not None:
                reasons[name] = match.reasons
            columns[name], variables[name], doubtful = match.values, match.variable, match.unordered
            if not known.variable(name).values:
                notes += twin_notes(match.variable)
        else:
            draft = _drafted(name, column)
            if not known.has_scale(name):
                variables[name] = draft.variable
                notes += twin_notes(draft.variable)
            columns[name], doubtful = draft.values, draft.unordered
        if doubtful:
            unordered.append(name)
    _refuse_unknown(unknown)
    return Coded(
        data=pd.DataFrame(columns, index=frame.index),
        codebook=known.with_variables(variables),
        missing_reasons=pd.DataFrame(reasons, index=frame.index),
        unordered=tuple(unordered),
        notes=tuple(notes),
    )


def _drafted(name: str, column: pd.Series) -> Draft:
    try:
        return draft_column(name, column)
    except ValidationError as error:
        raise ColumnError(
            f"{name!r} holds text that is not valid Unicode; read the file again with its right encoding"
        ) from error


def header_names(headers: pd.Index) -> list[str]:
    """Headers as names of variables: text, without blanks around it or line breaks; refused where two become one."""
    if isinstance(headers, pd.MultiIndex):
        raise ColumnError(
            "the frame has several rows of headers; join them into one, such as frame.columns.map('_'.join)"
        )
    known = headers.notna()
    names = [as_name(str(header)) if there else None for header, there in zip(headers, known, strict=True)]
    nameless = [place for place, name in enumerate(names, start=1) if name is None]
    if nameless:
        raise ColumnError(
            f"columns number {nameless} have no usable name, which is a text of 1 to {LONGEST_NAME} characters; give "
            "each one, such as frame.set_axis([...], axis=1)"
        )
    plain = [name for name in names if name is not None]
    twice = sorted({name for name in plain if plain.count(name) > 1})
    if twice:
        raise ColumnError(
            f"columns {twice} occur twice (blanks around a name and line breaks do not count); rename one of each"
        )
    return plain


def _check(frame: pd.DataFrame, codebook: Codebook | None) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise ColumnError(
            f"frame must be a pandas DataFrame with one row per respondent, not {type(frame).__name__}; "
            "read a file with read_survey"
        )
    if isinstance(frame.index, pd.MultiIndex):
        raise ColumnError(
            "the frame has an index of several levels, and a respondent has one id; make columns of them with "
            "frame.reset_index()"
        )
    if codebook is not None and not isinstance(codebook, Codebook):
        raise CodebookError(
            f"codebook must be a Codebook, not {type(codebook).__name__}; make one with Codebook.read(path)"
        )


def _refuse_unknown(unknown: Sequence[pd.DataFrame]) -> None:
    """Refuse cells that the codebook does not know, all at once."""
    found = [cases for cases in unknown if len(cases)]
    if not found:
        return
    cases = pd.concat(found, ignore_index=True)
    first = cases.iloc[0]
    near = f" (closest: {first['nearest']!r})" if first["nearest"] else ""
    shown = f", such as {first['value']!r}{near} in row {first['row']!r}" if first["value"] != "" else ""
    raise AnswerError(
        f"answers that the codebook does not know, per column: {cases['column'].value_counts().to_dict()}{shown}; "
        "correct them, or add them to the codebook's values. error.cases lists every one",
        cases,
    )
