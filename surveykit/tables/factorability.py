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
    test = (overall["statistic"], overall["df"], overall["p_value"])
    notes = (*result.note_texts(look), _weakest(result, look))
    return (adequacy_table("factorability", overall["kmo"], test, notes, look),)


def adequacy_table(
    name: str, kmo: float, test: tuple[float, int, float], notes: tuple[str, ...], style: Style
) -> Table:
    """KMO above the chi-square, degrees of freedom and p value of Bartlett's test."""
    statistic, df, p_value = test

    def word(key: str) -> Cell:
        return text(term(f"factorability.{key}", style.language))

    return Table(
        name=name,
        title=term("factorability.title", style.language),
        columns=(
            stub("factorability.head_test", style, width=3.0),
            head("factorability.head_quantity", style, width=2.0),
            head("factorability.head_value", style, width=2.0),
        ),
        rows=(
            Row((word("row_kmo"), EMPTY, number(kmo, "correlation"))),
            Row((word("row_bartlett"), word("quantity_chi_square"), number(statistic, "statistic"))),
            Row((EMPTY, word("quantity_df"), number(df, "df"))),
            Row((EMPTY, word("quantity_p"), number(p_value, "p"))),
        ),
        style=style,
        notes=notes,
    )


def _weakest(result: FactorabilityResult, style: Style) -> str:
    """The sentence on the item with the smallest measure of its own."""
    item = min(records(result.tidy()), key=lambda row: float(row["msa"]))
    msa = format_number(item["msa"], "correlation", style)
    return sentence("factorability.note_weakest", style, item=item["item"], msa=msa)
