"""A document as parts in order, written as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

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
from surveykit.write.parts import Heading, Illustration, Paragraph, Part


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
        case Paragraph():
            add_paragraph(document, part.text, style=style)
        case Illustration(number=number, title=title, drawing=drawing):
            add_figure(document, BytesIO(drawing.image(".png")), number=number, title=title, style=style)
        case Table():
            add_table(document, part)
