"""A linear regression: one model in full, or the blocks of a hierarchical regression side by side."""

from __future__ import annotations

from dataclasses import dataclass

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.words import interval_note, level_words, reference_note, sentence


@dataclass(frozen=True)
class _Piece:
    """One column of a model: which number of a coefficient it shows."""

    header: str
    column: str
    kind: Kind
    width: float = 1.0
    marked: bool = False
    in_interval: bool = False


_B = _Piece("tables.head_estimate", "estimate", "coefficient", width=1.5, marked=True)
_SE = _Piece("tables.head_std_error", "std_error", "std_error")
_BETA = _Piece("tables.head_beta", "beta", "beta")

ALONE = (
    _Piece("tables.head_estimate", "estimate", "coefficient"),
    _SE,
    _BETA,
    _Piece("tables.head_t", "statistic", "statistic"),
    _Piece("tables.head_p", "p_value", "p"),
    _Piece("tables.head_low", "conf_low", "coefficient", in_interval=True),
    _Piece("tables.head_high", "conf_high", "coefficient", in_interval=True),
)
BESIDE = (_B, _SE, _BETA)
CROWDED = (_B, _SE)

BETA_NOTE = "regression.note_beta"

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
    outcome = result.codebook.label(str(result.spec["outcome"]), look.language)
    title = "regression.title" if len(models) == 1 else "regression.title_blocks"
    table = Table(
        name="regression",
        title=term(title, look.language, outcome=outcome),
        columns=_columns(result, models, pieces, look),
        rows=(*_coefficient_rows(result, pieces, look), *_fit_rows(models, pieces, look)),
        style=look,
        notes=_notes(result, outcome, pieces, look),
    )
    return (table,)


def _pieces(models: int) -> tuple[_Piece, ...]:
    if models == 1:
        return ALONE
    return BESIDE if models <= MOST_BESIDE else CROWDED


def _columns(
    result: RegressionResult, models: list[Record], pieces: tuple[_Piece, ...], style: Style
) -> tuple[Column, ...]:
    level = level_words(result.conf_level, style)
    columns = [stub("tables.head_variable", style, width=3.0)]
    for position in range(1, len(models) + 1):
        model = term("regression.head_model", style.language, number=position) if len(models) > 1 else ""
        columns += [
            head(piece.header, style, width=piece.width, spanner=level if piece.in_interval else model)
            for piece in pieces
        ]
    return (*columns, head("regression.head_vif", style, width=0.9))


def _coefficient_rows(result: RegressionResult, pieces: tuple[_Piece, ...], style: Style) -> list[Row]:
    """One row per term of the last block, which holds the terms of all."""
    blocks = [{row["term"]: row for row in records(rows)} for _, rows in result.tidy().groupby("block", sort=False)]
    return [
        Row(
            (
                text(_label(result, name, style)),
                *(cell for block in blocks for cell in _coefficient_cells(block.get(name), pieces)),
                number(blocks[-1][name]["vif"], "number"),
            )
        )
        for name in blocks[-1]
    ]


def _coefficient_cells(row: Record | None, pieces: tuple[_Piece, ...]) -> list[Cell]:
    """The cells of one term in one model; empty where the model does not hold it."""
    if row is None:
        return [EMPTY] * len(pieces)
    return [number(row[piece.column], piece.kind, p=row["p_value"] if piece.marked else None) for piece in pieces]


def _fit_rows(models: list[Record], pieces: tuple[_Piece, ...], style: Style) -> list[Row]:
    """R², adjusted R² and F, and what each block adds to the ones before it."""
    shown = [line for line in FIT if len(models) > 1 or not line[0].startswith("delta_")]
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
        for column, kind, p in shown
    ]


def _label(result: RegressionResult, name: str, style: Style) -> str:
    if name == INTERCEPT:
        return term("regression.intercept", style.language)
    return term_label(result.codebook, name, style.language)


def _notes(result: RegressionResult, outcome: str, pieces: tuple[_Piece, ...], style: Style) -> tuple[str, ...]:
    return (
        sentence("regression.note_outcome", style, outcome=outcome),
        *(note.text(style) for note in result.notes if note.key != BETA_NOTE or _BETA in pieces),
        *([reference_note(result.codebook, result.references, style)] if result.references else []),
        *([sentence("regression.note_vif", style)] if len(result.glance()) > 1 else []),
        *([interval_note(style)] if any(piece.in_interval for piece in pieces) else []),
    )
