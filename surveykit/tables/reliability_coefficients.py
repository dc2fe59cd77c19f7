"""Every reliability coefficient of every scale, one row per coefficient."""

from __future__ import annotations

from surveykit.analyze.reliability import ReliabilityResult
from surveykit.analyze.reliability_families import FAMILIES
from surveykit.analyze.reliability_scale import scale_label
from surveykit.core.codebook import Language
from surveykit.core.records import records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import number, stub, text
from surveykit.tables.words import notes_but

ALWAYS = ("alpha", "alpha_standardized", "omega", "lambda2", "lambda6", "mean_inter_item_r", "spearman_brown")
"""Coefficients that every result has, in the order of the table."""

KINDS: dict[str, Kind] = {"mean_inter_item_r": "correlation", "explained_common": "correlation"}
"""Kinds of the rows that are no reliabilities."""

INTERVAL_NOTE = "reliability.note_interval"


def lay_out(result: ReliabilityResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Coefficients down the side and scales along the top; coefficients that no scale has are left out."""
    look = resolve_style(style, language)
    scales = records(result.glance())
    there = result.scales.dropna(axis=1, how="all").columns
    wanted = [*ALWAYS, *(column for columns in FAMILIES.values() for column in columns)]
    counts = [("tables.head_n", "n"), ("reliability.head_k", "k")]
    table = Table(
        name="reliability_coefficients",
        title=term("reliability.title_coefficients", language),
        columns=(
            stub("reliability.head_coefficient", look, width=3.4),
            *(Column(scale_label(result.codebook, scale["scale"], language), width=1.2) for scale in scales),
        ),
        rows=(
            *(
                Row((text(term(label, language)), *(number(scale[name], "count") for scale in scales)))
                for label, name in counts
            ),
            *(
                Row(
                    (
                        text(term(f"reliability.row_{name}", language)),
                        *(number(scale[name], KINDS.get(name, "reliability")) for scale in scales),
                    )
                )
                for name in wanted
                if name in there
            ),
        ),
        style=look,
        notes=notes_but(result.notes, INTERVAL_NOTE, look),
    )
    return (table,)
