"""How the sample came about, in words."""

from __future__ import annotations

import math

from surveykit.analyze.sample_flow import SampleFlowResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, count, listed, paragraph, percent


def tell(result: SampleFlowResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Issued, returned, removed and valid questionnaires, what they were removed for, and who was analysed."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    removals = [row for row in records(result.tidy()) if row["n"] > 0]
    sentences = [_returned(overall, look), _valid(overall, look)]
    if removals:
        reasons = listed([_reason(result, row, look) for row in removals], look)
        sentences.append(term("sample_flow.prose_reasons", look.language, reasons=reasons))
    if len(result.analyses):
        sentences.append(_analysed(result, look))
    return paragraph(sentences, look)


def methods(result: SampleFlowResult, style: Style) -> list[str]:
    """Nothing: how the sample came about is told from the log of the survey."""
    return []


def _returned(overall: Record, style: Style) -> str:
    """What came back, of what was handed out where that is known."""
    if math.isnan(overall["n_issued"]):
        return term("sample_flow.prose_returned", style.language, returned=count(overall["n_returned"], style))
    return term(
        "sample_flow.prose_issued",
        style.language,
        issued=count(overall["n_issued"], style),
        returned=count(overall["n_returned"], style),
        rate=percent(overall["response_rate"], style),
    )


def _valid(overall: Record, style: Style) -> str:
    return term(
        "sample_flow.prose_valid" if overall["n_removed"] else "sample_flow.prose_all_valid",
        style.language,
        removed=count(overall["n_removed"], style),
        valid=count(overall["n_valid"], style),
        rate=percent(overall["valid_rate"], style),
    )


def _reason(result: SampleFlowResult, row: Record, style: Style) -> str:
    label = result.labels[row["rule"]].within(style.language)
    return term("sample_flow.prose_reason", style.language, reason=label, n=count(row["n"], style))


def _analysed(result: SampleFlowResult, style: Style) -> str:
    """The analyses that lost anybody to missing answers."""
    told = [
        term("sample_flow.prose_analysis", style.language, analysis=label.within(style.language), n=count(n, style))
        for label, n, lost in zip(
            result.analysis_labels, result.analyses["n"], result.analyses["n_missing"], strict=True
        )
        if lost
    ]
    if not told:
        return term("sample_flow.prose_analysed_all", style.language)
    return term("sample_flow.prose_analysed", style.language, analyses=clauses(told, style))
