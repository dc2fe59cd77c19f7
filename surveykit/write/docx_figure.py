"""A figure in Word: the image in a line of its own, and its caption."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from surveykit.core.style import Style
from surveykit.write.docx_captions import CAPTION, caption_above, figure_caption_elements
from surveykit.write.docx_fields import Fields
from surveykit.write.docx_text import caption_looks, paragraph_element
from surveykit.write.ooxml import new
from surveykit.write.parts import Illustration
from surveykit.write.text import clean_text

TALLEST = 580.0
"""Points that an image may fill of a page's height, so that its caption stays with it."""


@dataclass(frozen=True)
class Picture:
    """An image in the package: the id of its relationship, a number that no other drawing has, its size in points."""

    relationship: str
    number: int
    width: float
    height: float


def figure_elements(
    figure: Illustration,
    picture: Picture,
    *,
    style: Style,
    width: float,
    fields: Fields,
    caption_style: str = CAPTION,
) -> list[BaseOxmlElement]:
    """An image at its own size, or smaller where it would not fit the width or the page, with its caption.

    The caption stands below; where the style sets the number above the title (APA), it stands above the image.
    """
    above = caption_above(style)
    caption = figure_caption_elements(figure, style=style, fields=fields, named=caption_style)
    image = paragraph_element(
        [_drawing(picture, clean_text(figure.title), width)],
        caption_looks(style),
        align="left" if above else "center",
        before=0 if above else 6,
        after=12 if above else 0,
        keep_next=not above,
    )
    return [*caption, image] if above else [image, *caption]


def _drawing(picture: Picture, title: str, width: float) -> BaseOxmlElement:
    """The image as a run; its title is what is read aloud, and no file is named."""
    shrink = min(1.0, width / picture.width, TALLEST / picture.height)
    size = Pt(picture.width * shrink), Pt(picture.height * shrink)
    inline = CT_Inline.new_pic_inline(picture.number, picture.relationship, f"Picture {picture.number}", *size)
    inline.docPr.set("descr", title)
    drawing = new("w:drawing")
    drawing.append(inline)
    run = new("w:r")
    run.append(drawing)
    return run
