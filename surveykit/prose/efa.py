"""A factor analysis in words."""

from __future__ import annotations

from surveykit.analyze.efa import EfaResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_cutoff, format_number
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.prose.phrases import Record, paragraph, percent, records

NOTABLE = 0.4
"""A loading of this size on a second factor is counted as a cross-loading."""


def tell(result: EfaResult, *, language: Language, style: str | Style) -> str:
    """What was kept and how much it explains, how items load, what the rules say, and Harman's share."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    unit = "component" if result.spec["method"] == "pca" else "factor"
    first = percent(result.first_component, look)
    sentences = [
        _kept(overall, unit, look),
        _loadings(result, unit, look),
        term(
            "efa.prose_rules",
            look.language,
            eigenvalue=overall["eigenvalue_rule"],
            parallel=overall["parallel_rule"],
        ),
        term("efa.prose_harman", look.language, share=first),
    ]
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
    """The range of the items' largest loadings, and how many items load notably on more than one factor."""
    size = result.loadings.abs()
    largest = size.max(axis=1)
    return term(
        f"efa.prose_loadings_{unit}",
        style.language,
        low=format_number(float(largest.min()), "loading", style),
        high=format_number(float(largest.max()), "loading", style),
        crossing=int(((size >= NOTABLE).sum(axis=1) > 1).sum()),
        limit=format_cutoff(NOTABLE, style),
    )
