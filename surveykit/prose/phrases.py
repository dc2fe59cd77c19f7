"""How an estimate, an interval, a p value or a list is written within a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveykit.core.format import format_confidence, format_number
from surveykit.core.records import Record
from surveykit.core.style import Kind, Style
from surveykit.core.terms import term


def paragraph(sentences: Iterable[str], style: Style) -> str:
    """Sentences in one paragraph, each with its full stop."""
    stop = term("common.full_stop", style.language)
    return term("prose.gap", style.language).join(sentence + stop for sentence in sentences)


def commas(parts: Iterable[str], style: Style) -> str:
    """Parts of one bracket or clause."""
    return term("prose.comma", style.language).join(parts)


def clauses(parts: Iterable[str], style: Style) -> str:
    """Clauses of one sentence."""
    return term("prose.clause_separator", style.language).join(parts)


def listed(names: Sequence[str], style: Style) -> str:
    """Names as a list with "and" before the last."""
    joint = term("prose.list_last" if len(names) > 2 else "prose.list_pair", style.language)
    return term("prose.list_separator", style.language).join([*names[:-2], joint.join(names[-2:])])


def bracketed(name: str, numbers: Iterable[str], style: Style) -> str:
    """A name with its numbers in brackets."""
    return term("prose.bracketed", style.language, name=name, numbers=commas(numbers, style))


def equals(symbol: str, value: float, kind: Kind, style: Style) -> str:
    """Such as "M=3.02" or "M = 3.02"."""
    return term("prose.equal", style.language, symbol=symbol, value=format_number(value, kind, style))


def p_words(p: float, style: Style) -> str:
    """A p value: "p=0.023" or "p<0.001" in Chinese, "p = .023" or "p < .001" in APA English."""
    value = format_number(p, "p", style)
    relation = {"<": "below", ">": "above"}.get(value[:1], "equal")
    return term(f"prose.{relation}", style.language, symbol="p", value=value.lstrip("<> "))


def interval(low: float, high: float, kind: Kind, level: float, style: Style) -> str:
    """An interval with its level: "95%CI[0.12, 0.31]" or "95% CI [0.12, 0.31]"."""
    shown = [percent(end, style) if kind == "percent" else format_number(end, kind, style) for end in (low, high)]
    return term("prose.interval", style.language, level=format_confidence(level), low=shown[0], high=shown[1])


def percent(share: float, style: Style) -> str:
    """A proportion in percent, with its sign."""
    return term("prose.percent", style.language, value=format_number(share, "percent", style))


def tested(symbol: str, row: Record, kind: Kind, level: float, style: Style) -> list[str]:
    """Estimate, interval and p value of a row."""
    return [
        equals(symbol, row["estimate"], kind, style),
        interval(row["conf_low"], row["conf_high"], kind, level, style),
        p_words(row["p_value"], style),
    ]


def statistic(symbol: str, value: float, df: Sequence[float], style: Style) -> str:
    """A test statistic with its degrees of freedom, such as "F(2, 283) = 4.10"."""
    freedom = ", ".join(format_number(number, "df", style) for number in df)
    return equals(f"{symbol}({freedom})", value, "statistic", style)
