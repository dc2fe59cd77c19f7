"""What was answered to each item: the share of every answer, with mean and standard deviation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from surveykit.analyze.describe import DescribeItemsResult
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.errors import OptionError
from surveykit.tables.cells import EMPTY, head, number, stub, text, told
from surveykit.tables.describe_items import general_notes
from surveykit.tables.words import rounding_note


def lay_out(result: DescribeItemsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per item with listed answers, one column per answer; scores have no such answers and are left out."""
    look = resolve_style(style, language)
    shares = _shares(result)
    if not shares:
        raise OptionError(
            "layout='distribution' needs items with listed answers, and none of these has any; use layout='thesis'"
        )
    codes = sorted({code for answers in shares.values() for code in answers})
    rows = tuple(_row(result, item, shares[item["item"]], codes, look) for item in _described(result, shares))
    table = Table(
        name="items_distribution",
        title=term("describe_items.title_distribution", look.language),
        columns=_columns(result, shares, codes, look),
        rows=rows,
        style=look,
        notes=general_notes(result, list(shares), rows, look),
    )
    return (table,)


def _shares(result: DescribeItemsResult) -> dict[str, dict[float, float]]:
    """The share of every answer code, by item."""
    shares: dict[str, dict[float, float]] = {}
    for level in records(result.levels):
        shares.setdefault(level["item"], {})[float(level["level"])] = level["proportion"]
    return shares


def _described(result: DescribeItemsResult, shares: dict[str, dict[float, float]]) -> list[Record]:
    return [item for item in records(result.tidy()) if item["item"] in shares]


def _columns(
    result: DescribeItemsResult, shares: dict[str, dict[float, float]], codes: Sequence[float], style: Style
) -> tuple[Column, ...]:
    percent = term("tables.head_percent", style.language)
    whole = [list(answers.values()) for answers in shares.values() if not any(map(math.isnan, answers.values()))]
    rounded = rounding_note(whole, style)
    return (
        stub("tables.head_item", style, width=4.0),
        head("tables.head_n", style, width=0.8),
        *(Column(_answer(result, list(shares), code, style), spanner=percent, note=rounded) for code in codes),
        head("tables.head_mean", style),
        head("tables.head_sd", style),
    )


def _answer(result: DescribeItemsResult, items: Sequence[str], code: float, style: Style) -> str:
    """The label of an answer where all items share it; else its code."""
    labels = {result.codebook.value_label(item, code, style.language) for item in items}
    return labels.pop() if len(labels) == 1 else f"{code:g}"


def _row(
    result: DescribeItemsResult, item: Record, answers: dict[float, float], codes: Sequence[float], style: Style
) -> Row:
    cells = (
        text(marked_item(result.codebook, item["item"], style.language)),
        number(item["n"], "count"),
        *(told(answers[code], "percent") if code in answers else EMPTY for code in codes),
        told(item["mean"], "mean"),
        told(item["sd"], "sd"),
    )
    return Row(cells)
