"""Rows with a label at the left, for bars, intervals and shaded fields: how high they are and how they are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from surveykit.figures.canvas import SMALL_SIZE, TEXT_SIZE
from surveykit.figures.labels import MOST_LINES, line_height, wrap

BAR = 0.45
"""Thickness of a bar in centimetres, however high its row is."""

FULLEST = 0.8
"""Share of its row that a bar takes at most."""

TIGHTEST = 0.45
"""Least centimetres of a row."""

PAGE = 18.0
"""Centimetres that rows may fill; with axis, legend and caption that is a page."""

SETTINGS = (
    (TEXT_SIZE, 0.2, MOST_LINES),
    (SMALL_SIZE, 0.1, MOST_LINES),
    (SMALL_SIZE, 0.1, 3),
    (SMALL_SIZE, 0.1, 2),
    (SMALL_SIZE, 0.05, 1),
)
"""Size of the labels in points, centimetres between them, and their most lines: the first that fits a page is taken."""


@dataclass(frozen=True)
class Rows:
    """Labels broken into lines, their size in points, and the centimetres of a row."""

    labels: tuple[str, ...]
    size: float
    height: float

    @property
    def total(self) -> float:
        """Centimetres of all rows."""
        return self.height * len(self.labels)


def fit_rows(labels: Sequence[str], ems: float, *, least: float) -> Rows:
    """Rows of at least `least` centimetres; of less, and with shorter labels, where they would not fit a page.

    `ems` is the width of the labels.
    """
    for size, gap, most in SETTINGS:
        lines = [wrap(label, ems * TEXT_SIZE / size, most=most) for label in labels]
        rows = make_rows(lines, least=max(TIGHTEST, min(least, PAGE / len(labels))), size=size, gap=gap)
        if rows.total <= PAGE:
            break
    return rows


def make_rows(labels: Sequence[str], *, least: float, size: float = TEXT_SIZE, gap: float = 0.2) -> Rows:
    """Rows of labels that are broken into lines, `least` centimetres high, or higher where neighbours would touch."""
    heights = [line_height(label, size) * (label.count("\n") + 1) for label in labels]
    touching = max((upper + lower) / 2 for upper, lower in pairwise([*heights, heights[-1]]))
    return Rows(tuple(labels), size, max(least, touching + gap))


def name_rows(axes: Axes, rows: Rows) -> None:
    """Row 0 on top, each row with its label at the left."""
    axes.set_yticks(range(len(rows.labels)), labels=list(rows.labels))
    axes.set_ylim(len(rows.labels) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelsize=rows.size)
