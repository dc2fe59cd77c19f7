"""The variables of a survey in words: how many there are of each kind, and where most answers are missing."""

from __future__ import annotations

import pandas as pd

from surveykit.analyze.codebook_report import CodebookReportResult
from surveykit.core.codebook import Language
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import commas, count, paragraph, percent


def tell(result: CodebookReportResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Respondents, variables by kind, and the variable with most missing answers."""
    look = resolve_style(style, language)
    variables = result.tidy()
    kinds = [
        term(
            "codebook_report.prose_kind",
            look.language,
            kind=term(f"codebook_report.kind_{kind}", look.language),
            k=int((variables["kind"] == kind).sum()),
        )
        for kind in dict.fromkeys(variables["kind"])
    ]
    size = term(
        "codebook_report.prose_size",
        look.language,
        n=count(result.counts.used, look),
        k=len(variables),
        kinds=commas(kinds, look),
    )
    return paragraph([size, *_missing(result, variables, look)], look)


def methods(result: CodebookReportResult, style: Style) -> list[str]:
    """Nothing: counting what there is needs no method."""
    return []


def _missing(result: CodebookReportResult, variables: pd.DataFrame, style: Style) -> list[str]:
    """How many variables have gaps, and which has most; nothing where the counts are suppressed."""
    if variables["n_missing"].isna().any():
        return []
    gaps = variables[variables["n_missing"] > 0]
    if gaps.empty:
        return [term("codebook_report.prose_complete", style.language)]
    most = records(gaps.loc[[gaps["n_missing"].idxmax()]])[0]
    n = most["n_missing"]
    told = term(
        "codebook_report.prose_missing",
        style.language,
        k=len(gaps),
        name=result.codebook.label(most["term"], style.language),
        n=count(n, style),
        share=percent(n / result.counts.used, style),
    )
    return [told]
