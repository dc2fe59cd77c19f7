"""The notes under a table: general notes first, then the meaning of the significance marks that are in it."""

from __future__ import annotations

from surveykit.core.format import format_cell, format_cutoff, format_level, stars
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.write.layout import footnote_marks, marked
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text


def note_paragraphs(table: Table) -> tuple[tuple[Run, ...], ...]:
    """The notes as paragraphs of runs, each paragraph ending with a full stop.

    General notes come first, then specific ones with their marks, then what the significance marks mean, only those
    that occur in the table. In Chinese several general notes are numbered, one to a paragraph; in English they run on
    after an italic *Note.*
    """
    general = general_notes(table)
    specific = [(*marked(mark), *symbol_runs(clean_text(text))) for text, mark in footnote_marks(table).items()]
    marks = marks_sentence(table)
    label = term("write.note_label", table.style.language)
    if table.style.language == "en":
        joined = [(Run(label, italic=True), *symbol_runs(" " + " ".join(general)))] if general else []
        running = [tuple(run for note in specific for run in (*note, Run(" ")))[:-1]] if specific else []
        return (*joined, *running, *((symbol_runs(marks),) if marks else ()))
    numbered = [f"{position}. {note}" for position, note in enumerate(general, start=1)]
    lines = [symbol_runs(line) for line in (numbered if len(numbered) > 1 else general)]
    lines += [*specific, *([symbol_runs(marks)] if marks else [])]
    return tuple((*(symbol_runs(label) if position == 0 else ()), *line) for position, line in enumerate(lines))


def general_notes(table: Table) -> list[str]:
    """The notes of the table, those of its columns, and the one on what is left blank."""
    notes = [*table.notes, *(column.note for column in table.columns), *_blank_notes(table)]
    return list(dict.fromkeys(clean_text(note) for note in notes if note.strip()))


def _blank_notes(table: Table) -> list[str]:
    """Below which size a number is left out in print, where one is."""
    style = table.style
    blank = [cell for row in table.rows for cell in row.cells if format_cell(cell, style) == "" and cell.numbers]
    limits = dict.fromkeys(cell.blank_below for cell in blank if cell.blank_below is not None)
    return [
        term("write.blank_note", style.language, limit=format_cutoff(limit, style))
        + term("common.full_stop", style.language)
        for limit in limits
    ]


def marks_sentence(table: Table) -> str:
    """What the significance marks mean, from the weakest to the strongest that occurs; empty where none does."""
    style = table.style
    numbers = [number for row in table.rows for cell in row.cells for number in cell.numbers]
    present = {stars(number.p, style) for number in numbers if format_cell(number, style)}
    explained = [_explain(mark, level, style) for level, mark in reversed(style.stars) if mark in present]
    if not explained:
        return ""
    separator = term("write.mark_separator", style.language)
    return separator.join(explained) + term("write.marks_end", style.language)


def _explain(mark: str, level: float, style: Style) -> str:
    below = " < " if style.spaced_relations else "<"
    return term("write.mark", style.language, mark=mark, below=below, level=format_level(level, style))
