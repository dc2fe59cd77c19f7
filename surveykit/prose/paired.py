"""Before and after in words."""

from __future__ import annotations

import math

from surveykit.analyze.paired import PairedResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    bracketed,
    clauses,
    commas,
    count,
    equals,
    interval,
    level_words,
    missing_words,
    p_words,
    paragraph,
    significance,
    statistic,
)


def tell(result: PairedResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """For each pair what the test that was asked for compares, that test, and the other one."""
    look = resolve_style(style, language)
    tests = records(result.tidy())
    sentences: list[str] = []
    for pair in records(result.glance()):
        first, second = (test for test in tests if (test["before"], test["after"]) == (pair["before"], pair["after"]))
        sentences += [*_leading(result, pair, first, look), _checking(result, pair, second, look)]
    if not all(math.isnan(test["p_value"]) for test in tests):
        sentences += level_words(result, look)
    return paragraph([*sentences, term("paired.prose_limit", look.language)], look)


def methods(result: PairedResult, style: Style) -> list[str]:
    """Which test leads, which checks it, and how many comparisons there are."""
    level = format_confidence(result.conf_level)
    parts = [term(f"paired.methods_{result.spec['method']}", style.language, level=level)]
    if len(result.pairs) > 1:
        parts.append(term("paired.methods_not_adjusted", style.language, tests=len(result.pairs)))
    return [clauses(filter(None, (*parts, missing_words(result, style))), style)]


def _leading(result: PairedResult, pair: Record, test: Record, style: Style) -> list[str]:
    """What the test that was asked for compares, and that test."""
    if math.isnan(test["p_value"]):
        return [_withheld(result, pair, test, style)]
    lead = _ranks if test["method"] == "wilcoxon" else _means
    return lead(result, pair, test, style)


def _checking(result: PairedResult, pair: Record, test: Record, style: Style) -> str:
    """The other test."""
    return _withheld(result, pair, test, style) if math.isnan(test["p_value"]) else _verdict(result, test, style)


def _withheld(result: PairedResult, pair: Record, test: Record, style: Style) -> str:
    """That a test is not told, because it would tell a suppressed count."""
    before, after = (result.codebook.label(pair[side], style.language) for side in ("before", "after"))
    n = count(pair["n"], style)
    return term(f"paired.prose_{test['method']}_withheld", style.language, before=before, after=after, n=n)


def _means(result: PairedResult, pair: Record, leading: Record, style: Style) -> list[str]:
    """The two means, and which is higher if the t test shows it."""
    found = "absent"
    if leading["p_value"] < significance(result):
        found = "higher" if leading["statistic"] > 0 else "lower"
    sentence = term(
        f"paired.prose_{found}",
        style.language,
        before=_measured(result, pair, "before", style),
        after=_measured(result, pair, "after", style),
        n=count(pair["n"], style),
        test=_test(result, leading, style),
    )
    return [sentence]


def _ranks(result: PairedResult, pair: Record, leading: Record, style: Style) -> list[str]:
    """How many rose and fell, which prevail if Wilcoxon's test shows it, and that test."""
    moves = [
        term(f"paired.prose_{move}", style.language, n=count(pair[name], style))
        for move, name in (("rose", "n_higher"), ("fell", "n_lower"), ("stayed", "n_equal"))
    ]
    sentence = term(
        f"paired.prose_ranks_{_prevailing(result, pair, leading)}",
        style.language,
        before=result.codebook.label(pair["before"], style.language),
        after=result.codebook.label(pair["after"], style.language),
        moves=commas([equals("N", pair["n"], "count", style), *moves], style),
    )
    return [sentence, _verdict(result, leading, style)]


def _prevailing(result: PairedResult, pair: Record, leading: Record) -> str:
    """The direction of a significant test; few large moves can outrank many small ones, and then it is no majority."""
    if not leading["p_value"] < significance(result):
        return "absent"
    if leading["statistic"] > 0:
        return "higher" if pair["n_higher"] > pair["n_lower"] else "rises"
    return "lower" if pair["n_lower"] > pair["n_higher"] else "falls"


def _measured(result: PairedResult, pair: Record, side: str, style: Style) -> str:
    numbers = [equals("M", pair[f"mean_{side}"], "mean", style), equals("SD", pair[f"sd_{side}"], "sd", style)]
    return bracketed(result.codebook.label(pair[side], style.language), numbers, style)


def _test(result: PairedResult, test: Record, style: Style) -> str:
    if test["method"] == "wilcoxon":
        numbers = [
            equals("Z", test["statistic"], "statistic", style),
            p_words(test["p_value"], style),
            equals("r", test["effect_size"], "correlation", style),
        ]
        return commas(numbers, style)
    numbers = [
        equals(term("paired.prose_difference", style.language), test["estimate"], "mean", style),
        interval(test["conf_low"], test["conf_high"], "mean", result.conf_level, style),
        statistic("t", test["statistic"], [test["df"]], style),
        p_words(test["p_value"], style),
        equals("dz", test["effect_size"], "effect", style),
        interval(test["effect_conf_low"], test["effect_conf_high"], "effect", result.conf_level, style),
    ]
    return commas(numbers, style)


def _verdict(result: PairedResult, test: Record, style: Style) -> str:
    """A test, and whether it is significant."""
    found = "found" if test["p_value"] < significance(result) else "absent"
    return term(f"paired.prose_{test['method']}_{found}", style.language, test=_test(result, test, style))
