"""Stacked bars of the answers to items that share their options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Patch, Rectangle

from surveykit.figures.canvas import ACCENT, CM, FAINT, GREY, SMALL_SIZE, WIDTH, text_on
from surveykit.figures.labels import width_of

BAR = 0.68
"""Height of a bar; a row has height 1."""

EM = SMALL_SIZE / 72 / CM
HANDLE = 1.1
"""Centimetres that a legend entry takes beside its words."""

STRIPES = "////"


@dataclass(frozen=True)
class Shade:
    """How one answer is filled; stripes tell the lower answers from the upper ones in black and white."""

    colour: str
    stripes: str = ""


def shades(count: int, *, around_middle: bool) -> tuple[Shade, ...]:
    """One shade per answer: from dark striped grey over white to dark blue, or from white to dark blue only."""
    if not around_middle:
        return tuple(Shade(_mix(ACCENT, rank / max(count - 1, 1))) for rank in range(count))
    side = count // 2
    lower = [Shade(_mix(GREY, (side - rank) / side), STRIPES) for rank in range(side)]
    upper = [Shade(_mix(ACCENT, (rank + 1) / side)) for rank in range(side)]
    return (*lower, *([Shade(FAINT)] if count % 2 else []), *upper)


def left_end(proportions: Sequence[float], *, around_middle: bool) -> float:
    """Where a bar begins, so that the middle of the options stands at zero; at zero where it need not."""
    if not around_middle:
        return 0.0
    side, odd = divmod(len(proportions), 2)
    return -sum(proportions[:side]) - (proportions[side] / 2 if odd else 0.0)


def draw_bar(
    axes: Axes, row: float, lengths: Sequence[float], texts: Sequence[str], fill: Sequence[Shade], *, start: float = 0.0
) -> None:
    """One bar from `start` on, a field per answer with its text."""
    for length, text, shade in zip(lengths, texts, fill, strict=True):
        corner = (start, row - BAR / 2)
        axes.add_patch(Rectangle(corner, length, BAR, facecolor=shade.colour, hatch=shade.stripes, edgecolor="white"))
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
            label=label,
        )
        for label, shade in zip(labels, fill, strict=True)
    ]
    columns = legend_columns(labels)
    return [handle for column in range(columns) for handle in handles[column::columns]]


def legend_columns(labels: Sequence[str]) -> int:
    """How many legend entries stand side by side on the page: all, or else as many as the widest leave room for."""
    widths = [width_of(label) * EM + HANDLE for label in labels]
    return len(labels) if sum(widths) <= WIDTH else max(1, int(WIDTH // max(widths)))


def _mix(colour: str, share: float) -> str:
    """`colour` thinned with white, down to a tenth of it."""
    depth = 0.1 + 0.9 * share
    red, green, blue = (1 - depth * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))
