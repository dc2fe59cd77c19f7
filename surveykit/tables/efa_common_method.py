"""The unrotated components of all items, for what is known as Harman's single-factor test."""

from __future__ import annotations

from surveykit.analyze.efa import EfaResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, number
from surveykit.tables.words import sentence


def lay_out(result: EfaResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Components of the correlation matrix with an eigenvalue above 1, whatever was extracted and rotated."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    shown = records(result.variance)[: overall["eigenvalue_rule"]]
    share = format_number(overall["first_component"], "percent", look).rstrip("%")
    table = Table(
        name="common_method",
        title=term("efa.title_common_method", look.language),
        columns=(
            head("efa.head_component", look, width=0.8, align="left"),
            head("efa.head_eigenvalue", look),
            head("efa.head_proportion", look),
            head("efa.head_cumulative", look),
        ),
        rows=tuple(
            Row(
                (
                    Cell(place, "count"),
                    number(row["eigenvalue"], "number"),
                    number(row["proportion"], "percent"),
                    number(row["cumulative"], "percent"),
                )
            )
            for place, row in enumerate(shown, start=1)
        ),
        style=look,
        notes=(
            result.notes[0].text(look),
            sentence("efa.note_unrotated", look, k=overall["k"]),
            sentence("efa.note_harman", look, share=share),
        ),
    )
    return (table,)
