"""The pictures of figures in the file of somebody's own thesis: parts, relations, and no part left over."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.write.parts import anchor
from surveykit.write.template_control import number_in
from surveykit.write.template_package import CONTENT_TYPES, Package, parse, relations_of, resolved, serialize

PREFIX = "surveykit_"
"""How the names of our pictures begin."""

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class Pictures:
    """The pictures that a document is to have besides its own.

    Parameters
    ----------
    package : Package
        The file.
    outside, inside : iterable of str
        Ids of the relations that the text uses outside the places, and in what stood in the places before. A picture
        used only there leaves the file.
    """

    def __init__(self, package: Package, *, outside: Iterable[str], inside: Iterable[str]) -> None:
        self._package = package
        used, before = set(outside), set(inside)
        self._relations = package.tree(package.relations) if package.relations in package.parts else _no_relations()
        gone = [one for one in self._relations if one.get("Id") not in used and self._is_left(one, before)]
        self._left = {resolved(one.get("Target", ""), package.main) for one in gone}
        for relation in gone:
            self._relations.remove(relation)
        self._left -= self._targets()
        self._changed = bool(gone)
        self._added: dict[str, bytes] = {}

    def add(self, name: str, content: bytes) -> str:
        """Take up the picture of a figure; the id of the relation by which the text refers to it."""
        stem = anchor("figure", name).removeprefix("figure_")
        number = 1
        while not self._is_free(part := self._part(stem, number), content):
            number += 1
        identity = posixpath.splitext(posixpath.basename(part))[0]
        if part not in self._added:
            self._added[part] = content
            target = posixpath.relpath(part, posixpath.dirname(self._package.main))
            described = {"Id": identity, "Type": IMAGE, "Target": target}
            self._relations.append(self._relations.makeelement(f"{{{RELATIONS}}}Relationship", described))
            self._changed = True
        return identity

    def parts(self) -> dict[str, bytes]:
        """Every part of the file, in its order, with the pictures and what must be said about them."""
        kept = {
            name: content for name, content in self._package.parts.items() if name not in self._left - {*self._added}
        }
        changed = {self._package.relations: serialize(self._relations)} if self._changed else {}
        types = self._types() if self._added else {}
        return {**kept, **changed, **types, **self._added}

    def _part(self, stem: str, number: int) -> str:
        name = f"{PREFIX}{stem}" if number == 1 else f"{PREFIX}{stem}_{number}"
        return posixpath.join(posixpath.dirname(self._package.main), "media", f"{name}.png")

    def _is_free(self, part: str, content: bytes) -> bool:
        if part in self._added:
            return self._added[part] == content
        identity = posixpath.splitext(posixpath.basename(part))[0]
        taken = part in self._package.parts and part not in self._left
        return not taken and all(one.get("Id") != identity for one in self._relations)

    def _is_left(self, relation: BaseOxmlElement, before: set[str]) -> bool:
        """Whether a relation that the text no longer uses is to a picture that stood in a place."""
        if relation.get("Type") != IMAGE or relation.get("TargetMode") == "External":
            return False
        ours = posixpath.basename(relation.get("Target", "")).startswith(PREFIX)
        return ours or relation.get("Id") in before

    def _targets(self) -> set[str]:
        """The parts that some relation in the file still points to."""
        package = self._package
        found = {resolved(one.get("Target", ""), package.main) for one in self._relations}
        for source in package.parts:
            name = relations_of(source)
            if name in package.parts and name != package.relations:
                found |= {resolved(one.get("Target", ""), source) for one in package.tree(name)}
        return found

    def _types(self) -> dict[str, bytes]:
        """The list of content types, where it does not know PNG yet."""
        types = self._package.tree(CONTENT_TYPES)
        if any(entry.get("Extension", "").lower() == "png" for entry in types):
            return {}
        types.insert(0, types.makeelement(f"{{{TYPES}}}Default", {"Extension": "png", "ContentType": "image/png"}))
        return {CONTENT_TYPES: serialize(types)}


def relation_ids(elements: Iterable[BaseOxmlElement]) -> set[str]:
    """Ids of the relations that elements use, whatever for."""
    prefix = f"{{{nsmap['r']}}}"
    nodes = (node for element in elements for node in element.iter())
    return {str(value) for node in nodes for name, value in node.attrib.items() if str(name).startswith(prefix)}


def picture_numbers(root: BaseOxmlElement) -> set[int]:
    """The numbers of the drawings in the text."""
    return {number_in(drawing.get("id", "")) for drawing in root.iter(qn("wp:docPr"))}


def _no_relations() -> BaseOxmlElement:
    return parse(f'<Relationships xmlns="{RELATIONS}"/>'.encode(), "no relations")
