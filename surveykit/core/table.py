"""A table as raw values: what to print, not how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Literal

from surveykit.core.style import Kind, Style

Align = Literal["left", "center", "right"]
Role = Literal["body", "group", "summary"]


@dataclass(frozen=True)
class Cell:
    """One value and how to read it.

    Attributes
    ----------
    value : float, int, str or None
        The number as it was computed, or a text; None leaves the cell empty.
    kind : Kind
        Decides decimals, leading zero and Excel's number format.
    p : float, optional
        Significance marks are drawn from it.
    bold : bool
        Whether the cell is set in bold.
    parenthesised : bool
        Whether the number stands in parentheses, as standard errors do.
    """

    value: float | int | str | None = None
    kind: Kind = "text"
    p: float | None = None
    bold: bool = False
    parenthesised: bool = False


@dataclass(frozen=True)
class Column:
    """One column: its header, the spanner above a run of columns, and its share of the width."""

    header: str
    spanner: str = ""
    align: Align = "center"
    width: float = 1.0


@dataclass(frozen=True)
class Row:
    """One row. A ``group`` row names the rows below it; some space stands above the first ``summary`` row."""

    cells: tuple[Cell, ...]
    role: Role = "body"
    indent: int = 0


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table to print.

    Attributes
    ----------
    name : str
        Short name in letters and underscores, used for sheets and bookmarks.
    title : str
        Without the number.
    columns : tuple[Column, ...]
        From left to right; the first is the stub.
    rows : tuple[Row, ...]
        From top to bottom, each with one cell per column.
    style : Style
        How it will look, language included.
    number : str
        Such as "4-1"; empty where the table stands alone.
    notes : tuple[str, ...]
        General notes in order. The note on significance marks is added by the writers, from the marks in the table.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    style: Style = field(repr=False)
    number: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for position, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.name!r}, row {position}: {len(row.cells)} cells for {len(self.columns)} columns"
                )

    def numbered(self, number: str) -> Table:
        """The same table under a number."""
        return replace(self, number=number)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the table to a ``.docx``, ``.xlsx``, ``.tex``, ``.html`` or ``.md`` file."""
        target: Path = import_module("surveykit.write.table").save_table(self, path, overwrite=overwrite)
        return target

    def _repr_html_(self) -> str:
        html: str = import_module("surveykit.write.html").table_html(self)
        return html

    def __str__(self) -> str:
        text: str = import_module("surveykit.write.markdown").table_markdown(self)
        return text
