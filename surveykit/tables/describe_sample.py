"""Who answered: frequencies of single answers in one table, each multiple-response set in a table of its own."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text

SET_NOTE = "describe_sample.note_multiple"


def lay_out(result: DescribeSampleResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The sample profile, and then the sets in the order in which they were named."""
    look = resolve_style(style, language)
    levels = result.tidy()
    single = levels[levels["kind"] == "single"]
    sets = levels[levels["kind"] == "multiple"]
    profile = [_profile(result, single, look)] if len(single) else []
    return (*profile, *(_set_table(result, str(name), rows, look) for name, rows in sets.groupby("term", sort=False)))


def _profile(result: DescribeSampleResult, levels: pd.DataFrame, style: Style) -> Table:
    """One row per category; the variable is named in its first row. The cumulative share is for ordered answers."""
    names = [str(name) for name in levels["term"].unique()]
    ordered = {name for name in names if _is_ordered(result, name)}
    columns = [
        stub("tables.head_variable", style, width=2.0),
        head("describe_sample.head_category", style, width=2.4, align="left"),
        head("describe_sample.head_n", style),
        head("describe_sample.head_percent", style),
        *([head("describe_sample.head_cumulative", style, width=1.2)] if ordered else []),
    ]
    rows = [
        row
        for name in names
        for row in _profile_rows(result, name, records(levels[levels["term"] == name]), ordered, style)
    ]
    return Table(
        name="sample",
        title=term("describe_sample.title", style.language, n=result.counts.used),
        columns=tuple(columns),
        rows=tuple(rows),
        style=style,
        notes=_notes(result, style, without=SET_NOTE),
    )


def _profile_rows(
    result: DescribeSampleResult, name: str, levels: list[Record], ordered: set[str], style: Style
) -> Iterable[Row]:
    for position, level in enumerate(levels):
        cells = [
            text(result.codebook.label(name, style.language)) if position == 0 else EMPTY,
            text(_category(result, name, level["level"], style)),
            number(level["n"], "count"),
            number(level["proportion"], "percent"),
            *([number(level["cumulative"], "percent") if name in ordered else EMPTY] if ordered else []),
        ]
        yield Row(tuple(cells))


def _set_table(result: DescribeSampleResult, name: str, levels: pd.DataFrame, style: Style) -> Table:
    """One row per option, the missing, and a total of what the options have."""
    columns: tuple[Column, ...] = (
        stub("describe_sample.head_option", style, width=3.4),
        head("describe_sample.head_ticks", style),
        head("describe_sample.head_of_responses", style, width=1.3),
        head("describe_sample.head_of_cases", style, width=1.3),
    )
    options = levels[levels["level"].notna()]
    total = Row(
        (
            text(term("describe_sample.row_total", style.language)),
            number(int(options["n"].sum()), "count"),
            number(float(options["proportion"].sum()), "percent"),
            number(float(options["proportion_cases"].sum()), "percent"),
        ),
        role="summary",
    )
    label = result.codebook.label(name, style.language)
    base = int(levels["base"].iloc[0])
    return Table(
        name=f"answers_{name}" if name.isascii() else "answers",
        title=term("describe_sample.title_set", style.language, question=label, n=base),
        columns=columns,
        rows=(*(Row(_set_cells(result, level, style)) for level in records(levels)), total),
        style=style,
        notes=_notes(result, style),
    )


def _set_cells(result: DescribeSampleResult, level: Record, style: Style) -> tuple[Cell, ...]:
    missing = not isinstance(level["level"], str)
    label = "describe_sample.row_missing"
    return (
        text(term(label, style.language) if missing else result.codebook.label(level["level"], style.language)),
        number(level["n"], "count"),
        number(level["proportion"], "percent"),
        number(level["proportion_cases"], "percent"),
    )


def _category(result: DescribeSampleResult, name: str, code: float, style: Style) -> str:
    if pd.isna(code):
        return term("describe_sample.row_missing", style.language)
    return result.codebook.value_label(name, code, style.language)


def _is_ordered(result: DescribeSampleResult, name: str) -> bool:
    return result.codebook.has_variable(name) and result.codebook.variable(name).kind == "ordinal"


def _notes(result: DescribeSampleResult, style: Style, *, without: str = "") -> tuple[str, ...]:
    """The notes of the result but for one."""
    return tuple(note.text(style) for note in result.notes if note.key != without)
