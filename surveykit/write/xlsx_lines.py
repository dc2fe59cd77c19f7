"""The lines that stand across a table on a sheet: its caption and unit above, its notes below."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from surveykit.core.table import Align, Table
from surveykit.core.terms import term
from surveykit.write.captions import caption_paragraphs, second_caption_runs
from surveykit.write.metrics import text_width
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import Run, plain_text
from surveykit.write.text import clean_text
from surveykit.write.xlsx_cells import cell_at, put_runs, width_of


@dataclass(frozen=True)
class Line:
    """A line across the table: part of its caption, its unit, or a note."""

    runs: tuple[Run, ...]
    size: float
    align: Align = "left"
    font: str = ""


def lines_above(table: Table) -> list[Line]:
    """The caption in one line, the caption in the other language, and the unit."""
    style = table.style
    centred: Align = "center" if style.caption_layout == "number title" else "left"
    gap = Run(term("write.label_gap", style.language))
    caption = [run for line in caption_paragraphs(table) for run in (gap, *line)][1:]
    second = second_caption_runs(number=table.number, title=table.second_title, style=style, what="table")
    font = style.caption_east_asian_font
    captions = [Line(runs, style.caption_size, centred, font) for runs in (tuple(caption), second) if runs]
    unit = [Line((Run(clean_text(table.unit)),), style.note_size, "right")] if table.unit else []
    return captions + unit


def lines_below(table: Table, notice: str) -> list[Line]:
    """The notes, and a notice in the last line."""
    notes = [*note_paragraphs(table), *([(Run(clean_text(notice)),)] if notice else [])]
    return [Line(runs, table.style.note_size) for runs in notes]


def write_lines(sheet: Worksheet, lines: Iterable[Line], table: Table, *, first: int) -> None:
    """Write lines across the table, each as high as its text needs."""
    columns = len(table.columns)
    room = width_of(sheet, range(1, columns + 1))
    for row, line in enumerate(lines, start=first):
        cell = cell_at(sheet, row, 1)
        put_runs(cell, line.runs, table.style, size=line.size, font=line.font)
        cell.alignment = Alignment(horizontal=line.align, vertical="center", wrap_text=True)
        if columns > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        height = math.ceil(2 * text_width(plain_text(line.runs)) * line.size / 11 / room)
        sheet.row_dimensions[row].height = max(height, 1) * line.size * 1.4 + 4
