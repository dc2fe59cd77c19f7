"""A table on a sheet: title, three rules, floats with number formats, notes, and a page set-up."""

from __future__ import annotations

import math

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from surveykit.core.format import excel_format
from surveykit.core.table import Cell, Table
from surveykit.write.captions import caption_line
from surveykit.write.layout import alignment, cell_text, header_rows, is_heading
from surveykit.write.metrics import is_number, text_width
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text
from surveykit.write.xlsx_cells import cell_at, font_for, put_text, put_value

WIDEST = 48
"""Widest column in characters; longer text wraps."""

LANDSCAPE = 9
"""A table of more columns is printed on its side."""


def fill_sheet(sheet: Worksheet, table: Table, *, notice: str = "") -> None:
    """Write a table onto an empty sheet, `notice` in the last line."""
    style = table.style
    _set_widths(sheet, table)
    centred = style.caption_layout == "number title"
    write_line(sheet, 1, caption_line(table), table, size=style.caption_size, centred=centred, bold=True)
    first = len(header_rows(table)) + 2
    _write_header(sheet, table)
    for position, row in enumerate(table.rows, start=first):
        for column, cell in enumerate(row.cells, start=1):
            _write_cell(cell_at(sheet, position, column), cell, table, column=column - 1, indent=row.indent)
        if is_heading(row):
            sheet.merge_cells(start_row=position, end_row=position, start_column=1, end_column=len(table.columns))
    last = first + len(table.rows) - 1
    _rule(sheet, table, 2, top=style.rule_weights[0])
    _rule(sheet, table, first - 1, bottom=style.rule_weights[1])
    _rule(sheet, table, last, bottom=style.rule_weights[2])
    lines = [plain_text(note) for note in note_paragraphs(table)] + ([notice] if notice else [])
    for position, line in enumerate(lines, start=last + 1):
        write_line(sheet, position, line, table, size=style.note_size)
    _set_page(sheet, header=first - 1, columns=len(table.columns))


def write_line(
    sheet: Worksheet, row: int, text: str, table: Table, *, size: float, centred: bool = False, bold: bool = False
) -> None:
    """Write a line across the table, as high as its text needs."""
    columns = len(table.columns)
    cell = cell_at(sheet, row, 1)
    put_text(cell, text)
    cell.font = font_for(text, table.style, size=size, bold=bold)
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    room = sum(sheet.column_dimensions[get_column_letter(column)].width for column in range(1, columns + 1))
    lines = math.ceil(2 * text_width(text) * size / 11 / room)
    sheet.row_dimensions[row].height = max(lines, 1) * size * 1.4 + 4


def _write_header(sheet: Worksheet, table: Table) -> None:
    for position, heads in enumerate(header_rows(table), start=2):
        for head in heads:
            cell = cell_at(sheet, position, head.start + 1)
            put_text(cell, head.text)
            cell.font = font_for(head.text, table.style, size=table.style.body_size, bold=True)
            align = "center" if head.spanner else alignment(table, head.start)
            cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
            end = head.start + head.columns
            if head.columns > 1 or head.rows > 1:
                sheet.merge_cells(
                    start_row=position, end_row=position + head.rows - 1, start_column=head.start + 1, end_column=end
                )
            for column in range(head.start + 1, end + 1) if head.spanner else ():
                cell_at(sheet, position, column).border = Border(bottom=Side(style="thin"))


def _write_cell(target: SheetCell, cell: Cell, table: Table, *, column: int, indent: int) -> None:
    text = cell_text(cell, table)
    if is_number(cell):
        put_value(target, cell.value)
        target.number_format = excel_format(cell, table.style)
    else:
        put_text(target, text)
    target.font = font_for(text, table.style, size=table.style.body_size, bold=cell.bold)
    target.alignment = Alignment(
        horizontal=alignment(table, column),
        vertical="center",
        wrap_text=not is_number(cell),
        indent=indent if column == 0 else 0,
    )


def _rule(sheet: Worksheet, table: Table, row: int, *, top: float = 0, bottom: float = 0) -> None:
    """Draw a rule over or under a row; other borders of its cells stay."""
    for column in range(1, len(table.columns) + 1):
        cell = cell_at(sheet, row, column)
        cell.border = Border(
            top=_side(top) if top else cell.border.top, bottom=_side(bottom) if bottom else cell.border.bottom
        )


def _side(weight: float) -> Side:
    """Excel knows a few weights only."""
    return Side(style="medium" if weight >= 1.25 else "thin", color="000000")


def _set_widths(sheet: Worksheet, table: Table) -> None:
    for column, entry in enumerate(table.columns):
        texts = [cell_text(row.cells[column], table) + "　" * row.indent for row in table.rows if not is_heading(row)]
        widest = max((2 * text_width(text) for text in [entry.header, *texts]), default=0)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(widest + 3, 8), WIDEST)


def _set_page(sheet: Worksheet, *, header: int, columns: int) -> None:
    """Fit the width of a page, repeat the header on each, and keep it in view."""
    sheet.freeze_panes = f"B{header + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"1:{header}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if columns > LANDSCAPE else "portrait"
    sheet.print_options.horizontalCentered = True
