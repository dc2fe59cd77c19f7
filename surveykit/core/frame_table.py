"""A table from any pandas frame, such as a list of the people interviewed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from surveykit.core.checks import check_option
from surveykit.core.style import DIGITS, Kind, Style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.words import closest
from surveykit.errors import ColumnError


def frame_table(
    frame: pd.DataFrame, *, title: str, style: Style, name: str, kinds: Mapping[str, Kind], notes: tuple[str, ...]
) -> Table:
    """One row per row of the frame; see `Table.from_frame`."""
    if not isinstance(frame, pd.DataFrame) or not len(frame.columns):
        raise ColumnError("frame must be a pandas DataFrame with at least one column")
    columns = [str(column) for column in frame.columns]
    for column, kind in kinds.items():
        if column not in columns:
            raise ColumnError(f"kinds: {column!r} is not a column{closest(str(column), columns)}")
        check_option(kind, ("text", *DIGITS), argument=f"kinds[{column!r}]")
    guessed = {str(column): kinds.get(str(column), _kind(frame[column])) for column in frame.columns}
    heads = [Column(column, align="left" if position == 0 else "center") for position, column in enumerate(columns)]
    rows = [
        Row(tuple(_cell(value, kind) for value, kind in zip(line, guessed.values(), strict=True)))
        for line in frame.itertuples(index=False, name=None)
    ]
    return Table(name=name, title=title, columns=tuple(heads), rows=tuple(rows), style=style, notes=notes)


def _kind(column: pd.Series) -> Kind:
    """Whole numbers are counts, other numbers plain numbers, everything else text."""
    if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
        return "text"
    return "count" if (column.dropna() % 1 == 0).all() else "number"


def _cell(value: object, kind: Kind) -> Cell:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return Cell(None, kind)
    if isinstance(value, str) or kind == "text":
        return Cell(str(value))
    number = float(str(value))
    return Cell(int(number) if number.is_integer() and kind == "count" else number, kind)
