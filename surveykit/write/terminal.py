"""Tables as plain text for a terminal: three rules, decimal points and Chinese characters lined up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from surveykit.core.table import Table
from surveykit.write.captions import caption_paragraphs, second_caption
from surveykit.write.layout import first_summary, is_heading
from surveykit.write.metrics import columns_wide
from surveykit.write.monospace import padded, wrapped
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text
from surveykit.write.terminal_columns import Printed, printed_columns
from surveykit.write.text import clean_text

WIDEST = 160
"""A table of more columns of the terminal is printed in blocks, one below the other, the stub in each."""

NARROWEST = 60
"""Captions and notes may take so many columns, however narrow the table is."""

GAP = "  "


def table_text(table: Table) -> str:
    """A table as plain text, without blanks at the end of its lines."""
    columns = printed_columns(table, gap=len(GAP))
    blocks = [_block(table, columns, places) for places in _blocks(table, columns)]
    width = max(map(columns_wide, blocks[0]))
    room = max(width, NARROWEST)
    notes = [line for note in note_paragraphs(table) for line in wrapped(plain_text(note), room)]
    body = [line for block in blocks for line in ("", *block)][1:]
    lines = [*_caption(table, width), *body, *notes]
    return "\n".join(line.rstrip() for line in lines)


def _caption(table: Table, width: int) -> list[str]:
    """Number and title, in both languages where the style wants them, and the unit at the right."""
    style = table.style
    second = second_caption(number=table.number, title=table.second_title, style=style, what="table")
    texts = [*(plain_text(line) for line in caption_paragraphs(table)), *([second] if second else [])]
    lines = [line for text in texts for line in wrapped(text, max(width, NARROWEST))]
    if style.caption_layout == "number title":
        lines = [padded(line, width, "center") for line in lines]
    return [*lines, *([padded(clean_text(table.unit), width, "right")] if table.unit else [])]


def _blocks(table: Table, columns: Sequence[Printed]) -> list[list[int]]:
    """The columns of each block. Columns under one spanner stay together where they fit."""
    room = WIDEST - columns[0].width
    blocks: list[list[int]] = [[]]
    for _, run in groupby(range(1, len(columns)), key=lambda place: table.columns[place].spanner or place):
        group = list(run)
        for unit in [group] if _extent(columns, group) <= room else [[place] for place in group]:
            if blocks[-1] and _extent(columns, [*blocks[-1], *unit]) > room:
                blocks.append([])
            blocks[-1] += unit
    return [[0, *block] for block in blocks]


def _extent(columns: Sequence[Printed], places: Iterable[int]) -> int:
    """Width of some neighbouring columns, each with the gap before it."""
    return sum(columns[place].width + len(GAP) for place in places)


def _block(table: Table, columns: Sequence[Printed], places: Sequence[int]) -> list[str]:
    """Some columns of the table from the top rule to the bottom rule."""
    headings = [columns_wide(line) for row in columns[0].rows for line in row]
    width = max([_extent(columns, places) - len(GAP), *headings])
    summary = first_summary(table)
    body: list[str] = []
    for position, row in enumerate(table.rows):
        if position == summary:
            body.append("")
        cells = [columns[0]] if is_heading(row) else [columns[place] for place in places]
        body += _side_by_side([(cell.rows[position], cell.width) for cell in cells])
    return ["━" * width, *_header(table, columns, places), "─" * width, *body, "━" * width]


def _header(table: Table, columns: Sequence[Printed], places: Sequence[int]) -> list[str]:
    """The spanners over a rule each, and the headers, which stand at the bottom."""
    tallest = max(len(columns[place].head) for place in places)
    heads = [([""] * (tallest - len(columns[place].head)) + columns[place].head) for place in places]
    lower = _side_by_side([(head, columns[place].width) for head, place in zip(heads, places, strict=True)])
    groups = [
        (clean_text(spanner), _extent(columns, run) - len(GAP))
        for spanner, run in groupby(places, key=lambda place: table.columns[place].spanner)
    ]
    if not any(spanner for spanner, _ in groups):
        return lower
    texts = [[padded(line, width, "center") for line in wrapped(spanner, width)] for spanner, width in groups]
    tallest = max(map(len, texts))
    upper = [
        ([""] * (tallest - len(text)) + text + ["─" * width if spanner else ""], width)
        for text, (spanner, width) in zip(texts, groups, strict=True)
    ]
    return [*_side_by_side(upper), *lower]


def _side_by_side(cells: Sequence[tuple[list[str], int]]) -> list[str]:
    """Cells of one or several lines next to each other, each given with the width of its column."""
    height = max(len(lines) for lines, _ in cells)
    return [
        GAP.join(padded(lines[level] if level < len(lines) else "", width, "left") for lines, width in cells)
        for level in range(height)
    ]
