"""Sampling adequacy in words."""

from __future__ import annotations

from surveykit.analyze.factorability import FactorabilityResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_cutoff, format_number
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import commas, p_words, paragraph, statistic

ACCEPTED_KMO = 0.6
"""Below it Kaiser and Rice (1974) call the measure miserable or unacceptable."""

SIGNIFICANT = 0.05


def tell(result: FactorabilityResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """KMO against its customary value, and Bartlett's test."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    height = "above" if overall["kmo"] >= ACCEPTED_KMO else "below"
    rejected = "rejected" if overall["p_value"] < SIGNIFICANT else "open"
    test = commas(
        [statistic("χ²", overall["statistic"], [overall["df"]], look), p_words(overall["p_value"], look)], look
    )
    sentences = [
        term(
            f"factorability.prose_kmo_{height}",
            look.language,
            k=overall["k"],
            n=overall["n"],
            kmo=format_number(overall["kmo"], "correlation", look),
            limit=format_cutoff(ACCEPTED_KMO, look),
        ),
        term(f"factorability.prose_bartlett_{rejected}", look.language, test=test),
    ]
    return paragraph(sentences, look)
