"""What screening found, in words."""

from __future__ import annotations

from surveykit.analyze.screening import ScreeningResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, count, paragraph, percent


def tell(result: ScreeningResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """How many were flagged, by which rules, and how many the decision rule would exclude."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    if not overall["k"]:
        return paragraph([term("screening.prose_nothing", look.language)], look)
    sentences = [_flagged(overall, look)]
    if overall["n_flagged"]:
        sentences += [_rules(result, look), _decision(result, overall, look)]
    return paragraph(sentences, look)


def methods(result: ScreeningResult, style: Style) -> list[str]:
    """Nothing: the rules that were really applied are told from the log of the survey."""
    return []


def _flagged(overall: Record, style: Style) -> str:
    n, k = count(overall["n"], style), count(overall["k"], style)
    if not overall["n_flagged"]:
        return term("screening.prose_none", style.language, n=n, k=k)
    key = "screening.prose_flagged_one" if overall["k"] == 1 else "screening.prose_flagged"
    flagged, share = count(overall["n_flagged"], style), percent(overall["n_flagged"] / overall["n"], style)
    return term(key, style.language, n=n, k=k, flagged=flagged, share=share)


def _rules(result: ScreeningResult, style: Style) -> str:
    told = [
        term(
            "screening.prose_rule",
            style.language,
            rule=result.labels[row["rule"]].within(style.language),
            n=count(row["n_flagged"], style),
        )
        for row in records(result.tidy())
        if row["n_flagged"]
    ]
    return term("screening.prose_rules", style.language, rules=clauses(told, style))


def _decision(result: ScreeningResult, overall: Record, style: Style) -> str:
    return term(
        "screening.prose_decision",
        style.language,
        decisive=count(overall["n_decisive"], style),
        corroborated=count(overall["n_corroborated"], style),
        families=result.spec["min_families"],
        removed=count(overall["n_removed"], style),
        share=percent(overall["proportion"], style),
    )
