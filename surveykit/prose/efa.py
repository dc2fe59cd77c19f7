"""A factor analysis in words."""

from __future__ import annotations

from surveykit.analyze.efa import EfaResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_cutoff, format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import paragraph, percent

NOTABLE = 0.4
"""A loading of this size on a second factor is counted as a cross-loading."""


def tell(result: EfaResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """What was kept and what it explains, how items load, what the rules say, and Harman's share for several scales."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    unit = "component" if result.spec["method"] == "pca" else "factor"
    sentences = [
        _kept(overall, unit, look),
        _loadings(result, unit, look),
        term(
            "efa.prose_rules",
            look.language,
            eigenvalue=overall["eigenvalue_rule"],
            parallel=overall["parallel_rule"],
        ),
    ]
    if _spans_scales(result):
        sentences.append(term("efa.prose_harman", look.language, share=percent(result.first_component, look)))
    return paragraph(sentences, look)


def _kept(overall: Record, unit: str, style: Style) -> str:
    return term(
        f"efa.prose_kept_{unit}",
        style.language,
        k=overall["k"],
        n=overall["n"],
        m=overall["n_factors"],
        share=percent(overall["proportion"], style),
    )


def _loadings(result: EfaResult, unit: str, style: Style) -> str:
    """The range of the items' largest loadings, and how many load notably on more than one factor if there is one."""
    size = result.loadings.abs()
    largest = size.max(axis=1)
    low, high = (format_number(float(end), "loading", style) for end in (largest.min(), largest.max()))
    if size.shape[1] == 1:
        return term("efa.prose_loadings_one", style.language, low=low, high=high)
    return term(
        f"efa.prose_loadings_{unit}",
        style.language,
        low=low,
        high=high,
        crossing=int(((size >= NOTABLE).sum(axis=1) > 1).sum()),
        limit=format_cutoff(NOTABLE, style),
    )


def _spans_scales(result: EfaResult) -> bool:
    """Whether the items belong to at least two scales: Harman's test asks whether one factor runs through several.

    A scale counts by the items that it has here. One whose items all belong to another, as a dimension's do, is not
    a second scale.
    """
    items = set(map(str, result.loadings.index))
    parts = {frozenset(scale.items) & items for scale in result.codebook.scales} - {frozenset()}
    return sum(not any(part < other for other in parts) for part in parts) > 1
