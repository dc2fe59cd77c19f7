"""Intraclass correlations: six rows per measure."""

from __future__ import annotations

from surveykit.analyze.intraclass import IntraclassResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, limits, number, stub, text
from surveykit.tables.words import level_words


def lay_out(result: IntraclassResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Each measure with its N and retest correlation in the first of its rows."""
    look = resolve_style(style, language)
    twice = bool(result.measured["retest_r"].notna().any())
    coefficients = result.tidy()
    rows: list[Row] = []
    for measure in records(result.glance()):
        of_measure = records(coefficients[coefficients["scale"] == measure["scale"]])
        rows += [_row(result, measure, row, look, first=not place, twice=twice) for place, row in enumerate(of_measure)]
    table = Table(
        name="intraclass",
        title=term("intraclass.title", look.language),
        columns=(
            stub("intraclass.head_measure", look, width=2.4),
            head("tables.head_n", look, width=0.8),
            *([head("intraclass.head_retest", look, width=1.2)] if twice else []),
            head("intraclass.head_type", look, width=1.3, align="left"),
            head("intraclass.head_icc", look),
            *limits(level_words(result.conf_level, look), look),
            head("intraclass.head_f", look),
            head("tables.head_p", look),
        ),
        rows=tuple(rows),
        style=look,
        notes=result.note_texts(look),
    )
    return (table,)


def _row(result: IntraclassResult, measure: Record, row: Record, style: Style, *, first: bool, twice: bool) -> Row:
    lead: list[Cell] = [EMPTY, EMPTY, *([EMPTY] if twice else [])]
    if first:
        lead = [
            text(result.codebook.label(measure["scale"], style.language)),
            number(measure["n"], "count"),
            *([number(measure["retest_r"], "correlation")] if twice else []),
        ]
    return Row(
        (
            *lead,
            text(row["type"]),
            number(row["estimate"], "reliability"),
            number(row["conf_low"], "reliability"),
            number(row["conf_high"], "reliability"),
            number(row["statistic"], "statistic"),
            number(row["p_value"], "p"),
        )
    )
