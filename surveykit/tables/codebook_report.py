"""Every variable in one table, and the answers of the closed ones in another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import pandas as pd

from surveykit.analyze.codebook_report import CodebookReportResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text, told
from surveykit.tables.words import notes_but, notes_on, rounding_note, run_on, sentence

_NUMBERS: tuple[tuple[str, str, Kind], ...] = (
    ("codebook_report.head_n", "n", "count"),
    ("codebook_report.head_not_shown", "n_not_shown", "count"),
    ("codebook_report.head_blank", "n_blank", "count"),
    ("codebook_report.head_declared", "n_declared", "count"),
    ("codebook_report.head_distinct", "n_distinct", "count"),
    ("tables.head_min", "min", "number"),
    ("codebook_report.head_median", "median", "number"),
    ("tables.head_max", "max", "number"),
    ("tables.head_mean", "mean", "mean"),
)
"""Header, column of `tidy` and kind of each number."""

UPRIGHT = 6
"""With more columns of numbers than this, the wording of the questions needs a page on its side."""

_MISSING = ("n_not_shown", "n_blank", "n_declared")
_SPREAD = ("min", "median", "max", "mean")
_COLUMN_NOTES = {"n_distinct": "codebook_report.note_distinct", "n_declared": "codebook_report.note_declared"}


def lay_out(result: CodebookReportResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The overview, and the distributions where there are closed variables."""
    look = resolve_style(style, language)
    return (_overview(result, look), *([_distributions(result, look)] if len(result.levels) else []))


def _overview(result: CodebookReportResult, style: Style) -> Table:
    """One row per variable; without the columns in which no variable has anything."""
    variables = result.tidy()
    shown = [column for column in _NUMBERS if _is_used(variables, column[1])]
    return Table(
        name="codebook",
        title=term("codebook_report.title", style.language, n=result.counts.used),
        columns=(
            stub("codebook_report.head_name", style, width=1.2),
            head("codebook_report.head_label", style, width=3.6, align="left"),
            head("codebook_report.head_kind", style, width=1.2),
            *(_head(header, name, style) for header, name, _ in shown),
        ),
        rows=tuple(_variable(result, row, [column[1:] for column in shown], style) for row in records(variables)),
        style=style,
        notes=notes_but(result.notes, "codebook_report.note_base", style),
        orientation="landscape" if len(shown) > UPRIGHT else "auto",
    )


def _is_used(variables: pd.DataFrame, name: str) -> bool:
    """Whether a column says something of any variable; a count that is suppressed does."""
    numbers = variables[name]
    if name in _MISSING:
        return bool((numbers != 0).any())
    return name not in _SPREAD or bool(numbers.notna().any())


def _head(header: str, name: str, style: Style) -> Column:
    spanner = term("codebook_report.spanner_missing", style.language) if name in _MISSING else ""
    note = sentence(_COLUMN_NOTES[name], style) if name in _COLUMN_NOTES else ""
    return head(header, style, spanner=spanner, note=note)


def _variable(result: CodebookReportResult, row: Record, shown: list[tuple[str, Kind]], style: Style) -> Row:
    label = str(row[f"label_{style.language}"])
    return Row(
        (
            text(row["term"]),
            EMPTY if label == row["term"] else text(label),
            text(kind_words(result, row, style)),
            *(_number(row, name, kind) for name, kind in shown),
        )
    )


def _number(row: Record, name: str, kind: Kind) -> Cell:
    """A number; whole ones that were answered without decimals, and a dash for a count that is suppressed."""
    if name in _SPREAD:
        limits = name in ("min", "max") and float(row[name]).is_integer()
        return number(row[name], "count" if limits else kind)
    return told(row[name], kind)


def kind_words(result: CodebookReportResult, row: Record, style: Style) -> str:
    """The kind of a variable, and whether it is personal."""
    kind = term(f"codebook_report.kind_{row['kind']}", style.language)
    personal = result.codebook.has_variable(row["term"]) and result.codebook.variable(row["term"]).personal
    return term("codebook_report.personal", style.language, kind=kind) if personal else kind


def _distributions(result: CodebookReportResult, style: Style) -> Table:
    """One row per answer; the variable is named in its first row."""
    labels = dict(zip(result.variables["term"], result.variables[f"label_{style.language}"], strict=True))
    found = groupby(records(result.levels), key=lambda row: str(row["term"]))
    whole = result.levels.groupby("term")["n"].transform(lambda n: n.notna().all())
    shares = (list(group) for _, group in result.levels[whole].groupby("term")["proportion"])
    note = run_on(
        filter(None, (sentence("codebook_report.note_proportion", style), rounding_note(shares, style))), style
    )
    return Table(
        name="codebook_levels",
        title=term("codebook_report.title_levels", style.language),
        columns=(
            stub("codebook_report.head_label", style, width=3.0),
            head("codebook_report.head_code", style, width=0.7),
            head("codebook_report.head_level", style, width=2.4, align="left"),
            head("codebook_report.head_count", style),
            head("tables.head_percent", style, note=note),
        ),
        rows=tuple(row for name, levels in found for row in _answers(result, name, labels[name], list(levels), style)),
        style=style,
        notes=(*notes_on(result.notes, "codebook_report.note_base", style), *notes_on(result.notes, "common.", style)),
    )


def _answers(result: CodebookReportResult, name: str, label: str, levels: list[Record], style: Style) -> Iterable[Row]:
    named = text(name if label == name else term("prose.bracketed", style.language, name=label, numbers=name))
    for position, level in enumerate(levels):
        answer = result.codebook.value_label(name, level["level"], style.language)
        yield Row(
            (
                EMPTY if position else named,
                number(level["level"], "count" if float(level["level"]).is_integer() else "number"),
                text(answer),
                told(level["n"], "count"),
                told(level["proportion"], "percent"),
            )
        )
