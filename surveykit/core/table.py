"""A table as raw values: what to print, not how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from surveykit.core.style import Kind, Style, check_kind, resolve_style
from surveykit.core.words import closest
from surveykit.errors import ColumnError, OptionError

if TYPE_CHECKING:
    import pandas as pd

    from surveykit.core.codebook import Language

Align = Literal["left", "center", "right"]
Role = Literal["body", "group", "summary"]
Orientation = Literal["auto", "portrait", "landscape"]
Joint = Literal["error", "spread", "interval"]


@dataclass(frozen=True)
class Cell:
    """One value, or several that are printed as one, and how to read it.

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
    digits : int, optional
        Decimals of this cell, where they differ from those that the style has for its kind.
    blank_below : float, optional
        A number nearer to zero than this is left out in print. The note under the table says so.
    footnote : str
        A specific note; the writers give it a superscript mark and print it under the table.
    parts : tuple[Cell, ...]
        Two numbers that are printed as one; `value` is then None.
    joint : {"error", "spread", "interval"}
        How: "0.42*** (0.05)", "3.51 ± 0.80", or "[0.12, 0.31]".
    """

    value: float | int | str | None = None
    kind: Kind = "text"
    p: float | None = None
    bold: bool = False
    parenthesised: bool = False
    digits: int | None = None
    blank_below: float | None = None
    footnote: str = ""
    parts: tuple[Cell, ...] = ()
    joint: Joint = "error"

    @property
    def numbers(self) -> tuple[Cell, ...]:
        """The cells that hold a number each: the parts, or the cell itself; none for a text or an empty cell."""
        return tuple(cell for cell in self.parts or (self,) if not isinstance(cell.value, str | None))


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    header : str
        What stands above it.
    spanner : str
        What stands above a run of neighbouring columns that have the same spanner.
    align : {"left", "center", "right"}
        How its text is set.
    width : float
        Its share of the width.
    note : str
        A general note, such as what an abbreviation means, that leaves the table together with the column.
    footnote : str
        A specific note on the header.
    part_headers : tuple[str, ...]
        Where the cells have parts: the headers of those, for files in which each number has a column of its own.
    """

    header: str
    spanner: str = ""
    align: Align = "center"
    width: float = 1.0
    note: str = ""
    footnote: str = ""
    part_headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row. A ``group`` row names the rows below it; some space stands above the first ``summary`` row."""

    cells: tuple[Cell, ...]
    role: Role = "body"
    indent: int = 0


@dataclass(frozen=True, kw_only=True, repr=False)
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
        General notes in order. Notes of columns, specific notes, and those on blanks and significance marks are
        added by the writers, from what is in the table.
    second_title : str
        The title in the other language, for styles with two captions.
    unit : str
        One unit for all columns, printed at the right above the table.
    part_rows : int
        Rows of each part of a table that is printed in several parts, the later ones under "续表"; 0 keeps it whole.
    orientation : {"auto", "portrait", "landscape"}
        The page it stands on; "auto" turns the page for tables with many columns.

    Examples
    --------
    >>> import pandas as pd
    >>> import surveykit as sk
    >>> answers = pd.DataFrame({"T1": [1, 2, 4, 5, 3], "T2": [2, 2, 4, 4, 3], "T3": [1, 3, 5, 5, 2]})
    >>> table = sk.describe_items(answers, items=["T1", "T2", "T3"]).table(language="en", style="apa7")
    >>> table.column_names
    ('Variable', 'N', 'Min', 'Max', 'M', 'SD', 'Skewness', 'Kurtosis')
    >>> table.drop(columns=["Skewness", "Kurtosis"]).with_digits(1, columns=["M", "SD"]).column_names
    ('Variable', 'N', 'Min', 'Max', 'M', 'SD')
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    style: Style = field(repr=False)
    number: str = ""
    notes: tuple[str, ...] = ()
    second_title: str = ""
    unit: str = ""
    part_rows: int = 0
    orientation: Orientation = "auto"

    def __post_init__(self) -> None:
        for position, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.name!r}, row {position}: {len(row.cells)} cells for {len(self.columns)} columns"
                )

    @property
    def column_names(self) -> tuple[str, ...]:
        """What the columns are called in the methods below: the header, after its spanner where it stands twice."""
        headers = [column.header for column in self.columns]
        return tuple(
            f"{column.spanner}: {column.header}" if column.spanner and headers.count(column.header) > 1 else name
            for column, name in zip(self.columns, headers, strict=True)
        )

    @property
    def row_names(self) -> tuple[str, ...]:
        """What the rows are called in the methods below: the text of their first cell."""
        return tuple(str(row.cells[0].value or "") for row in self.rows)

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        title: str,
        language: Language = "zh",
        style: str | Style = "cn-generic",
        name: str = "table",
        kinds: Mapping[str, Kind] | None = None,
        notes: Sequence[str] = (),
    ) -> Table:
        """A table from any pandas frame, such as a list of the people interviewed.

        Parameters
        ----------
        frame : pandas.DataFrame
            One row per row; the first column names the rows. The index is not printed.
        title : str
            Without the number.
        language : {"zh", "en"}
            Language of what is printed around it.
        style : str or Style
            How it looks.
        name : str
            Short name in letters and underscores.
        kinds : mapping of str to Kind, optional
            What some columns hold, such as ``{"r": "correlation"}``. Other whole numbers are counts, other numbers
            have two decimals.
        notes : sequence of str
            General notes, each with its full stop.

        Raises
        ------
        ColumnError
            If `frame` is no frame, or `kinds` names a column that is not there.
        OptionError
            If a kind is not known.

        Examples
        --------
        >>> import pandas as pd
        >>> people = pd.DataFrame({"No.": ["G1", "G2"], "Sex": ["female", "male"], "Age": [42, 67]})
        >>> Table.from_frame(people, title="Interviewees", language="en", style="apa7").row_names
        ('G1', 'G2')
        """
        made: Table = import_module("surveykit.core.frame_table").frame_table(
            frame, title=title, style=resolve_style(style, language), name=name, kinds=kinds or {}, notes=tuple(notes)
        )
        return made

    def numbered(self, number: str) -> Table:
        """The same table under a number."""
        return replace(self, number=number)

    def named(self, name: str) -> Table:
        """The same table under another name."""
        return replace(self, name=name)

    def retitle(self, title: str) -> Table:
        """The same table under another title."""
        return replace(self, title=title)

    def rename(self, headers: dict[str, str]) -> Table:
        """Other headers: current name (see `column_names`) to new header.

        Raises
        ------
        ColumnError
            If a column is not there.
        """
        new = {self._column(name): header for name, header in headers.items()}
        columns = (replace(column, header=new.get(i, column.header)) for i, column in enumerate(self.columns))
        return replace(self, columns=tuple(columns))

    def drop(self, *, columns: Iterable[str] = (), rows: Iterable[str] = ()) -> Table:
        """Without some columns or rows; notes that belong to a column leave with it.

        Raises
        ------
        ColumnError
            If a column or row is not there, or the first column is to be dropped.
        """
        gone = {self._column(name) for name in _listed(columns, "columns")}
        if 0 in gone:
            raise ColumnError(f"{self.column_names[0]!r} names the rows and cannot be dropped")
        without = {place for name in _listed(rows, "rows") for place in self._rows(name)}
        return self._picked(
            [i for i in range(len(self.columns)) if i not in gone],
            [i for i in range(len(self.rows)) if i not in without],
        )

    def reorder(self, *, columns: Iterable[str] = (), rows: Iterable[str] = ()) -> Table:
        """Some columns or rows first, in the order given, and then the others; the first column keeps its place.

        Raises
        ------
        ColumnError
            If a column or row is not there.
        """
        first = [0, *(self._column(name) for name in _listed(columns, "columns"))]
        above = [place for name in _listed(rows, "rows") for place in self._rows(name)]
        return self._picked(_in_front(first, len(self.columns)), _in_front(above, len(self.rows)))

    def add_note(self, note: str) -> Table:
        """With one more general note; it should end with a full stop."""
        return replace(self, notes=(*self.notes, note))

    def with_digits(self, digits: int, *, columns: Iterable[str] = (), kinds: Iterable[Kind] = ()) -> Table:
        """With other decimals, in some columns or for some kinds of number, or for every number that has decimals.

        Raises
        ------
        ColumnError
            If a column is not there.
        OptionError
            If `digits` is not between 0 and 15.
        """
        if not isinstance(digits, int) or not 0 <= digits <= 15:
            raise OptionError(f"digits={digits!r} must be a whole number from 0 to 15")
        places = {self._column(name) for name in _listed(columns, "columns")} or set(range(len(self.columns)))
        for kind in _listed(kinds, "kinds"):
            check_kind(kind, argument="kinds")
        wanted = set(kinds) or {kind for kind, given in self.style.digits.items() if given}

        def change(cell: Cell, place: int) -> Cell:
            parts = tuple(change(part, place) for part in cell.parts)
            return replace(cell, parts=parts, digits=digits if cell.kind in wanted and place in places else cell.digits)

        return self._with_cells(
            tuple(tuple(change(cell, place) for place, cell in enumerate(row.cells)) for row in self.rows)
        )

    def blank_below(self, limit: float, *, kind: Kind = "loading") -> Table:
        """With numbers of a kind left out in print where they are nearer to zero than `limit`; 0 shows all.

        Raises
        ------
        OptionError
            If the kind is not known, or `limit` is no number of at least 0.
        """
        check_kind(kind, argument="kind")
        if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < float("inf"):
            raise OptionError(f"limit={limit!r} must be a number of at least 0, such as 0.4")
        return self._with_cells(
            tuple(
                tuple(
                    replace(cell, blank_below=limit or None)
                    if cell.kind == kind and (cell.blank_below is not None or not _any_limit(self, kind))
                    else cell
                    for cell in row.cells
                )
                for row in self.rows
            )
        )

    def split(self, rows: int) -> Table:
        """Printed in parts of so many rows, each with the header, the later ones under "续表"; 0 keeps it whole.

        Raises
        ------
        OptionError
            If `rows` is negative.
        """
        if not isinstance(rows, int) or rows < 0:
            raise OptionError(f"rows={rows!r} must be a whole number: rows of each part, or 0 for a table in one part")
        return replace(self, part_rows=rows)

    def turned(self, orientation: Orientation) -> Table:
        """On a page of the given orientation."""
        if orientation not in ("auto", "portrait", "landscape"):
            raise OptionError(f"orientation={orientation!r} is not known. Allowed: 'auto', 'portrait', 'landscape'.")
        return replace(self, orientation=orientation)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the table to a ``.docx``, ``.xlsx``, ``.tex``, ``.html``, ``.md`` or ``.csv`` file."""
        target: Path = import_module("surveykit.write.table").save_table(self, path, overwrite=overwrite)
        return target

    def _repr_html_(self) -> str:
        html: str = import_module("surveykit.write.html").table_html(self)
        return html

    def __str__(self) -> str:
        text: str = import_module("surveykit.write.terminal").table_text(self)
        return text

    __repr__ = __str__

    def _column(self, name: str) -> int:
        """Position of a column, by its name or, where that is unique, by its header."""
        for names in (self.column_names, tuple(column.header for column in self.columns)):
            if names.count(name) == 1:
                return names.index(name)
        raise ColumnError(f"{name!r} is not a column of the table{closest(str(name), self.column_names)}")

    def _rows(self, name: str) -> list[int]:
        """Positions of the rows with a name."""
        places = [place for place, known in enumerate(self.row_names) if known == name]
        if not places:
            raise ColumnError(f"{name!r} is not a row of the table{closest(str(name), self.row_names)}")
        return places

    def _picked(self, columns: Sequence[int], rows: Sequence[int]) -> Table:
        kept = (self.rows[place] for place in rows)
        return replace(
            self,
            columns=tuple(self.columns[place] for place in columns),
            rows=tuple(replace(row, cells=tuple(row.cells[place] for place in columns)) for row in kept),
        )

    def _with_cells(self, cells: tuple[tuple[Cell, ...], ...]) -> Table:
        return replace(self, rows=tuple(replace(row, cells=line) for row, line in zip(self.rows, cells, strict=True)))


def _listed(names: Iterable[str], argument: str) -> list[str]:
    """Several names; a single string would be taken apart into letters."""
    if isinstance(names, str):
        raise OptionError(f"{argument}={names!r} must be a list, such as [{names!r}]")
    return list(names)


def _in_front(first: Sequence[int], count: int) -> list[int]:
    """All positions, those of `first` in front."""
    return list(dict.fromkeys([*first, *range(count)]))


def _any_limit(table: Table, kind: Kind) -> bool:
    """Whether the table says which of its numbers of a kind may be left out."""
    return any(cell.blank_below is not None for row in table.rows for cell in row.cells if cell.kind == kind)
