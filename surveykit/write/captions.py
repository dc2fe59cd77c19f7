"""Captions: the number and the title of a table or figure, and what stands above the later parts of a table."""

from __future__ import annotations

from dataclasses import replace

from surveykit.core.codebook import Language
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.write.parts import What
from surveykit.write.symbols import Run, plain_text, symbol_runs
from surveykit.write.text import clean_text

Line = tuple[Run, ...]


def caption_paragraphs(table: Table) -> tuple[Line, ...]:
    """The caption of a table as paragraphs: one line, or (APA) the number in bold above the title in italics."""
    return figure_caption(number=table.number, title=table.title, style=table.style, what="table")


def figure_caption(*, number: str, title: str, style: Style, what: What = "figure") -> tuple[Line, ...]:
    """The caption of a figure, or of anything that has a number and a title.

    Where there is a number, the first run of the first line is the label, and nothing else.
    """
    return _lines(caption_label(number, style, what=what), title, style)


def second_caption(*, number: str, title: str, style: Style, what: What) -> str:
    """The caption in the other language, in one line; empty where the style wants none, or there is no second title."""
    return plain_text(second_caption_runs(number=number, title=title, style=style, what=what))


def second_caption_runs(*, number: str, title: str, style: Style, what: What) -> Line:
    """The same as runs, symbols in italics."""
    if not style.bilingual or not title.strip():
        return ()
    other: Language = "en" if style.language == "zh" else "zh"
    foreign = replace(style, language=other)
    return _one_line(caption_label(number, foreign, what=what), clean_text(title), foreign)


def continuation(table: Table) -> tuple[Line, ...]:
    """What stands above the later parts of a table: the label that says so, and the title where the style wants it."""
    style, number = table.style, clean_text(table.number)
    numbered = term("write.continued_label", style.language, number=number)
    label = numbered if number else term("write.continued_unnumbered", style.language)
    return _lines(label, table.title if style.continuation == "label and title" else "", style)


def caption_label(number: str, style: Style, *, what: What) -> str:
    """Such as "表4-1" or "Table 4-1"; empty where there is no number."""
    return term(f"write.{what}_label", style.language, number=clean_text(number)) if number else ""


def caption_line(table: Table) -> str:
    """Number and title in one line of plain text."""
    return numbered_title(number=table.number, title=table.title, style=table.style, what="table")


def numbered_title(*, number: str, title: str, style: Style, what: What) -> str:
    """Number and title of a table or figure in one line of plain text, as lists of them show it."""
    label = caption_label(number, style, what=what)
    gap = term("write.label_gap", style.language) if label else ""
    return label + gap + clean_text(title)


def _lines(label: str, title: str, style: Style) -> tuple[Line, ...]:
    """Label and title as the style lays them out."""
    title = clean_text(title)
    if style.caption_layout == "number above title":
        lines = (Run(label, bold=True),), (Run(title, italic=True),)
        return tuple(line for line in lines if line[0].text)
    return (_one_line(label, title, style),)


def _one_line(label: str, title: str, style: Style) -> Line:
    """Label and title beside one another. The label is no place for symbols: the B of "Table B-1" stays upright."""
    gap = term("write.label_gap", style.language) if label and title else ""
    runs = (*((Run(label),) if label else ()), *symbol_runs(gap + title))
    return tuple(replace(run, bold=style.caption_bold) for run in runs)
