"""Text cells to answers, by the codebook: the one place where any platform's answers are understood.

Only an exact label or code passes without a word. Everything else that can be understood without doubt is a *repair*
that the log lists cell by cell; everything that cannot is *unknown* and ends in an error that lists every cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from surveykit.core.codebook import Variable
from surveykit.read.answers_closed import closed_reader
from surveykit.read.answers_open import BIRTH_YEAR, date_reader, number_reader, text_reader
from surveykit.read.export import Body
from surveykit.read.reading import UNKNOWN, Reading


@dataclass(frozen=True)
class Cell:
    """One cell that was repaired or not understood: its row in the file, its text, the rule or nearest answer."""

    row: int
    column: str
    text: str
    rule: str = ""
    action: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class Answers:
    """One column, understood.

    Attributes
    ----------
    values : pandas.Series
        float64 for codes and numbers, datetime64 for dates, object for text; NaN where nothing was answered.
    reasons : pandas.Series
        Why a cell is empty; an empty string where it is not.
    repairs, unknown : tuple[Cell, ...]
        Cells that did not match exactly, and cells that could not be understood.
    fill_ins : pandas.Series or None
        What respondents wrote behind an option such as 其他, if anyone did.
    """

    values: pd.Series
    reasons: pd.Series
    repairs: tuple[Cell, ...] = ()
    unknown: tuple[Cell, ...] = ()
    fill_ins: pd.Series | None = field(default=None)


def read_answers(
    cells: pd.Series, variable: Variable, *, body: Body, years: pd.Series | None = None, own_text: bool = False
) -> Answers:
    """Understand one column.

    Parameters
    ----------
    cells : pandas.Series
        Text, shape (n,); the index holds row numbers of the file.
    variable : Variable
        What the column means.
    body : {"text", "index", "score", "keyed", "coded"}
        How the file writes answers.
    years : pandas.Series, optional
        Calendar year of each answer, shape (n,), for years of birth in an age column.
    own_text : bool
        Whether respondents' own words stand for the option "other" without any mark.
    """
    read = _reader(variable, body, own_text=own_text)
    places, unique = pd.factorize(cells.to_numpy(dtype=object))
    readings = [_fitting(read(str(text)), variable, years) for text in unique]
    answers = _spread(cells, places, readings, variable)
    return _ages_from_years(answers, cells, variable, years) if _any_birth_year(readings) else answers


def _reader(variable: Variable, body: Body, *, own_text: bool) -> Callable[[str], Reading]:
    if variable.values:
        return closed_reader(variable, body, own_text=own_text)
    if variable.kind == "text":
        return text_reader(variable, body)
    if variable.kind == "date":
        return date_reader(variable, body)
    return number_reader(variable, body)


def _fitting(reading: Reading, variable: Variable, years: pd.Series | None) -> Reading:
    """A year of birth helps only where the year of the answer is known."""
    return UNKNOWN if reading.rule == BIRTH_YEAR and years is None else reading


def _any_birth_year(readings: list[Reading]) -> bool:
    return any(reading.rule == BIRTH_YEAR for reading in readings)


def _spread(cells: pd.Series, places: np.ndarray, readings: list[Reading], variable: Variable) -> Answers:
    """Readings of the distinct texts, shape (u,), laid out over the rows, shape (n,)."""
    rows = cells.index
    reasons = np.array([reading.reason for reading in readings], dtype=object)[places]
    fill_ins = np.array([reading.fill_in for reading in readings], dtype=object)[places]
    has_fill_ins = any(reading.fill_in for reading in readings)
    return Answers(
        values=_values(readings, places, variable, rows),
        reasons=pd.Series(reasons, index=rows, dtype=object),
        repairs=_cells(cells, places, readings, variable, [bool(r.rule) and r.known for r in readings]),
        unknown=_cells(cells, places, readings, variable, [not r.known for r in readings]),
        fill_ins=pd.Series(fill_ins, index=rows, dtype=object) if has_fill_ins else None,
    )


def _values(readings: list[Reading], places: np.ndarray, variable: Variable, rows: pd.Index[int]) -> pd.Series:
    raw = [reading.value for reading in readings]
    if variable.kind == "date" and not variable.values:
        return pd.Series(pd.to_datetime(pd.Series(raw, dtype=object)).to_numpy()[places], index=rows)
    if variable.kind == "text" and not variable.values:
        texts = np.array([np.nan if value is None else value for value in raw], dtype=object)
        return pd.Series(texts[places], index=rows, dtype=object)
    numbers = np.array([np.nan if value is None else value for value in raw], dtype=np.float64)
    return pd.Series(numbers[places], index=rows)


def _cells(
    cells: pd.Series, places: np.ndarray, readings: list[Reading], variable: Variable, wanted: list[bool]
) -> tuple[Cell, ...]:
    """One `Cell` for each row whose text is among the wanted readings; texts of personal columns are withheld."""
    hits = np.flatnonzero(np.array(wanted, dtype=bool)[places])
    rows = cells.index.to_numpy()
    found = []
    for at in hits:
        reading = readings[places[at]]
        text, nearest = ("", "") if variable.personal else (str(cells.iloc[at]), reading.nearest)
        action = "" if not reading.known or variable.personal else _action(reading)
        found.append(Cell(int(rows[at]), variable.name, text, reading.rule, action, nearest))
    return tuple(found)


def _action(reading: Reading) -> str:
    if reading.value is None:
        return f"missing: {reading.reason}"
    return f"read as {reading.value:g}" if isinstance(reading.value, float) else f"read as {reading.value}"


def _ages_from_years(answers: Answers, cells: pd.Series, variable: Variable, years: pd.Series | None) -> Answers:
    """Years of birth become ages in the year of the answer, or unknown where the age would be out of range."""
    born = {cell.row: cell for cell in answers.repairs if cell.rule == BIRTH_YEAR}
    values, repairs, unknown = answers.values.copy(), [], list(answers.unknown)
    low, high = variable.range
    for cell in answers.repairs:
        if cell.row not in born or years is None:
            repairs.append(cell)
            continue
        age = float(years[cell.row] - values[cell.row])
        within = (low is None or age >= low) and (high is None or age <= high)
        values[cell.row] = age if within else np.nan
        if within:
            action = "" if variable.personal else f"read as {age:g}"
            repairs.append(Cell(cell.row, cell.column, cell.text, cell.rule, action))
        else:
            unknown.append(Cell(cell.row, cell.column, cell.text))
    return Answers(values, answers.reasons, tuple(repairs), tuple(unknown), answers.fill_ins)
