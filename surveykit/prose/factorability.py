"""Sampling adequacy in words."""

from __future__ import annotations

from surveykit.analyze.factorability import FactorabilityResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    clauses,
    commas,
    count,
    limit_of,
    limit_words,
    missing_words,
    p_words,
    paragraph,
    statistic,
)

SIGNIFICANT = 0.05


def tell(result: FactorabilityResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """KMO against its customary value, and Bartlett's test."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    rejected = "rejected" if overall["p_value"] < SIGNIFICANT else "open"
    numbers = [statistic("χ²", overall["statistic"], [overall["df"]], look), p_words(overall["p_value"], look)]
    test = term(f"factorability.prose_bartlett_{rejected}", look.language, test=commas(numbers, look))
    return paragraph([_kmo(overall, wording, look), test], look)


def methods(result: FactorabilityResult, style: Style) -> list[str]:
    """Which measures were computed."""
    lead = term("factorability.methods_tests", style.language)
    return [clauses(filter(None, (lead, missing_words(result, style))), style)]


def _kmo(overall: Record, wording: Wording, style: Style) -> str:
    limit = limit_of("kmo", wording)
    against = ""
    if limit:
        against = "_below" if overall["kmo"] < limit.value else "_above"
    return term(
        f"factorability.prose_kmo{against}",
        style.language,
        k=overall["k"],
        n=count(overall["n"], style),
        kmo=format_number(overall["kmo"], "reliability", style),
        limit=limit_words(limit, style) if limit else "",
    )
