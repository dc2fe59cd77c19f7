"""The hypotheses in words: which were supported, and which were not."""

from __future__ import annotations

from surveykit.analyze.hypotheses import HypothesesResult
from surveykit.core.codebook import Language
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, listed, paragraph

VERDICTS = ("supported", "partly_supported", "not_supported", "not_tested")


def tell(result: HypothesesResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The hypotheses by verdict; one that is not supported is not called false."""
    look = resolve_style(style, language)
    rows = records(result.glance())
    by_verdict = {
        verdict: [str(row["hypothesis"]) for row in rows if row["verdict"] == verdict] for verdict in VERDICTS
    }
    parts = [
        term(f"hypotheses.prose_{verdict}", look.language, hypotheses=listed(names, look))
        for verdict, names in by_verdict.items()
        if names
    ]
    sentences = [term("hypotheses.prose_summary", look.language, total=len(rows), verdicts=clauses(parts, look))]
    if by_verdict["not_supported"]:
        sentences.append(term("hypotheses.prose_not_refuted", look.language))
    return paragraph(sentences, look)
