"""The scree: eigenvalues in order, with the limits that decide how many factors to keep."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.analyze.efa import EfaResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.canvas import SMALL_SIZE, THIN, finish, frame_axes, house_style, new_figure
from surveykit.figures.numbers import tick_numbers
from surveykit.figures.palette import ACCENT, GREY

HEIGHT = 8.0
MOST_RANKS = 30
"""Up to so many ranks all are printed along the axis."""

HEADROOM = 1.08
"""How far the axis reaches above the largest eigenvalue."""


def draw(result: EfaResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the eigenvalues of the correlation matrix, those of the parallel analysis, and the line at 1."""
    look = resolve_style(style, language)
    counted = "component_number" if result.spec["method"] == "pca" else "factor_number"
    with house_style():
        figure = new_figure(HEIGHT)
        axes = frame_axes(figure.add_subplot(), "left", "bottom")
        _draw_limits(axes, result, look)
        _draw_eigenvalues(axes, result, look)
        axes.set_xlim(0.5, len(result.variance) + 0.5)
        axes.set_ylim(0, HEADROOM * max(result.variance["eigenvalue"].max(), result.variance["parallel"].max()))
        axes.set_xlabel(term(f"figures.{counted}", language))
        axes.set_ylabel(term("figures.eigenvalue", language))
        tick_numbers(axes.xaxis, look, most=MOST_RANKS, whole=True)
        tick_numbers(axes.yaxis, look)
        axes.legend(loc="upper right")
        return finish(figure, look)


def _draw_eigenvalues(axes: Axes, result: EfaResult, style: Style) -> None:
    """The eigenvalues; those of the factors that were kept are filled and carry their number."""
    values = result.variance["eigenvalue"].tolist()
    kept = result.loadings.shape[1]
    ranks = list(range(1, len(values) + 1))
    label = term("figures.observed", style.language)
    axes.plot(ranks, values, color=ACCENT, linewidth=1.2, marker="o", markersize=4.5, markerfacecolor="white")
    axes.plot(ranks[:kept], values[:kept], color=ACCENT, linewidth=1.2, marker="o", markersize=4.5, label=label)
    for rank, value in zip(ranks[:kept], values, strict=False):
        axes.annotate(
            format_number(value, "number", style),
            (rank, value),
            xytext=(3, 5),
            textcoords="offset points",
            fontsize=SMALL_SIZE,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.2},
        )


def _draw_limits(axes: Axes, result: EfaResult, style: Style) -> None:
    """The eigenvalues that chance gives, and the line at 1."""
    ranks = range(1, len(result.variance) + 1)
    axes.axhline(
        1, color=GREY, linewidth=THIN, linestyle=(0, (4, 3)), label=term("figures.eigenvalue_one", style.language)
    )
    axes.plot(
        ranks,
        result.variance["parallel"].tolist(),
        color=GREY,
        linewidth=1,
        linestyle=":",
        marker="s",
        markersize=3,
        label=term("figures.parallel", style.language),
    )
