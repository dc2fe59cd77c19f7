"""The coefficients of a regression with their intervals, one line per term of the last block."""

from __future__ import annotations

from matplotlib.figure import Figure

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.forest import Estimate, Forest, draw_forest
from surveykit.figures.labels import shorten
from surveykit.figures.notes import explain_marks, sentence
from surveykit.figures.numbers import level_text

NAME_EMS = 16.0
"""Widest name of a variable or a category in the note on reference categories."""


def draw(result: RegressionResult, *, language: Language, style: str | Style) -> Figure:
    """Draw unstandardised coefficients and their intervals.

    A filled point marks an interval that does not hold zero. The intercept is left out: it is on another scale.
    """
    look = resolve_style(style, language)
    rows = _last_block(result)
    forest = Forest(
        kind="coefficient",
        head=term("tables.head_estimate", language),
        axis=term("figures.coefficient", language, level=level_text(result)),
        level=level_text(result),
        line=0.0,
    )
    estimates = [
        Estimate(
            label=term_label(result.codebook, row["term"], language),
            value=row["estimate"],
            low=row["conf_low"],
            high=row["conf_high"],
            filled=row["conf_low"] > 0 or row["conf_high"] < 0,
            p=row["p_value"],
        )
        for row in rows
    ]
    notes = (_references(result, look), explain_marks((row["p_value"] for row in rows), look))
    return draw_forest(estimates, forest, look, notes=notes)


def _last_block(result: RegressionResult) -> list[Record]:
    """The slopes of the last block, in the order of the model."""
    rows = records(result.tidy())
    return [row for row in rows if row["block"] == rows[-1]["block"] and row["term"] != INTERCEPT]


def _references(result: RegressionResult, style: Style) -> str:
    """Which categories the others are compared with; empty where no predictor has categories."""
    book, language = result.codebook, style.language
    named = [
        term(
            "tables.reference",
            language,
            variable=shorten(book.label(name, language), NAME_EMS),
            category=shorten(book.value_label(name, code, language), NAME_EMS),
        )
        for name, code in result.references.items()
    ]
    listed = term("tables.list_separator", language).join(named)
    return sentence("tables.note_reference", style, categories=listed) if named else ""
