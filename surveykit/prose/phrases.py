"""How an estimate, an interval, a p value or a list is written within a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from surveykit.core.codebook import Codebook
from surveykit.core.format import format_confidence, format_level, format_limit, format_number
from surveykit.core.labels import item_label
from surveykit.core.records import Record
from surveykit.core.result import Result, significance_level
from surveykit.core.style import Kind, Style
from surveykit.core.terms import term
from surveykit.core.wording import Threshold, Wording

CUSTOMARY_LEVEL = 0.05

MOST_LABELLED = 3
"""With more items than this a sentence gives their names alone."""


def paragraph(sentences: Iterable[str], style: Style) -> str:
    """Sentences in one paragraph, each with its full stop."""
    stop = term("common.full_stop", style.language)
    return term("prose.gap", style.language).join(sentence + stop for sentence in sentences)


def commas(parts: Iterable[str], style: Style) -> str:
    """Parts of one bracket or clause; those that are empty, because there is no number, are left out."""
    return term("prose.comma", style.language).join(part for part in parts if part)


def clauses(parts: Iterable[str], style: Style) -> str:
    """Clauses of one sentence."""
    return term("prose.clause_separator", style.language).join(parts)


def listed(names: Sequence[str], style: Style) -> str:
    """Names as a list with "and" before the last."""
    joint = term("prose.list_last" if len(names) > 2 else "prose.list_pair", style.language)
    return term("prose.list_separator", style.language).join([*names[:-2], joint.join(names[-2:])])


def items_listed(codebook: Codebook, names: Iterable[str], style: Style) -> str:
    """Items as a list, with their labels as long as there are few; the tables have those of all."""
    given = list(names)
    few = len(given) <= MOST_LABELLED
    return listed([item_label(codebook, name, style.language) if few else name for name in given], style)


def bracketed(name: str, numbers: Iterable[str], style: Style) -> str:
    """A name with its numbers in brackets; the name alone where there are none."""
    told = commas(numbers, style)
    return term("prose.bracketed", style.language, name=name, numbers=told) if told else name


def equals(symbol: str, value: float, kind: Kind, style: Style) -> str:
    """Such as "M=3.02" or "M = 3.02"; empty where there is no number."""
    if math.isnan(value):
        return ""
    return term("prose.equal", style.language, symbol=symbol, value=format_number(value, kind, style))


def p_words(p: float, style: Style) -> str:
    """A p value: "p=0.023" or "p<0.001" in Chinese, "p = .023" or "p < .001" in APA English; empty without one."""
    if math.isnan(p):
        return ""
    value = format_number(p, "p", style)
    relation = {"<": "below", ">": "above"}.get(value[:1], "equal")
    return term(f"prose.{relation}", style.language, symbol="p", value=value.lstrip("<> "))


def interval(low: float, high: float, kind: Kind, level: float, style: Style) -> str:
    """An interval with its level: "95%CI[0.12, 0.31]" or "95% CI [0.12, 0.31]"; empty where it has no ends."""
    if math.isnan(low) or math.isnan(high):
        return ""
    shown = [percent(end, style) if kind == "percent" else format_number(end, kind, style) for end in (low, high)]
    return term("prose.interval", style.language, level=format_confidence(level), low=shown[0], high=shown[1])


def percent(share: float, style: Style) -> str:
    """A proportion in percent, with its sign."""
    return term("prose.percent", style.language, value=format_number(share, "percent", style))


def tested(symbol: str, row: Record, kind: Kind, level: float, style: Style) -> list[str]:
    """Estimate, interval, t test and p value of a coefficient."""
    return [
        equals(symbol, row["estimate"], kind, style),
        interval(row["conf_low"], row["conf_high"], kind, level, style),
        statistic("t", row["statistic"], [row["df"]], style),
        p_words(row["p_value"], style),
    ]


def statistic(symbol: str, value: float, df: Sequence[float], style: Style) -> str:
    """A test statistic with its degrees of freedom, such as "F(2, 283) = 4.10"."""
    freedom = ", ".join(format_number(number, "df", style) for number in df)
    return equals(f"{symbol}({freedom})", value, "statistic", style)


def count(n: float, style: Style) -> str:
    """A count of respondents."""
    return format_number(n, "count", style)


def significance(result: Result) -> float:
    """The significance level that belongs to the intervals of a result."""
    return significance_level(result.conf_level)


def level_words(result: Result, style: Style) -> list[str]:
    """The sentence on the significance level; nothing where it is the customary one."""
    size = significance(result)
    return [] if size == CUSTOMARY_LEVEL else [term("prose.level", style.language, size=format_level(size, style))]


def limit_of(name: str, wording: Wording) -> Threshold | None:
    """A customary limit by its name; None where none is to be mentioned."""
    return wording.thresholds.get(name)


def limit_words(limit: Threshold, style: Style) -> str:
    """A customary limit with its source: "0.70（Nunnally & Bernstein, 1994）" or ".70 (Nunnally & Bernstein, 1994)"."""
    value = format_limit(limit.value, limit.kind, style)
    return term("prose.limit", style.language, value=value, source=limit.source) if limit.source else value


def missing_words(result: Result, style: Style) -> str:
    """What the paragraph on methods says of missing answers; empty where none is missing."""
    rule = result.spec.get("missing")
    incomplete = bool(result.counts.missing) and rule in ("listwise", "pairwise")
    return term(f"prose.methods_{rule}", style.language) if incomplete else ""


def asked(result: Result, argument: str) -> list[str]:
    """The names that an analysis was asked for under some argument."""
    names = result.spec.get(argument)
    return [str(name) for name in names] if isinstance(names, list | tuple) else []
