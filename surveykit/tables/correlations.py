"""Correlations below the diagonal, with means and standard deviations before them."""

from __future__ import annotations

import math

from surveykit.analyze.correlations import INTERVAL_NOTE, CorrelationsResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, head, number, stub, text
from surveykit.tables.words import sentence


def lay_out(result: CorrelationsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Numbered variables; the diagonal holds alpha in parentheses where there is one."""
    look = resolve_style(style, language)
    variables = records(result.variables)
    pairs = {frozenset((pair["x"], pair["y"])): pair for pair in records(result.tidy())}
    table = Table(
        name="correlations",
        title=term("correlations.title", look.language),
        columns=_columns(len(variables), look),
        rows=tuple(_row(result, position, variables, pairs, look) for position in range(len(variables))),
        style=look,
        notes=_notes(result, look),
    )
    return (table,)


def _columns(k: int, style: Style) -> tuple[Column, ...]:
    return (
        stub("tables.head_variable", style, width=2.6),
        head("correlations.head_mean", style, width=0.8),
        head("correlations.head_sd", style, width=0.8),
        *(Column(str(position), width=1.1) for position in range(1, k + 1)),
    )


def _row(
    result: CorrelationsResult,
    position: int,
    variables: list[Record],
    pairs: dict[frozenset[str], Record],
    style: Style,
) -> Row:
    """One variable with its correlations to those above it."""
    variable = variables[position]
    label = result.codebook.label(variable["term"], style.language)
    before = [pairs[frozenset((variable["term"], other["term"]))] for other in variables[:position]]
    cells = [
        text(f"{position + 1}. {label}"),
        number(variable["mean"], "mean"),
        number(variable["sd"], "sd"),
        *(number(pair["estimate"], "correlation", p=pair["p_adjusted"]) for pair in before),
        _diagonal(variable),
        *[EMPTY] * (len(variables) - position - 1),
    ]
    return Row(tuple(cells))


def _diagonal(variable: Record) -> Cell:
    if math.isnan(variable["alpha"]):
        return DASH
    return number(variable["alpha"], "reliability", parenthesised=True)


def _notes(result: CorrelationsResult, style: Style) -> tuple[str, ...]:
    overall = records(result.glance())[0]
    differ = overall["n_low"] != overall["n_high"]
    with_alpha = bool(result.variables["alpha"].notna().any())
    low, high = overall["n_low"], overall["n_high"]
    return (
        *(note.text(style) for note in result.notes if not note.key.startswith(INTERVAL_NOTE)),
        *([sentence("correlations.note_n", style, low=low, high=high)] if differ else []),
        *([sentence("correlations.note_diagonal", style)] if with_alpha else []),
    )
