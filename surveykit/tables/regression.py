"""A linear regression: one model in full, or the blocks of a hierarchical regression side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, limits, number, stub, text
from surveykit.tables.words import level_words, notes_but, notes_on, reference_note, run_on, sentence


@dataclass(frozen=True)
class _Piece:
    """One column of a model: which number of a coefficient it shows."""

    header: str
    column: str
    kind: Kind
    width: float = 1.0
    marked: bool = False


_B = _Piece("tables.head_estimate", "estimate", "coefficient", width=1.5, marked=True)
_SE = _Piece("tables.head_std_error", "std_error", "std_error")
_BETA = _Piece("tables.head_beta", "beta", "beta")

ALONE = (
    _Piece("tables.head_estimate", "estimate", "coefficient"),
    _SE,
    _BETA,
    _Piece("tables.head_t", "statistic", "statistic"),
    _Piece("tables.head_p", "p_value", "p"),
    _Piece("tables.head_low", "conf_low", "coefficient"),
    _Piece("tables.head_high", "conf_high", "coefficient"),
)
LIMITS = ("conf_low", "conf_high")
BESIDE = (_B, _SE, _BETA)
CROWDED = (_B, _SE)

BETA_NOTE = "regression.note_beta"
VIF_NOTE = "regression.note_vif"

MOST_BESIDE = 3
"""With more models than this the page is too narrow for β."""

FIT: tuple[tuple[str, Kind, str | None], ...] = (
    ("r_squared", "r_squared", None),
    ("adj_r_squared", "r_squared", None),
    ("delta_r_squared", "r_squared", None),
    ("statistic", "statistic", "p_value"),
    ("delta_statistic", "statistic", "delta_p_value"),
)
"""The rows below the coefficients: column of `glance`, kind, and the column of the p value that marks it."""


def lay_out(result: RegressionResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Coefficients in rows, models in columns, fit below, reference categories in the notes."""
    look = resolve_style(style, language)
    models = records(result.glance())
    pieces = _pieces(len(models))
    title = "regression.title" if len(models) == 1 else "regression.title_blocks"
    table = Table(
        name="regression",
        title=term(title, look.language, outcome=outcome_label(result, look)),
        columns=(*_columns(result, models, pieces, look), vif_column(result, look)),
        rows=(*_coefficient_rows(result, pieces, look), *_fit_rows(models, pieces, look)),
        style=look,
        notes=general_notes(result, result.tidy()["term"], look),
    )
    return (table,)


def _pieces(models: int) -> tuple[_Piece, ...]:
    if models == 1:
        return ALONE
    return BESIDE if models <= MOST_BESIDE else CROWDED


def _columns(
    result: RegressionResult, models: list[Record], pieces: tuple[_Piece, ...], style: Style
) -> tuple[Column, ...]:
    columns = [stub("tables.head_variable", style, width=3.0)]
    for position in range(1, len(models) + 1):
        model = term("regression.head_model", style.language, number=position) if len(models) > 1 else ""
        columns += [_piece_column(result, piece, model, style) for piece in pieces]
    return tuple(columns)


def _piece_column(result: RegressionResult, piece: _Piece, model: str, style: Style) -> Column:
    """A column under the name of its model; the limits of an interval stand under its level."""
    if piece.column in LIMITS:
        return limits(level_words(result.conf_level, style), style)[LIMITS.index(piece.column)]
    note = beta_note(result, style) if piece is _BETA else ""
    return head(piece.header, style, width=piece.width, spanner=model, note=note)


def beta_note(result: RegressionResult, style: Style) -> str:
    """What the standardised coefficients are, for their column."""
    return run_on(notes_on(result.notes, BETA_NOTE, style), style)


def vif_column(result: RegressionResult, style: Style, *, spanner: str = "") -> Column:
    """Variance inflation factors; with several models those of the last."""
    key = "regression.note_vif" if len(result.glance()) == 1 or spanner else "regression.note_vif_last"
    notes = (sentence(key, style), *notes_on(result.notes, VIF_NOTE, style))
    return head("regression.head_vif", style, width=0.9, spanner=spanner, note=run_on(notes, style))


def _coefficient_rows(result: RegressionResult, pieces: tuple[_Piece, ...], style: Style) -> list[Row]:
    """One row per term of the last block, which holds the terms of all."""
    blocks = coefficients_by_block(result)
    return [
        Row(
            (
                text(coefficient_label(result, name, style)),
                *(cell for block in blocks for cell in _coefficient_cells(block.get(name), pieces)),
                number(blocks[-1][name]["vif"], "number"),
            )
        )
        for name in blocks[-1]
    ]


def coefficients_by_block(result: RegressionResult) -> list[dict[str, Record]]:
    """The coefficients of each model by term."""
    return [{row["term"]: row for row in records(rows)} for _, rows in result.tidy().groupby("block", sort=False)]


def _coefficient_cells(row: Record | None, pieces: tuple[_Piece, ...]) -> list[Cell]:
    """The cells of one term in one model; empty where the model does not hold it."""
    if row is None:
        return [EMPTY] * len(pieces)
    return [number(row[piece.column], piece.kind, p=row["p_value"] if piece.marked else None) for piece in pieces]


def _fit_rows(models: list[Record], pieces: tuple[_Piece, ...], style: Style) -> list[Row]:
    """R², adjusted R² and F, and what each block adds to the ones before it."""
    return [
        Row(
            (
                text(term(f"regression.row_{column}", style.language)),
                *(
                    cell
                    for model in models
                    for cell in (number(model[column], kind, p=model[p] if p else None), *[EMPTY] * (len(pieces) - 1))
                ),
                EMPTY,
            ),
            role="summary",
        )
        for column, kind, p in fit_lines(models)
    ]


def fit_lines(models: list[Record]) -> list[tuple[str, Kind, str | None]]:
    """The lines of `FIT` that say something: a single model has no change."""
    return [line for line in FIT if len(models) > 1 or not line[0].startswith("delta_")]


def coefficient_label(result: RegressionResult, name: str, style: Style) -> str:
    """What to print for a term."""
    if name == INTERCEPT:
        return term("regression.intercept", style.language)
    return term_label(result.codebook, name, style.language)


def outcome_label(result: RegressionResult, style: Style) -> str:
    """What to print for the outcome."""
    return result.codebook.label(str(result.spec["outcome"]), style.language)


def general_notes(result: RegressionResult, terms: Iterable[str], style: Style) -> tuple[str, ...]:
    """The outcome, the notes of the result that belong to no column, and the reference categories of the terms."""
    named = {part.rpartition("=")[0] for name in terms for part in name.split(":")}
    references = {name: code for name, code in result.references.items() if name in named}
    return (
        sentence("regression.note_outcome", style, outcome=outcome_label(result, style)),
        *notes_but(result.notes, (BETA_NOTE, VIF_NOTE), style),
        *([reference_note(result.codebook, references, style)] if references else []),
    )
