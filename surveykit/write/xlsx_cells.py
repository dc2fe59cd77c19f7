"""Values and names as Excel may hold them: a text is never run, a number never changed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import cast

import numpy as np
import pandas as pd
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from surveykit.core.style import Style
from surveykit.write.symbols import Run
from surveykit.write.text import RUNNING, clean_text, has_chinese

LONGEST_TEXT = 32_767
"""Characters that a cell may hold."""

LARGEST_INTEGER = 2**53
"""Up to here Excel keeps every digit."""

PLAIN_FORMAT = "0.0##"
"""How a number that belongs to no table is shown; the cell keeps every digit."""

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""

LINK_COLOUR = "0563C1"
"""The colour in which Excel itself shows links."""


def cell_at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """A cell to write to; not one that is hidden by a merged cell."""
    return cast(SheetCell, sheet.cell(row, column))


def put_value(cell: SheetCell, value: object) -> None:
    """Write a number, a date or a text; what is missing leaves the cell empty."""
    plain = value.item() if isinstance(value, np.generic) else value
    if plain is None or plain is pd.NA or plain is pd.NaT or (isinstance(plain, float) and math.isnan(plain)):
        return
    if isinstance(plain, float) and math.isfinite(plain):
        put_float(cell, plain)
        cell.number_format = "General" if plain.is_integer() else PLAIN_FORMAT
    elif _fits(plain):
        cell.value = plain  # type: ignore[assignment]
    else:
        put_text(cell, str(plain))


def put_float(cell: SheetCell, value: float) -> None:
    """Write a float with every digit it has; openpyxl by itself keeps sixteen, which is sometimes another float."""
    cell.value = repr(float(value))
    cell.data_type = "n"


def put_text(cell: SheetCell, text: str) -> None:
    """Write a text as a text, whatever it starts with. One that is too long is cut and ends with an ellipsis."""
    text = clean_text(text)
    if not text:
        return
    cell.value = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    cell.data_type = "s"
    cell.quotePrefix = text[0] in RUNNING


def put_runs(cell: SheetCell, runs: tuple[Run, ...], style: Style, *, size: float, font: str = "") -> None:
    """Write a text whose words may be italic, bold or raised; `font` is its Chinese font, if not the style's."""
    kept = _with_spaces(runs)
    text = "".join(run.text for run in kept)
    put_text(cell, text)
    looks = {replace(run, text="") for run in kept}
    look = looks.pop() if len(looks) == 1 else Run("")
    cell.font = font_for(text, style, size=size, bold=look.bold, italic=look.italic, font=font)
    if (looks or look.superscript) and len(text) <= LONGEST_TEXT:
        cell.value = CellRichText([_block(run, style, size=size, font=font) for run in kept])


def _with_spaces(runs: tuple[Run, ...]) -> list[Run]:
    """The runs, cleaned, each with the spaces behind it: openpyxl does not protect a run of nothing but spaces."""
    kept: list[Run] = []
    for run in runs:
        text = clean_text(run.text)
        if kept and not text.strip():
            kept[-1] = replace(kept[-1], text=kept[-1].text + text)
        elif text:
            kept.append(replace(run, text=text))
    return kept


def _block(run: Run, style: Style, *, size: float, font: str) -> TextBlock:
    look = InlineFont(
        rFont=_font_name(run.text, style, font),
        sz=size,
        b=run.bold or None,
        i=run.italic or None,
        vertAlign="superscript" if run.superscript else None,
    )
    return TextBlock(look, run.text)


def font_for(text: str, style: Style, *, size: float, bold: bool = False, italic: bool = False, font: str = "") -> Font:
    """A cell has one font: the Chinese one where its text has a Chinese character."""
    return Font(name=_font_name(text, style, font), size=size, bold=bold, italic=italic)


def _font_name(text: str, style: Style, font: str) -> str:
    return (font or style.east_asian_font) if has_chinese(text) else style.latin_font


def link_to(cell: SheetCell, sheet: str, *, text: str, style: Style) -> None:
    """Write a text that leads to the first cell of another sheet of the workbook."""
    quoted = sheet.replace("'", "''")
    put_text(cell, text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
    cell.font = Font(name=_font_name(text, style, ""), size=10, underline="single", color=LINK_COLOUR)


def width_of(sheet: Worksheet, columns: Iterable[int]) -> float:
    """Width of some columns together, in characters."""
    return sum(float(sheet.column_dimensions[get_column_letter(column)].width) for column in columns)


def sheet_names(wanted: Iterable[str], *, taken: Iterable[str] = ()) -> list[str]:
    r"""Names that Excel allows, no two alike: without ``[]:*?/\``, at most 31 characters, numbered where needed.

    >>> sheet_names(["a/b", "A_B", "History", ""])
    ['a_b', 'A_B (2)', 'History_', 'Sheet']
    """
    used = {name.casefold() for name in taken}
    names = []
    for text in wanted:
        base = re.sub(r"[\[\]:*?/\\]", "_", clean_text(text)).strip("' ") or "Sheet"
        base = f"{base}_" if base.casefold() == "history" else base
        name, number = base[:LONGEST_NAME], 1
        while name.casefold() in used:
            number += 1
            ending = f" ({number})"
            name = base[: LONGEST_NAME - len(ending)] + ending
        used.add(name.casefold())
        names.append(name)
    return names


def _fits(value: object) -> bool:
    """Whether Excel can hold the value, which is no float, as it is."""
    if isinstance(value, int):
        return abs(value) <= LARGEST_INTEGER
    return isinstance(value, date) and not (isinstance(value, datetime) and value.tzinfo is not None)
