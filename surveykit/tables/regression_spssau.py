"""Each model in a table of its own, in the columns of SPSSAU: B, standard error, β, t, p, VIF and tolerance.

The Durbin-Watson statistic is left out: it depends on the order of the respondents, which means nothing in a survey.
"""

from __future__ import annotations

from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.regression import (
    beta_note,
    coefficient_label,
    coefficients_by_block,
    general_notes,
    outcome_label,
    vif_column,
)
from surveykit.tables.words import sentence

NUMBERS: tuple[tuple[str, Kind], ...] = (
    ("estimate", "coefficient"),
    ("std_error", "std_error"),
    ("beta", "beta"),
    ("statistic", "statistic"),
    ("p_value", "p"),
    ("vif", "number"),
    ("tolerance", "number"),
)
"""Columns of `tidy` and the kinds of their numbers."""

P_PLACE = [name for name, _ in NUMBERS].index("p_value")
"""Where the p value of F stands: in the column of the other p values."""


def lay_out(result: RegressionResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One table per model."""
    look = resolve_style(style, language)
    models = records(result.glance())
    blocks = coefficients_by_block(result)
    return tuple(
        Table(
            name="regression_spssau" if len(models) == 1 else f"regression_spssau_{place}",
            title=_title(result, place if len(models) > 1 else 0, look),
            columns=_columns(result, look),
            rows=(
                *(_coefficient_row(result, name, row, look) for name, row in block.items()),
                *_fit_rows(model, look),
            ),
            style=look,
            notes=general_notes(result, block, look),
        )
        for place, (model, block) in enumerate(zip(models, blocks, strict=True), start=1)
    )


def _title(result: RegressionResult, number_of_model: int, style: Style) -> str:
    """With the number of the model where there are several."""
    outcome = outcome_label(result, style)
    if not number_of_model:
        return term("regression.title", style.language, outcome=outcome)
    return term("regression.title_model", style.language, outcome=outcome, number=number_of_model)


def _columns(result: RegressionResult, style: Style) -> tuple[Column, ...]:
    raw, standard, collinearity = (
        term(f"regression.spanner_{name}", style.language) for name in ("raw", "standard", "collinearity")
    )
    tolerance = sentence("regression.note_tolerance", style)
    return (
        stub("regression.head_term", style, width=2.4),
        head("tables.head_estimate", style, spanner=raw),
        head("regression.head_std_error", style, spanner=raw),
        head("tables.head_beta", style, spanner=standard, width=1.3, note=beta_note(result, style)),
        head("tables.head_t", style),
        head("tables.head_p", style),
        vif_column(result, style, spanner=collinearity),
        head("regression.head_tolerance", style, spanner=collinearity, note=tolerance),
    )


def _coefficient_row(result: RegressionResult, name: str, row: Record, style: Style) -> Row:
    numbers = (number(row[column], kind) for column, kind in NUMBERS)
    return Row((text(coefficient_label(result, name, style)), *numbers))


def _fit_rows(model: Record, style: Style) -> list[Row]:
    """R² and adjusted R²; F with its degrees of freedom and its p value."""
    freedom = {name: format_number(model[name], "df", style) for name in ("df", "df_error")}
    return [
        _fit_row(term("regression.row_r_squared", style.language), number(model["r_squared"], "r_squared")),
        _fit_row(term("regression.row_adj_r_squared", style.language), number(model["adj_r_squared"], "r_squared")),
        _fit_row(
            term("regression.row_f", style.language, **freedom),
            number(model["statistic"], "statistic"),
            p=number(model["p_value"], "p"),
        ),
    ]


def _fit_row(label: str, value: Cell, *, p: Cell = EMPTY) -> Row:
    cells = [value, *[EMPTY] * (len(NUMBERS) - 1)]
    cells[P_PLACE] = p
    return Row((text(label), *cells), role="summary")
