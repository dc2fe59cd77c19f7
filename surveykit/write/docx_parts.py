"""Any part of a document as elements of a Word document's body."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import Style
from surveykit.write.docx_captions import CAPTION
from surveykit.write.docx_contents import contents_elements
from surveykit.write.docx_fields import Fields
from surveykit.write.docx_figure import Picture, figure_elements
from surveykit.write.docx_paragraphs import heading_element, prose_element
from surveykit.write.docx_table import PAGE, table_elements
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, listed


def part_elements(
    part: Part,
    *,
    style: Style,
    width: float,
    height: float = PAGE,
    fields: Fields,
    pictures: Callable[[Illustration], Picture],
    parts: Sequence[Part] = (),
    caption_style: str = CAPTION,
) -> list[BaseOxmlElement]:
    """One part as elements that can stand in the body of a document, one after another.

    Parameters
    ----------
    part : Part
        What to write. A page break has no element of its own: see `surveykit.write.docx_sections.begin_page`.
    style : Style
        Fonts and caption layout; a table has its own.
    width : float
        Width of the text in points.
    height : float
        Height of the text on a page in points.
    fields : Fields
        The bookmarks and counters of the document, shared by all its parts.
    pictures : callable
        Puts the image of a figure into the package, and says how it is called there.
    parts : sequence of Part
        All parts of the document, for lists of its tables and figures.
    caption_style : str
        Id of the paragraph style of captions; empty for none.

    Returns
    -------
    list of BaseOxmlElement
        Paragraphs and tables. A table is always followed by a paragraph.
    """
    match part:
        case Heading():
            return [heading_element(part, style)]
        case Paragraph():
            return [prose_element(part, style, fields=fields)]
        case Illustration():
            picture = pictures(part)
            return figure_elements(part, picture, style=style, width=width, fields=fields, caption_style=caption_style)
        case Contents():
            return contents_elements(part, listed(parts, part.what), style=style, width=width, fields=fields)
        case PageBreak():
            return []
    return table_elements(part, width=width, height=height, fields=fields, caption_style=caption_style)
