"""The hypotheses of the study and what became of them."""

from __future__ import annotations

import math

from surveykit.analyze.hypotheses import HypothesesResult
from surveykit.core.codebook import Hypothesis, Language
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, head, limits, number, stub, text
from surveykit.tables.words import level_words, notes_but, notes_on, run_on, sentence

VERDICT_NOTE = "hypotheses.note_rule"


def lay_out(result: HypothesesResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per piece of evidence; statement and verdict stand in the first row of each hypothesis."""
    look = resolve_style(style, language)
    evidence = records(result.tidy())
    rows = [
        row
        for hypothesis in result.codebook.hypotheses
        for row in _rows(result, hypothesis, [e for e in evidence if e["hypothesis"] == hypothesis.id], look)
    ]
    table = Table(
        name="hypotheses",
        title=term("hypotheses.title", look.language),
        columns=_columns(result, look),
        rows=tuple(rows),
        style=look,
        notes=(
            sentence("hypotheses.note_n", look, total=result.counts.total),
            *notes_but(result.notes, VERDICT_NOTE, look),
        ),
    )
    return (table,)


def _columns(result: HypothesesResult, style: Style) -> tuple[Column, ...]:
    """The spanner names the level of the intervals where all have the same."""
    level = result.spec["conf_level"]
    several = term("hypotheses.head_interval", style.language)
    interval = several if level is None else level_words(result.conf_level, style)
    verdicts = run_on(notes_on(result.notes, VERDICT_NOTE, style), style)
    return (
        stub("hypotheses.head_id", style, width=0.8),
        head("hypotheses.head_statement", style, width=3.0, align="left"),
        head("hypotheses.head_evidence", style, width=2.6, align="left"),
        head("hypotheses.head_estimate", style, note=run_on(_estimate_notes(result, style), style)),
        *limits(interval, style),
        head("tables.head_p", style, width=1.1),
        head("hypotheses.head_verdict", style, width=1.4, note=verdicts),
    )


def _rows(result: HypothesesResult, hypothesis: Hypothesis, evidence: list[Record], style: Style) -> list[Row]:
    rows = []
    for position, piece in enumerate(evidence):
        first = position == 0
        cells = (
            text(hypothesis.id) if first else EMPTY,
            text(hypothesis.label.within(style.language)) if first else EMPTY,
            text(_source(result, hypothesis, piece, style)) if piece["evidence"] else DASH,
            number(piece["estimate"], "coefficient"),
            number(piece["conf_low"], "coefficient"),
            number(piece["conf_high"], "coefficient"),
            number(piece["p_value"], "p"),
            text(term(f"hypotheses.verdict_{piece['verdict']}", style.language)) if first else EMPTY,
        )
        rows.append(Row(cells))
    return rows


def _source(result: HypothesesResult, hypothesis: Hypothesis, piece: Record, style: Style) -> str:
    """Which analysis the numbers of a row come from, and of which term."""
    book, language = result.codebook, style.language
    if hypothesis.test == "regression":
        outcome = book.label(hypothesis.outcome, language)
        named = term_label(book, piece["term"], language)
        joint = not math.isnan(piece["df_error"])
        key = "hypotheses.from_regression_joint" if joint else "hypotheses.from_regression"
        return term(key, language, term=named, outcome=outcome)
    if hypothesis.test == "paired":
        return term("hypotheses.from_paired", language)
    steps = (hypothesis.predictors[0], hypothesis.mediator or "", hypothesis.outcome)
    chain = " → ".join(book.label(name, language) for name in steps)
    return term("hypotheses.from_mediation", language, chain=chain)


def _estimate_notes(result: HypothesesResult, style: Style) -> list[str]:
    """What the estimate is, for the kinds of test that occur."""
    tests = dict.fromkeys(hypothesis.test for hypothesis in result.codebook.hypotheses)
    return [sentence(f"hypotheses.note_estimate_{test}", style) for test in tests]
