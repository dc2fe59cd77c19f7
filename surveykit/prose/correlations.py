"""Correlations in words: which pairs go together, and for which there is no evidence."""

from __future__ import annotations

from surveykit.analyze.correlations import INTERVAL_NOTE, CorrelationsResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence, format_level, format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    bracketed,
    clauses,
    count,
    equals,
    interval,
    listed,
    missing_words,
    p_words,
    paragraph,
    significance,
)

MOST_NAMED = 3
"""How many pairs a sentence names; the table has them all."""

SYMBOLS = {"pearson": "r", "spearman": "ρ", "polychoric": "r"}
"""What each coefficient is called."""


def tell(result: CorrelationsResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The range of the correlations, the strongest ones, and those without evidence."""
    look = resolve_style(style, language)
    pairs = records(result.tidy())
    size = significance(result)
    found = sorted((pair for pair in pairs if pair["p_adjusted"] < size), key=lambda pair: -abs(pair["estimate"]))
    absent = [pair for pair in pairs if not pair["p_adjusted"] < size]
    sentences = [_overview(result, pairs, look)]
    if found:
        sentences.append(_found(result, found, look))
    if absent:
        sentences.append(_absent(result, absent, look))
    if found or len(absent) <= MOST_NAMED:
        sentences.append(_interval_kind(result, look))
    return paragraph(sentences, look)


def methods(result: CorrelationsResult, style: Style) -> list[str]:
    """Which coefficient, which interval, and whether p values were adjusted."""
    level = format_confidence(result.conf_level)
    adjust = _adjusted(result, style)
    lead = term(f"correlations.methods_{result.spec['method']}", style.language, adjust=adjust, level=level)
    return [clauses(filter(None, (lead, missing_words(result, style))), style)]


def _overview(result: CorrelationsResult, pairs: list[Record], style: Style) -> str:
    """What was correlated, and between which values the coefficients lie where there are several."""
    estimates = [pair["estimate"] for pair in pairs]
    return term(
        f"correlations.prose_{'one' if len(pairs) == 1 else 'range'}_{result.spec['method']}",
        style.language,
        k=len(result.variables),
        m=len(pairs),
        low=format_number(min(estimates), "correlation", style),
        high=format_number(max(estimates), "correlation", style),
        n=_sample(result, style),
    )


def _adjusted(result: CorrelationsResult, style: Style) -> str:
    return term(f"correlations.prose_adjust_{result.spec['adjust']}", style.language)


def _sample(result: CorrelationsResult, style: Style) -> str:
    """The respondents of a pair; the fewest and the most, where pairs differ."""
    overall = records(result.glance())[0]
    key = "one" if overall["n_low"] == overall["n_high"] else "range"
    return term(
        f"correlations.prose_n_{key}",
        style.language,
        low=count(overall["n_low"], style),
        high=count(overall["n_high"], style),
    )


def _found(result: CorrelationsResult, found: list[Record], style: Style) -> str:
    """The strongest pairs that are significant, with their direction."""
    key = "correlations.prose_found" if len(found) > MOST_NAMED else "correlations.prose_found_few"
    named = clauses([_direction(result, pair, style) for pair in found[:MOST_NAMED]], style)
    size = format_level(significance(result), style)
    return term(key, style.language, count=len(found), size=size, adjust=_adjusted(result, style), pairs=named)


def _interval_kind(result: CorrelationsResult, style: Style) -> str:
    """How the intervals were computed that stand beside the strongest pairs."""
    level = format_confidence(result.conf_level)
    return term(f"{INTERVAL_NOTE}_{result.spec['method']}", style.language, level=level)


def _direction(result: CorrelationsResult, pair: Record, style: Style) -> str:
    sign = "positive" if pair["estimate"] > 0 else "negative"
    return _pair(result, pair, f"correlations.prose_{sign}", style)


def _absent(result: CorrelationsResult, absent: list[Record], style: Style) -> str:
    """The pairs without evidence, by name where they are few."""
    if len(absent) > MOST_NAMED:
        key = "absent_all" if len(absent) == len(result.pairs) else "absent_many"
        return term(f"correlations.prose_{key}", style.language, count=len(absent))
    named = [_pair(result, pair, "correlations.prose_pair", style) for pair in absent]
    return term("correlations.prose_absent", style.language, pairs=listed(named, style))


def _pair(result: CorrelationsResult, pair: Record, key: str, style: Style) -> str:
    """Both variables, and the coefficient with its interval and p value."""
    x, y = (result.codebook.label(pair[side], style.language) for side in ("x", "y"))
    numbers = [
        equals(SYMBOLS[str(result.spec["method"])], pair["estimate"], "correlation", style),
        interval(pair["conf_low"], pair["conf_high"], "correlation", result.conf_level, style),
        p_words(pair["p_adjusted"], style),
    ]
    return bracketed(term(key, style.language, x=x, y=y), numbers, style)
