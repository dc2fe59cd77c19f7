"""Before and after in one table: mean and spread side by side, and the test that was asked for."""

from __future__ import annotations

from surveykit.analyze.paired import PairedResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, merged, notes_for, number, stub, text, told
from surveykit.tables.paired import BOTH_NOTES, RANK_NOTES, T_NOTES, pair_label, tested_pairs
from surveykit.tables.words import notes_on, sentence

CODES_NOTE = "paired.note_codes"


def lay_out(result: PairedResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per pair."""
    look = resolve_style(style, language)
    method = str(result.spec["method"])
    tests = T_NOTES if method == "t" else (CODES_NOTE, *RANK_NOTES)
    rows = tuple(_row(result, pair, method, look) for pair in tested_pairs(result, method))
    table = Table(
        name="paired_spread",
        title=term("paired.title_spread", look.language),
        columns=_columns(method, look),
        rows=rows,
        style=look,
        notes=notes_on(notes_for(result.notes, rows), (*BOTH_NOTES, *tests), look),
    )
    return (table,)


def _columns(method: str, style: Style) -> tuple[Column, ...]:
    """The test and its effect: t and dz, or Z and r."""
    effect = "d" if method == "t" else "r"
    return (
        stub("paired.head_pair", style, width=2.8),
        head("tables.head_n", style, width=0.8),
        *(_spread_column(side, style) for side in ("before", "after")),
        head("paired.head_difference", style),
        head("tables.head_t" if method == "t" else "paired.head_z", style),
        head("tables.head_p", style),
        head(f"paired.head_{effect}", style, note=sentence(f"paired.note_{effect}", style)),
    )


def _spread_column(side: str, style: Style) -> Column:
    words = term("paired.head_spread", style.language, side=term(f"paired.head_{side}", style.language))
    parts = (term("paired.head_mean", style.language), term("paired.head_sd", style.language))
    return Column(words, width=1.8, part_headers=parts)


def _row(result: PairedResult, pair: Record, method: str, style: Style) -> Row:
    """The difference is that of the means, whatever was tested."""
    size: Kind = "effect" if method == "t" else "correlation"
    difference = next(row for row in tested_pairs(result, "t") if _names(row) == _names(pair))["estimate"]
    cells = (
        text(pair_label(result, pair, style)),
        told(pair["n"], "count"),
        _spread(pair, "before"),
        _spread(pair, "after"),
        told(difference, "mean"),
        told(pair["statistic"], "statistic"),
        told(pair["p_value"], "p"),
        told(pair["effect_size"], size),
    )
    return Row(cells)


def _spread(pair: Record, side: str) -> Cell:
    """Mean and standard deviation; a dash where even the mean is not told."""
    mean = told(pair[f"mean_{side}"], "mean")
    return merged(mean, number(pair[f"sd_{side}"], "sd"), "spread") if mean.numbers else mean


def _names(pair: Record) -> tuple[str, str]:
    return pair["before"], pair["after"]
