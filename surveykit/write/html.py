"""Tables in HTML that stand alone, read well aloud, and hold no markup but their own."""

from __future__ import annotations

from html import escape

from surveykit.core.table import Table
from surveykit.write.captions import caption_line
from surveykit.write.html_captions import table_caption
from surveykit.write.html_rows import bodies, columns, header
from surveykit.write.html_style import CELL_MARGIN, LANDSCAPE, PORTRAIT, style_class, table_css
from surveykit.write.html_text import LANGUAGES, marked
from surveykit.write.layout import is_wide
from surveykit.write.metrics import column_widths, least_width
from surveykit.write.notes import note_paragraphs

TOGETHER = 15
"""A table of up to so many rows stays on one page."""


def table_html(table: Table) -> str:
    """A table with its caption and notes as one ``figure`` element, its CSS included.

    The CSS applies to tables of the same style only.
    """
    opening, rest = table_figure(table).split("\n", 1)
    return f"{opening}\n<style>\n{table_css(table.style)}</style>\n{rest}"


def table_page(table: Table) -> str:
    """A whole HTML page with one table."""
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES[table.style.language]}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(caption_line(table))}</title>\n<style>\n{table_css(table.style)}</style>\n</head>\n"
        f"<body>\n{table_figure(table)}</body>\n</html>\n"
    )


def table_figure(table: Table, *, anchor: str = "") -> str:
    """A table with its caption and notes as one ``figure`` element, without the CSS of its style.

    Parameters
    ----------
    table : Table
        What to show; its style says how.
    anchor : str
        Id of the element, where links lead to it.

    Notes
    -----
    Header cells say what they head: a column, the columns under a spanner, a row, or the rows of a group, which are a
    ``tbody`` of their own. The name of a row spans the rows below it that have none. A table that is wider than the
    screen scrolls by itself, with the keyboard too; on paper it stands on a page on its side, or shrinks.
    """
    attributes = f'class="{style_class(table.style)}{_kinds(table)}" lang="{LANGUAGES[table.style.language]}"'
    identifier = f' id="{anchor}"' if anchor else ""
    notes = "".join(f"<p>{marked(note)}</p>\n" for note in note_paragraphs(table))
    return (
        f"<figure {attributes}{identifier}>\n"
        f'<div class="scroll" role="region" aria-label="{escape(caption_line(table))}" tabindex="0">\n'
        f"{_table(table)}</div>\n" + (f'<div class="notes">\n{notes}</div>\n' if notes else "") + "</figure>\n"
    )


def _kinds(table: Table) -> str:
    """Classes that decide how the table is printed."""
    return (" wide" if is_wide(table) else "") + (" short" if len(table.rows) <= TOGETHER else "")


def _table(table: Table) -> str:
    """The table element. On paper its text is so small that no number breaks."""
    size = table.style.body_size
    room = (LANDSCAPE if is_wide(table) else PORTRAIT) * 72 / 2.54
    least = least_width(table, padding=2 * CELL_MARGIN)
    widths = column_widths(table, room / size, padding=2 * CELL_MARGIN)
    return (
        f'<table style="min-width: {round(least, 1):g}em; --print-size: {round(min(size, room / least), 2):g}pt">\n'
        f"<caption>{table_caption(table)}</caption>\n{columns(table, widths)}{header(table)}{bodies(table)}</table>\n"
    )
