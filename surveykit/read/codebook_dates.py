"""Cells of a codebook workbook of which Excel has made dates, as it does of 1-2 and of 3/4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import load_workbook


def date_problems(path: Path, sheets: Iterable[str]) -> Iterator[str]:
    """One sentence for each cell that holds a date; the workbook must have passed the guard."""
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True)
        for name in sheets:
            for row in book[name].iter_rows():
                for cell in row:
                    if isinstance(cell.value, dt.date | dt.time):
                        yield (
                            f"sheet {name!r}, cell {cell.coordinate}: Excel has made a date of what was typed; format "
                            "the cell as text and type it again"
                        )
        book.close()
