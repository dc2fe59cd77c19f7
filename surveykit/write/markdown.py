"""Tables in Markdown: pipes, escaped, and lined up for reading as plain text too."""

from __future__ import annotations

import re

from surveykit.core.table import Align, Cell, Row, Table
from surveykit.write.captions import caption_line, second_caption
from surveykit.write.layout import alignment, cell_runs, header_rows
from surveykit.write.metrics import columns_wide
from surveykit.write.monospace import padded
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text
from surveykit.write.text import clean_text

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&^@]|(?<=[A-Za-z]):(?=//)|(?<=www)\.)", re.IGNORECASE)
"""Signs that Markdown reads as markup, and those within addresses of which it makes links."""

OPENING = re.compile(r"[+=-]|[0-9]+[.)]")
"""What makes a list or a heading of a line that begins with it."""

DASHES: dict[Align, tuple[str, str]] = {"left": (":", "-"), "center": (":", ":"), "right": ("-", ":")}


def table_markdown(table: Table) -> str:
    """A pipe table with its caption above and its notes below.

    Markdown has one header row, so a spanner is written before each of its columns: "Model 1: B".
    """
    second = second_caption(number=table.number, title=table.second_title, style=table.style, what="table")
    captions = [strong(caption) for caption in (caption_line(table), second) if caption]
    unit = [escape_line(clean_text(table.unit))] if table.unit else []
    notes = [escape_line(plain_text(note)) for note in note_paragraphs(table)]
    return "\n\n".join([*captions, *unit, _pipes(table), *notes]) + "\n"


def escape(text: str) -> str:
    r"""The text with every character that Markdown would read as markup behind a backslash.

    >>> print(escape("a|b **"))
    a\|b \*\*
    """
    return MARKUP.sub(r"\\\1", text)


def escape_line(text: str) -> str:
    r"""The same for a text that stands at the beginning of a line, where more signs are markup.

    >>> print(escape_line("2. p<0.05"))
    2\. p\<0.05
    """
    text = text.lstrip()
    start = OPENING.match(text)
    if start is None:
        return escape(text)
    last = start.end() - 1
    return f"{text[:last]}\\{text[last]}{escape(text[last + 1 :])}"


def strong(text: str) -> str:
    """A text, not yet escaped, in bold; nothing where there is none."""
    return f"**{escape(text.strip())}**" if text.strip() else ""


def _pipes(table: Table) -> str:
    rows = [_header(table), *(_row(row, table) for row in table.rows)]
    widths = [max(3, *(columns_wide(row[column]) for row in rows)) for column in range(len(table.columns))]
    aligns = [alignment(table, column) for column in range(len(table.columns))]
    dashes = [_dashes(align, width) for align, width in zip(aligns, widths, strict=True)]
    body = [
        [padded(text, width, align) for text, width, align in zip(row, widths, aligns, strict=True)] for row in rows
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in [body[0], dashes, *body[1:]])


def _header(table: Table) -> list[str]:
    rows = header_rows(table)
    names = {head.start: plain_text(head.runs) for row in rows for head in row if not head.spanner}
    for head in rows[0]:
        for column in range(head.start, head.start + head.columns) if head.spanner else ():
            names[column] = f"{head.text}: {names[column]}"
    return [escape(names[column]) for column in sorted(names)]


def _row(row: Row, table: Table) -> list[str]:
    texts = [_cell(cell, row, table) for cell in row.cells]
    return ["　" * row.indent + texts[0], *texts[1:]]


def _cell(cell: Cell, row: Row, table: Table) -> str:
    text = plain_text(cell_runs(cell, row, table))
    return strong(text) if cell.bold else escape(text)


def _dashes(align: Align, width: int) -> str:
    left, right = DASHES[align]
    return left + "-" * (width - 2) + right
