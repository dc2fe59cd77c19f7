"""A figure as an image in any format, each drawn once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from matplotlib.figure import Figure

from surveykit.figures.saving import save_figure

Format = Literal[".png", ".svg", ".pdf"]


class Drawing:
    """A figure that is asked for as an image by several writers.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Finished; it is not changed.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._images: dict[Format, bytes] = {}

    def image(self, suffix: Format) -> bytes:
        """The figure as a 300 dpi PNG, or as vectors in SVG or PDF."""
        if suffix not in self._images:
            with TemporaryDirectory() as folder:
                self._images[suffix] = save_figure(self.figure, Path(folder) / f"figure{suffix}").read_bytes()
        return self._images[suffix]
