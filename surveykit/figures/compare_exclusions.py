"""The estimates under each rule of exclusion with their intervals."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.figure import Figure

from surveykit.analyze.compare_exclusions import CompareExclusionsResult
from surveykit.analyze.estimates import kind_of
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.forest import Estimate, Forest, draw_forest
from surveykit.figures.notes import sentence
from surveykit.figures.numbers import level_text

MOST_ROWS = 34
STANDING = ("none", "decisive", "main", "any")
"""Rules that are drawn where there is no room for all."""

SYMBOLS = {"regression": "B", "correlations": "r", "reliability": "α"}


def draw(result: CompareExclusionsResult, *, language: Language, style: str | Style) -> Figure:
    """Draw every term under every rule; where these are many, under the standing rules and those that change it.

    A filled point marks an estimate that differs from zero; a dashed line stands at zero.
    """
    look = resolve_style(style, language)
    computed = [row for row in records(result.tidy()) if not math.isnan(row["estimate"])]
    drawn = _drawn(computed)
    symbol = SYMBOLS.get(str(result.spec["analysis"]), term("compare_exclusions.head_estimate", language))
    forest = Forest(
        kind=kind_of(str(result.spec["analysis"])),
        head=symbol,
        axis=term("compare_exclusions.figure_axis", language, level=level_text(result)),
        level=level_text(result),
        line=0.0 if result.tested else None,
    )
    estimates = [
        Estimate(
            label=_label(result, row, language),
            value=row["estimate"],
            low=row["conf_low"],
            high=row["conf_high"],
            filled=pd.isna(row["significant"]) or bool(row["significant"]),
        )
        for row in drawn
    ]
    notes = [sentence("compare_exclusions.figure_filled", look)] if result.tested else []
    if left := len(computed) - len(drawn):
        notes.append(sentence("compare_exclusions.figure_left_out", look, n=left))
    return draw_forest(estimates, forest, look, notes=notes)


def _drawn(rows: list[Record]) -> list[Record]:
    """All rows, or those that matter most."""
    if len(rows) <= MOST_ROWS:
        return rows
    changing = [row for row in rows if row["rule"] in STANDING or bool(row["changed"])]
    return changing[:MOST_ROWS]


def _label(result: CompareExclusionsResult, row: Record, language: Language) -> str:
    rule = result.rule_labels[row["rule"]].within(language)
    if len(result.term_labels) == 1:
        return rule
    name = result.term_labels[row["term"]].within(language)
    return term("compare_exclusions.figure_row", language, term=name, rule=rule)
