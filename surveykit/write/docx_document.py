"""A document as parts in order, written as a Word document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import count
from pathlib import Path

from docx.document import Document

from surveykit.core.checks import check_option
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.write.docx import new_document, save_document, set_notice
from surveykit.write.docx_fields import fields_of
from surveykit.write.docx_figure import Picture
from surveykit.write.docx_parts import part_elements
from surveykit.write.docx_sections import Block, begin_page, fill_body, stands_turned, text_area
from surveykit.write.parts import Heading, Illustration, PageBreak, Part


def write_document(
    parts: Sequence[Part], path: str | Path, *, style: Style, notice: str = "", overwrite: bool = False
) -> Path:
    """Write parts as a Word document.

    Parameters
    ----------
    parts : sequence of Part
        Headings, paragraphs, tables, illustrations, lists and page breaks in order.
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

    Notes
    -----
    Wide tables stand on pages on their side (`Style.landscape_from`, `Table.orientation`), each run of them in a
    section of its own. Captions are numbered by fields, mentions refer to them; Word updates both (Ctrl+A, F9).
    """
    check_option(Path(path).suffix.lower(), (".docx",), argument="suffix of path")
    chapter = next((part.text for part in parts if isinstance(part, Heading)), "")
    document = new_document(style, title=chapter)
    if notice:
        set_notice(document, notice, style=style)
    fill_body(document.element.body, _blocks(document, parts, style))
    return save_document(document, path, overwrite=overwrite)


def write_tables(tables: Sequence[Table], path: str | Path, *, overwrite: bool = False) -> Path:
    """Write tables, and nothing else, into one Word document in the style of the first."""
    if not tables:
        raise OptionError("there is no table to write; give at least one")
    return write_document(tables, path, style=tables[0].style, overwrite=overwrite)


def _blocks(document: Document, parts: Sequence[Part], style: Style) -> list[Block]:
    """The parts as elements, each with the way its page stands. A break between two ways is one already."""
    page = document.element.body.sectPr
    fields, pictures = fields_of(parts), _pictures(document)
    blocks: list[Block] = []
    broken = False
    for part in parts:
        if isinstance(part, PageBreak):
            broken = True
            continue
        turned = isinstance(part, Table) and stands_turned(part, width=text_area(page)[0])
        width, height = text_area(page, turned=turned)
        elements = part_elements(
            part, style=style, width=width, height=height, fields=fields, pictures=pictures, parts=parts
        )
        if not elements:
            continue
        if broken and blocks and blocks[-1].turned == turned:
            begin_page(elements)
        blocks.append(Block(elements, turned))
        broken = False
    return blocks


def _pictures(document: Document) -> Callable[[Illustration], Picture]:
    """Puts images into the package of a document."""
    numbers = count(1)

    def put_in(figure: Illustration) -> Picture:
        relationship, image = document.part.get_or_add_image(BytesIO(figure.drawing.image(".png")))
        return Picture(relationship, next(numbers), image.width.pt, image.height.pt)

    return put_in
