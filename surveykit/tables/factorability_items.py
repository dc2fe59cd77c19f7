"""Sampling adequacy item by item."""

from __future__ import annotations

from surveykit.analyze.factorability import FactorabilityResult
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, number, stub, text
from surveykit.tables.words import reversed_notes, sentence


def lay_out(result: FactorabilityResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per item, and the overall measure below."""
    look = resolve_style(style, language)
    items = records(result.tidy())
    rows = [
        Row((text(marked_item(result.codebook, item["item"], look.language)), number(item["msa"], "correlation")))
        for item in items
    ]
    overall = text(term("factorability.row_overall", look.language))
    kmo = number(records(result.glance())[0]["kmo"], "correlation")
    table = Table(
        name="factorability_items",
        title=term("factorability.title_items", look.language),
        columns=(
            stub("tables.head_item", look, width=4.0),
            head("factorability.head_msa", look, note=sentence("factorability.note_msa", look)),
        ),
        rows=(*rows, Row((overall, kmo), role="summary")),
        style=look,
        notes=(
            result.notes[0].text(look),
            *reversed_notes(result.codebook, (item["item"] for item in items), look, scored=True),
        ),
    )
    return (table,)
