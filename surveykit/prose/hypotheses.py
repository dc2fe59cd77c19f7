"""The hypotheses in words: which were supported, which were not, and by what evidence."""

from __future__ import annotations

import math

from surveykit.analyze.hypotheses import HypothesesResult
from surveykit.core.codebook import Language
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    bracketed,
    clauses,
    count,
    equals,
    interval,
    listed,
    p_words,
    paragraph,
    statistic,
)

KINDS: dict[str, Kind] = {
    "regression": "coefficient",
    "mediation": "coefficient",
    "paired": "mean",
    "ranks": "correlation",
}
"""What the estimate of each kind of evidence is."""

VERDICTS = ("supported", "partly_supported", "not_supported", "not_tested")


def tell(result: HypothesesResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The hypotheses by verdict, and their evidence; one that is not supported is not called false."""
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
    n = count(result.counts.used, look)
    sentences = [term("hypotheses.prose_summary", look.language, total=len(rows), n=n, verdicts=clauses(parts, look))]
    evidence = [_evidence(result, row, look) for row in records(result.tidy()) if row["evidence"]]
    if evidence:
        sentences.append(term("hypotheses.prose_evidence", look.language, evidence=clauses(evidence, look)))
    if by_verdict["not_supported"]:
        sentences.append(term("hypotheses.prose_not_refuted", look.language))
    return paragraph(sentences, look)


def methods(result: HypothesesResult, style: Style) -> list[str]:
    """The rule of the verdicts."""
    return [term("hypotheses.methods_rule", style.language)]


def _evidence(result: HypothesesResult, row: Record, style: Style) -> str:
    """One test of a hypothesis; its term is named where the hypothesis has several."""
    several = (result.evidence["hypothesis"] == row["hypothesis"]).sum() > 1
    name = str(row["hypothesis"])
    if several:
        name = term(
            "hypotheses.prose_term",
            style.language,
            hypothesis=name,
            term=term_label(result.codebook, row["term"], style.language),
        )
    return bracketed(name, _numbers(result, row, style), style)


def _numbers(result: HypothesesResult, row: Record, style: Style) -> list[str]:
    """The estimate with its interval, test and p value; a joint test has no estimate."""
    if not math.isnan(row["df_error"]):
        return [
            statistic("F", row["statistic"], [row["df"], row["df_error"]], style),
            p_words(row["p_value"], style),
        ]
    source, _, detail = str(row["evidence"]).partition(":")
    ranks = source == "paired" and detail.endswith("wilcoxon")
    kind = KINDS["ranks" if ranks else source]
    symbol = term(f"hypotheses.prose_symbol_{'ranks' if ranks else source}", style.language)
    level = result.spec["conf_level"]
    ends = (row["conf_low"], row["conf_high"])
    return [
        equals(symbol, row["estimate"], kind, style),
        interval(*ends, kind, result.conf_level, style) if level is not None else "",
        equals("Z", row["statistic"], "statistic", style) if ranks else "",
        "" if math.isnan(row["df"]) else statistic("t", row["statistic"], [row["df"]], style),
        p_words(row["p_value"], style),
    ]
