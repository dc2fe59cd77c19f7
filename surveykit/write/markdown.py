"""Tables in Markdown: pipes, escaped, and lined up for reading as plain text too."""

from __future__ import annotations

import re

from surveykit.core.table import Align, Row, Table
from surveykit.write.captions import caption_line
from surveykit.write.layout import alignment, cell_text, header_rows
from surveykit.write.metrics import columns_wide
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&])")

DASHES: dict[Align, tuple[str, str]] = {"left": (":", "-"), "center": (":", ":"), "right": ("-", ":")}


def table_markdown(table: Table) -> str:
    """A pipe table with its caption above and its notes below.

    Markdown has one header row, so a spanner is written before each of its columns: "Model 1: B".
    """
    rows = [_header(table), *(_row(row, table) for row in table.rows)]
    widths = [max(3, *(columns_wide(row[column]) for row in rows)) for column in range(len(table.columns))]
    aligns = [alignment(table, column) for column in range(len(table.columns))]
    dashes = [_dashes(align, width) for align, width in zip(aligns, widths, strict=True)]
    body = [
        [_padded(text, width, align) for text, width, align in zip(row, widths, aligns, strict=True)] for row in rows
    ]
    lines = [f"| {' | '.join(row)} |" for row in [body[0], dashes, *body[1:]]]
    notes = [escape(plain_text(note)) for note in note_paragraphs(table)]
    return "\n\n".join([f"**{escape(caption_line(table))}**", "\n".join(lines), *notes]) + "\n"


def escape(text: str) -> str:
    r"""The text with every character that Markdown would read as markup behind a backslash.

    >>> print(escape("a|b **"))
    a\|b \*\*
    """
    return MARKUP.sub(r"\\\1", text)


def _header(table: Table) -> list[str]:
    names = {head.start: head.text for row in header_rows(table) for head in row if not head.spanner}
    for head in header_rows(table)[0]:
        for column in range(head.start, head.start + head.columns) if head.spanner else ():
            names[column] = f"{head.text}: {names[column]}"
    return [escape(names[column]) for column in sorted(names)]


def _row(row: Row, table: Table) -> list[str]:
    texts = [escape(cell_text(cell, table)) for cell in row.cells]
    return ["　" * row.indent + texts[0], *texts[1:]]


def _dashes(align: Align, width: int) -> str:
    left, right = DASHES[align]
    return left + "-" * (width - 2) + right


def _padded(text: str, width: int, align: Align) -> str:
    spare = width - columns_wide(text)
    left = {"left": 0, "center": spare // 2, "right": spare}[align]
    return " " * left + text + " " * (spare - left)
