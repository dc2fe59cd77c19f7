"""A factor analysis in the tables of SPSS: adequacy, communalities, variance, matrices, and factor correlations."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from surveykit.analyze.efa import EfaResult
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, number, stub, text
from surveykit.tables.efa import SHOWN_FROM, factor_table, is_oblique, sorted_positions, unit_of, variance_table
from surveykit.tables.factorability import adequacy_table
from surveykit.tables.words import reversed_notes, sentence


def lay_out(result: EfaResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The tables in the order in which SPSS prints them."""
    look = resolve_style(style, language)
    return (
        _adequacy(result, look),
        _communalities(result, look),
        variance_table(result, look),
        *_matrices(result, look),
        *((factor_table(result, look),) if is_oblique(result) else ()),
    )


def _adequacy(result: EfaResult, style: Style) -> Table:
    """KMO above the three numbers of Bartlett's test."""
    overall = records(result.glance())[0]
    test = (overall["sphericity"], overall["sphericity_df"], overall["sphericity_p"])
    return adequacy_table("kmo_bartlett", overall["kmo"], test, (result.notes[0].text(style),), style)


def _communalities(result: EfaResult, style: Style) -> Table:
    """One row per item, in the order of the questionnaire."""
    rows = [
        Row((_item(result, position, style), number(start, "loading"), number(end, "loading")))
        for position, (start, end) in enumerate(zip(result.communality_initial, result.communality, strict=True))
    ]
    return Table(
        name="communalities",
        title=term("efa.title_communalities", style.language),
        columns=(
            stub("tables.head_item", style, width=4.0),
            head("efa.head_initial", style),
            head("efa.head_extraction", style),
        ),
        rows=tuple(rows),
        style=style,
        notes=(result.notes[0].text(style), result.notes[1].text(style), *_reversed(result, style)),
    )


def _matrices(result: EfaResult, style: Style) -> list[Table]:
    """Loadings before rotation, after it, and for oblique factors their correlations with the items."""
    unit = unit_of(result)
    before = _matrix(result, result.unrotated, f"{unit}_unrotated", style)
    if result.spec["rotation"] == "none":
        return [before]
    before = replace(before, notes=(sentence("efa.note_before_rotation", style), *before.notes))
    rotation = next(note.text(style) for note in result.notes if note.key.startswith("efa.note_rotation"))
    if not is_oblique(result):
        rotated = _matrix(result, result.loadings, f"{unit}_rotated", style)
        return [before, replace(rotated, notes=(rotation, *rotated.notes))]
    pattern = _matrix(result, result.loadings, f"{unit}_pattern", style)
    structure = _matrix(result, result.structure, f"{unit}_structure", style)
    return [
        before,
        replace(pattern, notes=(rotation, sentence("efa.note_pattern", style), *pattern.notes)),
        replace(structure, notes=(rotation, sentence("efa.note_structure", style), *structure.notes)),
    ]


def _matrix(result: EfaResult, loadings: pd.DataFrame, name: str, style: Style) -> Table:
    """Items in the order of the rotated loadings, blank where a loading is small."""
    spanner = term(f"efa.head_{unit_of(result)}", style.language)
    values = loadings.to_numpy()
    return Table(
        name=name,
        title=term(f"efa.title_{name}", style.language),
        columns=(
            stub("tables.head_item", style, width=4.0),
            *(Column(str(position), spanner=spanner) for position in range(1, values.shape[1] + 1)),
        ),
        rows=tuple(
            Row(
                (
                    _item(result, position, style),
                    *(replace(number(value, "loading"), blank_below=SHOWN_FROM) for value in values[position].tolist()),
                )
            )
            for position in sorted_positions(result.loadings)
        ),
        style=style,
        notes=(result.notes[0].text(style), sentence("efa.note_sorted", style), *_reversed(result, style)),
    )


def _item(result: EfaResult, position: int, style: Style) -> Cell:
    return text(marked_item(result.codebook, str(result.loadings.index[position]), style.language))


def _reversed(result: EfaResult, style: Style) -> tuple[str, ...]:
    return tuple(reversed_notes(result.codebook, map(str, result.loadings.index), style, scored=True))
