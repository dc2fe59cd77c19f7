"""The paragraph styles of somebody's own thesis, found by their names, and put in place of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.write.ooxml import new, put

CAPTION_NAMES = ("caption", "题注")
"""What the style of captions is called, whatever language Word speaks; "题注" is one that somebody made."""

_OFF = ("0", "false", "off")
_ON = tuple(qn(f"w:{name}") for name in ("b", "bCs", "i", "iCs"))
_KEPT = (qn("w:pStyle"), qn("w:keepNext"), qn("w:pageBreakBefore"))


class OwnStyles:
    """The paragraph styles of a document.

    Parameters
    ----------
    root : BaseOxmlElement
        Of the part ``styles.xml``; an empty element where the document has none.
    """

    def __init__(self, root: BaseOxmlElement) -> None:
        self._styles: dict[str, BaseOxmlElement] = {}
        for style in root.iter(qn("w:style")):
            name = style.find(qn("w:name"))
            if style.get(qn("w:type"), "paragraph") == "paragraph" and name is not None:
                self._styles.setdefault(name.get(qn("w:val"), "").lower(), style)

    @property
    def caption(self) -> str:
        """Id of the style of captions; empty where there is none."""
        return self.named(CAPTION_NAMES)

    def heading(self, level: int) -> str:
        """Id of the style of headings of one level; empty where there is none."""
        return self.named((f"heading {level}", f"标题 {level}"))

    def named(self, names: Iterable[str]) -> str:
        """Id of the first style with one of these names; empty where there is none."""
        found = (self._styles[name] for name in names if name in self._styles)
        return next((style.get(qn("w:styleId"), "") for style in found), "")

    def is_heading(self, paragraph: BaseOxmlElement) -> bool:
        """Whether a paragraph is a heading, or a caption."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return False
        style = properties.find(qn("w:pStyle"))
        own = {self.caption, *(self.heading(level) for level in range(1, 10))} - {""}
        outlined = properties.find(qn("w:outlineLvl")) is not None
        return outlined or (style is not None and style.get(qn("w:val")) in own)

    def counts(self, style: str) -> bool:
        """Whether a style, or one that it is based on, numbers its paragraphs by itself."""
        by_id: Mapping[str, BaseOxmlElement] = {one.get(qn("w:styleId"), ""): one for one in self._styles.values()}
        seen: set[str] = set()
        while style in by_id and style not in seen:
            seen.add(style)
            if by_id[style].find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
                return True
            base = by_id[style].find(qn("w:basedOn"))
            style = "" if base is None else base.get(qn("w:val"), "")
        return False


def restyle(paragraph: BaseOxmlElement, style: str, *, uncounted: bool) -> None:
    """Let a paragraph look as a style of the document has it; of what we set, bold, italics and flush right stay.

    Parameters
    ----------
    paragraph : BaseOxmlElement
        Changed in place.
    style : str
        Id of the style. Empty where the document has none; the paragraph then keeps its looks, without a style.
    uncounted : bool
        Whether the style numbers its paragraphs, which would number this one twice.
    """
    properties = paragraph.get_or_add_pPr()
    for named in properties.findall(qn("w:pStyle")):
        properties.remove(named)
    if not style:
        return
    for child in list(properties):
        if child.tag not in _KEPT and child.get(qn("w:val")) != "right":
            properties.remove(child)
    put(properties, "w:pStyle", val=style)
    if uncounted:
        put(properties, "w:numPr").append(new("w:numId", val=0))
    for looks in paragraph.iter(qn("w:rPr")):
        _strip(looks)


def _strip(looks: BaseOxmlElement) -> None:
    """Leave of a run's looks what it says, not how a style has it."""
    for child in list(looks):
        hint = child.get(qn("w:hint"))
        if child.tag == qn("w:rFonts") and hint is not None:
            child.attrib.clear()
            child.set(qn("w:hint"), hint)
        elif child.tag != qn("w:vertAlign") and (child.tag not in _ON or child.get(qn("w:val")) in _OFF):
            looks.remove(child)
