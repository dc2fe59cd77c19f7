"""Estimates with their intervals, one row each, and the numbers in columns to the right of the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.core.format import format_number, stars
from surveykit.core.style import Kind, Style
from surveykit.core.terms import term
from surveykit.figures.canvas import (
    SMALL_SIZE,
    THIN,
    add_notes,
    finish,
    frame_axes,
    house_style,
    new_figure,
)
from surveykit.figures.labels import width_of
from surveykit.figures.numbers import interval, tick_numbers
from surveykit.figures.palette import ACCENT, GREY
from surveykit.figures.rows import fit_rows, name_rows

LABEL_WIDTH = 15.0
"""Widest label in ems, before it is broken into lines."""

LEAST = 0.75
"""Least centimetres for a row."""

AROUND = 2.1
"""Centimetres for the heads of the columns and for the axis below."""


NARROW = 0.85
"""Width of brackets, points and digits as a share of the half em that is reckoned for each."""


@dataclass(frozen=True)
class Estimate:
    """One row of a forest; a filled point says that its interval leaves out the line, and `p` draws the marks."""

    label: str
    value: float
    low: float
    high: float
    filled: bool = True
    p: float = math.nan


@dataclass(frozen=True)
class Forest:
    """What the rows have in common.

    Attributes
    ----------
    kind : Kind
        How the numbers are printed.
    head : str
        The symbol of the estimates: "B".
    axis : str
        What stands below the axis.
    level : str
        Confidence level in percent.
    line : float or None
        Where a dashed line is drawn.
    """

    kind: Kind
    head: str
    axis: str
    level: str
    line: float | None = None


def draw_forest(estimates: Sequence[Estimate], forest: Forest, style: Style, *, notes: Sequence[str] = ()) -> Figure:
    """One point with its interval for every estimate, from top to bottom."""
    rows = fit_rows([estimate.label for estimate in estimates], LABEL_WIDTH, least=LEAST)
    with house_style():
        figure = new_figure(AROUND + rows.total)
        axes = frame_axes(figure.add_subplot(), "bottom")
        if forest.line is not None:
            axes.axvline(forest.line, color=GREY, linewidth=THIN, linestyle=(0, (4, 3)), zorder=0)
        for row, estimate in enumerate(estimates):
            _draw_interval(axes, row, estimate)
        name_rows(axes, rows)
        axes.set_xlabel(forest.axis)
        tick_numbers(axes.xaxis, style)
        _write_numbers(axes, estimates, forest, style)
        add_notes(figure, *notes)
        return finish(figure, style)


def _draw_interval(axes: Axes, row: int, estimate: Estimate) -> None:
    axes.plot([estimate.low, estimate.high], [row, row], color=ACCENT, linewidth=1.2, solid_capstyle="butt")
    filling = ACCENT if estimate.filled else "white"
    axes.plot(estimate.value, row, marker="o", markersize=5, color=ACCENT, markerfacecolor=filling)


def _write_numbers(axes: Axes, estimates: Sequence[Estimate], forest: Forest, style: Style) -> None:
    """Estimates and intervals in two columns, flush right, so that decimal points stand below each other."""
    numbers = [format_number(estimate.value, forest.kind, style) for estimate in estimates]
    marks = [stars(estimate.p, style) for estimate in estimates]
    intervals = [interval(estimate.low, estimate.high, forest.kind, style) for estimate in estimates]
    head = term("tables.head_interval", style.language, level=forest.level)
    first = SMALL_SIZE * (1 + _widest([forest.head, *numbers]))
    second = first + SMALL_SIZE * (1 + _widest(marks) + NARROW * _widest([head, *intervals]))
    _write(axes, -0.5, first, forest.head, bottom=True)
    _write(axes, -0.5, second, head, bottom=True)
    for row, (number, mark, both) in enumerate(zip(numbers, marks, intervals, strict=True)):
        _write(axes, row, first, number)
        _write(axes, row, first, mark, left=True)
        _write(axes, row, second, both)


def _write(axes: Axes, row: float, across: float, text: str, *, left: bool = False, bottom: bool = False) -> None:
    """A small text that ends, or begins, `across` points to the right of the axes."""
    if text:
        axes.annotate(
            text,
            (1, row),
            xycoords=axes.get_yaxis_transform(),
            xytext=(across, 0),
            textcoords="offset points",
            ha="left" if left else "right",
            va="bottom" if bottom else "center",
            fontsize=SMALL_SIZE,
        )


def _widest(texts: Sequence[str]) -> float:
    """Ems of the longest text."""
    return max(map(width_of, texts))
