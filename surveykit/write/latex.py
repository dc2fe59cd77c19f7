"""Tables in LaTeX: booktabs rules, notes below, every special character escaped."""

from __future__ import annotations

import re

from surveykit.core.table import Row, Table
from surveykit.write.layout import Head, alignment, cell_runs, first_summary, header_rows, is_heading
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.text import clean_text

SPECIAL = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "−": r"\textminus{}",
}
"""The ten specials, and signs that older fonts misprint."""

PREAMBLE = "% Needs \\usepackage{booktabs,threeparttable,textcomp}, and \\usepackage{ctex} for Chinese."


def table_latex(table: Table) -> str:
    r"""A ``table`` environment with caption, three rules and notes.

    Where the table has a number, it is set in a line with ``\thetable``; without that line LaTeX counts by itself.
    """
    top, middle, _ = table.style.rule_weights
    letters = "".join(alignment(table, column)[0] for column in range(len(table.columns)))
    number = [rf"\renewcommand{{\thetable}}{{{escape(clean_text(table.number))}}}"] if table.number else []
    summary = first_summary(table)
    lines = [
        PREAMBLE,
        r"\begin{table}[htbp]",
        rf"\setlength{{\heavyrulewidth}}{{{top}bp}}\setlength{{\lightrulewidth}}{{{middle}bp}}",
        r"\centering",
        *number,
        r"\begin{threeparttable}",
        rf"\caption{{{_marked(symbol_runs(clean_text(table.title)))}}}\label{{tab:{_label(table.name)}}}",
        rf"\begin{{tabular}}{{{letters}}}",
        r"\toprule",
        *_header(table),
        r"\midrule",
        *((r"\addlinespace " if place == summary else "") + _row(row, table) for place, row in enumerate(table.rows)),
        r"\bottomrule",
        r"\end{tabular}",
        *_notes(table),
        r"\end{threeparttable}",
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    r"""The text with every special character made harmless.

    >>> print(escape("50% of R&D_x"))
    50\% of R\&D\_x
    """
    return "".join(SPECIAL.get(sign, sign) for sign in text)


def _marked(runs: tuple[Run, ...]) -> str:
    """Runs with their looks as commands."""
    parts = []
    for run in runs:
        text = escape(run.text)
        text = rf"\textit{{{text}}}" if run.italic else text
        parts.append(rf"\textbf{{{text}}}" if run.bold else text)
    return "".join(parts)


def _line(cells: list[str]) -> str:
    r"""One row. After ``\\`` a star or bracket would be read as its option, so a row never starts with one."""
    text = " & ".join(cells)
    return ("{}" if text[:1] in ("*", "[") else "") + text + r" \\"


def _header(table: Table) -> list[str]:
    """One row of heads, or two with a rule under each spanner."""
    upper, *lower = header_rows(table)
    if not lower:
        return [_line([_marked(head.runs) for head in upper])]
    spanners = [head for head in upper if head.spanner]
    rules = "".join(rf"\cmidrule(lr){{{head.start + 1}-{head.start + head.columns}}}" for head in spanners)
    names = {head.start: _marked(head.runs) for head in (*upper, *lower[0]) if not head.spanner}
    return [_line([_spanned(head) for head in upper]), rules, _line([names[key] for key in sorted(names)])]


def _spanned(head: Head) -> str:
    """A cell of the upper row; a head of two rows stands in the lower one."""
    return rf"\multicolumn{{{head.columns}}}{{c}}{{{_marked(head.runs)}}}" if head.spanner else ""


def _row(row: Row, table: Table) -> str:
    texts = [_marked(cell_runs(cell, row, table)) for cell in row.cells]
    texts[0] = r"\quad " * row.indent + texts[0]
    if is_heading(row):
        return rf"\multicolumn{{{len(texts)}}}{{l}}{{{texts[0]}}} \\"
    return _line(texts)


def _notes(table: Table) -> list[str]:
    notes = [rf"\item {_guarded(_marked(note))}" for note in note_paragraphs(table)]
    return [r"\begin{tablenotes}\footnotesize", *notes, r"\end{tablenotes}"] if notes else []


def _guarded(text: str) -> str:
    r"""The text of an ``\item``, which a bracket must not follow."""
    return "{}" + text if text.startswith("[") else text


def _label(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-") or "table"
