"""The file of somebody's own thesis: looked at before it is used, and written back part by part."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from docx.oxml.ns import qn
from docx.oxml.parser import element_class_lookup
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree  # type: ignore[import-untyped]

from surveykit.errors import ReadError
from surveykit.read.guard import MAX_PARTS, MAX_RATIO, MAX_TOTAL, RATIO_FROM

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CANNOT_UNPACK = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error)


@dataclass(frozen=True)
class Package:
    """A Word file taken apart.

    Attributes
    ----------
    name : str
        Of the file, for messages.
    parts : Mapping[str, bytes]
        Content of each part, in the order of the file.
    entries : Mapping[str, zipfile.ZipInfo]
        How each part is packed.
    main : str
        Name of the part that holds the text.
    """

    name: str
    parts: Mapping[str, bytes]
    entries: Mapping[str, zipfile.ZipInfo]
    main: str

    @property
    def relations(self) -> str:
        """Name of the part that says what the text refers to."""
        return relations_of(self.main)

    def tree(self, part: str) -> BaseOxmlElement:
        """The root of one part; a part that is not there is an empty element."""
        return parse(self.parts.get(part, b"<none/>"), f"{part!r} in {self.name}")

    def related(self, kind: str) -> str:
        """Name of the part of some kind that the text refers to, such as "styles"; empty where there is none."""
        for relation in self.tree(self.relations):
            if relation.get("Type", "").rpartition("/")[2] == kind:
                return resolved(relation.get("Target", ""), self.main)
        return ""

    def with_parts(self, parts: Mapping[str, bytes]) -> Package:
        """The same package with other parts."""
        return replace(self, parts=parts)


def relations_of(part: str) -> str:
    """Name of the part that holds the relations of another."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(target: str, source: str) -> str:
    """Name of the part that a relation of `source` points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def parse(content: bytes, what: str) -> BaseOxmlElement:
    """The root of an XML part, with all its spaces; a document type, which could hold a bomb, is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parser.set_element_class_lookup(element_class_lookup)
    try:
        root: BaseOxmlElement = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{what} is damaged; open the file in Word and save it again") from error
    if root.getroottree().docinfo.doctype:
        raise ReadError(f"{what} declares a document type, which no Word file needs; save the file again in Word")
    return root


def serialize(root: BaseOxmlElement) -> bytes:
    """A part as it is written."""
    content: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def read_package(path: Path) -> Package:
    """Read a .docx that can be filled.

    Raises
    ------
    ReadError
        If it is not there, is no .docx, is damaged, protected or signed, or would unpack to more than any thesis.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(OLD_OFFICE))
        if head == OLD_OFFICE:
            _refuse_old(path)
        with zipfile.ZipFile(path) as archive:
            _check_directory(path, archive.infolist())
            entries = {entry.filename: entry for entry in archive.infolist()}
            parts = {name: archive.read(name) for name in entries}
    except FileNotFoundError as error:
        raise ReadError(f"the template {str(path)!r} is not there; give the path of a .docx file") from error
    except CANNOT_UNPACK as error:
        raise ReadError(
            f"{path.name} is no Word document, or a damaged one; open it in Word and save it as .docx"
        ) from error
    package = Package(path.name, parts, entries, _main_part(path, parts))
    _check_kind(package)
    _check_protection(package)
    return package


def write_package(package: Package, path: Path) -> None:
    """Write the parts in their order, each packed as it was; new parts come last."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in package.parts.items():
            archive.writestr(_entry(package.entries.get(name), name), content)


def _entry(known: zipfile.ZipInfo | None, name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=known.date_time if known else (1980, 1, 1, 0, 0, 0))
    entry.compress_type = known.compress_type if known else zipfile.ZIP_DEFLATED
    if known:
        entry.external_attr, entry.create_system = known.external_attr, known.create_system
    return entry


def _refuse_old(path: Path) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise ReadError(f"{path.name} is password protected. Save a copy without a password and use that.")
    raise ReadError(f"{path.name} is an old Word document (.doc). Save it as .docx and use that.")


def _check_directory(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(names) > MAX_PARTS or len(set(names)) < len(names):
        raise ReadError(f"{path.name} has too many parts, or one of them twice; open it in Word and save it again")
    if total > MAX_TOTAL or (total > RATIO_FROM and total / packed > MAX_RATIO):
        raise ReadError(f"{path.name} would unpack to {total:,} bytes, {total // packed} times its size; it is refused")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError(f"{path.name} is password protected. Save a copy without a password and use that.")


def _main_part(path: Path, parts: Mapping[str, bytes]) -> str:
    for relation in parse(parts.get("_rels/.rels", b"<none/>"), f"'_rels/.rels' in {path.name}"):
        kind = relation.get("Type", "")
        if not kind.endswith("/officeDocument"):
            continue
        if "purl.oclc.org" in kind:
            raise ReadError(f"{path.name} is a strict Open XML document; save it in Word as 'Word document (*.docx)'")
        if (name := resolved(relation.get("Target", ""), "")) in parts:
            return name
    raise ReadError(f"{path.name} is a zip file, but no Word document; give a .docx file")


def _check_kind(package: Package) -> None:
    """Refuse what is packed like a .docx but is none: documents with macros, Word's own templates, workbooks."""
    kinds = {entry.get("PartName"): entry.get("ContentType") for entry in package.tree(CONTENT_TYPES)}
    if kinds.get(f"/{package.main}") != DOCUMENT_TYPE:
        raise ReadError(
            f"{package.name} is no plain Word document: it holds macros, is a Word template (.dotx) or another kind of "
            "file. Save it in Word as 'Word document (*.docx)' and use that."
        )


def _check_protection(package: Package) -> None:
    protection = package.tree(package.related("settings")).find(qn("w:documentProtection"))
    if protection is not None and protection.get(qn("w:enforcement"), "0") in ("1", "true", "on"):
        raise ReadError(
            f"{package.name} is protected against editing. In Word choose Review > Restrict Editing > Stop Protection, "
            "save it, and use that."
        )
    if any(name.startswith("_xmlsignatures/") for name in package.parts):
        raise ReadError(
            f"{package.name} is digitally signed; filling it would break the signature. Use an unsigned copy."
        )
