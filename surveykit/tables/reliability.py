"""Internal consistency: one table of scales, one of their items."""

from __future__ import annotations

from surveykit.analyze.reliability import ReliabilityResult, scale_label
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import group_row, head, number, stub, text
from surveykit.tables.words import interval_note, level_words, reversed_notes, sentence


def lay_out(result: ReliabilityResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The coefficients of each scale, and what each item contributes."""
    look = resolve_style(style, language)
    return _scale_table(result, look), _item_table(result, look)


def _scale_table(result: ReliabilityResult, style: Style) -> Table:
    scales = records(result.glance())
    level = result.conf_level
    brief = any(scale["k"] == 2 for scale in scales)
    return Table(
        name="reliability",
        title=term("reliability.title", style.language),
        columns=_scale_columns(level_words(level, style), style, brief=brief),
        rows=tuple(_scale_row(result, scale, style, brief=brief) for scale in scales),
        style=style,
        notes=(*result.note_texts(style), interval_note(style)),
    )


def _scale_columns(level: str, style: Style, *, brief: bool) -> tuple[Column, ...]:
    """`level` stands over the limits of the interval; `brief` adds the coefficient for scales of two items."""
    return (
        stub("reliability.head_scale", style, width=2.4),
        head("tables.head_n", style, width=0.8),
        head("reliability.head_k", style),
        head("reliability.head_alpha", style, width=1.3),
        head("tables.head_low", style, spanner=level),
        head("tables.head_high", style, spanner=level),
        head("reliability.head_omega", style),
        head("reliability.head_mean_r", style, width=1.4),
        *([head("reliability.head_spearman_brown", style, width=1.5)] if brief else []),
    )


def _scale_row(result: ReliabilityResult, scale: Record, style: Style, *, brief: bool) -> Row:
    cells = [
        text(scale_label(result.codebook, scale["scale"], style.language)),
        number(scale["n"], "count"),
        number(scale["k"], "count"),
        number(scale["alpha"], "reliability"),
        number(scale["conf_low"], "reliability"),
        number(scale["conf_high"], "reliability"),
        number(scale["omega"], "reliability"),
        number(scale["mean_inter_item_r"], "correlation"),
        *([number(scale["spearman_brown"], "reliability")] if brief else []),
    ]
    return Row(tuple(cells))


def _item_table(result: ReliabilityResult, style: Style) -> Table:
    columns = (
        stub("tables.head_item", style, width=4.0),
        head("tables.head_n", style, width=0.8),
        head("tables.head_mean", style),
        head("tables.head_sd", style),
        head("reliability.head_item_rest", style, width=1.6),
        head("reliability.head_if_dropped", style, width=1.6),
    )
    several = len(result.glance()) > 1
    rows: list[Row] = []
    for name, items in result.tidy().groupby("scale", sort=False):
        if several:
            rows.append(group_row(scale_label(result.codebook, str(name), style.language), len(columns)))
        rows.extend(Row(_item_cells(result, item, style), indent=int(several)) for item in records(items))
    return Table(
        name="reliability_items",
        title=term("reliability.title_items", style.language),
        columns=columns,
        rows=tuple(rows),
        style=style,
        notes=(
            result.notes[0].text(style),
            sentence("reliability.note_items", style),
            *reversed_notes(result.codebook, result.tidy()["item"], style, scored=True),
        ),
    )


def _item_cells(result: ReliabilityResult, item: Record, style: Style) -> tuple[Cell, ...]:
    return (
        text(marked_item(result.codebook, item["item"], style.language)),
        number(item["n"], "count"),
        number(item["mean"], "mean"),
        number(item["sd"], "sd"),
        number(item["item_rest_r"], "correlation"),
        number(item["alpha_if_dropped"], "reliability"),
    )
