"""Before and after in words."""

from __future__ import annotations

from surveykit.analyze.paired import PairedResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.prose.phrases import (
    Record,
    bracketed,
    commas,
    conf_level,
    equals,
    interval,
    p_words,
    paragraph,
    records,
    statistic,
)


def tell(result: PairedResult, *, language: Language, style: str | Style) -> str:
    """For each pair the means, the test that was asked for, and the other test."""
    look = resolve_style(style, language)
    tests = records(result.tidy())
    sentences: list[str] = []
    for pair in records(result.glance()):
        of_pair = [test for test in tests if (test["before"], test["after"]) == (pair["before"], pair["after"])]
        sentences += [_comparison(result, pair, of_pair[0], look), _other(result, of_pair[1], look)]
    return paragraph([*sentences, term("paired.prose_limit", look.language)], look)


def _comparison(result: PairedResult, pair: Record, leading: Record, style: Style) -> str:
    """The direction that the leading test shows, or that there is no evidence of one."""
    found = "absent"
    if leading["p_value"] < 1 - conf_level(result):
        found = "higher" if leading["statistic"] > 0 else "lower"
    return term(
        f"paired.prose_{found}",
        style.language,
        before=_measured(result, pair, "before", style),
        after=_measured(result, pair, "after", style),
        n=pair["n"],
        test=_test(result, leading, style),
    )


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
        interval(test["conf_low"], test["conf_high"], "mean", conf_level(result), style),
        statistic("t", test["statistic"], [test["df"]], style),
        p_words(test["p_value"], style),
        equals("dz", test["effect_size"], "effect", style),
    ]
    return commas(numbers, style)


def _other(result: PairedResult, test: Record, style: Style) -> str:
    """The second test, and whether it is significant too."""
    found = "found" if test["p_value"] < 1 - conf_level(result) else "absent"
    return term(f"paired.prose_{test['method']}_{found}", style.language, test=_test(result, test, style))
