"""The few rules that every drawing follows: size, type, notes.

Figures are made through matplotlib's objects, never through pyplot, so that nothing stays in memory or in the user's
settings. A figure carries no title: its caption stands below it in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from matplotlib import style as matplotlib_style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

from surveykit.core.style import Style
from surveykit.figures.fonts import drawable, families_for
from surveykit.figures.labels import fill
from surveykit.figures.palette import GREY, INK

CM = 1 / 2.54
WIDTH = 14.5
"""Text width of an A4 thesis page in centimetres."""

TEXT_SIZE = 9.0
SMALL_SIZE = 8.0
SMALLEST_SIZE = 6.5
"""Points, at the width above: 小五 for words, less for numbers inside the drawing, least for a notice."""

STRIP = 0.5
"""Centimetres above a drawing that a notice takes."""

NOTE_LINE = 0.4
"""Centimetres below a drawing that a line of a note takes."""

THIN = 0.6
"""Width of axes and outlines in points."""

HOUSE_STYLE: Mapping[str, object] = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_SIZE,
    "axes.linewidth": THIN,
    "axes.unicode_minus": False,
    "figure.facecolor": "white",
    "font.size": TEXT_SIZE,
    "hatch.linewidth": 0.5,
    "legend.fontsize": TEXT_SIZE,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "surveykit",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "xtick.labelsize": TEXT_SIZE,
    "xtick.major.size": 2.5,
    "xtick.major.width": THIN,
    "ytick.color": INK,
    "ytick.labelsize": TEXT_SIZE,
    "ytick.major.size": 2.5,
    "ytick.major.width": THIN,
}


def house_style() -> AbstractContextManager[None]:
    """Draw in the house style inside a ``with`` block, whatever the user's settings are, and leave those alone."""
    return matplotlib_style.context(["default", dict(HOUSE_STYLE)])


def new_figure(height: float) -> Figure:
    """An empty figure as wide as the text and `height` centimetres high."""
    figure = Figure(figsize=(WIDTH * CM, height * CM), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def frame_axes(axes: Axes, *sides: str) -> Axes:
    """Leave `axes` lines on the named sides only."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in sides)
    return axes


def add_notes(figure: Figure, *notes: str) -> None:
    """Small lines below the drawing, at the left, in a strip of their own; nothing for empty notes."""
    ems = 0.97 * WIDTH * CM * 72 / SMALL_SIZE
    lines = [line for note in notes if note for line in fill(note, ems)]
    if lines:
        width, height = figure.get_size_inches()
        figure.set_size_inches(width, height + NOTE_LINE * CM * len(lines))
        figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=SMALL_SIZE, multialignment="left")


def label_figure(figure: Figure, notice: str, style: Style) -> Figure:
    """Put a sentence such as "SYNTHETIC DATA" in small grey letters above the drawing, in a strip of its own."""
    width, height = figure.get_size_inches()
    share = height / (height + STRIP * CM)
    figure.set_size_inches(width, height / share)
    for axes in figure.axes:
        if axes.get_subplotspec() is None:
            x, y, across, up = axes.get_position().bounds
            axes.set_position((x, y * share, across, up * share))
    with house_style():
        figure.suptitle(notice, x=0.99, ha="right", fontsize=SMALLEST_SIZE, color=GREY)
        return finish(figure, style)


def finish(figure: Figure, style: Style) -> Figure:
    """Give every text of the figure fonts that hold its letters. The last step of every drawing."""
    families = families_for((text.get_text() for text in texts_of(figure)), style)
    for axes in figure.axes:
        axes.tick_params(labelfontfamily=families)
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(axis.get_major_locator(), FixedLocator):
                labels = [text.get_text() for text in axis.get_ticklabels()]
                shown = [drawable(label, families) for label in labels]
                if shown != labels:  # axes that share their ticks would lose the labels of the other
                    axis.set_ticks(axis.get_majorticklocs(), labels=shown)
    for text in texts_of(figure):
        text.set_text(drawable(text.get_text(), families))
        text.set_fontfamily(families)
    return figure


def texts_of(figure: Figure) -> list[Text]:
    """Every text of the figure, labels of axes and legends included."""
    return [artist for artist in figure.findobj(Text) if isinstance(artist, Text)]
