"""How much room a place has: the column, the cell and the height of the page that it stands on."""

from __future__ import annotations

from math import isfinite

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

TWIPS = 20.0

PAGE = {"w": 11906, "h": 16838}
"""A4, where a document does not say."""

MARGIN = 1440
GAP = 720
CELL_PADDING = 108
"""What Word takes where a document does not say, in twentieths of a point."""


def room(element: BaseOxmlElement) -> tuple[float, float]:
    """Width and height in points that something put in place of a block may have."""
    section = _section(element)
    cell = next(element.iterancestors(qn("w:tc")), None)
    width = _column(section) if cell is None else _inside(cell)
    size, margins = _child(section, "w:pgSz"), _child(section, "w:pgMar")
    height = _length(size, "h", PAGE["h"]) - sum(abs(_length(margins, side, MARGIN)) for side in ("top", "bottom"))
    return (width if width > 0 else _column(section)) / TWIPS, height / TWIPS


def _section(element: BaseOxmlElement) -> BaseOxmlElement | None:
    """The properties of the section that an element stands in: the next ones further on."""
    for block in (element, *element.iterancestors()):
        for later in block.itersiblings():
            found: BaseOxmlElement | None = next(later.iter(qn("w:sectPr")), None)
            if found is not None:
                return found
    return None


def _column(section: BaseOxmlElement | None) -> float:
    """Width of the text in twips: between the margins, or of the narrowest column."""
    size, margins, columns = (_child(section, tag) for tag in ("w:pgSz", "w:pgMar", "w:cols"))
    text = _length(size, "w", PAGE["w"]) - sum(_length(margins, side, MARGIN) for side in ("left", "right"))
    text -= _length(margins, "gutter", 0)
    own = [_length(column, "w", 0) for column in columns] if columns is not None else []
    count = int(_length(columns, "num", 1))
    if own and any(own) and columns is not None and columns.get(qn("w:equalWidth"), "1") in ("0", "false", "off"):
        return min(width for width in own if width)
    return (text - (count - 1) * _length(columns, "space", GAP)) / count if count > 1 else text


def _inside(cell: BaseOxmlElement) -> float:
    """Width of a cell's text in twips; 0 where the table does not say."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    wide = _length(width, "w", 0) if width is not None and width.get(qn("w:type")) == "dxa" else 0.0
    wide = wide or _on_grid(cell)
    table = next(cell.iterancestors(qn("w:tbl")))
    padding = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    return wide - sum(_length(_child(padding, side), "w", CELL_PADDING) for side in ("w:left", "w:right"))


def _on_grid(cell: BaseOxmlElement) -> float:
    """Width of the columns of the table that a cell spans."""
    table = next(cell.iterancestors(qn("w:tbl")))
    columns = [_length(column, "w", 0) for column in table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    before = sum(_span(other) for other in cell.itersiblings(qn("w:tc"), preceding=True))
    return sum(columns[before : before + _span(cell)])


def _span(cell: BaseOxmlElement) -> int:
    return int(_length(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), "val", 1))


def _child(element: BaseOxmlElement | None, tag: str) -> BaseOxmlElement | None:
    return None if element is None else element.find(qn(tag))


def _length(element: BaseOxmlElement | None, name: str, default: float) -> float:
    """A number in an attribute; the default where there is none, or none that can be understood."""
    text = "" if element is None else element.get(qn(f"w:{name}"), "")
    try:
        return float(text) if isfinite(float(text)) else float(default)
    except ValueError:
        return float(default)
