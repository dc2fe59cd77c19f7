"""Whether a conclusion depends on who was excluded, in words."""

from __future__ import annotations

import math

from surveykit.analyze.compare_exclusions import CompareExclusionsResult
from surveykit.analyze.estimates import kind_of
from surveykit.analyze.exclusion_rules import MAIN
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, equals, interval, listed, p_words, paragraph


def tell(result: CompareExclusionsResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The main estimate of each term, its range under the other rules, and under which the conclusion changes."""
    look = resolve_style(style, language)
    told = [sentence for row in records(result.glance()) for sentence in _told(result, row, look)]
    if any(row["n_changed"] for row in records(result.glance())):
        told.append(term("compare_exclusions.prose_open", language))
    return paragraph(told, look)


def methods(result: CompareExclusionsResult, style: Style) -> list[str]:
    """That the analysis was repeated."""
    return [term("compare_exclusions.methods_compared", style.language)]


def _told(result: CompareExclusionsResult, row: Record, style: Style) -> list[str]:
    """Two sentences on one term."""
    language, kind = style.language, kind_of(str(result.spec["analysis"]))
    numbers = [
        interval(row["conf_low"], row["conf_high"], kind, result.conf_level, style),
        p_words(row["p_value"], style),
        equals("n" if language == "en" else "N", row["n"], "count", style),
    ]
    main = term(
        "compare_exclusions.prose_main",
        language,
        term=result.term_labels[row["term"]].within(language),
        estimate=format_number(row["estimate"], kind, style),
        numbers=term("prose.comma", language).join(filter(None, numbers)),
    )
    if not row["n_compared"]:
        return [main, term("compare_exclusions.prose_none", language)]
    low, high = (format_number(row[name], kind, style) for name in ("min", "max"))
    compared = term(
        "compare_exclusions.prose_range" if low != high else "compare_exclusions.prose_equal",
        language,
        k=row["n_compared"],
        samples=_samples(result, row, style),
        low=low,
        high=high,
    )
    return [main, clauses((compared, _conclusion(result, row, style)), style)]


def _samples(result: CompareExclusionsResult, row: Record, style: Style) -> str:
    """Under how many of the rules compared the sample is another one; nothing where it is under all of them."""
    compared = [
        other["rule"]
        for other in records(result.tidy())
        if other["term"] == row["term"] and other["rule"] != MAIN and not math.isnan(other["estimate"])
    ]
    n = sum(rule not in result.same_sample for rule in compared)
    if n == len(compared):
        return ""
    return term(f"compare_exclusions.prose_samples{'' if n else '_none'}", style.language, n=n)


def _conclusion(result: CompareExclusionsResult, row: Record, style: Style) -> str:
    """Under which rules the conclusion changes."""
    if not row["n_changed"]:
        return term("compare_exclusions.prose_same", style.language)
    changing = [
        result.rule_labels[other["rule"]].within(style.language)
        for other in records(result.tidy())
        if other["term"] == row["term"] and other["rule"] != MAIN and _changed(other)
    ]
    return term("compare_exclusions.prose_changed", style.language, n=len(changing), rules=listed(changing, style))


def _changed(row: Record) -> bool:
    return not math.isnan(row["estimate"]) and bool(row["changed"])
