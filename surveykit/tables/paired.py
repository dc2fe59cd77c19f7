"""Before and after: means with the t test, and ranks with Wilcoxon's test, the one that was asked for first."""

from __future__ import annotations

from surveykit.analyze.paired import PairedResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, limits, notes_for, stub, text, told
from surveykit.tables.words import level_words, notes_on, sentence

T_NOTES = ("paired.note_codes", "paired.note_t")
RANK_NOTES = ("paired.note_wilcoxon", "paired.note_few")
BOTH_NOTES = (
    "paired.note_pair",
    "paired.note_pairs",
    "paired.note_ordinal",
    "paired.note_recall",
    "paired.note_withheld",
    "common.note_suppressed",
)


def lay_out(result: PairedResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One table per test."""
    look = resolve_style(style, language)
    tables = (_t_table(result, look), _rank_table(result, look))
    return tables if result.spec["method"] == "t" else tables[::-1]


def _t_table(result: PairedResult, style: Style) -> Table:
    rows = tuple(Row(_t_cells(result, pair, style)) for pair in tested_pairs(result, "t"))
    return Table(
        name="paired_t",
        title=term("paired.title_t", style.language),
        columns=_t_columns(result, style),
        rows=rows,
        style=style,
        notes=notes_on(notes_for(result.notes, rows), (*BOTH_NOTES, *T_NOTES), style),
    )


def _t_columns(result: PairedResult, style: Style) -> tuple[Column, ...]:
    before = term("paired.head_before", style.language)
    after = term("paired.head_after", style.language)
    level = level_words(result.conf_level, style)
    return (
        stub("paired.head_pair", style, width=2.8),
        head("tables.head_n", style, width=0.8),
        head("paired.head_mean", style, spanner=before, width=0.9),
        head("paired.head_sd", style, spanner=before, width=0.9),
        head("paired.head_mean", style, spanner=after, width=0.9),
        head("paired.head_sd", style, spanner=after, width=0.9),
        head("paired.head_difference", style),
        *limits(level, style, width=1.1, notes=[sentence("paired.note_interval", style)]),
        head("tables.head_t", style),
        head("tables.head_p", style, width=1.1),
        head("paired.head_d", style, width=0.8, note=sentence("paired.note_d", style)),
    )


def _t_cells(result: PairedResult, pair: Record, style: Style) -> tuple[Cell, ...]:
    return (
        text(pair_label(result, pair, style)),
        told(pair["n"], "count"),
        told(pair["mean_before"], "mean"),
        told(pair["sd_before"], "sd"),
        told(pair["mean_after"], "mean"),
        told(pair["sd_after"], "sd"),
        told(pair["estimate"], "mean"),
        told(pair["conf_low"], "mean"),
        told(pair["conf_high"], "mean"),
        told(pair["statistic"], "statistic"),
        told(pair["p_value"], "p"),
        told(pair["effect_size"], "effect"),
    )


def _rank_table(result: PairedResult, style: Style) -> Table:
    columns = (
        stub("paired.head_pair", style, width=2.8),
        head("tables.head_n", style, width=0.8),
        head("paired.head_higher", style),
        head("paired.head_lower", style),
        head("paired.head_equal", style),
        head("paired.head_z", style),
        head("tables.head_p", style, width=1.1),
        head("paired.head_r", style, width=0.8, note=sentence("paired.note_r", style)),
    )
    rows = tuple(Row(_rank_cells(result, pair, style)) for pair in tested_pairs(result, "wilcoxon"))
    return Table(
        name="paired_ranks",
        title=term("paired.title_ranks", style.language),
        columns=columns,
        rows=rows,
        style=style,
        notes=notes_on(notes_for(result.notes, rows), (*BOTH_NOTES, *RANK_NOTES), style),
    )


def _rank_cells(result: PairedResult, pair: Record, style: Style) -> tuple[Cell, ...]:
    return (
        text(pair_label(result, pair, style)),
        told(pair["n"], "count"),
        told(pair["n_higher"], "count"),
        told(pair["n_lower"], "count"),
        told(pair["n_equal"], "count"),
        told(pair["statistic"], "statistic"),
        told(pair["p_value"], "p"),
        told(pair["effect_size"], "correlation"),
    )


def tested_pairs(result: PairedResult, method: str) -> list[Record]:
    """Each pair with what one test says about it."""
    tests = result.tidy()
    tests = tests[tests["method"] == method]
    return [{**pair, **test} for pair, test in zip(records(result.glance()), records(tests), strict=True)]


def pair_label(result: PairedResult, pair: Record, style: Style) -> str:
    """Both measurements, with an arrow between them."""
    before, after = (result.codebook.label(pair[side], style.language) for side in ("before", "after"))
    return term("paired.pair", style.language, before=before, after=after)
