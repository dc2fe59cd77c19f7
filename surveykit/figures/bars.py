"""Groups of bars of percentages, each group under its name, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from surveykit.core.style import Style
from surveykit.figures.canvas import (
    SMALL_SIZE,
    TEXT_SIZE,
    THIN,
    add_notes,
    finish,
    frame_axes,
    house_style,
    new_figure,
)
from surveykit.figures.labels import line_height, shorten, width_of, wrap
from surveykit.figures.palette import ACCENT, GREY

THICKNESS = 0.3
ROW = 0.48
HEAD = 0.54
BETWEEN = 0.36
"""Centimetres of a bar, of its row, of the name above a group, and between groups."""

SHORT = 10
"""Up to so many bars stand in one column."""

LABEL_EMS = (18.0, 9.5)
HEAD_EMS = (40.0, 22.0)
"""Widest label and widest name of a group in ems, in one column and in two."""


@dataclass(frozen=True)
class Bar:
    """A share between 0 and 1 with its label, and the numbers beside it; NaN draws no bar."""

    label: str
    share: float
    text: str


@dataclass(frozen=True)
class Group:
    """Bars that belong together, under a name."""

    name: str
    bars: tuple[Bar, ...]


def draw_bars(groups: Sequence[Group], style: Style, *, notes: Sequence[str] = ()) -> Figure:
    """Every group of bars, in the order given, down the first column and then the second; all on one scale."""
    several = sum(len(group.bars) for group in groups) > SHORT and len(groups) > 1
    columns = _halves(groups, LABEL_EMS[1]) if several else [groups]
    widest, name = LABEL_EMS[several], HEAD_EMS[several]
    height = max(_height(column, widest) for column in columns)
    longest = max((bar.share for group in groups for bar in group.bars if bar.share == bar.share), default=1.0)
    with house_style():
        figure = new_figure(height + 0.3)
        for axes, column in zip(figure.subplots(1, len(columns), squeeze=False)[0], columns, strict=True):
            frame_axes(axes)
            axes.set_xlim(0, longest)
            axes.set_ylim(height, 0)
            axes.tick_params(length=0, labelsize=SMALL_SIZE)
            axes.set_xticks([])
            _draw_column(axes, column, widest, name)
        add_notes(figure, *notes)
        return finish(figure, style)


def _halves(groups: Sequence[Group], widest: float) -> list[Sequence[Group]]:
    """The groups cut where the longer of the two columns is shortest."""
    cuts = range(1, len(groups))
    best = min(cuts, key=lambda cut: max(_height(groups[:cut], widest), _height(groups[cut:], widest)))
    return [groups[:best], groups[best:]]


def _height(groups: Sequence[Group], widest: float) -> float:
    """Centimetres of a column."""
    rows = sum(_row(wrap(bar.label, widest, most=2)) for group in groups for bar in group.bars)
    return rows + (HEAD + BETWEEN) * len(groups)


def _row(label: str) -> float:
    """Centimetres of one bar with its label in lines."""
    return max(ROW, line_height(label, SMALL_SIZE) * (label.count("\n") + 1) + 0.1)


def _draw_column(axes: Axes, groups: Sequence[Group], widest: float, name: float) -> None:
    """Groups from top to bottom, their names flush left with the widest label."""
    labels = {bar: wrap(bar.label, widest, most=2) for group in groups for bar in group.bars}
    left = -SMALL_SIZE * (0.6 + max(width_of(line) for label in labels.values() for line in label.split("\n")))
    ticks: list[float] = []
    top = 0.0
    for group in groups:
        _write(axes, (0, top + 0.6 * HEAD), left, shorten(group.name, name), size=TEXT_SIZE)
        top += HEAD
        start = top
        for bar in group.bars:
            middle = top + _row(labels[bar]) / 2
            _draw_bar(axes, bar, middle)
            ticks.append(middle)
            top += _row(labels[bar])
        axes.plot([0, 0], [start, top], color=GREY, linewidth=THIN)
        top += BETWEEN
    axes.set_yticks(ticks, labels=[labels[bar] for group in groups for bar in group.bars])


def _draw_bar(axes: Axes, bar: Bar, middle: float) -> None:
    """A bar around the height `middle`, its numbers after it; the numbers alone where there is no share."""
    share = bar.share if bar.share == bar.share else 0.0
    axes.add_patch(Rectangle((0, middle - THICKNESS / 2), share, THICKNESS, facecolor=ACCENT, linewidth=0))
    _write(axes, (share, middle), 3.0, bar.text, size=SMALL_SIZE)


def _write(axes: Axes, place: tuple[float, float], across: float, text: str, *, size: float) -> None:
    """A text that begins `across` points to the right of a place."""
    axes.annotate(text, place, xytext=(across, 0), textcoords="offset points", va="center", fontsize=size)
