"""Figures as files: 300 dpi or vectors, with nothing about who drew them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure
from PIL import Image

from surveykit.core.checks import check_option
from surveykit.core.files import write_atomically
from surveykit.figures.canvas import house_style, texts_of
from surveykit.figures.fonts import has_truetype_outlines

FORMATS: Mapping[str, Mapping[str, None]] = {
    ".png": {"Software": None},
    ".svg": {"Creator": None, "Date": None},
    ".pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
"""Formats that figures are saved in, each with the metadata that matplotlib would add and that are left out."""


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
    The file carries neither author nor program nor date, and the same figure gives the same bytes. A PNG has the 256
    colours that come nearest to what was drawn. Letters are outlines in an SVG. A PDF embeds the letters used as
    TrueType fonts; where a font of the figure has PostScript outlines, as Noto's Chinese fonts do, as Type 3 fonts,
    which every reader shows.
    """
    suffix = Path(path).suffix.lower()
    check_option(suffix, tuple(FORMATS), argument="suffix of path")
    families = {family for text in texts_of(figure) for family in text.get_fontfamily()}
    fonttype = 42 if has_truetype_outlines(families) else 3

    def write(target: Path) -> None:
        with house_style(), rc_context({"pdf.fonttype": fonttype}):
            figure.savefig(target, format=suffix[1:], dpi=dpi, metadata=dict(FORMATS[suffix]))
        if suffix == ".png":
            _shrink(target, dpi)

    return write_atomically(path, write, overwrite=overwrite)


def _shrink(path: Path, dpi: int) -> None:
    """Write an image anew in its 256 most needed colours, a third of the size; no eye sees the difference."""
    with Image.open(path) as image:
        few = image.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, format="PNG", dpi=(dpi, dpi))
