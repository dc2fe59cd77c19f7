"""Sampling adequacy and Bartlett's test."""

from __future__ import annotations

from surveykit.analyze.factorability import FactorabilityResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.words import sentence


def lay_out(result: FactorabilityResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """KMO above the three numbers of Bartlett's test; the item that fits worst in the note."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    bartlett = text(term("factorability.row_bartlett", look.language))
    table = Table(
        name="factorability",
        title=term("factorability.title", look.language),
        columns=(
            stub("factorability.head_test", look, width=3.0),
            head("factorability.head_quantity", look, width=2.0),
            head("factorability.head_value", look, width=2.0),
        ),
        rows=(
            Row((text(term("factorability.row_kmo", look.language)), EMPTY, number(overall["kmo"], "correlation"))),
            Row((bartlett, _quantity("chi_square", look), number(overall["statistic"], "statistic"))),
            Row((EMPTY, _quantity("df", look), number(overall["df"], "df"))),
            Row((EMPTY, _quantity("p", look), number(overall["p_value"], "p"))),
        ),
        style=look,
        notes=(*result.note_texts(look), _weakest(result, look)),
    )
    return (table,)


def _quantity(name: str, style: Style) -> Cell:
    return text(term(f"factorability.quantity_{name}", style.language))


def _weakest(result: FactorabilityResult, style: Style) -> str:
    """The sentence on the item with the smallest measure of its own."""
    item = min(records(result.tidy()), key=lambda row: float(row["msa"]))
    msa = format_number(item["msa"], "correlation", style)
    return sentence("factorability.note_weakest", style, item=item["item"], msa=msa)
