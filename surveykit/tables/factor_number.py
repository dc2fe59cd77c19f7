"""The rules for the number of factors side by side."""

from __future__ import annotations

from surveykit.analyze.factor_number import FactorNumberResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, number
from surveykit.tables.words import sentence

BEYOND = 2
"""Rows shown beyond the largest number that a rule supports, so that a reader sees where it stops."""


def lay_out(result: FactorNumberResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per number of factors, down to a little beyond what the rules support."""
    look = resolve_style(style, language)
    rules = records(result.glance())[0]
    rows = records(result.tidy())[: _shown(rules, len(result.factors))]
    spanners = {part: term(f"factor_number.spanner_{part}", language) for part in ("components", "factors", "fit")}
    table = Table(
        name="factor_number",
        title=term("factor_number.title", language),
        columns=(
            head("factor_number.head_number", look, width=0.8, align="left"),
            head("factor_number.head_eigenvalue", look, spanner=spanners["components"], width=1.0),
            head("factor_number.head_limit", look, spanner=spanners["components"], width=1.1),
            head("factor_number.head_map", look, spanner=spanners["components"], width=0.9),
            head("factor_number.head_eigenvalue", look, spanner=spanners["factors"], width=1.3),
            head("factor_number.head_limit", look, spanner=spanners["factors"], width=1.4),
            *(
                head(f"factor_number.head_{name}", look, spanner=spanners["fit"], width=1.0)
                for name in ("rmsea", "tli", "bic", "rmsr")
            ),
        ),
        rows=tuple(_row(row) for row in rows),
        style=look,
        notes=(*result.note_texts(look), _rules_note(rules, look)),
    )
    return (table,)


def _shown(rules: Record, k: int) -> int:
    supported = [rules[f"{name}_rule"] for name in ("eigenvalue", "parallel", "map")]
    return int(min(k, max(supported) + BEYOND))


def _row(row: Record) -> Row:
    return Row(
        (
            Cell(row["n_factors"], "count"),
            number(row["eigenvalue"], "number"),
            number(row["parallel"], "number"),
            _fine(row["map"]),
            number(row["reduced"], "number"),
            number(row["reduced_limit"], "number"),
            _fine(row["rmsea"]),
            _fine(row["tli"]),
            number(row["bic"], "number"),
            _fine(row["rmsr"]),
        )
    )


def _fine(value: float) -> Cell:
    """A number whose third decimal matters."""
    cell = number(value, "number")
    return Cell(cell.value, cell.kind, digits=3) if cell.kind == "number" else cell


def _rules_note(rules: Record, style: Style) -> str:
    bic = rules["bic_rule"]
    return sentence(
        "factor_number.note_rules",
        style,
        eigenvalue=rules["eigenvalue_rule"],
        parallel=rules["parallel_rule"],
        factors=rules["parallel_factors_rule"],
        map=rules["map_rule"],
        bic=term("factor_number.none", style.language) if bic != bic else int(bic),
    )
