"""The numbers of a table as a CSV file that any program reads, and no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
from numbers import Integral

from surveykit.core.table import Cell, Table
from surveykit.write.number_columns import number_columns
from surveykit.write.text import RUNNING, clean_text

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads Chinese text in the encoding of the machine."""

PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def table_csv(table: Table) -> str:
    r"""The cells of a table, separated by commas, for other programs.

    Numbers have every digit that they have in memory: a percentage is a proportion, what print leaves out or shows as
    "<0.001" is there. Numbers that are printed together stand in a column each. Significance marks, footnotes, title
    and notes are not part of the data. A text that a spreadsheet would run stands behind an apostrophe.

    Examples
    --------
    >>> from surveykit.core.style import PRESETS
    >>> from surveykit.core.table import Column, Row
    >>> rows = (Row((Cell("=1+1"), Cell(1 / 3, "coefficient", p=0.0004))),)
    >>> table = Table(name="t", title="T", columns=(Column("term"), Column("B")), rows=rows, style=PRESETS["apa7"])
    >>> table_csv(table)
    "\ufeffterm,B\r\n'=1+1,0.3333333333333333\r\n"
    """
    apart = number_columns(table)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in apart.column_names])
    writer.writerows([_field(cell) for cell in row.cells] for row in apart.rows)
    return BYTE_ORDER_MARK + file.getvalue()


def harmless(text: str) -> str:
    """The text behind an apostrophe, where a spreadsheet would take it for a formula; a plain number stays.

    >>> harmless("+1+cmd"), harmless("-0.5"), harmless("满意度")
    ("'+1+cmd", '-0.5', '满意度')
    """
    text = clean_text(text)
    runs = text.lstrip()[:1] in tuple(RUNNING) and not PLAIN_NUMBER.fullmatch(text)
    return f"'{text}" if runs else text


def _field(cell: Cell) -> str:
    """A text, or a number in the shortest form that means the same float; empty where there is none."""
    if isinstance(cell.value, str):
        return harmless(cell.value)
    if cell.value is None or cell.value != cell.value:
        return ""
    return repr(int(cell.value) if isinstance(cell.value, Integral) else float(cell.value))
