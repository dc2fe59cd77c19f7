"""The few rules that every drawing follows: size, type, greys, saving.

Figures are made through matplotlib's objects, never through pyplot, so that nothing stays in memory or in the user's
settings. A figure carries no title: its caption stands below it in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from matplotlib import style as matplotlib_style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from surveykit.core.checks import check_option
from surveykit.core.files import write_atomically
from surveykit.core.style import Style
from surveykit.figures.fonts import families_for

CM = 1 / 2.54
WIDTH = 14.5
"""Text width of an A4 thesis page in centimetres."""

TEXT_SIZE = 9.0
SMALL_SIZE = 8.0
SMALLEST_SIZE = 6.5
"""Points, at the width above: 小五 for words, less for numbers inside the drawing, least for a notice."""

STRIP = 0.5
"""Centimetres above a drawing that a notice takes."""

THIN = 0.6
"""Width of axes and outlines in points."""

INK = "#222222"
GREY = "#8C8C8C"
FAINT = "#D9D9D9"
ACCENT = "#2B5C8A"
PALE_ACCENT = "#C9D8E6"
"""One blue beside greys. They differ in lightness, so they differ in a black-and-white print too."""

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

FORMATS: Mapping[str, Mapping[str, None]] = {
    ".png": {"Software": None},
    ".svg": {"Creator": None, "Date": None},
    ".pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
"""Formats that figures are saved in, each with the metadata that matplotlib would add and that are left out."""


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


def add_note(figure: Figure, text: str) -> None:
    """A small line below the drawing, at the left; nothing where `text` is empty."""
    if text:
        figure.supxlabel(text, x=0.01, ha="left", fontsize=SMALL_SIZE)


def label_figure(figure: Figure, notice: str, style: Style) -> Figure:
    """Put a sentence such as "SYNTHETIC DATA" in small grey letters above the drawing, in a strip of its own."""
    width, height = figure.get_size_inches()
    share = height / (height + STRIP * CM)
    figure.set_size_inches(width, height / share)
    for axes in figure.axes:
        if axes.get_subplotspec() is None:
            x, y, across, up = axes.get_position().bounds
            axes.set_position((x, y * share, across, up * share))
    figure.suptitle(notice, x=0.99, ha="right", fontsize=SMALLEST_SIZE, color=GREY)
    return finish(figure, style)


def finish(figure: Figure, style: Style) -> Figure:
    """Give every text of the figure fonts that hold its letters. The last step of every drawing."""
    texts = [artist for artist in figure.findobj(Text) if isinstance(artist, Text)]
    families = families_for((text.get_text() for text in texts), style)
    for text in texts:
        text.set_fontfamily(families)
    for axes in figure.axes:
        axes.tick_params(labelfontfamily=families)
    return figure


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`."""
    red, green, blue = to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.5 else INK


def save_figure(figure: Figure, path: str | Path, *, dpi: int = 300, overwrite: bool = False) -> Path:
    """Write a figure to a file.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What to save.
    path : str or Path
        Target; ``.png``, ``.svg`` or ``.pdf`` by its suffix. Its folder must exist.
    dpi : int
        Dots per inch of a PNG.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    OptionError
        If the suffix is not one of the three.
    WriteError
        If the folder is not there or not writable, or the file exists and `overwrite` is false.

    Notes
    -----
    The file carries neither author nor program nor date, and the same figure gives the same bytes.
    """
    suffix = Path(path).suffix.lower()
    check_option(suffix, tuple(FORMATS), argument="suffix of path")

    def write(target: Path) -> None:
        with house_style():
            figure.savefig(target, format=suffix[1:], dpi=dpi, metadata=dict(FORMATS[suffix]))

    return write_atomically(path, write, overwrite=overwrite)
