"""The one file of raw WordprocessingML: what python-docx has no words for.

Word refuses or quietly repairs a property whose children stand in another order than that of the schema, so
everything goes through `put`, which knows the order.
"""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

SCHEMA_ORDER: dict[str, tuple[str, ...]] = {
    "w:tblPr": (
        *("w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize"),
        *("w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar"),
        *("w:tblLook", "w:tblCaption", "w:tblDescription"),
    ),
    "w:trPr": (
        *("w:cnfStyle", "w:divId", "w:gridBefore", "w:gridAfter", "w:wBefore", "w:wAfter", "w:cantSplit"),
        *("w:trHeight", "w:tblHeader", "w:tblCellSpacing", "w:jc", "w:hidden"),
    ),
    "w:tcPr": (
        *("w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar"),
        *("w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"),
    ),
    "w:pPr": (
        *("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr"),
        *("w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap"),
        *("w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd"),
        *("w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc"),
        *("w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle"),
        *("w:rPr", "w:sectPr", "w:pPrChange"),
    ),
    "w:rPr": (
        *("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:dstrike"),
        *("w:outline", "w:shadow", "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid", "w:vanish", "w:webHidden"),
        *("w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect"),
        *("w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout"),
        *("w:specVanish", "w:oMath"),
    ),
    "w:tcBorders": (
        *("w:top", "w:start", "w:left", "w:bottom", "w:end", "w:right", "w:insideH", "w:insideV", "w:tl2br", "w:tr2bl"),
    ),
    "w:tblCellMar": ("w:top", "w:start", "w:left", "w:bottom", "w:end", "w:right"),
    "w:pBdr": ("w:top", "w:left", "w:bottom", "w:right", "w:between", "w:bar"),
    "w:sectPr": (
        *("w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type", "w:pgSz", "w:pgMar"),
        *("w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt", "w:vAlign"),
        *("w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings"),
        "w:sectPrChange",
    ),
}
"""Children of each property in the order of the schema (ECMA-376, part 1, section 17)."""


def tag_of(element: BaseOxmlElement) -> str:
    """Name of an element with its usual prefix, such as ``w:tcPr``."""
    return "w:" + str(element.tag).rpartition("}")[2]


def new(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """An element with attributes of the same namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def put(properties: BaseOxmlElement, tag: str, **attributes: str | int) -> BaseOxmlElement:
    """Set one child of a property element in its place in the schema; an earlier child of that name is replaced."""
    order = SCHEMA_ORDER[tag_of(properties)]
    for earlier in properties.findall(qn(tag)):
        properties.remove(earlier)
    element = new(tag, **attributes)
    later = order[order.index(tag) + 1 :]
    before = sum(tag_of(child) not in later for child in properties)
    properties.insert(before, element)
    return element


def put_fonts(properties: BaseOxmlElement, *, latin: str, east_asian: str, east_asian_signs: bool = False) -> None:
    """Set the fonts for all four kinds of script in an ``rPr``.

    `east_asian_signs` says that signs both scripts have, such as quotation marks, are the Chinese ones.
    """
    fonts = put(properties, "w:rFonts", ascii=latin, hAnsi=latin, eastAsia=east_asian, cs=latin)
    if east_asian_signs:
        fonts.set(qn("w:hint"), "eastAsia")


def put_size(properties: BaseOxmlElement, points: float) -> None:
    """Set the font size in an ``rPr``."""
    for tag in ("w:sz", "w:szCs"):
        put(properties, tag, val=round(points * 2))


def put_switch(properties: BaseOxmlElement, *tags: str, on: bool) -> None:
    """Turn bold, italics and the like on or off."""
    for tag in tags:
        put(properties, tag, val=int(on))


def put_rules(cell_properties: BaseOxmlElement, *, top: float = 0, bottom: float = 0) -> None:
    """Draw the rules of a cell, their weights in points; a weight of 0 draws none."""
    if not top and not bottom:
        return
    borders = put(cell_properties, "w:tcBorders")
    for side, weight in (("w:top", top), ("w:bottom", bottom)):
        if weight:
            put(borders, side, val="single", sz=eighths(weight), space=0, color="000000")


def put_underline(paragraph_properties: BaseOxmlElement, weight: float) -> None:
    """Draw a rule under a paragraph; it ends with the paragraph and so leaves a gap to the neighbouring cell."""
    put(put(paragraph_properties, "w:pBdr"), "w:bottom", val="single", sz=eighths(weight), space=1, color="000000")


def eighths(points: float) -> int:
    """The unit of rules."""
    return round(points * 8)


def twips(points: float) -> int:
    """The unit of lengths."""
    return round(points * 20)
