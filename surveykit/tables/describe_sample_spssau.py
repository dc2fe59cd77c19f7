"""The sample profile as SPSSAU prints it: cumulative percentages throughout, and a total in the last row."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.describe_sample import category_label, general_notes, set_tables, shares_note, told_cells


def lay_out(result: DescribeSampleResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The profile, and the sets as in the layout of a thesis."""
    look = resolve_style(style, language)
    levels = result.tidy()
    single = levels[levels["kind"] == "single"]
    profile = [_profile(result, single, look)] if len(single) else []
    return (*profile, *set_tables(result, look))


def _profile(result: DescribeSampleResult, levels: pd.DataFrame, style: Style) -> Table:
    total = Row(
        (
            text(term("describe_sample.row_total", style.language)),
            EMPTY,
            number(result.counts.used, "count"),
            number(1.0, "percent"),
            number(1.0, "percent"),
        ),
        role="summary",
    )
    rounded = shares_note(levels, style)
    rows = (*_rows(result, records(levels), style), total)
    return Table(
        name="sample_spssau",
        title=term("describe_sample.title", style.language, n=result.counts.used),
        columns=(
            stub("describe_sample.head_name", style, width=2.0),
            head("describe_sample.head_option", style, width=2.4, align="left"),
            head("describe_sample.head_n", style),
            head("describe_sample.head_percent", style, note=rounded),
            head("describe_sample.head_cumulative", style, width=1.2),
        ),
        rows=rows,
        style=style,
        notes=general_notes(result, levels, rows, style),
    )


def _rows(result: DescribeSampleResult, levels: list[Record], style: Style) -> Iterable[Row]:
    """One row per category; the variable is named in its first."""
    before = ""
    for level in levels:
        name = str(level["term"])
        yield Row(
            (
                EMPTY if name == before else text(result.codebook.label(name, style.language)),
                text(category_label(result, name, level["level"], style)),
                *told_cells(level, ("n", "proportion", "cumulative")),
            )
        )
        before = name
