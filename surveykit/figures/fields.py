"""Shaded fields in rows and columns: the darker a field, the further its number is from zero; stripes are negative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from surveykit.core.style import Style
from surveykit.figures.canvas import CM, SMALL_SIZE
from surveykit.figures.labels import width_of
from surveykit.figures.notes import sentence
from surveykit.figures.palette import signed_shade, text_on

SMALLEST = 6.0
"""Points below which numbers are left out."""

EDGE = 0.02
"""White around each field, as a share of it."""

SEEN_FROM = 0.1
"""Nearer to zero, stripes cannot be seen."""

Place = tuple[int, int]
"""Row and column."""


def draw_fields(axes: Axes, values: Mapping[Place, float], texts: Mapping[Place, str], *, size: float) -> None:
    """One shaded field per place, with its text where it has one."""
    for (row, column), value in values.items():
        shade = signed_shade(value)
        corner = (column - 0.5 + EDGE, row - 0.5 + EDGE)
        side = 1 - 2 * EDGE
        axes.add_patch(Rectangle(corner, side, side, facecolor=shade.colour, hatch=shade.stripes, edgecolor="w", lw=0))
        if text := texts.get((row, column), ""):
            ground = {"facecolor": shade.colour, "edgecolor": "none", "pad": 0.8} if shade.stripes else None
            colour = text_on(shade.colour)
            axes.text(column, row, text, ha="center", va="center", fontsize=size, color=colour, bbox=ground)


def fitting_size(texts: Iterable[str], width: float) -> float:
    """Points in which the longest of the texts fits a field `width` centimetres wide; 0 where none can be read."""
    longest = max(map(width_of, texts), default=0.5)
    size = min(0.85 * width * CM * 72 / longest, SMALL_SIZE)
    return size if size >= SMALLEST else 0.0


def name_columns(axes: Axes, names: Iterable[str]) -> None:
    """The names of the columns, below."""
    listed = list(names)
    axes.set_xticks(range(len(listed)), labels=listed)
    axes.set_xlim(-0.5, len(listed) - 0.5)
    axes.tick_params(length=0)


def explain_stripes(values: Iterable[float], style: Style) -> str:
    """What stripes mean, where some can be seen."""
    return sentence("figures.note_stripes", style) if any(value <= -SEEN_FROM for value in values) else ""
