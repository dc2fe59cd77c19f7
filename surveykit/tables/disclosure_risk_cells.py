"""The combinations of fewer respondents than asked for, the smallest first: for checking, not for printing."""

from __future__ import annotations

import math
from itertools import groupby

from surveykit.analyze.disclosure_risk import DisclosureRiskResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, head, number, text
from surveykit.tables.words import notes_on, sentence

SHOWN = 50
"""Combinations that are listed; `DisclosureRiskResult.cells` holds them all."""


def lay_out(result: DisclosureRiskResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per combination: the answers by their labels, and the respondents who share them."""
    look = resolve_style(style, language)
    found = [list(rows) for _, rows in groupby(records(result.cells), key=lambda row: int(row["cell"]))]
    names = [result.codebook.label(name, look.language) for name in result.quasi_identifiers]
    table = Table(
        name="disclosure_risk_cells",
        title=term("disclosure_risk.title_cells", look.language, k_min=result.k_min),
        columns=(
            *(Column(name, align="left", width=1.6) for name in names),
            head("disclosure_risk.head_n", look),
        ),
        rows=tuple(_row(result, rows, look) for rows in found[:SHOWN]) or (_no_cells(result, look),),
        style=look,
        notes=_notes(result, result.n_risky - len(found[:SHOWN]), look),
    )
    return (table,)


def _row(result: DisclosureRiskResult, answers: list[Record], style: Style) -> Row:
    cells = (text(_answer(result, answer, style)) for answer in answers)
    return Row((*cells, number(answers[0]["n"], "count")))


def _answer(result: DisclosureRiskResult, answer: Record, style: Style) -> str:
    """The label of an answer; never a text, a date or an answer to a personal question."""
    if answer["term"] in result.withheld:
        return term("disclosure_risk.withheld", style.language)
    if math.isnan(answer["level"]):
        return term("disclosure_risk.missing", style.language)
    return result.codebook.value_label(answer["term"], answer["level"], style.language)


def _no_cells(result: DisclosureRiskResult, style: Style) -> Row:
    """What stands where no combination is listed: there is none, or all are suppressed."""
    nothing = DASH if result.n_risky else text(term("disclosure_risk.no_cells", style.language))
    return Row((nothing, *[EMPTY] * len(result.quasi_identifiers)))


def _notes(result: DisclosureRiskResult, others: int, style: Style) -> tuple[str, ...]:
    more = sentence("disclosure_risk.note_more", style, n=others)
    return (
        sentence("disclosure_risk.note_private", style),
        *notes_on(result.notes, "disclosure_risk.note_withheld", style),
        *([more] if others else []),
    )
