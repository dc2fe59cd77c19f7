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
from surveykit.prose.phrases import bracketed, clauses, equals, limit_of, limit_words, listed, missing_words, paragraph


def tell(result: DescribeItemsResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """The lowest and the highest mean, and skewness and kurtosis against their customary limits."""
    look = resolve_style(style, language)
    by_mean = records(result.tidy().dropna(subset=["mean"]).sort_values("mean", kind="stable"))
    return paragraph([_means(result, by_mean, look), *_shapes(result, wording, look)], look)


def methods(result: DescribeItemsResult, style: Style) -> list[str]:
    """Which moments were computed."""
    rule = missing_words(result, style) if result.spec["missing"] == "listwise" else ""
    return [clauses(filter(None, (term("describe_items.methods_moments", style.language), rule)), style)]


def _means(result: DescribeItemsResult, by_mean: list[Record], style: Style) -> str:
    """The items with the lowest and the highest mean, or the only one."""
    k = len(result.moments)
    if not by_mean:
        return term("describe_items.prose_withheld", style.language, k=k)
    low, high = _item(result, by_mean[0], style), _item(result, by_mean[-1], style)
    if len(by_mean) == 1:
        return term("describe_items.prose_mean", style.language, item=low)
    key = "describe_items.prose_means" if len(by_mean) == k else "describe_items.prose_means_told"
    return term(key, style.language, k=k, told=len(by_mean), low=low, high=high)


def _item(result: DescribeItemsResult, row: Record, style: Style) -> str:
    label = marked_item(result.codebook, row["item"], style.language)
    numbers = [
        equals("M", row["mean"], "mean", style),
        equals("SD", row["sd"], "sd", style),
        equals("N", row["n"], "count", style),
    ]
    return bracketed(label, numbers, style)


def _shapes(result: DescribeItemsResult, wording: Wording, style: Style) -> list[str]:
    """The largest skewness and kurtosis and how they stand to their limits; nothing where no item has any."""
    sizes = result.tidy().set_index("item")[["skew", "kurtosis"]].abs()
    if sizes.isna().all().any():
        return []
    largest = {str(name): format_number(float(sizes[name].max()), "number", style) for name in sizes}
    told = int(sizes["skew"].notna().sum())
    key = "describe_items.prose_shapes" if told == len(sizes) else "describe_items.prose_shapes_told"
    sentences = [term(key, style.language, told=told, k=len(sizes), **largest)]
    for name in sizes:
        if limit := limit_of(str(name), wording):
            beyond = sizes.index[sizes[name] > limit.value]
            labels = listed([marked_item(result.codebook, str(item), style.language) for item in beyond], style)
            key = f"describe_items.prose_{name}_{'beyond' if len(beyond) else 'within'}"
            sentences.append(term(key, style.language, limit=limit_words(limit, style), items=labels))
    return sentences
