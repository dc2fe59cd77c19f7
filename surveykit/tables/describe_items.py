"""Means, spreads and shapes of items or scores."""

from __future__ import annotations

import math
from collections.abc import Iterable

from surveykit.analyze.describe import DescribeItemsResult
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, notes_for, stub, text, told
from surveykit.tables.words import notes_but, notes_on, reversed_notes, run_on

NUMBERS: tuple[tuple[str, str, Kind], ...] = (
    ("tables.head_n", "n", "count"),
    ("tables.head_min", "min", "mean"),
    ("tables.head_max", "max", "mean"),
    ("tables.head_mean", "mean", "mean"),
    ("tables.head_sd", "sd", "sd"),
    ("describe_items.head_skew", "skew", "number"),
    ("describe_items.head_kurtosis", "kurtosis", "number"),
)
"""Header, column of `tidy` and kind of each number."""

SHAPE_NOTES = ("describe_items.note_skew", "describe_items.note_kurtosis")
"""Keys of the notes on the columns of the same names."""


def lay_out(result: DescribeItemsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per item or score."""
    look = resolve_style(style, language)
    items = records(result.tidy())
    rows = tuple(_row(result, item, _whole(items), look) for item in items)
    table = Table(
        name="items",
        title=term("describe_items.title", look.language),
        columns=(
            stub("describe_items.head_item", look, width=4.0),
            *(head(header, look, note=_column_note(result, column, look)) for header, column, _ in NUMBERS),
        ),
        rows=rows,
        style=look,
        notes=general_notes(result, [item["item"] for item in items], rows, look),
    )
    return (table,)


def general_notes(
    result: DescribeItemsResult, items: Iterable[str], rows: Iterable[Row], style: Style
) -> tuple[str, ...]:
    """Who was counted, what the dashes in `rows` stand for, and which of the items are worded against their scale."""
    return (
        *notes_but(notes_for(result.notes, rows), SHAPE_NOTES, style),
        *reversed_notes(result.codebook, items, style, scored=False),
    )


def _column_note(result: DescribeItemsResult, column: str, style: Style) -> str:
    return run_on(notes_on(result.notes, f"describe_items.note_{column}", style), style)


def _row(result: DescribeItemsResult, item: Record, whole: set[str], style: Style) -> Row:
    numbers = (told(item[column], "count" if column in whole else kind) for _, column, kind in NUMBERS)
    return Row((text(marked_item(result.codebook, item["item"], style.language)), *numbers))


def _whole(items: list[Record]) -> set[str]:
    """The limits that are answer codes for every item that has them, and so have no decimals."""
    told = {limit: [item[limit] for item in items if not math.isnan(item[limit])] for limit in ("min", "max")}
    return {limit for limit, values in told.items() if all(float(value).is_integer() for value in values)}
