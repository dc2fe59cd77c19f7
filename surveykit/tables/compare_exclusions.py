"""The estimates of one analysis under each rule of exclusion, and whether the conclusion changes."""

from __future__ import annotations

import pandas as pd

from surveykit.analyze.compare_exclusions import CompareExclusionsResult
from surveykit.analyze.estimates import kind_of
from surveykit.analyze.exclusion_rules import MAIN
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, limits, number, stub, text, told
from surveykit.tables.words import level_words

HEADS = {"reliability": "compare_exclusions.head_alpha", "correlations": "compare_exclusions.head_r"}


def lay_out(result: CompareExclusionsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per rule; the terms one below the other, each under its label where there are several."""
    look = resolve_style(style, language)
    tidy = records(result.tidy())
    columns = _columns(result, look)
    rows: list[Row] = []
    for name, label in result.term_labels.items():
        if len(result.term_labels) > 1:
            rows.append(Row((text(label.within(language)), *[EMPTY] * (len(columns) - 1)), role="group"))
        rows += [Row(_cells(result, row, look)) for row in tidy if row["term"] == name]
    table = Table(
        name="compare_exclusions",
        title=term("compare_exclusions.title", language),
        columns=columns,
        rows=tuple(rows),
        style=look,
        notes=result.note_texts(look),
    )
    return (table,)


def _columns(result: CompareExclusionsResult, style: Style) -> tuple[Column, ...]:
    estimate = HEADS.get(str(result.spec["analysis"]), "compare_exclusions.head_estimate")
    return (
        stub("compare_exclusions.head_rule", style, width=3.6),
        head("compare_exclusions.head_removed", style),
        head("tables.head_n", style, width=0.8),
        head(estimate, style, width=1.1),
        *limits(level_words(result.conf_level, style), style),
        *([head("tables.head_p", style)] if result.tested else []),
        head("compare_exclusions.head_change", style, width=1.6),
    )


def _cells(result: CompareExclusionsResult, row: Record, style: Style) -> tuple[Cell, ...]:
    kind: Kind = kind_of(str(result.spec["analysis"]))
    return (
        text(result.rule_labels[row["rule"]].within(style.language)),
        number(row["n_removed"], "count"),
        number(row["n"], "count"),
        told(row["estimate"], kind),
        number(row["conf_low"], kind),
        number(row["conf_high"], kind),
        *([number(row["p_value"], "p")] if result.tested else []),
        text(term(f"compare_exclusions.change_{change}", style.language) if (change := change_of(row)) else "—"),
    )


def change_of(row: Record) -> str:
    """What becomes of the conclusion: the name of an entry among the terms; empty where nothing was computed."""
    if row["rule"] == MAIN:
        return "main"
    if pd.isna(row["changed"]):
        return ""
    if not row["changed"]:
        return "same"
    if pd.isna(row["significance_changed"]):
        return "outside"
    if not row["significance_changed"]:
        return "sign"
    return "significant" if row["significant"] else "not_significant"
