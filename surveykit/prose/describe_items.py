"""Items and scores in words: the highest and lowest mean, and how far the distributions are from normal."""

from __future__ import annotations

from surveykit.analyze.describe import DescribeItemsResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import bracketed, equals, paragraph

SKEW_LIMIT = 2
KURTOSIS_LIMIT = 7
"""West, Finch and Curran (1995)."""


def tell(result: DescribeItemsResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The range of the means and spreads, and of skewness and kurtosis against their customary limits."""
    look = resolve_style(style, language)
    by_mean = records(result.tidy().sort_values("mean", kind="stable"))
    return paragraph([_means(result, by_mean, look), *_shapes(result, look)], look)


def _means(result: DescribeItemsResult, by_mean: list[Record], style: Style) -> str:
    """The items with the lowest and the highest mean, or the only one."""
    low, high = _item(result, by_mean[0], style), _item(result, by_mean[-1], style)
    if len(by_mean) == 1:
        return term("describe_items.prose_mean", style.language, item=low)
    return term("describe_items.prose_means", style.language, k=len(by_mean), low=low, high=high)


def _item(result: DescribeItemsResult, row: Record, style: Style) -> str:
    label = marked_item(result.codebook, row["item"], style.language)
    numbers = [
        equals("M", row["mean"], "mean", style),
        equals("SD", row["sd"], "sd", style),
        equals("N", row["n"], "count", style),
    ]
    return bracketed(label, numbers, style)


def _shapes(result: DescribeItemsResult, style: Style) -> list[str]:
    """The largest skewness and kurtosis; nothing where no item has any."""
    skew, kurtosis = (float(result.tidy()[name].abs().max()) for name in ("skew", "kurtosis"))
    if not (skew >= 0 and kurtosis >= 0):
        return []
    within = skew <= SKEW_LIMIT and kurtosis <= KURTOSIS_LIMIT
    return [
        term(
            f"describe_items.prose_shapes_{'within' if within else 'beyond'}",
            style.language,
            skew=format_number(skew, "number", style),
            kurtosis=format_number(kurtosis, "number", style),
            skew_limit=SKEW_LIMIT,
            kurtosis_limit=KURTOSIS_LIMIT,
        )
    ]
