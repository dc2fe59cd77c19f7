"""Figures as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from surveykit.core.files import safe_name, write_atomically
from surveykit.figures.drawing import Format
from surveykit.write.parts import Illustration

FORMATS: tuple[Format, ...] = (".png", ".svg", ".pdf")


def write_figures(figures: Sequence[Illustration], folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write each figure into `folder` as a 300 dpi image and as vectors, named by its number and name."""
    folder.mkdir(exist_ok=True)
    return [_write(entry, suffix, folder, overwrite=overwrite) for entry in figures for suffix in FORMATS]


def _write(entry: Illustration, suffix: Format, folder: Path, *, overwrite: bool) -> Path:
    path = folder / f"{safe_name(f'figure_{entry.number}_{entry.name}')}{suffix}"
    return write_atomically(path, lambda target: target.write_bytes(entry.drawing.image(suffix)), overwrite=overwrite)
