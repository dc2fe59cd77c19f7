"""Who answered: bars of percentages for every question, those of questions with several answers in order of size."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.bars import Bar, Group, draw_bars
from surveykit.figures.notes import sentence
from surveykit.figures.numbers import percent

SUPPRESSION = ("describe_sample.note_of_all", "common.note_suppressed")
"""Keys of the notes on categories that are not told."""


def draw(result: DescribeSampleResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the share of every category among those who answered, with its count.

    The missing are not drawn; where there are some, the name of the question carries the number who answered. Of a
    category whose numbers are suppressed only the label is drawn.
    """
    look = resolve_style(style, language)
    levels = result.tidy()
    levels = levels[levels["level"].notna()]
    groups = [_group(result, str(name), rows, look) for name, rows in levels.groupby("term", sort=False)]
    cases = [sentence("figures.note_cases", look)] if (levels["kind"] == "multiple").any() else []
    told = [note.text(look) for note in result.notes if note.key in SUPPRESSION]
    return draw_bars(groups, look, notes=[*cases, *told])


def _group(result: DescribeSampleResult, name: str, levels: pd.DataFrame, style: Style) -> Group:
    """The bars of one question."""
    multiple = levels["kind"].iloc[0] == "multiple"
    if multiple:
        levels = levels.sort_values("proportion_cases", ascending=False, kind="stable")
    base = levels["base"].iloc[0]
    label = result.codebook.label(name, style.language)
    if pd.notna(base) and base != result.counts.used:
        label = term("figures.answered", style.language, question=label, n=format_number(base, "count", style))
    bars = (_bar(result, name, row, style, multiple=multiple) for row in records(levels))
    return Group(label, tuple(bars))


def _bar(result: DescribeSampleResult, name: str, row: Record, style: Style, *, multiple: bool) -> Bar:
    """One category with its percentage and count; a dash where these are suppressed."""
    book, language = result.codebook, style.language
    label = book.label(row["level"], language) if multiple else book.value_label(name, row["level"], language)
    if pd.isna(row["n"]):
        return Bar(label, float("nan"), "—")
    share = float(row["proportion_cases"] if multiple else row["proportion"])
    count = format_number(row["n"], "count", style)
    return Bar(label, share, term("figures.share", language, share=percent(share, style), n=count))
