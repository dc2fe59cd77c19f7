"""The fieldwork table and the table of exclusions."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from surveykit.analyze.sample_flow import SampleFlowResult
from surveykit.core.codebook import Language
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term, topics
from surveykit.tables.words import notes_but, notes_on, run_on

_FIELDWORK: tuple[tuple[str, str, Kind], ...] = (
    ("n_issued", "issued", "count"),
    ("n_returned", "returned", "count"),
    ("response_rate", "response_rate", "percent"),
    ("n_removed", "removed", "count"),
    ("n_valid", "valid", "count"),
    ("valid_rate", "valid_rate", "percent"),
)
_REMOVALS: tuple[tuple[str, str, Kind], ...] = (
    ("n_flagged", "flagged", "count"),
    ("n", "counted", "count"),
    ("proportion", "proportion", "percent"),
)
_ANALYSES: tuple[tuple[str, str, Kind], ...] = (
    ("n_valid", "valid", "count"),
    ("n_missing", "lost", "count"),
    ("n", "analysed", "count"),
    ("proportion", "analysed_share", "percent"),
)
_COLUMN_NOTES = {"valid_rate": "sample_flow.note_base", "n_flagged": "sample_flow.note_once"}
"""The note on a column, which leaves the table with it."""


def lay_out(result: SampleFlowResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Fieldwork by mode, exclusions by rule where there are any, and who was analysed where analyses were given."""
    look = resolve_style(style, language)
    tables = [_fieldwork(result, look)]
    if len(result.removals):
        tables.append(_removals(result, look))
    if len(result.analyses):
        tables.append(_analyses(result, look))
    return tuple(tables)


def _fieldwork(result: SampleFlowResult, style: Style) -> Table:
    """One row per mode and a total; without the columns on issued questionnaires where the number is unknown."""
    shown = [column for column in _FIELDWORK if result.modes[column[0]].notna().all()]
    rows = []
    if len(result.modes) > 1:
        rows = [_row(_mode(mode["mode"], style), mode, shown) for _, mode in result.modes.iterrows()]
    total = result.glance().iloc[0]
    return Table(
        name="sample_flow",
        title=term("sample_flow.title", style.language),
        columns=_columns(result, "mode", shown, style),
        rows=(*rows, _row(term("sample_flow.total", style.language), total, shown, summary=len(rows) > 0)),
        style=style,
        notes=notes_but(result.notes, tuple(_COLUMN_NOTES.values()), style),
    )


def _removals(result: SampleFlowResult, style: Style) -> Table:
    """One row per rule and a total, which leaves the number flagged empty because rules overlap."""
    rows = [
        _row(result.labels[rule["rule"]].within(style.language), rule, _REMOVALS)
        for _, rule in result.removals.iterrows()
    ]
    total = pd.Series({"n_flagged": None, **result.removals[["n", "proportion"]].sum()}, dtype=object)
    return Table(
        name="sample_flow_removals",
        title=term("sample_flow.title_removals", style.language),
        columns=_columns(result, "rule", _REMOVALS, style),
        rows=(*rows, _row(term("sample_flow.total", style.language), total, _REMOVALS, summary=True)),
        style=style,
    )


def _analyses(result: SampleFlowResult, style: Style) -> Table:
    """One row per analysis."""
    rows = [
        _row(label.within(style.language), analysis, _ANALYSES)
        for label, (_, analysis) in zip(result.analysis_labels, result.analyses.iterrows(), strict=True)
    ]
    return Table(
        name="sample_flow_analyses",
        title=term("sample_flow.title_analyses", style.language),
        columns=_columns(result, "analysis", _ANALYSES, style),
        rows=tuple(rows),
        style=style,
    )


def _columns(
    result: SampleFlowResult, stub: str, shown: Sequence[tuple[str, str, Kind]], style: Style
) -> tuple[Column, ...]:
    named = [
        Column(term(f"sample_flow.{entry}", style.language), note=_column_note(result, name, style))
        for name, entry, _ in shown
    ]
    return (Column(term(f"sample_flow.{stub}", style.language), align="left", width=2.0), *named)


def _column_note(result: SampleFlowResult, name: str, style: Style) -> str:
    key = _COLUMN_NOTES.get(name)
    return run_on(notes_on(result.notes, key, style), style) if key else ""


def _row(label: str, values: pd.Series, shown: Sequence[tuple[str, str, Kind]], *, summary: bool = False) -> Row:
    cells = (Cell(label), *(_cell(values[name], kind) for name, _, kind in shown))
    return Row(cells, role="summary" if summary else "body")


def _cell(value: float | None, kind: Kind) -> Cell:
    if value is None:
        return Cell(None, kind)
    return Cell(int(value) if kind == "count" else float(value), kind)


def _mode(mode: str, style: Style) -> str:
    """A mode in words; one that has no words of its own as it is."""
    key = f"mode_{mode or 'unknown'}"
    return term(f"sample_flow.{key}", style.language) if key in topics()["sample_flow"] else mode
