"""The header and the rows of a table in LaTeX."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from surveykit.core.table import Align, Row
from surveykit.write.latex_numbers import NumberColumn, number_column, shown_number
from surveykit.write.latex_page import Sheet
from surveykit.write.latex_text import guarded, marked
from surveykit.write.layout import Head, alignment, cell_runs, first_summary, header_rows, is_heading
from surveykit.write.metrics import text_width
from surveykit.write.symbols import Run, plain_text

ALIGNED: dict[Align, str] = {"left": r"\raggedright", "center": r"\centering", "right": r"\raggedleft"}


@dataclass(frozen=True)
class Grid:
    """A sheet with what its columns are."""

    sheet: Sheet

    @cached_property
    def numbers(self) -> tuple[NumberColumn | None, ...]:
        """How each column of numbers is set; None for a column of text."""
        return tuple(number_column(self.sheet.table, column) for column in range(len(self.sheet.table.columns)))

    @property
    def specification(self) -> str:
        """The columns as ``tabular`` and ``longtable`` want them, one to a line."""
        return "%\n".join(self.column(column) for column in range(len(self.numbers)))

    def column(self, column: int) -> str:
        """The specification of one column."""
        numbers = self.numbers[column]
        if numbers is None:
            return self.wrapped(alignment(self.sheet.table, column), column)
        return f"S[{numbers.options()},table-column-width={self._width(column)}]"

    def wrapped(self, align: Align, start: int, columns: int = 1, *, place: str = "m") -> str:
        """A column, or several in one, whose text is broken into lines."""
        return rf">{{{ALIGNED[align]}\arraybackslash}}{place}{{{self._width(start, columns)}}}"

    def _width(self, start: int, columns: int = 1) -> str:
        share = sum(self.sheet.shares[start : start + columns])
        return rf"\dimexpr{round(share, 4):g}\linewidth-2\tabcolsep\relax"

    def across(self, text: str, specification: str = "l") -> str:
        """A row of one cell as wide as the table."""
        return rf"\multicolumn{{{len(self.numbers)}}}{{{specification}}}{{{text}}} \\"

    def paragraph(self, text: str, align: Align = "left") -> str:
        """A row of running text as wide as the table."""
        return self.across(text, rf"@{{}}>{{{ALIGNED[align]}\arraybackslash}}p{{\linewidth}}@{{}}")


def header_lines(grid: Grid) -> list[str]:
    """One row of heads, or two with a rule under each spanner."""
    upper, *lower = header_rows(grid.sheet.table)
    if not lower:
        return [_line([_head(grid, head) for head in upper])]
    spanners = [head for head in upper if head.spanner]
    weight = grid.sheet.table.style.spanner_weight
    rules = "".join(
        rf"\cmidrule[{weight:g}bp](lr){{{head.start + 1}-{head.start + head.columns}}}" for head in spanners
    )
    names = {head.start: _head(grid, head) for head in (*upper, *lower[0]) if not head.spanner}
    above = [_spanner(grid, head) if head.spanner else "" for head in upper]
    return [_line(above), rules, _line([names[start] for start in sorted(names)])]


def body_lines(grid: Grid, rows: tuple[Row, ...]) -> list[str]:
    """Some of the rows, with some space above the first summary row; no page ends with a heading."""
    place = first_summary(grid.sheet.table)
    first = None if place is None else grid.sheet.table.rows[place]
    return [(r"\addlinespace " if row is first else "") + _row(grid, row) for row in rows]


def _row(grid: Grid, row: Row) -> str:
    table = grid.sheet.table
    indent = rf"\hspace*{{{row.indent}em}}" if row.indent else ""
    hanging = rf"\hangindent={row.indent}em\hangafter=0 " if row.indent else ""
    if is_heading(row):
        runs = cell_runs(row.cells[0], row, table)
        wide = text_width(plain_text(runs)) + row.indent > grid.sheet.em * sum(grid.sheet.shares)
        text = (hanging if wide else indent) + marked(runs)
        specification = grid.wrapped("left", 0, len(row.cells)) if wide else "l"
        return unbroken(grid.across(text, specification))
    stub = hanging + marked(cell_runs(row.cells[0], row, table))
    return _line([stub, *(_cell(grid, row, column) for column in range(1, len(row.cells)))])


def _cell(grid: Grid, row: Row, column: int) -> str:
    """A body cell: a number for siunitx, or text; siunitx sets no number in bold that has text before it."""
    table, numbers = grid.sheet.table, grid.numbers[column]
    runs = cell_runs(row.cells[column], row, table)
    if numbers is None:
        return marked(runs)
    shown = shown_number(row, column, table)
    bold = row.cells[column].bold
    if shown is None or (bold and numbers.cell(shown).startswith("{")):
        return _beside_numbers(grid, runs, column, alignment(table, column))
    return (r"\bfseries " if bold else "") + numbers.cell(shown)


def _beside_numbers(grid: Grid, runs: tuple[Run, ...], column: int, align: Align, *, place: str = "m") -> str:
    """Text in a column of numbers, in lines where it is wider than the column."""
    text = marked(runs)
    if text_width(plain_text(runs)) > grid.sheet.room(column):
        return rf"\multicolumn{{1}}{{{grid.wrapped(align, column, place=place)}}}{{{text}}}"
    return f"{{{text}}}" if text else ""


def _head(grid: Grid, head: Head) -> str:
    """A head that stands above one column; lines are set on the rule below where titles are flush left."""
    table = grid.sheet.table
    place = "b" if table.style.caption_layout == "number above title" else "m"
    align = alignment(table, head.start)
    if grid.numbers[head.start] is not None:
        return _beside_numbers(grid, head.runs, head.start, align, place=place)
    if text_width(head.text) <= grid.sheet.room(head.start):
        return marked(head.runs)
    return rf"\multicolumn{{1}}{{{grid.wrapped(align, head.start, place=place)}}}{{{marked(head.runs)}}}"


def _spanner(grid: Grid, head: Head) -> str:
    wide = text_width(head.text) > grid.sheet.room(head.start, head.columns)
    specification = grid.wrapped("center", head.start, head.columns) if wide else "c"
    return rf"\multicolumn{{{head.columns}}}{{{specification}}}{{{marked(head.runs)}}}"


def unbroken(line: str) -> str:
    """A row that stays on the page of the next."""
    return line + "*" if line.endswith(r"\\") else line


def _line(cells: list[str]) -> str:
    return guarded(" & ".join(cells)) + r" \\"
