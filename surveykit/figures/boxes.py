"""Boxes and arrows on a page measured in centimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from surveykit.figures.canvas import CM, SMALL_SIZE, TEXT_SIZE, THIN, WIDTH
from surveykit.figures.labels import wrap
from surveykit.figures.palette import INK

Align = Literal["center", "left"]

EM = TEXT_SIZE / 72 / CM
"""Width of a full-width character in centimetres."""

LINE = 1.5 * EM
PADDING = 0.22

INSET = "\t"
"""At the start of a paragraph: its lines stand `INDENT` further in, under the heading of their box."""

INDENT = EM


@dataclass(frozen=True)
class Box:
    """A box with its centre, width and height in centimetres, and its text broken into lines."""

    x: float
    y: float
    width: float
    height: float
    text: str

    @property
    def top(self) -> float:
        """Height of its upper edge."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return self.y - self.height / 2

    def edge_towards(self, x: float, y: float) -> tuple[float, float]:
        """Where a line from the centre to a point outside crosses the edge."""
        dx, dy = x - self.x, y - self.y
        reach = min(
            self.width / 2 / abs(dx) if dx else float("inf"),
            self.height / 2 / abs(dy) if dy else float("inf"),
        )
        return self.x + reach * dx, self.y + reach * dy


def height_of(text: str, width: float) -> float:
    """Height in centimetres of a box `width` wide that holds `text`."""
    return LINE * (fitted(text, width).count("\n") + 1) + 2 * PADDING


def fitted(text: str, width: float) -> str:
    """`text` in lines that fit a box `width` wide."""
    return "\n".join(_wrapped(paragraph, width - 2 * PADDING) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float) -> str:
    """A paragraph in lines, each of which is marked where the paragraph is inset."""
    if not paragraph.startswith(INSET):
        return wrap(paragraph, room / EM)
    lines = wrap(paragraph.removeprefix(INSET), (room - INDENT) / EM).split("\n")
    return "\n".join(INSET + line for line in lines)


def make_box(x: float, y: float, width: float, text: str) -> Box:
    """A box around its centre, as high as its text needs."""
    return Box(x, y, width, height_of(text, width), fitted(text, width))


def between(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    """The point that lies `share` of the way from start to end."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def page(figure: Figure) -> Axes:
    """Bare axes over the whole figure, one unit to the centimetre, the origin at the lower left."""
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, float(figure.get_figheight()) / CM)
    return axes


def draw_box(axes: Axes, box: Box, *, fill: str = "white", align: Align = "center") -> None:
    """The outline and the text of a box."""
    corner = (box.x - box.width / 2, box.bottom)
    axes.add_patch(Rectangle(corner, box.width, box.height, facecolor=fill, edgecolor=INK, linewidth=THIN))
    x = box.x if align == "center" else box.x - box.width / 2 + PADDING
    lines = box.text.split("\n")
    for place, line in enumerate(lines):
        inset = INDENT if line.startswith(INSET) else 0.0
        y = box.y + LINE * ((len(lines) - 1) / 2 - place)
        axes.text(x + inset, y, line.removeprefix(INSET), ha=align, va="center_baseline")


def draw_arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A straight arrow."""
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=8,
            shrinkA=0,
            shrinkB=0,
            linewidth=1.4 * THIN,
            color=INK,
            zorder=0.5,
        )
    )


def draw_line(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A straight line without a head, as thick as an arrow."""
    axes.plot([start[0], end[0]], [start[1], end[1]], color=INK, linewidth=1.4 * THIN, zorder=0.5)


def write_on(axes: Axes, x: float, y: float, text: str) -> None:
    """Words on a white ground, so that a line behind them does not run through."""
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axes.text(x, y, text, ha="center", va="center", fontsize=SMALL_SIZE, bbox=ground)
