"""Pages of a Word document: upright, or on their side for wide tables."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.table import Table
from surveykit.write.docx_table import fits
from surveykit.write.layout import is_wide
from surveykit.write.ooxml import put


@dataclass(frozen=True)
class Block:
    """Elements of the body, and whether they stand on a page on its side."""

    elements: Sequence[BaseOxmlElement]
    turned: bool = False


def stands_turned(table: Table, *, width: float) -> bool:
    """Whether a table stands on a page on its side.

    It does if it says so, if it has as many columns as the style turns the page for, or if a number or word of it
    would break within `width`, the points of text on an upright page, even in the smallest type.
    """
    return is_wide(table) or (table.orientation == "auto" and not fits(table, width))


def text_area(page: BaseOxmlElement, *, turned: bool = False) -> tuple[float, float]:
    """Points between the margins of a section's page, across and down; of the same page on its side, if turned."""
    size, margins = page.find(qn("w:pgSz")), page.find(qn("w:pgMar"))

    def between(length: str, near: str, far: str) -> float:
        outer = int(margins.get(qn(f"w:{near}"))) + int(margins.get(qn(f"w:{far}")))
        return (int(size.get(qn(f"w:{length}"))) - outer) / 20

    across, down = between("w", "left", "right"), between("h", "top", "bottom")
    return (down, across) if turned else (across, down)


def fill_body(body: BaseOxmlElement, blocks: Sequence[Block]) -> None:
    """Append blocks to an empty body; neighbours that stand the same way share a section.

    The properties of a section stand in its last paragraph, those of the last section at the end of the body. Each
    carries the header and the footer of the body's, and page numbers go on.
    """
    upright = body.find(qn("w:sectPr"))
    sections = [(turned, list(run)) for turned, run in groupby(blocks, key=lambda block: block.turned)]
    for position, (turned, run) in enumerate(sections, start=1):
        elements = [element for block in run for element in block.elements]
        for element in elements:
            body.insert(len(body) - 1, element)
        page = turned_page(upright) if turned else deepcopy(upright)
        if position == len(sections):
            body.replace(body[-1], page)
        else:
            _close_section(elements[-1], page)


def turned_page(upright: BaseOxmlElement) -> BaseOxmlElement:
    """The properties of a section of pages on their side: what was the left edge is the upper one."""
    page = deepcopy(upright)
    size, margins = upright.find(qn("w:pgSz")), upright.find(qn("w:pgMar"))
    put(page, "w:pgSz", w=size.get(qn("w:h")), h=size.get(qn("w:w")), orient="landscape")
    sides = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    turned = {new_side: margins.get(qn(f"w:{old_side}")) for new_side, old_side in sides.items()}
    kept = {name: margins.get(qn(f"w:{name}")) for name in ("header", "footer", "gutter")}
    put(page, "w:pgMar", **turned, **kept)
    return page


def begin_page(elements: Sequence[BaseOxmlElement]) -> None:
    """Let the first of some elements begin a new page."""
    paragraph = next(paragraph for element in elements for paragraph in element.iter(qn("w:p")))
    put(paragraph.get_or_add_pPr(), "w:pageBreakBefore")


def _close_section(last: BaseOxmlElement, page: BaseOxmlElement) -> None:
    properties = last.get_or_add_pPr()
    put(properties, "w:sectPr")
    properties.replace(properties.find(qn("w:sectPr")), page)
