"""Little's test in words, which never take a test that is not significant for proof."""

from __future__ import annotations

import math

from surveykit.analyze.mcar_test import McarTestResult
from surveykit.core.codebook import Language
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import commas, count, p_words, paragraph, statistic

SIGNIFICANT = 0.05


def tell(result: McarTestResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """What the test found, and what follows from it and what does not."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    if math.isnan(overall["p_value"]):
        words = term("mcar_test.prose_none", look.language, k=overall["k"], n=count(overall["n"], look))
        return paragraph([words], look)
    found = "rejected" if overall["p_value"] < SIGNIFICANT else "open"
    numbers = [statistic("χ²", overall["statistic"], [overall["df"]], look), p_words(overall["p_value"], look)]
    return paragraph([term(f"mcar_test.prose_{found}", look.language, test=commas(numbers, look))], look)


def methods(result: McarTestResult, style: Style) -> list[str]:
    """Which test was computed."""
    return [term("mcar_test.methods_test", style.language)]
