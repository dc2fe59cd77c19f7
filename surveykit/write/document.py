"""A chapter as parts in order, and its Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal

from docx.document import Document

from surveykit.core.checks import check_option
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.write.docx import (
    add_figure,
    add_heading,
    add_paragraph,
    new_document,
    save_document,
    set_notice,
)
from surveykit.write.docx_table import add_table


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the chapter's."""

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Illustration:
    """A drawn figure with its number and title; `name` makes its file name, `png` is the image."""

    name: str
    number: str
    title: str
    png: bytes = field(repr=False)


Part = Heading | Paragraph | Table | Illustration


def write_document(
    parts: Sequence[Part], path: str | Path, *, style: Style, notice: str = "", overwrite: bool = False
) -> Path:
    """Write parts as a Word document.

    Parameters
    ----------
    parts : sequence of Part
        Headings, paragraphs, tables and illustrations in order.
    path : str or Path
        A ``.docx`` file.
    style : Style
        Fonts and caption layout.
    notice : str
        A sentence for the header of every page.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        If the file is to be of another kind.
    WriteError
        If the file cannot be written, or exists and `overwrite` is false.
    """
    check_option(Path(path).suffix.lower(), (".docx",), argument="suffix of path")
    chapter = next((part.text for part in parts if isinstance(part, Heading)), "")
    document = new_document(style, title=chapter)
    if notice:
        set_notice(document, notice, style=style)
    for part in parts:
        _append(document, part, style)
    return save_document(document, path, overwrite=overwrite)


def _append(document: Document, part: Part, style: Style) -> None:
    match part:
        case Heading(text, level):
            add_heading(document, text, style=style, level=level)
        case Paragraph(text):
            add_paragraph(document, text, style=style)
        case Illustration(number=number, title=title, png=png):
            add_figure(document, BytesIO(png), number=number, title=title, style=style)
        case Table():
            add_table(document, part)
