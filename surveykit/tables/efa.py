"""A factor analysis: variance explained, loadings, and the correlations of oblique factors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from surveykit.analyze.efa import EfaResult
from surveykit.analyze.rotating import OBLIQUE
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, head, number, stub, text
from surveykit.tables.words import notes_but, reversed_notes, sentence

SHOWN_FROM = 0.40
"""Smaller loadings are left blank."""

NUMBER_NOTE = "efa.note_number"


def lay_out(result: EfaResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The tables; what is called a factor and what a component follows the method."""
    look = resolve_style(style, language)
    tables = (variance_table(result, look), _loading_table(result, look))
    return (*tables, factor_table(result, look)) if is_oblique(result) else tables


def variance_table(result: EfaResult, style: Style) -> Table:
    """One row per eigenvalue; sums after extraction and rotation for those that were kept."""
    stages = _stages(result)
    columns = [head(f"efa.head_{unit_of(result)}", style, width=0.8, align="left")]
    for stage, names in stages.items():
        spanner = term(f"efa.stage_{stage}", style.language)
        note = sentence("efa.note_oblique_sums", style) if stage == "rotated" and is_oblique(result) else ""
        columns += [
            head(f"efa.head_{_last_word(name)}", style, spanner=spanner, width=1.1, note=note) for name, _ in names
        ]
    return Table(
        name="variance_explained",
        title=term(f"efa.title_variance_{unit_of(result)}", style.language),
        columns=tuple(columns),
        rows=tuple(_variance_row(row, position, stages) for position, row in enumerate(records(result.variance), 1)),
        style=style,
        notes=result.note_texts(style),
    )


def _stages(result: EfaResult) -> dict[str, list[tuple[str, Kind]]]:
    """Columns of `EfaResult.variance` under each spanner; oblique sums cannot be added, so they have no shares."""
    stages: dict[str, list[tuple[str, Kind]]] = {
        "initial": [("eigenvalue", "number"), ("proportion", "percent"), ("cumulative", "percent")],
        "extracted": _with_shares("extracted"),
    }
    if is_oblique(result):
        stages["rotated"] = [("rotated", "number")]
    elif result.spec["rotation"] != "none":
        stages["rotated"] = _with_shares("rotated")
    return stages


def _with_shares(stage: str) -> list[tuple[str, Kind]]:
    return [(stage, "number"), (f"{stage}_proportion", "percent"), (f"{stage}_cumulative", "percent")]


def _last_word(column: str) -> str:
    """Which of the three headers a column of `EfaResult.variance` has."""
    word = column.rpartition("_")[2]
    return word if word in ("proportion", "cumulative") else "sum"


def _variance_row(row: Record, position: int, stages: dict[str, list[tuple[str, Kind]]]) -> Row:
    numbers = (number(row[name], kind) for names in stages.values() for name, kind in names)
    return Row((Cell(position, "count"), *numbers))


def _loading_table(result: EfaResult, style: Style) -> Table:
    """Items sorted by the factor on which they load most, blank where a loading is small."""
    unit = unit_of(result)
    stage = "unrotated" if result.spec["rotation"] == "none" else "pattern" if is_oblique(result) else "rotated"
    spanner = term(f"efa.head_{unit}", style.language)
    columns = [
        stub("tables.head_item", style, width=4.0),
        *(Column(str(position), spanner=spanner) for position in range(1, result.loadings.shape[1] + 1)),
        head("efa.head_communality", style, note=sentence("efa.note_communality", style)),
    ]
    return Table(
        name="loadings",
        title=term(f"efa.title_{unit}_{stage}", style.language),
        columns=tuple(columns),
        rows=tuple(_loading_row(result, position, style) for position in sorted_positions(result.loadings)),
        style=style,
        notes=(
            *notes_but(result.notes, NUMBER_NOTE, style),
            *([sentence("efa.note_pattern", style)] if is_oblique(result) else []),
            sentence("efa.note_sorted", style),
            *reversed_notes(result.codebook, map(str, result.loadings.index), style, scored=True),
        ),
    )


def sorted_positions(loadings: pd.DataFrame) -> list[int]:
    """Positions of the items by the factor of their largest loading, the largest first."""
    size = loadings.abs().to_numpy()
    return [int(position) for position in np.lexsort((-size.max(axis=1), size.argmax(axis=1)))]


def _loading_row(result: EfaResult, position: int, style: Style) -> Row:
    values: list[float] = result.loadings.to_numpy()[position].tolist()
    cells = [
        text(marked_item(result.codebook, str(result.loadings.index[position]), style.language)),
        *(replace(number(value, "loading"), blank_below=SHOWN_FROM) for value in values),
        number(float(result.communality.iloc[position]), "loading"),
    ]
    return Row(tuple(cells))


def factor_table(result: EfaResult, style: Style) -> Table:
    """Correlations of the factors below the diagonal."""
    unit = unit_of(result)
    phi = result.phi.to_numpy()
    m = len(phi)
    rows = [
        Row(
            (
                Cell(i + 1, "count"),
                *(number(float(r), "correlation") for r in phi[i, :i]),
                DASH,
                *[EMPTY] * (m - i - 1),
            )
        )
        for i in range(m)
    ]
    return Table(
        name="factor_correlations",
        title=term(f"efa.title_{unit}_correlations", style.language),
        columns=(
            head(f"efa.head_{unit}", style, align="left"),
            *(Column(str(position)) for position in range(1, m + 1)),
        ),
        rows=tuple(rows),
        style=style,
        notes=(result.notes[0].text(style),),
    )


def unit_of(result: EfaResult) -> str:
    """Principal components are no factors, and are not called so."""
    return "component" if result.spec["method"] == "pca" else "factor"


def is_oblique(result: EfaResult) -> bool:
    """Whether the rotation lets factors correlate."""
    return result.spec["rotation"] in OBLIQUE
