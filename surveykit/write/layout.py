"""What a table shows, cell by cell, before any file format: the same for all writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from surveykit.core.format import format_cell
from surveykit.core.style import Style
from surveykit.core.table import Align, Cell, Row, Table
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text


@dataclass(frozen=True)
class Head:
    """A cell of the header.

    `start` is its first column, `columns` and `rows` are how many it spans.
    """

    text: str
    start: int
    columns: int = 1
    rows: int = 1
    spanner: bool = False
    mark: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The text with its symbols in italics, and the mark of its footnote."""
        return (*symbol_runs(self.text), *marked(self.mark))


def header_rows(table: Table, marks: Mapping[str, str] | None = None) -> tuple[tuple[Head, ...], ...]:
    """The header from top to bottom: one row, or two where a column has a spanner.

    Neighbouring columns with the same spanner share it. A column without one spans both rows. `marks` are those of the
    whole table, where this is a part of one.
    """
    marks = footnote_marks(table) if marks is None else marks
    names = tuple(
        Head(
            clean_text(column.header),
            start,
            rows=2 if _has_spanners(table) and not column.spanner else 1,
            mark=marks.get(column.footnote, ""),
        )
        for start, column in enumerate(table.columns)
    )
    if not _has_spanners(table):
        return (names,)
    upper: list[Head] = []
    for spanner, run in groupby(names, key=lambda name: clean_text(table.columns[name.start].spanner)):
        heads = list(run)
        upper += [Head(spanner, heads[0].start, columns=len(heads), spanner=True)] if spanner else heads
    return tuple(upper), tuple(name for name in names if name.rows == 1)


def cell_text(cell: Cell, table: Table) -> str:
    """What a reader sees of a body cell."""
    return clean_text(format_cell(cell, table.style))


def cell_runs(cell: Cell, row: Row, table: Table, marks: Mapping[str, str] | None = None) -> tuple[Run, ...]:
    """The text of a body cell and the mark of its footnote; symbols that name a summary row, such as R², are italic.

    `marks` are those of the whole table, where this is a part of one.
    """
    text = cell_text(cell, table)
    runs = symbol_runs(text) if row.role == "summary" and isinstance(cell.value, str) else (Run(text),)
    mark = (footnote_marks(table) if marks is None else marks)[cell.footnote] if cell.footnote else ""
    return (*(Run(run.text, italic=run.italic, bold=cell.bold) for run in runs if run.text), *marked(mark))


def marked(mark: str) -> tuple[Run, ...]:
    """A superscript mark; nothing where there is none."""
    return (Run(mark, superscript=True),) if mark else ()


def footnote_marks(table: Table) -> dict[str, str]:
    """The specific notes of a table and their marks, in reading order: header first, then row by row."""
    texts = [column.footnote for column in table.columns]
    texts += [cell.footnote for row in table.rows for cell in row.cells]
    unique = list(dict.fromkeys(text for text in texts if text))
    return {text: _mark(place, table.style) for place, text in enumerate(unique)}


def _mark(place: int, style: Style) -> str:
    """The mark of a specific note: a, b, ..., z, aa, ab, ..., or ①, ②, ..., ⑳, 21, ..."""
    if style.footnote_marks == "circled":
        return chr(ord("①") + place) if place < 20 else str(place + 1)
    prefix, letter = divmod(place, 26)
    return (chr(ord("a") + prefix - 1) if prefix else "") + chr(ord("a") + letter)


def is_heading(row: Row) -> bool:
    """Whether the row only names the rows below it, so that its text may run across the table."""
    return row.role == "group" and all(cell.value in (None, "") and not cell.parts for cell in row.cells[1:])


def is_wide(table: Table) -> bool:
    """Whether the table asks for a page on its side, or has so many columns that its style does."""
    many = 0 < table.style.landscape_from <= len(table.columns)
    return table.orientation == "landscape" or (table.orientation == "auto" and many)


def first_summary(table: Table) -> int | None:
    """Position of the first summary row that stands below other rows; None where there is none."""
    roles = [row.role for row in table.rows]
    return roles.index("summary") if "summary" in roles[1:] else None


def _has_spanners(table: Table) -> bool:
    return any(column.spanner for column in table.columns)


def alignment(table: Table, column: int) -> Align:
    """How the text of a column is set: the stub always flush left."""
    return "left" if column == 0 else table.columns[column].align
