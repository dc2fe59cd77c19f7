"""Figures as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from surveykit.core.files import safe_name, write_bytes
from surveykit.errors import WriteError
from surveykit.figures.drawing import Format
from surveykit.write.parts import Illustration

FORMATS: tuple[Format, ...] = (".png", ".svg", ".pdf")


def write_figures(
    figures: Sequence[Illustration], folder: Path, *, formats: Sequence[Format] = FORMATS, overwrite: bool = False
) -> list[Path]:
    """Write each figure into `folder` as a 300 dpi image and as vectors, named by its number and name."""
    if not figures:
        return []
    _make(folder)
    return [_write(figure, suffix, folder, overwrite=overwrite) for figure in figures for suffix in formats]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"the folder {folder.name!r} cannot be made: {error.strerror}; choose another place"
        ) from error


def figure_name(figure: Illustration, suffix: Format) -> str:
    """A file name from its number and name."""
    return safe_name(f"figure_{figure.number}_{figure.name}") + suffix


def _write(figure: Illustration, suffix: Format, folder: Path, *, overwrite: bool) -> Path:
    return write_bytes(folder / figure_name(figure, suffix), figure.drawing.image(suffix), overwrite=overwrite)
