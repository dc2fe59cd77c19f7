"""Captions in HTML: of tables and figures, in the other language too where the style wants it."""

from __future__ import annotations

from html import escape

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.write.captions import caption_paragraphs, figure_caption, second_caption_runs
from surveykit.write.html_text import LANGUAGES, marked
from surveykit.write.parts import Illustration
from surveykit.write.symbols import Run
from surveykit.write.text import clean_text


def table_caption(table: Table) -> str:
    """Number and title, those in the other language below, and the unit at the right.

    While a wide table is scrolled, the title stays in sight.
    """
    second = second_caption_runs(number=table.number, title=table.second_title, style=table.style, what="table")
    unit = f'<span class="unit">{escape(clean_text(table.unit))}</span>' if table.unit else ""
    return f'<span class="title">{_stacked(caption_paragraphs(table), second, table.style)}</span>{unit}'


def illustration_caption(part: Illustration, style: Style) -> str:
    """Number and title of a figure, those in the other language below."""
    first = figure_caption(number=part.number, title=part.title, style=style)
    return _stacked(
        first, second_caption_runs(number=part.number, title=part.second_title, style=style, what="figure"), style
    )


def _stacked(lines: tuple[tuple[Run, ...], ...], second: tuple[Run, ...], style: Style) -> str:
    """Lines below one another, the one in the other language marked as such."""
    shown = [marked(line) for line in lines]
    if second:
        other = LANGUAGES["en" if style.language == "zh" else "zh"]
        shown.append(f'<span lang="{other}">{marked(second)}</span>')
    return "<br>".join(shown)
