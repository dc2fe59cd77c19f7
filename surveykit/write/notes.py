"""The notes under a table: general notes first, then the meaning of the significance marks that are in it."""

from __future__ import annotations

from surveykit.core.format import format_level, stars
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text


def note_paragraphs(table: Table) -> tuple[tuple[Run, ...], ...]:
    """The notes as paragraphs of runs, each paragraph ending with a full stop.

    In Chinese several general notes are numbered, one to a paragraph; in English they run on after an italic
    *Note.* The marks stand in a paragraph of their own, and only those that occur in the table.
    """
    general = [clean_text(note) for note in table.notes if note.strip()]
    marks = marks_sentence(table)
    if table.style.language == "en":
        joined = [(Run(term("write.note_label", "en"), italic=True), *symbol_runs(" " + " ".join(general)))]
        return (*(joined if general else ()), *((symbol_runs(marks),) if marks else ()))
    numbered = [f"{position}. {note}" for position, note in enumerate(general, start=1)]
    lines = [*(numbered if len(numbered) > 1 else general), *([marks] if marks else [])]
    label = term("write.note_label", table.style.language)
    return tuple(symbol_runs((label if position == 0 else "") + line) for position, line in enumerate(lines))


def marks_sentence(table: Table) -> str:
    """What the significance marks mean, from the weakest to the strongest that occurs; empty where none does."""
    style = table.style
    present = {
        stars(cell.p, style)
        for row in table.rows
        for cell in row.cells
        if cell.value is not None and not isinstance(cell.value, str)
    }
    explained = [_explain(mark, level, style) for level, mark in reversed(style.stars) if mark in present]
    if not explained:
        return ""
    separator = term("write.mark_separator", style.language)
    return separator.join(explained) + term("write.marks_end", style.language)


def _explain(mark: str, level: float, style: Style) -> str:
    below = " < " if style.bare_kinds else "<"
    return term("write.mark", style.language, mark=mark, below=below, level=format_level(level, style))
