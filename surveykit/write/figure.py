"""Figures as images, and as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from matplotlib.figure import Figure

from surveykit.core.files import safe_name, write_atomically
from surveykit.figures.canvas import save_figure
from surveykit.write.document import Illustration


def render_png(figure: Figure) -> bytes:
    """The figure as a 300 dpi PNG, drawn once for the document and the file."""
    with TemporaryDirectory() as folder:
        return save_figure(figure, Path(folder) / "figure.png").read_bytes()


def write_figures(figures: Sequence[Illustration], folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write each figure into `folder`, named by its number and topic."""
    folder.mkdir(exist_ok=True)
    return [_write(entry, folder, overwrite=overwrite) for entry in figures]


def _write(entry: Illustration, folder: Path, *, overwrite: bool) -> Path:
    path = folder / f"{safe_name(f'figure_{entry.number}_{entry.name}')}.png"
    return write_atomically(path, lambda target: target.write_bytes(entry.png), overwrite=overwrite)
