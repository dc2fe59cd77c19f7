"""Missing answers in words."""

from __future__ import annotations

import math

from surveykit.analyze.missing_patterns import MissingPatternsResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import count, items_listed, paragraph, percent


def tell(result: MissingPatternsResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """How many answered everything, how much is missing, where most, and what is most often missing together."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    if overall["n_missing"] == 0:
        words = term("missing_patterns.prose_none", look.language, n=count(overall["n"], look), k=overall["k"])
        return paragraph([words], look)
    told = [_complete(result, overall, look), _cells(overall, look), _most(result, look), _pattern(result, look)]
    return paragraph(filter(None, told), look)


def methods(result: MissingPatternsResult, style: Style) -> list[str]:
    """Nothing: gaps are counted."""
    return []


def _complete(result: MissingPatternsResult, overall: Record, style: Style) -> str:
    """How many left no gap; how many there are where that is not told."""
    if math.isnan(overall["n_complete"]):
        return term("missing_patterns.prose_n", style.language, n=count(overall["n"], style), k=overall["k"])
    apart = result.spec["not_shown"] == "apart" and result.items["n_not_shown"].gt(0).any()
    return term(
        "missing_patterns.prose_complete" if apart else "missing_patterns.prose_complete_all",
        style.language,
        n=count(overall["n"], style),
        k=overall["k"],
        complete=count(overall["n_complete"], style),
        share=percent(overall["proportion_complete"], style),
    )


def _cells(overall: Record, style: Style) -> str:
    if math.isnan(overall["n_missing"]):
        return ""
    share = percent(overall["proportion"], style)
    return term("missing_patterns.prose_cells", style.language, missing=count(overall["n_missing"], style), share=share)


def _most(result: MissingPatternsResult, style: Style) -> str:
    """The item with the largest share of gaps, among those that are told."""
    rows = [row for row in records(result.tidy()) if row["proportion"] > 0]
    if not rows:
        return ""
    worst = max(rows, key=lambda row: float(row["proportion"]))
    item = items_listed(result.codebook, [worst["item"]], style)
    share = percent(worst["proportion"], style)
    return term("missing_patterns.prose_most", style.language, item=item, share=share)


def _pattern(result: MissingPatternsResult, style: Style) -> str:
    """The most frequent pattern with a gap, where several respondents share it."""
    rows = [row for row in records(result.patterns) if row["k"] and row["n"] > 1]
    if not rows:
        return ""
    key = "prose_pattern" if rows[0]["k"] == 1 else "prose_pattern_many"
    items = items_listed(result.codebook, rows[0]["items"], style)
    return term(f"missing_patterns.{key}", style.language, items=items, n=count(rows[0]["n"], style))
