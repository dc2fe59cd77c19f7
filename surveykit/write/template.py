"""Filling the marked places of somebody's own thesis, and nothing else.

A place is typed into the text (``{{table:reliability}}`` on a line of its own, ``{{reliability.SQ.alpha}}`` within a
sentence) or marked with a bookmark in Word (``sk_table_reliability``, ``sk_value_reliability__SQ__alpha``). What is put
in stands in a content control, so that it is found and replaced when the thesis is filled again. Places are looked for
in the text of the document, its tables and its text boxes; headers, footers, footnotes and comments are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.checks import check_option
from surveykit.core.files import write_atomically
from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.words import closest
from surveykit.errors import OptionError
from surveykit.write.parts import Illustration, Paragraph, Part, anchor
from surveykit.write.template_content import Setting, base_of, block_elements, letters_of, value_runs
from surveykit.write.template_control import Numbers, check_place, content_of, number_in, thin_paragraph
from surveykit.write.template_find import Mark, control_of, marks
from surveykit.write.template_keep import Kept, hang, hang_inline, keep
from surveykit.write.template_package import Package, read_package, serialize, write_package
from surveykit.write.template_picture import Pictures, picture_numbers, relation_ids
from surveykit.write.template_place import Place
from surveykit.write.template_section import room
from surveykit.write.template_style import OwnStyles

__all__ = ["Place", "fill_template", "find_places"]

Contents = Mapping[Place, Sequence[Part] | str]

_HELD = (qn("w:pPr"), qn("w:tcPr"))


def find_places(template: str | Path) -> list[Place]:
    """The places of a thesis in the order of the document, each once.

    Parameters
    ----------
    template : str or Path
        A ``.docx``, filled before or not.

    Returns
    -------
    list of Place
        Empty where the document has none.

    Raises
    ------
    ReadError
        If the file is no Word document that can be filled.
    OptionError
        If a place asks for what there is no kind of.
    """
    package = read_package(Path(template))
    return list(dict.fromkeys(mark.place for mark in marks(package.tree(package.main))))


def fill_template(
    template: str | Path, target: str | Path, contents: Contents, *, style: Style, overwrite: bool = False
) -> Path:
    """Put tables, figures, sentences and numbers into the places of a thesis.

    Parameters
    ----------
    template : str or Path
        A ``.docx`` with places; it may be one that was filled before.
    target : str or Path
        The filled ``.docx``; it may be the template itself, with `overwrite`.
    contents : mapping of Place to parts or text
        What goes where: a text for a value, parts or a text for the others. What has no place in the document is left
        out.
    style : Style
        Of captions of figures, and of notes.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    ReadError
        If the template is no Word document that can be filled.
    OptionError
        If the document has no place, or one that `contents` does not know, or one that cannot be filled where it is.
        Nothing is written then.
    WriteError
        If the target cannot be written, or exists and `overwrite` is false.

    Notes
    -----
    Sentences take over the paragraph and the letters of what marked their place; captions are in the thesis's own style
    of captions, where it has one. Tables are as wide as the column or cell that they stand in. Comments on a place, and
    the bookmarks by which other sentences mention its tables, are kept. Everything else in the file stays as it is.

    What is changed by hand within a filled place is lost when the place is filled again. LibreOffice (7.4) drops the
    tags of content controls when it saves; a thesis that is edited there should mark its places with bookmarks.
    """
    check_option(Path(target).suffix.lower(), (".docx",), argument="suffix of target")
    package = read_package(Path(template))
    root = package.tree(package.main)
    found = marks(root)
    _check_known(found, contents, package.name)
    filled = _fill(package, root, found, contents, style)
    return write_atomically(target, partial(write_package, filled), overwrite=overwrite)


def _check_known(found: Sequence[Mark], contents: Contents, name: str) -> None:
    """Refuse places that there is nothing for."""
    if not found:
        raise OptionError(
            f"{name} has no place to fill. Type one on a line of its own, such as {{{{table:reliability}}}}, or within "
            "a sentence, such as {{reliability.SQ.alpha}}"
        )
    known = [str(place) for place in contents]
    for mark in found:
        if mark.place not in contents:
            raise OptionError(
                f"{name} has the place {mark.place}, which there is nothing for{closest(str(mark.place), known)}"
            )
        if mark.place.inline and not isinstance(contents[mark.place], str):
            raise OptionError(f"{mark.place} stands within a sentence; its content must be a text")


def _fill(package: Package, root: BaseOxmlElement, found: Sequence[Mark], contents: Contents, style: Style) -> Package:
    """The package with its places filled."""
    numbers = Numbers({_number(identity) for identity in root.iter(qn("w:id"))})
    # From the end to the beginning: what is typed is found by its place among the letters of a paragraph.
    controls = [(mark.place, control_of(mark, numbers)) for mark in reversed(found)][::-1]
    for place, control in controls:
        check_place(place, control)
    emptied = [(place, control, _empty(control, place)) for place, control in controls]
    kept = [keep(old) for _, _, old in emptied]
    old = [block for _, _, blocks in emptied for block in blocks]
    pictures = Pictures(package, outside=relation_ids([root]), inside=relation_ids(old))
    markers = [marker for one in kept for marker in one.elements]
    setting = Setting(
        style=style,
        own=OwnStyles(package.tree(package.related("styles"))),
        pictures=pictures,
        numbers=Numbers(_numbers([root, *markers]) | picture_numbers(root)),
        names={
            start.get(qn("w:name"), "").lower() for one in (root, *markers) for start in one.iter(qn("w:bookmarkStart"))
        },
        targets=_targets(contents[place] for place, _ in controls),
    )
    for (place, control, before), hung in zip(emptied, kept, strict=True):
        _put(place, control, before, hung, contents[place], setting)
    return package.with_parts({**pictures.parts(), package.main: serialize(root)})


def _put(
    place: Place,
    control: BaseOxmlElement,
    before: Sequence[BaseOxmlElement],
    hung: Kept,
    content: Sequence[Part] | str,
    setting: Setting,
) -> None:
    """Put new content into a place that was emptied."""
    holder = _holder(control, place)
    if place.inline:
        for element in hang_inline(hung, value_runs(str(content), letters_of(before))):
            holder.append(element)
        return
    width, height = room(holder)
    parts = [Paragraph((line,)) for line in content.splitlines()] if isinstance(content, str) else content
    blocks = block_elements(parts, base_of(before, setting.own), setting, width=width, height=height)
    hang(hung, blocks)
    for block in blocks:
        holder.append(block)
    _close_cell(control, holder)


def _holder(control: BaseOxmlElement, place: Place) -> BaseOxmlElement:
    """What holds the content of a place: the control's content, or what Word has put into it.

    Where a control fills a whole cell, Word puts it around the cell; where it fills a paragraph, around the paragraph.
    """
    content = content_of(control)
    cell = content.find(qn("w:tc"))
    holder = content if cell is None else cell
    paragraph = holder.find(qn("w:p")) if place.inline else None
    return holder if paragraph is None else paragraph


def _empty(control: BaseOxmlElement, place: Place) -> list[BaseOxmlElement]:
    """Take out what stands in a place."""
    holder = _holder(control, place)
    content = [child for child in holder if child.tag not in _HELD]
    for child in content:
        holder.remove(child)
    return content


def _close_cell(control: BaseOxmlElement, holder: BaseOxmlElement) -> None:
    """End a cell or text box with a paragraph, as Word wants it, where it would end with a control or a table."""
    outer = control
    while outer.getparent().tag == qn("w:sdtContent"):
        outer = outer.getparent().getparent()
    if holder.tag == qn("w:tc"):
        holder.append(thin_paragraph())
    elif outer.getparent().tag in (qn("w:tc"), qn("w:txbxContent")):
        behind = list(outer.itersiblings(qn("w:p"), qn("w:tbl"), qn("w:sdt")))
        if not behind or behind[-1].tag != qn("w:p"):
            (behind[-1] if behind else outer).addnext(thin_paragraph())


def _targets(contents: Iterable[Sequence[Part] | str]) -> frozenset[str]:
    """The bookmarks of the numbered tables and figures that are put in."""
    parts = [part for content in contents if not isinstance(content, str) for part in content]
    tables = {anchor("table", part.name) for part in parts if isinstance(part, Table) and part.number}
    figures = {anchor("figure", part.name) for part in parts if isinstance(part, Illustration) and part.number}
    return frozenset(tables | figures)


def _numbers(elements: Iterable[BaseOxmlElement]) -> set[int]:
    """The numbers of bookmarks, controls and whatever else carries one."""
    carriers = (node for element in elements for node in element.iter())
    return {_number(node) for node in carriers}


def _number(element: BaseOxmlElement) -> int:
    """The number of an element, from its own attribute or, for a control, from its value; 0 where there is none."""
    value = element.get(qn("w:id")) or (element.get(qn("w:val")) if element.tag == qn("w:id") else None) or ""
    return number_in(value)
