"""Excel workbooks: of tables, and of plain frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from surveykit.core.files import write_bytes
from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.errors import OptionError
from surveykit.write.captions import caption_label
from surveykit.write.metrics import text_width
from surveykit.write.package import MOMENT, settled
from surveykit.write.text import clean_text
from surveykit.write.xlsx_cells import cell_at, font_for, link_to, put_text, put_value, sheet_names
from surveykit.write.xlsx_page import set_page
from surveykit.write.xlsx_table import fill_sheet

WIDEST = 60
"""Widest column of a frame or of the index, in characters."""

PLAIN = PRESETS["cn-generic"]
"""Fonts of frames, which have no style of their own."""


def write_workbook(tables: Iterable[Table], path: str | Path, *, overwrite: bool = False, notice: str = "") -> Path:
    """Write tables into a workbook, one sheet each; several get an index sheet with links.

    Parameters
    ----------
    tables : iterable of Table
        In order. Numbers are written as the floats they are, with a number format that shows them as the table does.
    path : str or Path
        An ``.xlsx`` file.
    overwrite : bool
        Whether an existing file may be replaced.
    notice : str
        A sentence in the last line of every sheet.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        If there is nothing to write.
    WriteError
        If the file cannot be written, or exists and `overwrite` is false.
    """
    listed = tuple(tables)
    book = _empty_book()
    index = [term("write.index_sheet", listed[0].style.language)] if len(listed) > 1 else []
    names = sheet_names((f"{table.number} {table.name}".strip() for table in listed), taken=index)
    for name in index:
        _fill_index(book.create_sheet(name), listed, names, notice=notice)
    for table, name in zip(listed, names, strict=True):
        fill_sheet(book.create_sheet(name), table, notice=notice, index="".join(index))
    return _save(book, path, overwrite=overwrite)


def frame_workbook(
    frames: Mapping[str, pd.DataFrame], path: str | Path, *, overwrite: bool = False, notice: str = ""
) -> Path:
    """Write plain frames into a workbook, one sheet each, with a frozen header and filters.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Sheet names and what they hold. The index is not written.
    path : str or Path
        An ``.xlsx`` file.
    overwrite : bool
        Whether an existing file may be replaced.
    notice : str
        A sentence in the last line of every sheet.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        If there is nothing to write.
    WriteError
        If the file cannot be written, or exists and `overwrite` is false.

    Notes
    -----
    Text of more than 32,767 characters is cut and ends with an ellipsis; integers beyond 2**53 are written as text,
    because Excel would change their last digits.
    """
    book = _empty_book()
    for name, frame in zip(sheet_names(frames), frames.values(), strict=True):
        sheet = book.create_sheet(name)
        _fill_rows(sheet, [list(frame.columns), *frame.itertuples(index=False, name=None)], style=PLAIN)
        sheet.auto_filter.ref = sheet.dimensions
        _add_notice(sheet, notice, PLAIN)
    return _save(book, path, overwrite=overwrite)


def _empty_book() -> Workbook:
    """A workbook without sheets that says nothing about who made it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = ""
    book.properties.created = MOMENT
    return book


def _save(book: Workbook, path: str | Path, *, overwrite: bool) -> Path:
    if not book.worksheets:
        raise OptionError("there is no table to write; give at least one")
    content = settled(book.save)
    return write_bytes(path, content, overwrite=overwrite)


def _fill_index(sheet: Worksheet, tables: tuple[Table, ...], names: list[str], *, notice: str) -> None:
    """A list of the tables, each a link to its sheet."""
    style = tables[0].style
    header = [term("write.index_label", style.language), term("write.index_title", style.language)]
    rows = [[caption_label(table.number, table.style, what="table") or table.name, table.title] for table in tables]
    _fill_rows(sheet, [header, *rows], style=style)
    for row, name in enumerate(names, start=2):
        link_to(cell_at(sheet, row, 2), name, text=tables[row - 2].title, style=style)
    _add_notice(sheet, notice, style)


def _fill_rows(sheet: Worksheet, rows: Iterable[Iterable[object]], *, style: Style) -> None:
    """Write rows of plain values, the first of them as a header."""
    widths: dict[int, float] = {}
    for position, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = cell_at(sheet, position, column)
            put_value(cell, str(value) if position == 1 else value)
            shown = clean_text(str(cell.value or ""))
            cell.font = font_for(shown, style, size=10, bold=position == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=2 * text_width(shown) > WIDEST)
            if position == 1:
                cell.border = Border(bottom=Side(style="thin"))
            widths[column] = max(widths.get(column, 0), 2 * text_width(shown))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 3, 8), WIDEST)
    set_page(sheet, header=1)


def _add_notice(sheet: Worksheet, notice: str, style: Style) -> None:
    if notice:
        cell = cell_at(sheet, sheet.max_row + 2, 1)
        put_text(cell, notice)
        cell.font = font_for(notice, style, size=10)
