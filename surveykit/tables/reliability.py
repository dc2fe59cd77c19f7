"""Internal consistency: one table of scales, one of their items."""

from __future__ import annotations

from surveykit.analyze.reliability import ReliabilityResult
from surveykit.analyze.reliability_scale import scale_label
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, limits, number, stub, text
from surveykit.tables.words import level_words, notes_but, notes_on, reversed_notes, run_on, sentence

INTERVAL_NOTE = "reliability.note_interval"
OMEGA_NOTES = ("reliability.note_omega", "reliability.note_heywood")
BRIEF_NOTE = "reliability.note_spearman_brown"
"""How the keys of the notes on single columns begin."""


def lay_out(result: ReliabilityResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The coefficients of each scale, and what each item contributes."""
    look = resolve_style(style, language)
    return scale_table(result, look), item_table(result, look)


def scale_table(result: ReliabilityResult, style: Style) -> Table:
    """One row per scale."""
    scales = records(result.glance())
    brief = any(scale["k"] == 2 for scale in scales)
    return Table(
        name="reliability",
        title=term("reliability.title", style.language),
        columns=_scale_columns(result, style, brief=brief),
        rows=tuple(_scale_row(result, scale, style, brief=brief) for scale in scales),
        style=style,
        notes=notes_but(result.notes, (INTERVAL_NOTE, *OMEGA_NOTES, BRIEF_NOTE), style),
    )


def _scale_columns(result: ReliabilityResult, style: Style, *, brief: bool) -> tuple[Column, ...]:
    """`brief` adds the coefficient for scales of two items."""
    omega, spearman_brown = (run_on(notes_on(result.notes, key, style), style) for key in (OMEGA_NOTES, BRIEF_NOTE))
    level = level_words(result.conf_level, style)
    return (
        stub("reliability.head_scale", style, width=2.4),
        _n_column(result, style),
        head("reliability.head_k", style),
        head("reliability.head_alpha", style, width=1.3),
        *limits(level, style, notes=notes_on(result.notes, INTERVAL_NOTE, style)),
        head("reliability.head_omega", style, note=omega),
        head("reliability.head_mean_r", style, width=1.4),
        *([head("reliability.head_spearman_brown", style, width=1.5, note=spearman_brown)] if brief else []),
    )


def _n_column(result: ReliabilityResult, style: Style) -> Column:
    pairwise = result.spec["missing"] == "pairwise"
    note = sentence("reliability.note_n_pairwise", style) if pairwise else ""
    return head("tables.head_n", style, width=0.8, note=note)


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


def item_table(result: ReliabilityResult, style: Style) -> Table:
    """One row per item under its scale; alpha stands with the name of the scale, or with the items of the only one."""
    columns = (
        stub("tables.head_item", style, width=4.0),
        head("tables.head_n", style, width=0.8),
        head("tables.head_mean", style),
        head("tables.head_sd", style),
        head("reliability.head_item_rest", style, width=1.5, note=sentence("reliability.note_items", style)),
        head("reliability.head_if_dropped", style, width=1.5),
        head("reliability.head_alpha", style, width=1.3),
    )
    scales = records(result.glance())
    several = len(scales) > 1
    rows: list[Row] = []
    for scale in scales:
        items = result.tidy()
        cells = [_item_cells(result, item, style) for item in records(items[items["scale"] == scale["scale"]])]
        alpha = number(scale["alpha"], "reliability")
        if several:
            label = scale_label(result.codebook, scale["scale"], style.language)
            rows.append(Row((text(label), *[EMPTY] * (len(columns) - 2), alpha), role="group"))
        rest = [EMPTY if several or place else alpha for place in range(len(cells))]
        rows += [Row((*line, last), indent=int(several)) for line, last in zip(cells, rest, strict=True)]
    return Table(
        name="reliability_items",
        title=term("reliability.title_items", style.language),
        columns=columns,
        rows=tuple(rows),
        style=style,
        notes=(
            result.notes[0].text(style),
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
