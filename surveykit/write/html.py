"""Tables in HTML that stand alone, read well aloud, and hold no markup but their own."""

from __future__ import annotations

import re
from html import escape

from surveykit.core.style import Style
from surveykit.core.table import Row, Table
from surveykit.write.captions import caption_line, caption_paragraphs
from surveykit.write.layout import Head, alignment, cell_runs, first_summary, header_rows, is_heading
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import Run

LANGUAGES = {"zh": "zh-CN", "en": "en"}


def table_html(table: Table) -> str:
    """A table with its caption and notes as one ``figure`` element, its CSS included.

    Header cells say what they head (``scope``). The CSS applies to tables of the same style only.
    """
    language = LANGUAGES[table.style.language]
    name = f"surveykit-{re.sub('[^a-z0-9]+', '-', table.style.name.lower())}"
    caption = "<br>".join(_marked(line) for line in caption_paragraphs(table))
    notes = "".join(f"<p>{_marked(note)}</p>\n" for note in note_paragraphs(table))
    rows = "\n".join(_row(row, table, position) for position, row in enumerate(table.rows))
    return (
        f'<figure class="{name}" lang="{language}">\n<style>\n{_css(name, table.style)}</style>\n'
        f"<table>\n<caption>{caption}</caption>\n<thead>\n{_header(table)}\n</thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>\n{notes}</figure>\n"
    )


def table_page(table: Table) -> str:
    """A whole HTML page with one table."""
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES[table.style.language]}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(caption_line(table))}</title>\n</head>\n<body>\n{table_html(table)}</body>\n</html>\n"
    )


def _css(name: str, style: Style) -> str:
    top, middle, bottom = style.rule_weights
    latin = _font(style.latin_font)
    body = f"font: {style.body_size}pt {latin}, {_font(style.east_asian_font)}, serif"
    caption = f"font: {style.caption_size}pt {latin}, {_font(style.caption_east_asian_font)}, sans-serif"
    place = "left" if style.caption_layout == "number above title" else "center"
    rules = {
        "": f"margin: 1em 0; {body}",
        "table": f"border-collapse: collapse; border-top: {top}pt solid; border-bottom: {bottom}pt solid",
        "caption": f"caption-side: top; text-align: {place}; padding-bottom: 6pt; {caption}",
        "thead tr:last-child th, thead th[rowspan]": f"border-bottom: {middle}pt solid",
        "th[scope=colgroup] span": f"display: block; border-bottom: {middle}pt solid",
        "th, td": "padding: 2.5pt 6pt; font-weight: normal; font-variant-numeric: tabular-nums",
        "tr.summary > *": "padding-top: 6pt",
        "p": f"margin: 3pt 0; font-size: {style.note_size}pt",
    }
    return "".join(f"{_scoped(selector, name)} {{ {rule} }}\n" for selector, rule in rules.items())


def _font(name: str) -> str:
    """A font name in quotes, with no sign that could end them."""
    return "'" + re.sub(r"[^\w -]", "", name) + "'"


def _scoped(selector: str, name: str) -> str:
    return ", ".join(f".{name} {part}".strip() for part in selector.split(", "))


def _marked(runs: tuple[Run, ...]) -> str:
    """Runs with their looks as tags, all text escaped."""
    parts = []
    for run in runs:
        text = escape(run.text)
        text = f"<i>{text}</i>" if run.italic else text
        parts.append(f"<b>{text}</b>" if run.bold else text)
    return "".join(parts)


def _header(table: Table) -> str:
    rows = ["".join(_head(head, table) for head in row) for row in header_rows(table)]
    return "\n".join(f"<tr>{row}</tr>" for row in rows)


def _head(head: Head, table: Table) -> str:
    text = _marked(head.runs)
    if head.spanner:
        return f'<th scope="colgroup" colspan="{head.columns}" style="text-align: center"><span>{text}</span></th>'
    span = f' rowspan="{head.rows}"' if head.rows > 1 else ""
    return f'<th scope="col"{span} style="text-align: {alignment(table, head.start)}">{text}</th>'


def _row(row: Row, table: Table, position: int) -> str:
    texts = [_marked(cell_runs(cell, row, table)) for cell in row.cells]
    indent = f"; padding-left: {row.indent + 0.5}em" if row.indent else ""
    if is_heading(row):
        span = len(table.columns)
        return f'<tr><th scope="rowgroup" colspan="{span}" style="text-align: left{indent}">{texts[0]}</th></tr>'
    stub = f'<th scope="row" style="text-align: left{indent}">{texts[0]}</th>'
    cells = [
        f'<td style="text-align: {alignment(table, column)}">{text}</td>'
        for column, text in enumerate(texts[1:], start=1)
    ]
    kind = ' class="summary"' if position == first_summary(table) else ""
    return f"<tr{kind}>{stub}{''.join(cells)}</tr>"
