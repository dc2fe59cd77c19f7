"""Models side by side, one column each: coefficients with their standard errors in parentheses, fit below."""

from __future__ import annotations

from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, merged, number, stub, text
from surveykit.tables.regression import (
    coefficient_label,
    coefficients_by_block,
    fit_lines,
    general_notes,
    outcome_label,
)
from surveykit.tables.words import sentence


def lay_out(result: RegressionResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Coefficients in rows, models in columns; N, R² and F below."""
    look = resolve_style(style, language)
    models = records(result.glance())
    title = "regression.title" if len(models) == 1 else "regression.title_blocks"
    table = Table(
        name="regression_merged",
        title=term(title, look.language, outcome=outcome_label(result, look)),
        columns=(stub("tables.head_variable", look, width=2.4), *_model_columns(len(models), look)),
        rows=(*_coefficient_rows(result, look), *_fit_rows(models, look)),
        style=look,
        notes=general_notes(result, result.tidy()["term"], look),
    )
    return (table,)


def _model_columns(models: int, style: Style) -> list[Column]:
    """One column per model; a single model needs no number."""
    parts = (term("tables.head_estimate", style.language), term("tables.head_std_error", style.language))
    single = term("regression.head_merged", style.language)
    numbered = [term("regression.head_model", style.language, number=place) for place in range(1, models + 1)]
    headers = numbered if models > 1 else [single]
    note = sentence("regression.note_merged", style)
    return [Column(header, width=1.6, note=note, part_headers=parts) for header in headers]


def _coefficient_rows(result: RegressionResult, style: Style) -> list[Row]:
    blocks = coefficients_by_block(result)
    return [
        Row((text(coefficient_label(result, name, style)), *(_coefficient(block.get(name)) for block in blocks)))
        for name in blocks[-1]
    ]


def _coefficient(row: Record | None) -> Cell:
    """Coefficient and standard error as one; empty where the model does not hold the term."""
    if row is None:
        return EMPTY
    estimate = number(row["estimate"], "coefficient", p=row["p_value"])
    return merged(estimate, number(row["std_error"], "std_error"), "error")


def _fit_rows(models: list[Record], style: Style) -> list[Row]:
    sizes = Row(
        (text(term("regression.row_n", style.language)), *(number(model["n"], "count") for model in models)),
        role="summary",
    )
    return [
        sizes,
        *(
            Row(
                (
                    text(term(f"regression.row_{column}", style.language)),
                    *(number(model[column], kind, p=model[p] if p else None) for model in models),
                ),
                role="summary",
            )
            for column, kind, p in fit_lines(models)
        ),
    ]
