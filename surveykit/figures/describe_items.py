"""The answers to items as stacked bars, items with the same options in one panel."""

from __future__ import annotations

from matplotlib.figure import Figure

from surveykit.analyze.describe import DescribeItemsResult
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.style import Style, resolve_style
from surveykit.errors import SampleError
from surveykit.figures.panels import Answers, draw_panels


def draw(result: DescribeItemsResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the distribution of every item that has a short list of answers, with its mean.

    Raises
    ------
    SampleError
        If none of the items has such a list; a score with many values is no item.
    """
    means = result.moments.set_index("item")["mean"]
    items = [
        Answers(
            name=str(name),
            label=marked_item(result.codebook, str(name), language),
            shares=dict(zip(levels["level"].astype(float), levels["proportion"].astype(float), strict=True)),
            mean=float(means[name]),
        )
        for name, levels in result.levels.groupby("item", sort=False)
    ]
    if not items:
        raise SampleError("none of the items has a short list of answers; draw items, not scores")
    return draw_panels(items, result.codebook, resolve_style(style, language))
