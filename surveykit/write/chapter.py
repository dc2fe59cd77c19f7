"""A chapter into one file, in the format that its suffix names; figures that the format cannot hold beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from surveykit.core.checks import check_option
from surveykit.core.files import check_target, write_bytes
from surveykit.core.style import Style
from surveykit.figures.drawing import Format
from surveykit.write.docx_document import write_document
from surveykit.write.figure import figure_name, write_figures
from surveykit.write.html_document import html_document
from surveykit.write.latex_document import latex_document
from surveykit.write.markdown_document import markdown_document
from surveykit.write.parts import Illustration, Part


class Typesetter(Protocol):
    """Makes the text of a document whose figures are files of their own."""

    def __call__(
        self, parts: Sequence[Part], *, style: Style, notice: str = "", figure_paths: Mapping[str, str]
    ) -> str:
        """The text; `figure_paths` gives the relative path of each figure by its name."""


WITH_FIGURES: dict[str, tuple[Typesetter, Format]] = {
    ".tex": (latex_document, ".pdf"),
    ".md": (markdown_document, ".png"),
}
"""Formats that keep figures as files beside them, each with the format of those."""

SUFFIXES = (".docx", ".html", *WITH_FIGURES)


def write_chapter(
    parts: Sequence[Part], path: str | Path, *, style: Style, notice: str = "", overwrite: bool = False
) -> Path:
    """Write parts as one document.

    Parameters
    ----------
    parts : sequence of Part
        Headings, paragraphs, tables, figures and lists in order.
    path : str or Path
        Its suffix decides: ``.docx``, ``.html``, ``.tex`` or ``.md``. The figures of the last two go into a folder
        beside it, ``<name>_figures``.
    style : Style
        Fonts and caption layout.
    notice : str
        A sentence for the header of every page.
    overwrite : bool
        Whether existing files may be replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        If the suffix is none of these.
    WriteError
        If the file cannot be written, or exists and `overwrite` is false.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    check_option(suffix, SUFFIXES, argument="suffix of path")
    if suffix == ".docx":
        return write_document(parts, target, style=style, notice=notice, overwrite=overwrite)
    if suffix == ".html":
        return write_bytes(target, html_document(parts, style=style, notice=notice).encode(), overwrite=overwrite)
    typeset, image = WITH_FIGURES[suffix]
    folder = target.parent / f"{target.stem}_figures"
    figures = {part: figure_name(part, image) for part in parts if isinstance(part, Illustration)}
    for place in (target, *(folder / name for name in figures.values() if folder.is_dir())):
        check_target(place, overwrite=overwrite)
    paths = {figure.name: f"{folder.name}/{name}" for figure, name in figures.items()}
    text = typeset(parts, style=style, notice=notice, figure_paths=paths)
    write_figures(tuple(figures), folder, formats=(image,), overwrite=overwrite)
    return write_bytes(target, text.encode(), overwrite=overwrite)
