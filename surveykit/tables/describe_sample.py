"""Who answered: frequencies of single answers in one table, each multiple-response set in a table of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.labels import labels_text
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, SUPPRESSION_NOTE, head, notes_for, number, stub, text
from surveykit.tables.words import notes_but, notes_on, rounding_note, run_on, sentence

SET_NOTES = ("describe_sample.note_responses", "describe_sample.note_cases")
"""Keys of the notes on the two percentages of a multiple-response set."""

OF_ALL_NOTE = "describe_sample.note_of_all"


def lay_out(result: DescribeSampleResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The sample profile, and then the sets in the order in which they were named."""
    look = resolve_style(style, language)
    levels = result.tidy()
    single = levels[levels["kind"] == "single"]
    profile = [_profile(result, single, look)] if len(single) else []
    return (*profile, *set_tables(result, look))


def set_tables(result: DescribeSampleResult, style: Style) -> Iterable[Table]:
    """One table per multiple-response set."""
    levels = result.tidy()
    sets = levels[levels["kind"] == "multiple"].groupby("term", sort=False)
    return (_set_table(result, str(name), rows, style) for name, rows in sets)


def _profile(result: DescribeSampleResult, levels: pd.DataFrame, style: Style) -> Table:
    """One row per category; the variable is named in its first row. The cumulative share is for ordered answers."""
    names = [str(name) for name in levels["term"].unique()]
    ordered = {name for name in names if _is_ordered(result, name)}
    columns = [
        stub("tables.head_variable", style, width=2.0),
        head("describe_sample.head_category", style, width=2.4, align="left"),
        head("describe_sample.head_n", style),
        head("describe_sample.head_percent", style, note=shares_note(levels, style)),
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
        notes=general_notes(result, levels, rows, style),
    )


def _profile_rows(
    result: DescribeSampleResult, name: str, levels: list[Record], ordered: set[str], style: Style
) -> Iterable[Row]:
    for position, level in enumerate(levels):
        cells = [
            text(result.codebook.label(name, style.language)) if position == 0 else EMPTY,
            text(category_label(result, name, level["level"], style)),
            *told_cells(level, ("n", "proportion", *(("cumulative",) if name in ordered else ()))),
            *([EMPTY] if ordered and name not in ordered else []),
        ]
        yield Row(tuple(cells))


def _set_table(result: DescribeSampleResult, name: str, levels: pd.DataFrame, style: Style) -> Table:
    """One row per option, the missing, and a total of what the options have."""
    responses, cases = (run_on(notes_on(result.notes, key, style), style) for key in SET_NOTES)
    columns: tuple[Column, ...] = (
        stub("describe_sample.head_option", style, width=3.4),
        head("describe_sample.head_ticks", style),
        head(
            "describe_sample.head_of_responses",
            style,
            width=1.3,
            note=run_on(filter(None, (responses, shares_note(levels, style))), style),
        ),
        head("describe_sample.head_of_cases", style, width=1.3, note=cases),
    )
    base = levels["base"].iloc[0]
    n = result.counts.used if pd.isna(base) else int(base)
    ticks = result.responses(name)
    total = Row(
        (
            text(term("describe_sample.row_total", style.language)),
            *(
                [DASH] * 3
                if pd.isna(ticks)
                else [number(ticks, "count"), number(float(ticks > 0), "percent"), number(ticks / n, "percent")]
            ),
        ),
        role="summary",
    )
    label = result.codebook.label(name, style.language)
    rows = (*(Row(_set_cells(result, level, style)) for level in records(levels)), total)
    return Table(
        name=f"answers_{name}" if name.isascii() else "answers",
        title=term("describe_sample.title_set", style.language, question=label, n=n),
        columns=columns,
        rows=rows,
        style=style,
        notes=general_notes(result, levels, rows, style),
    )


def general_notes(
    result: DescribeSampleResult, levels: pd.DataFrame, rows: Iterable[Row], style: Style
) -> tuple[str, ...]:
    """Who was counted, which of the questions in `levels` have percentages of all, and what a dash stands for."""
    names = [str(name) for name in levels.loc[levels["base"].isna(), "term"].unique()]
    labels = labels_text(result.codebook, names).within(style.language)
    of_all = sentence(OF_ALL_NOTE, style, names=labels, total=result.counts.used)
    told = notes_for(result.notes, rows)
    return (
        *notes_but(told, (*SET_NOTES, OF_ALL_NOTE, SUPPRESSION_NOTE), style),
        *([of_all] if names else []),
        *notes_on(told, SUPPRESSION_NOTE, style),
    )


def _set_cells(result: DescribeSampleResult, level: Record, style: Style) -> tuple[Cell, ...]:
    missing = not isinstance(level["level"], str)
    label = "describe_sample.row_missing"
    return (
        text(term(label, style.language) if missing else result.codebook.label(level["level"], style.language)),
        *told_cells(level, ("n", "proportion", "proportion_cases")),
    )


def told_cells(level: Record, columns: Sequence[str]) -> Iterable[Cell]:
    """The numbers of a category or option; a dash where one is suppressed. Those who did not answer have no shares."""
    for column in columns:
        shown = number(level[column], "count" if column == "n" else "percent")
        yield DASH if not shown.numbers and (column == "n" or pd.notna(level["level"])) else shown


def category_label(result: DescribeSampleResult, name: str, code: float, style: Style) -> str:
    """What to print for an answer, or for its absence."""
    if pd.isna(code):
        return term("describe_sample.row_missing", style.language)
    return result.codebook.value_label(name, code, style.language)


def _is_ordered(result: DescribeSampleResult, name: str) -> bool:
    return result.codebook.has_variable(name) and result.codebook.variable(name).kind == "ordinal"


def shares_note(levels: pd.DataFrame, style: Style) -> str:
    """The sentence on rounding, where the percentages of a variable or set need it."""
    whole = levels.groupby("term")["n"].transform(lambda n: n.notna().all())
    return rounding_note((list(shares) for _, shares in levels[whole].groupby("term")["proportion"]), style)
