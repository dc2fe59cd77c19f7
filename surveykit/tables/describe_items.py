"""Means, spreads and shapes of items or scores."""

from __future__ import annotations

from surveykit.analyze.describe import DescribeItemsResult
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, number, stub, text
from surveykit.tables.words import reversed_notes

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


def lay_out(result: DescribeItemsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per item or score."""
    look = resolve_style(style, language)
    items = records(result.tidy())
    table = Table(
        name="items",
        title=term("describe_items.title", look.language),
        columns=(
            stub("describe_items.head_item", look, width=4.0),
            *(head(header, look) for header, _, _ in NUMBERS),
        ),
        rows=tuple(_row(result, item, _whole(items), look) for item in items),
        style=look,
        notes=(
            *result.note_texts(look),
            *reversed_notes(result.codebook, (item["item"] for item in items), look, scored=False),
        ),
    )
    return (table,)


def _row(result: DescribeItemsResult, item: Record, whole: set[str], style: Style) -> Row:
    numbers = (number(item[column], "count" if column in whole else kind) for _, column, kind in NUMBERS)
    return Row((text(marked_item(result.codebook, item["item"], style.language)), *numbers))


def _whole(items: list[Record]) -> set[str]:
    """The limits that are answer codes for every item, and so have no decimals."""
    return {limit for limit in ("min", "max") if all(float(item[limit]).is_integer() for item in items)}
