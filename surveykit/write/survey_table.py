"""A survey as a plain table, in a CSV file or in a workbook with its codebook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pandas as pd
from openpyxl import Workbook

from surveykit.core.codebook import Language, Variable
from surveykit.read.codebook_workbook import add_codebook_sheets, text_cell
from surveykit.read.labelled_columns import plain_number
from surveykit.write.csv_file import BYTE_ORDER_MARK, harmless
from surveykit.write.package import MOMENT, settled
from surveykit.write.survey_codes import CodedSurvey
from surveykit.write.text import clean_text

Values = Literal["codes", "labels"]

ANSWERS = "answers"
"""The sheet of the answers; the others are those of a codebook."""

_FIGURES = re.compile(r"^-?\d+$")


def write_csv(coded: CodedSurvey, path: Path, *, values: Values, language: Language) -> None:
    """Write the table as UTF-8 with a byte-order mark, which Excel needs."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for row in _rows(coded, values, language):
        writer.writerow([_disarmed(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
    path.write_bytes((BYTE_ORDER_MARK + file.getvalue()).encode())


def _disarmed(text: str) -> str:
    """The text behind an apostrophe if a spreadsheet would run it; its line breaks stay."""
    first, *others = text.splitlines() or [""]
    return "\n".join([harmless(first), *map(clean_text, others)])


def write_xlsx(coded: CodedSurvey, path: Path, *, values: Values, language: Language) -> None:
    """Write the table and the three sheets of the codebook into one workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(ANSWERS)
    sheet.freeze_panes = "B2"
    for place, row in enumerate(_rows(coded, values, language)):
        sheet.append([text_cell(sheet, cell, bold=not place) if isinstance(cell, str) else cell for cell in row])
    add_codebook_sheets(book, coded.codebook)
    book.properties.creator = ""
    book.properties.created = MOMENT
    path.write_bytes(settled(book.save))


def _rows(coded: CodedSurvey, values: Values, language: Language) -> Iterator[list[str | float | None]]:
    """The header and every case; numbers are numbers, moments and everything else are text, and None is empty."""
    members = {name for group in coded.codebook.sets for name in group.members}
    variables = {variable.name: variable for variable in coded.codebook.variables}
    columns = [list(coded.ids)]
    for name in map(str, coded.frame.columns):
        cells = _cells(coded.frame[name], coded.gaps[name])
        variable = variables.get(name)
        if variable is not None and name not in members and (values == "labels" or _figures_clash(variable)):
            labels = {float(code): text.within(language) or str(code) for code, text in variable.values.items()}
            cells = [labels.get(cell, cell) if isinstance(cell, float) else cell for cell in cells]
        columns.append(cells)
    yield [str(coded.ids.name), *map(str, coded.frame.columns)]
    yield from map(list, zip(*columns, strict=True))


def _figures_clash(variable: Variable) -> bool:
    """Whether the label of one answer is the code of another: then only labels can be read back without doubt."""
    labels = {label: code for code, t in variable.values.items() for label in (t.zh, t.en) if _FIGURES.match(label)}
    return any(int(label) in variable.values and int(label) != code for label, code in labels.items())


def _cells(column: pd.Series, gaps: pd.Series) -> list[str | float | None]:
    if pd.api.types.is_datetime64_any_dtype(column):
        texts = column.dt.strftime("%Y-%m-%d %H:%M:%S").str.removesuffix(" 00:00:00")
        return [
            code if code == code else None if moment != moment else str(moment)
            for moment, code in zip(texts, gaps, strict=True)
        ]
    if pd.api.types.is_numeric_dtype(column):
        return [None if number != number else float(number) for number in column]
    return [str(text) or None for text in column]


def _plain(number: float | None) -> str:
    return "" if number is None else plain_number(number)
