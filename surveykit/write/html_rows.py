"""The columns, the header and the rows of a table in HTML, each header cell with what it heads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from surveykit.core.table import Row, Table
from surveykit.write.html_numbers import number_paddings
from surveykit.write.html_text import marked
from surveykit.write.layout import Head, alignment, cell_runs, cell_text, first_summary, header_rows, is_heading
from surveykit.write.metrics import is_number


def columns(table: Table, widths: Sequence[float]) -> str:
    """A ``col`` for each column with its share of the width; those under one spanner are a group."""
    cols = [f'<col style="width: {round(100 * width / sum(widths), 1):g}%">' for width in widths]
    groups = ["".join(cols[head.start : head.start + head.columns]) for head in header_rows(table)[0]]
    return "".join(f"<colgroup>{group}</colgroup>\n" for group in groups)


def header(table: Table) -> str:
    """The ``thead``: one row, or two where a column has a spanner."""
    rows = ["".join(_head(head, table) for head in row) for row in header_rows(table)]
    return "<thead>\n" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</thead>\n"


def bodies(table: Table) -> str:
    """The rows, each group of them as a ``tbody`` that its heading heads."""
    paddings = [number_paddings(table, column) for column in range(len(table.columns))]
    written = []
    for _, run in groupby(zip(_groups(table), range(len(table.rows)), strict=True), key=lambda pair: pair[0]):
        places = [place for _, place in run]
        spans = _stub_spans([table.rows[place] for place in places], table)
        rows = [
            _row(table, place, span, [padding[place] for padding in paddings])
            for place, span in zip(places, spans, strict=True)
        ]
        written.append("<tbody>\n" + "".join(rows) + "</tbody>\n")
    return "".join(written)


def _head(head: Head, table: Table) -> str:
    text = marked(head.runs)
    if head.spanner:
        return f'<th scope="colgroup" colspan="{head.columns}"><span>{text}</span></th>'
    span = f' rowspan="{head.rows}"' if head.rows > 1 else ""
    return f'<th scope="col"{span}{_aligned(table, head.start)}>{text}</th>' if text else f"<td{span}></td>"


def _aligned(table: Table, column: int) -> str:
    align = alignment(table, column)
    return "" if align == "center" else f' style="text-align: {align}"'


def _groups(table: Table) -> list[int]:
    """The number of each row's group: a group row begins one, and so does the first row that is not below it."""
    groups, depth = [0], -1
    for place, row in enumerate(table.rows):
        begins = row.role == "group" or row.indent <= depth or place == first_summary(table)
        if begins:
            depth = row.indent if row.role == "group" else -1
        groups.append(groups[-1] + begins)
    return groups[1:]


def _stub_spans(rows: Sequence[Row], table: Table) -> list[int]:
    """How many rows the name of each row spans: a row without a name belongs to the one above, and gets 0."""
    spans: list[int] = []
    owner: int | None = None
    for place, row in enumerate(rows):
        named = cell_text(row.cells[0], table) != ""
        if not named and owner is not None and row.role == rows[owner].role:
            spans[owner] += 1
            spans.append(0)
        else:
            owner = place if named and row.role != "group" else None
            spans.append(1)
    return spans


def _row(table: Table, place: int, span: int, paddings: Sequence[str]) -> str:
    row = table.rows[place]
    text = marked(cell_runs(row.cells[0], row, table))
    indent = f' style="padding-left: {row.indent + 0.5}em"' if row.indent else ""
    if is_heading(row):
        return f'<tr><th scope="rowgroup" colspan="{len(table.columns)}"{indent}>{text}</th></tr>\n'
    spanned = f' rowspan="{span}"' if span > 1 else ""
    scope = "rowgroup" if row.role == "group" else "row"
    stub = f'<th scope="{scope}"{spanned}{indent}>{text}</th>' if text else "<td></td>"
    cells = [_cell(table, row, column, paddings[column]) for column in range(1, len(table.columns))]
    kind = ' class="summary"' if place == first_summary(table) else ""
    return f"<tr{kind}>{stub if span else ''}{''.join(cells)}</tr>\n"


def _cell(table: Table, row: Row, column: int, padding: str) -> str:
    cell = row.cells[column]
    text = marked(cell_runs(cell, row, table))
    text = f'<span style="padding: {padding}">{text}</span>' if padding and text else text
    kind = ' class="number"' if is_number(cell) else ""
    return f"<td{kind}{_aligned(table, column)}>{text}</td>"
