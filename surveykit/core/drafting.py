"""A column that no codebook describes: what it holds, as numbers where it can be, and a variable that says so.

Nothing is read into words. Text becomes codes in the order of the alphabet, which is enough to tell the categories
apart and to count them, and is never taken for a number.
"""

from __future__ import annotations

import datetime as dt
import numbers
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from surveykit.core.codebook import Text, Variable
from surveykit.errors import ColumnError

MOST_LEVELS = 20
"""A text column of a plain frame with more distinct values than this is text, not a category."""

MOST_DIGITS = 15
"""Numbers with more digits than this are identifiers: a float would change them."""

_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Draft:
    """One column of n cells, coded.

    Attributes
    ----------
    values : pandas.Series
        Numbers (n,), or the cells themselves where they are text or dates.
    variable : Variable
        What it holds.
    unordered : bool
        Whether the codes follow the alphabet, so that they cannot be taken for numbers.
    """

    values: pd.Series
    variable: Variable
    unordered: bool = False


def draft_column(name: str, column: pd.Series) -> Draft:
    """Describe a column from its cells: true/false, number, date, category or text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _from_category(name, column)
    if pd.api.types.is_bool_dtype(column):
        return _indicator(name, column)
    if pd.api.types.is_complex_dtype(column) or pd.api.types.is_timedelta64_dtype(column):
        return Draft(column, Variable(name=name, kind="text"))
    if pd.api.types.is_numeric_dtype(column):
        return Draft(column.astype(float) if column.isna().any() else column, Variable(name=name, kind="numeric"))
    if pd.api.types.is_datetime64_any_dtype(column):
        return Draft(column, Variable(name=name, kind="date"))
    return _from_cells(name, column)


def without_blanks(column: pd.Series) -> pd.Series:
    """The cells as objects, text composed and without blanks around it, and NaN where nothing or only blanks stand."""
    texts = [composed(cell) if isinstance(cell, str) else cell for cell in column.astype(object)]
    empty = [gap or (isinstance(text, str) and not text) for text, gap in zip(texts, column.isna(), strict=True)]
    cells = [np.nan if gap else text for text, gap in zip(texts, empty, strict=True)]
    return pd.Series(cells, index=column.index, dtype=object)


def composed(text: str) -> str:
    """Text without blanks around it, each letter and its accents as one character (NFC), however they were typed."""
    return unicodedata.normalize("NFC", text).strip()


def as_number(cell: object) -> float | None:
    """The number that a cell is or spells out; None for anything else, and where a float would change it.

    A leading zero (``"007"``) makes an identifier, not a number.
    """
    if isinstance(cell, bool | np.bool_):
        return None
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        return float(text) if _NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) <= MOST_DIGITS else None
    if isinstance(cell, numbers.Integral):
        return float(cell) if abs(cell) < 10**MOST_DIGITS else None
    return float(cell) if isinstance(cell, numbers.Real | Decimal) else None


def as_numeric(column: pd.Series, found: Mapping[str, float]) -> pd.Series:
    """The column (n,) by the number of each wording: whole numbers where all cells are whole and none is empty."""
    coded = column.map(lambda cell: found[str(cell)], na_action="ignore").astype(float)
    whole = bool(coded.notna().all()) and bool((coded % 1 == 0).all())
    return coded.astype(int) if whole else coded


def distinct(name: str, cells: pd.Series) -> dict[str, object]:
    """One cell for each wording; refused where a number and a text, or two categories, are worded alike."""
    found: dict[str, object] = {}
    for cell in cells.dropna():
        known = found.setdefault(str(cell), cell)
        if isinstance(known, str) != isinstance(cell, str):
            raise ColumnError(
                f"{name!r} holds the same answer as a number and as text; make the column one kind first, such as "
                "frame[column].astype(str).str.strip()"
            )
    return found


def _indicator(name: str, column: pd.Series) -> Draft:
    values = {0: Text(zh="否", en="no"), 1: Text(zh="是", en="yes")}
    coded = without_blanks(column).map(float, na_action="ignore").astype(float)
    return Draft(coded, Variable(name=name, kind="nominal", values=values))


def _from_cells(name: str, column: pd.Series) -> Draft:
    """A column of objects or of text."""
    cells = without_blanks(column)
    found = distinct(name, cells)
    if found and all(isinstance(cell, bool | np.bool_) for cell in found.values()):
        return _indicator(name, cells)
    if found and all(isinstance(cell, dt.date) for cell in found.values()):
        return Draft(pd.to_datetime(cells), Variable(name=name, kind="date"))
    read = {wording: as_number(cell) for wording, cell in found.items()}
    spelled = {wording: number for wording, number in read.items() if number is not None}
    if found and len(spelled) == len(found):
        return Draft(as_numeric(cells, spelled), Variable(name=name, kind="numeric"))
    if not found or len(found) > MOST_LEVELS:
        return Draft(cells, Variable(name=name, kind="text"))
    return _coded(name, cells, sorted(found), ordered=False)


def _from_category(name: str, column: pd.Series) -> Draft:
    """A pandas category: numbers keep their value as code; other categories are numbered in their order."""
    levels = without_blanks(column.cat.categories.to_series()).dropna().drop_duplicates()
    wordings = [str(level) for level in levels]
    _refuse_alike(name, wordings)
    cells = without_blanks(column)
    if not wordings:
        return Draft(cells, Variable(name=name, kind="text"))
    if all(isinstance(level, bool | np.bool_) for level in levels):
        return _indicator(name, cells)
    read = {wording: as_number(level) for wording, level in zip(wordings, levels, strict=True)}
    spelled = {wording: number for wording, number in read.items() if number is not None}
    if len(spelled) < len(wordings):
        return _coded(name, cells, wordings, ordered=bool(column.cat.ordered))
    _refuse_alike(name, [f"{number:g}" for number in spelled.values()])
    return _numbered(name, cells, spelled, ordered=bool(column.cat.ordered))


def _refuse_alike(name: str, wordings: list[str]) -> None:
    """Refuse categories that would become one, such as a number and a text."""
    twice = sorted({wording for wording in wordings if wordings.count(wording) > 1})
    if twice:
        raise ColumnError(
            f"{name!r} has several categories that would become one, {len(twice)} times, such as a number and a text; "
            "merge them first, such as frame[column].astype(str).str.strip()"
        )


def _numbered(name: str, cells: pd.Series, spelled: Mapping[str, float], *, ordered: bool) -> Draft:
    """Categories that are numbers; those with decimals cannot be codes, so they stay plain numbers."""
    values = as_numeric(cells, spelled)
    if any(number % 1 for number in spelled.values()):
        return Draft(values, Variable(name=name, kind="numeric"))
    labels = {int(number): Text(zh=f"{number:g}", en=f"{number:g}") for number in spelled.values()}
    return Draft(values, Variable(name=name, kind="ordinal" if ordered else "nominal", values=labels))


def _coded(name: str, cells: pd.Series, wordings: list[str], *, ordered: bool) -> Draft:
    """Categories as codes 1, 2, ... in the order of `wordings`."""
    codes = {wording: float(code) for code, wording in enumerate(wordings, start=1)}
    labels = {int(code): Text(zh=wording, en=wording) for wording, code in codes.items()}
    variable = Variable(name=name, kind="ordinal" if ordered else "nominal", values=labels)
    return Draft(as_numeric(cells, codes), variable, unordered=not ordered)
