"""A table on a sheet: captions, three rules, floats with number formats, and notes."""

from __future__ import annotations

import math

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from surveykit.core.format import excel_format
from surveykit.core.table import Cell, Row, Table
from surveykit.write.layout import (
    alignment,
    cell_runs,
    cell_text,
    first_summary,
    footnote_marks,
    header_rows,
    is_heading,
    is_wide,
    marked,
)
from surveykit.write.metrics import text_width
from surveykit.write.number_columns import number_columns
from surveykit.write.symbols import plain_text
from surveykit.write.xlsx_cells import cell_at, font_for, link_to, put_runs, put_value, width_of
from surveykit.write.xlsx_lines import lines_above, lines_below, write_lines
from surveykit.write.xlsx_page import set_page

WIDEST = 48
"""Widest column in characters; longer text wraps."""

LIGHTEST: tuple[tuple[float, str], ...] = ((2.0, "thick"), (1.25, "medium"), (0.4, "thin"), (0.0, "hair"))
"""From which weight in points a rule is drawn in each of the weights that Excel knows."""


def fill_sheet(sheet: Worksheet, table: Table, *, notice: str = "", index: str = "") -> None:
    """Write a table onto an empty sheet.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    table : Table
        What to write. Numbers that are printed together get a column each.
    notice : str
        A sentence in the last line.
    index : str
        The sheet that lists the tables; a link to it stands beside the table, outside of what is printed.
    """
    apart = number_columns(table)
    width = len(apart.columns)
    _set_widths(sheet, apart)
    above, below = lines_above(table), lines_below(table, notice)
    header = len(above) + 1
    body = header + len(header_rows(apart))
    last = body + len(apart.rows) - 1
    write_lines(sheet, above, apart, first=1)
    _write_header(sheet, apart, first=header)
    summary = first_summary(apart)
    for place, row in enumerate(apart.rows):
        _write_row(sheet, body + place, row, apart, set_off=place == summary)
    write_lines(sheet, below, apart, first=last + 1)
    top, middle, bottom = table.style.rule_weights
    _rule(sheet, header, width, top=top)
    _rule(sheet, body - 1, width, bottom=middle)
    _rule(sheet, last, width, bottom=bottom)
    sheet.sheet_view.showGridLines = False
    sheet.print_area = f"A1:{get_column_letter(width)}{last + len(below)}"
    set_page(sheet, header=body - 1, stub=True, landscape=is_wide(apart))
    if index:
        link_to(cell_at(sheet, 1, width + 2), index, text=index, style=table.style)


def _write_header(sheet: Worksheet, table: Table, *, first: int) -> None:
    """Headers and the spanners over them, each over a rule as long as the columns below it."""
    style = table.style
    for position, heads in enumerate(header_rows(table), start=first):
        lines = 1
        for head in heads:
            cell = cell_at(sheet, position, head.start + 1)
            put_runs(cell, head.runs, style, size=style.body_size)
            align = "center" if head.spanner else alignment(table, head.start)
            cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
            end = head.start + head.columns
            if head.columns > 1 or head.rows > 1:
                sheet.merge_cells(
                    start_row=position, end_row=position + head.rows - 1, start_column=head.start + 1, end_column=end
                )
            for column in range(head.start + 1, end + 1) if head.spanner else ():
                cell_at(sheet, position, column).border = Border(bottom=_side(style.spanner_weight))
            room = width_of(sheet, range(head.start + 1, end + 1))
            lines = max(lines, math.ceil(2 * text_width(head.text) / room / head.rows))
        sheet.row_dimensions[position].height = lines * style.body_size * 1.4 + 4


def _write_row(sheet: Worksheet, position: int, row: Row, table: Table, *, set_off: bool) -> None:
    """Write a row, with some space above it where it is to be set off."""
    if set_off:
        sheet.row_dimensions[position].height = table.style.body_size * 1.4 + 10
    for column, cell in enumerate(row.cells):
        target = cell_at(sheet, position, column + 1)
        _write_cell(target, cell, row, table)
        target.alignment = Alignment(
            horizontal=alignment(table, column),
            vertical="bottom" if set_off else "center",
            wrap_text=not cell.numbers,
            indent=row.indent if column == 0 else 0,
        )
    if is_heading(row) and len(row.cells) > 1:
        sheet.merge_cells(start_row=position, end_row=position, start_column=1, end_column=len(row.cells))


def _write_cell(target: SheetCell, cell: Cell, row: Row, table: Table) -> None:
    """A number as the float it is, with a format; all else as text."""
    style = table.style
    if cell.numbers and math.isfinite(float(cell.value or 0)):
        mark = plain_text(marked(footnote_marks(table)[cell.footnote])) if cell.footnote else ""
        put_value(target, cell.value)
        target.number_format = excel_format(cell, style, mark=mark)
        target.font = font_for("", style, size=style.body_size, bold=cell.bold)
    else:
        put_runs(target, cell_runs(cell, row, table), style, size=style.body_size)


def _rule(sheet: Worksheet, row: int, columns: int, *, top: float = 0, bottom: float = 0) -> None:
    """Draw a rule over or under a row; other borders of its cells stay."""
    for column in range(1, columns + 1):
        cell = cell_at(sheet, row, column)
        cell.border = Border(
            top=_side(top) if top else cell.border.top, bottom=_side(bottom) if bottom else cell.border.bottom
        )


def _side(weight: float) -> Side:
    """A rule in the nearest weight that Excel knows."""
    style = next(name for least, name in LIGHTEST if weight >= least)
    return Side(style=style, color="000000")  # type: ignore[arg-type]


def _set_widths(sheet: Worksheet, table: Table) -> None:
    """Columns as wide as their longest text, and together as wide as the spanner over them."""
    for column, entry in enumerate(table.columns):
        texts = [cell_text(row.cells[column], table) + "　" * row.indent for row in table.rows if not is_heading(row)]
        widest = max((2 * text_width(text) for text in [entry.header, *texts]), default=0)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(widest + 3, 8), WIDEST)
    for head in header_rows(table)[0]:
        columns = range(head.start + 1, head.start + head.columns + 1)
        lack = min(2 * text_width(head.text) + 3, WIDEST) - width_of(sheet, columns)
        for column in columns if lack > 0 else ():
            sheet.column_dimensions[get_column_letter(column)].width += lack / head.columns
