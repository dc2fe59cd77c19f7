"""The risk that respondents are recognised, in words: how many are alone, and which variable it rests on most."""

from __future__ import annotations

from surveykit.analyze.disclosure_risk import DisclosureRiskResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, count, listed, paragraph, percent


def tell(result: DisclosureRiskResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The smallest combination, the respondents at risk, the most helpful change, and the sensitive answers."""
    look = resolve_style(style, language)
    whole = records(result.glance())[0]
    sentences = [_smallest(result, whole, look), _shares(whole, look)]
    if whole["n_risky"] and len(result.most_helpful):
        sentences.append(_changes(result, whole, look))
    if len(result.diversity):
        told = clauses([_diversity(result, row, look) for row in records(result.diversity)], look)
        sentences.append(term("disclosure_risk.prose_diversity", look.language, columns=told))
    return paragraph(sentences, look)


def methods(result: DisclosureRiskResult, style: Style) -> list[str]:
    """How the risk was measured, and on which variables."""
    names = _names(result, style)
    first = term("disclosure_risk.methods_k", style.language, names=names, k_min=result.k_min)
    return [first, *([term("disclosure_risk.methods_l", style.language)] if len(result.diversity) else [])]


def _names(result: DisclosureRiskResult, style: Style) -> str:
    return listed([result.codebook.label(name, style.language) for name in result.quasi_identifiers], style)


def _smallest(result: DisclosureRiskResult, whole: Record, style: Style) -> str:
    return term(
        "disclosure_risk.prose_k",
        style.language,
        names=_names(result, style),
        n=count(whole["n"], style),
        cells=count(whole["n_cells"], style),
        k=count(whole["k_anonymity"], style),
    )


def _shares(whole: Record, style: Style) -> str:
    return term(
        "disclosure_risk.prose_shares",
        style.language,
        unique=count(whole["n_unique"], style),
        unique_share=percent(whole["proportion_unique"], style),
        below_5=percent(whole["proportion_below_5"], style),
        below_10=percent(whole["proportion_below_10"], style),
    )


def _changes(result: DisclosureRiskResult, whole: Record, style: Style) -> str:
    told = [
        term(
            f"disclosure_risk.prose_{change['kind']}",
            style.language,
            name=result.codebook.label(change["term"], style.language),
            n=count(change["n_distinct"], style),
            share=percent(change["proportion_risky"], style),
        )
        for change in records(result.most_helpful)
    ]
    return term(
        "disclosure_risk.prose_change",
        style.language,
        k_min=result.k_min,
        now=percent(whole["proportion_risky"], style),
        changes=clauses(told, style),
    )


def _diversity(result: DisclosureRiskResult, row: Record, style: Style) -> str:
    return term(
        "disclosure_risk.prose_l",
        style.language,
        name=result.codebook.label(row["term"], style.language),
        l=count(row["l_diversity"], style),
        n=count(row["n_disclosed"], style),
    )
