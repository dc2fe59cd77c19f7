"""Correlations with their intervals below them, and alpha in bold on the diagonal."""

from __future__ import annotations

import math
from dataclasses import replace

from surveykit.analyze.correlations import CorrelationsResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, merged, number
from surveykit.tables.correlations import leading_columns, matrix_notes, pairs_before, variable_row
from surveykit.tables.words import sentence


def lay_out(result: CorrelationsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Two rows per variable: correlations, and under each its interval in brackets."""
    look = resolve_style(style, language)
    level = format_confidence(result.conf_level)
    variables = records(result.variables)
    parts = (term("correlations.head_estimate_or_low", look.language), term("tables.head_high", look.language))
    numbered = (Column(str(place), width=1.5, part_headers=parts) for place in range(1, len(variables) + 1))
    table = Table(
        name="correlations_interval",
        title=term("correlations.title_interval", look.language, level=level),
        columns=(*leading_columns(look), *numbered),
        rows=tuple(row for place, variable in enumerate(variables) for row in _rows(result, place, variable, look)),
        style=look,
        notes=(
            *result.note_texts(look),
            sentence("correlations.note_below", look, level=level),
            *matrix_notes(result, look, diagonal="correlations.note_diagonal_bold"),
        ),
    )
    return (table,)


def _rows(result: CorrelationsResult, position: int, variable: Record, style: Style) -> list[Row]:
    """The row of a variable and, but for the first, the row of its intervals."""
    row = variable_row(result, position, style, diagonal=_diagonal(variable))
    if position == 0:
        return [row]
    intervals = (
        merged(number(pair["conf_low"], "correlation"), number(pair["conf_high"], "correlation"), "interval")
        for pair in pairs_before(result, position)
    )
    after = [EMPTY] * (len(result.variables) - position)
    return [row, Row((EMPTY, EMPTY, EMPTY, *intervals, *after))]


def _diagonal(variable: Record) -> Cell:
    return DASH if math.isnan(variable["alpha"]) else replace(number(variable["alpha"], "reliability"), bold=True)
