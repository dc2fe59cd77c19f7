"""Stacked bars: one field per answer, and the legend that says which is which."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from surveykit.figures.canvas import CM, SMALL_SIZE, WIDTH
from surveykit.figures.labels import shorten, width_of
from surveykit.figures.palette import GREY, Shade, text_on
from surveykit.figures.rows import BAR, FULLEST

EM = SMALL_SIZE / 72 / CM
HANDLE = 1.1
"""Centimetres that a legend entry takes beside its words."""

LEGEND_LINE = 0.5
"""Centimetres for a line of a legend."""

LONGEST_OPTION = 20.0
"""Ems of a legend entry at most."""


def left_end(proportions: Sequence[float], *, around_middle: bool) -> float:
    """Where a bar begins, so that the middle of the options stands at zero; at zero where it need not."""
    if not around_middle:
        return 0.0
    side, odd = divmod(len(proportions), 2)
    return -sum(proportions[:side]) - (proportions[side] / 2 if odd else 0.0)


def draw_bar(
    axes: Axes,
    row: float,
    lengths: Sequence[float],
    texts: Sequence[str],
    fill: Sequence[Shade],
    *,
    row_height: float,
    start: float = 0.0,
) -> None:
    """One bar from `start` on, a field per answer with its text; `row_height` in centimetres."""
    thickness = min(BAR / row_height, FULLEST)
    for length, text, shade in zip(lengths, texts, fill, strict=True):
        corner = (start, row - thickness / 2)
        axes.add_patch(Rectangle(corner, length, thickness, facecolor=shade.colour, hatch=shade.stripes, edgecolor="w"))
        ground = {"facecolor": shade.colour, "edgecolor": "none", "pad": 0.8} if text else None
        colour, middle = text_on(shade.colour), start + length / 2
        axes.text(middle, row, text, ha="center", va="center", fontsize=SMALL_SIZE, color=colour, bbox=ground)
        start += length


def legend_handles(labels: Sequence[str], fill: Sequence[Shade]) -> list[Patch]:
    """A small field per answer, for a legend of `legend_columns`, in the order that makes its rows read on."""
    handles = [
        Patch(
            facecolor=shade.colour,
            hatch=shade.stripes * 2,
            edgecolor="white" if shade.stripes else GREY,
            linewidth=0.4,
            label=shorten(label, LONGEST_OPTION),
        )
        for label, shade in zip(labels, fill, strict=True)
    ]
    columns = legend_columns(labels)
    return [handle for column in range(columns) for handle in handles[column::columns]]


def legend_columns(labels: Sequence[str]) -> int:
    """How many legend entries stand side by side on the page: all, or else as many as the widest leave room for."""
    widths = [min(width_of(label), LONGEST_OPTION) * EM + HANDLE for label in labels]
    return len(labels) if sum(widths) <= WIDTH else max(1, int(WIDTH // max(widths)))


def legend_height(labels: Sequence[str]) -> float:
    """Centimetres that the legend takes."""
    return LEGEND_LINE * -(-len(labels) // legend_columns(labels))
