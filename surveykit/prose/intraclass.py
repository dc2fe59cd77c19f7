"""Test-retest reliability in words."""

from __future__ import annotations

from surveykit.analyze.intraclass import IntraclassResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence, format_number
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import bracketed, clauses, equals, interval, missing_words, paragraph

TOLD = "ICC(2,1)"
"""The coefficient that is told: a shift of everybody between the times counts against it."""


def tell(result: IntraclassResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Absolute agreement of every measure with its interval, N, and the correlation of test and retest."""
    look = resolve_style(style, language)
    agreement = {row["scale"]: row for row in records(result.tidy()) if row["type"] == TOLD}
    told = []
    for measure in records(result.glance()):
        row = agreement[measure["scale"]]
        label = result.codebook.label(measure["scale"], language)
        icc = format_number(row["estimate"], "reliability", look)
        numbers = [interval(row["conf_low"], row["conf_high"], "reliability", result.conf_level, look)]
        if measure["retest_r"] == measure["retest_r"]:
            numbers.append(equals("r", measure["retest_r"], "correlation", look))
        numbers.append(equals("N", measure["n"], "count", look))
        told.append(bracketed(term("intraclass.prose_measure", look.language, scale=label, icc=icc), numbers, look))
    return paragraph([term("intraclass.prose_lead", look.language, measures=clauses(told, look))], look)


def methods(result: IntraclassResult, style: Style) -> list[str]:
    """Which coefficients were computed."""
    level = format_confidence(result.conf_level)
    lead = term("intraclass.methods", style.language, level=level)
    return [clauses(filter(None, (lead, missing_words(result, style))), style)]
