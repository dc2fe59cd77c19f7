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
from surveykit.tables.words import notes_but, sentence


def lay_out(result: CorrelationsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Numbered variables; the diagonal holds alpha in parentheses where there is one."""
    look = resolve_style(style, language)
    variables = records(result.variables)
    rows = [variable_row(result, place, look, diagonal=_diagonal(entry)) for place, entry in enumerate(variables)]
    table = Table(
        name="correlations",
        title=term("correlations.title", look.language),
        columns=(*leading_columns(look), *(Column(str(place), width=1.1) for place in range(1, len(rows) + 1))),
        rows=tuple(rows),
        style=look,
        notes=(
            *notes_but(result.notes, INTERVAL_NOTE, look),
            *matrix_notes(result, look, diagonal="correlations.note_diagonal"),
        ),
    )
    return (table,)


def leading_columns(style: Style) -> tuple[Column, ...]:
    """The name, mean and standard deviation of a variable."""
    return (
        stub("tables.head_variable", style, width=2.6),
        head("correlations.head_mean", style, width=0.8),
        head("correlations.head_sd", style, width=0.8),
    )


def pairs_before(result: CorrelationsResult, position: int) -> list[Record]:
    """The pairs of one variable with each of those above it, in their order."""
    pairs = {frozenset((pair["x"], pair["y"])): pair for pair in records(result.tidy())}
    names = result.variables["term"].tolist()
    return [pairs[frozenset((names[position], other))] for other in names[:position]]


def variable_row(result: CorrelationsResult, position: int, style: Style, *, diagonal: Cell) -> Row:
    """One variable with its correlations to those above it."""
    variable = records(result.variables)[position]
    label = result.codebook.label(variable["term"], style.language)
    cells = [
        text(f"{position + 1}. {label}"),
        number(variable["mean"], "mean"),
        number(variable["sd"], "sd"),
        *(number(pair["estimate"], "correlation", p=pair["p_adjusted"]) for pair in pairs_before(result, position)),
        diagonal,
        *[EMPTY] * (len(result.variables) - position - 1),
    ]
    return Row(tuple(cells))


def _diagonal(variable: Record) -> Cell:
    if math.isnan(variable["alpha"]):
        return DASH
    return number(variable["alpha"], "reliability", parenthesised=True)


def matrix_notes(result: CorrelationsResult, style: Style, *, diagonal: str) -> tuple[str, ...]:
    """How many answered each pair, where pairs differ; `diagonal` is the key of what is said of alpha."""
    overall = records(result.glance())[0]
    differ = overall["n_low"] != overall["n_high"]
    with_alpha = bool(result.variables["alpha"].notna().any())
    low, high = overall["n_low"], overall["n_high"]
    return (
        *([sentence("correlations.note_n", style, low=low, high=high)] if differ else []),
        *([sentence(diagonal, style)] if with_alpha else []),
    )
