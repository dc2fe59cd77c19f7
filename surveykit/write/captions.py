"""Captions: the number and the title of a table or figure."""

from __future__ import annotations

from typing import Literal

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text


def caption_paragraphs(table: Table) -> tuple[tuple[Run, ...], ...]:
    """The caption of a table as paragraphs: one line, or (APA) the number in bold above the title in italics."""
    return figure_caption(number=table.number, title=table.title, style=table.style, what="table")


def figure_caption(
    *, number: str, title: str, style: Style, what: Literal["table", "figure"] = "figure"
) -> tuple[tuple[Run, ...], ...]:
    """The caption of a figure, or of anything that has a number and a title."""
    label = caption_label(number, style, what=what)
    title = clean_text(title)
    if style.caption_layout == "number above title":
        lines = (Run(label, bold=True),), (Run(title, italic=True),)
        return tuple(line for line in lines if line[0].text)
    gap = term("write.label_gap", style.language) if label else ""
    return (symbol_runs(label + gap + title),)


def caption_label(number: str, style: Style, *, what: Literal["table", "figure"]) -> str:
    """Such as "表4-1" or "Table 4-1"; empty where there is no number."""
    return term(f"write.{what}_label", style.language, number=clean_text(number)) if number else ""


def caption_line(table: Table) -> str:
    """Number and title in one line of plain text."""
    label = caption_label(table.number, table.style, what="table")
    gap = term("write.label_gap", table.style.language) if label else ""
    return label + gap + clean_text(table.title)
