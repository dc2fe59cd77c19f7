"""A column of a plain frame that a codebook describes: its cells as the codes that the codebook gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from surveykit.core.codebook import Variable
from surveykit.core.drafting import as_number, composed, draft_column, without_blanks
from surveykit.core.words import nearest
from surveykit.errors import ColumnError

ANSWER_COLUMNS = ("row", "column", "value", "nearest")
"""Columns of `AnswerError.cases`."""


@dataclass(frozen=True)
class Match:
    """One column of n cells, understood by the codebook.

    Attributes
    ----------
    values : pandas.Series
        Codes and numbers (n,), or the cells themselves where the variable is text or a date.
    variable : Variable
        What it means; with the categories of the frame where the codebook lists none.
    reasons : pandas.Series or None
        Why a cell is empty (n,), where cells held a missing code.
    unknown : pandas.DataFrame
        Cells that the codebook does not know, with the columns of `ANSWER_COLUMNS`.
    unordered : bool
        Whether the codes follow the alphabet.
    """

    values: pd.Series
    variable: Variable
    unknown: pd.DataFrame
    reasons: pd.Series | None = None
    unordered: bool = False


def match_column(column: pd.Series, variable: Variable) -> Match:
    """Understand one column by its variable: labels and codes become codes, missing codes become empty."""
    if _is_number(column):
        return _emptied(column.astype(float) if pd.api.types.is_bool_dtype(column) else column, variable)
    if pd.api.types.is_datetime64_any_dtype(column):
        return Match(column, variable, _none(variable))
    if variable.values or variable.kind == "numeric":
        return _by_codes(column, variable)
    if variable.kind == "date":
        return _dates(column, variable)
    if variable.kind == "text":
        return Match(without_blanks(column), variable, _none(variable))
    return _by_categories(column, variable)


def unanswerable(found: Sequence[tuple[object, object, object]], name: str, personal: bool) -> pd.DataFrame:
    """`AnswerError.cases` from row, value and nearest answer; the answers of personal columns are withheld."""
    shown = [(row, "", "") if personal else (row, value, near) for row, value, near in found]
    cases = pd.DataFrame(shown, columns=["row", "value", "nearest"], dtype=object)
    return cases.assign(column=name)[list(ANSWER_COLUMNS)]


def _none(variable: Variable) -> pd.DataFrame:
    return unanswerable([], variable.name, variable.personal)


def _is_number(column: pd.Series) -> bool:
    is_category = isinstance(column.dtype, pd.CategoricalDtype)
    return pd.api.types.is_numeric_dtype(column) and not is_category and not pd.api.types.is_complex_dtype(column)


def _emptied(values: pd.Series, variable: Variable, unknown: pd.DataFrame | None = None) -> Match:
    """Numbers with the missing codes taken out, and the reasons for all empty cells if there were any."""
    none = _none(variable) if unknown is None else unknown
    declared = values.isin(list(variable.missing))
    if not declared.any():
        return Match(values.astype(float) if values.isna().any() else values, variable, none)
    reasons = values.isna().map({True: "blank", False: ""}).astype(object)
    reasons = reasons.mask(declared, values.map(variable.missing))
    return Match(values.astype(float).mask(declared), variable, none, reasons)


def _by_codes(column: pd.Series, variable: Variable) -> Match:
    """Cells that are labels or codes. Numbers pass as they are: analyses hold them against the range."""
    cells = without_blanks(column)
    labels = _labels(variable)
    values = cells.map(lambda cell: _code(cell, variable, labels), na_action="ignore").astype(float)
    shown = [*labels, *map(str, variable.values)]
    strange = cells[values.isna() & cells.notna()]
    unknown = [(row, cell, nearest(str(cell), shown)) for row, cell in strange.items()]
    whole = bool(values.notna().all()) and bool((values % 1 == 0).all())
    return _emptied(
        values.astype(int) if whole else values, variable, unanswerable(unknown, variable.name, variable.personal)
    )


def _labels(variable: Variable) -> dict[str, int]:
    """Code by wording in either language; a wording that two codes share stands for neither."""
    pairs = {(composed(text), code) for code, label in variable.values.items() for text in (label.zh, label.en) if text}
    wordings = [text for text, _ in pairs]
    return {text: code for text, code in sorted(pairs) if wordings.count(text) == 1}


def _code(cell: object, variable: Variable, labels: Mapping[str, int]) -> float | None:
    """The code of one cell, or None if the codebook does not know it."""
    if isinstance(cell, str):
        if cell in labels:
            return float(labels[cell])
        number = as_number(cell)
        known = not variable.values or number in variable.values or number in variable.missing
        return number if known else None
    return float(cell) if isinstance(cell, bool) else as_number(cell)


def _dates(column: pd.Series, variable: Variable) -> Match:
    cells = without_blanks(column)
    dates = pd.to_datetime(cells, errors="coerce", format="mixed")
    unknown = [(row, cell, "") for row, cell in cells[dates.isna() & cells.notna()].items()]
    return Match(dates, variable, unanswerable(unknown, variable.name, variable.personal))


def _by_categories(column: pd.Series, variable: Variable) -> Match:
    """A category of which the codebook does not list the answers: they are taken from the frame."""
    draft = draft_column(variable.name, column)
    if draft.variable.kind == "text":
        return Match(draft.values, variable, _none(variable))
    if draft.unordered and (variable.kind == "ordinal" or variable.missing):
        raise ColumnError(
            f"{variable.name!r} holds text, and the codebook does not list its answers; "
            "give the variable values: each code with its label, in order"
        )
    values = {code: label for code, label in draft.variable.values.items() if code not in variable.missing}
    match = _emptied(draft.values, variable.model_copy(update={"values": values}))
    return Match(match.values, match.variable, match.unknown, match.reasons, draft.unordered)
