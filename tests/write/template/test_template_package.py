"""Files that are no thesis to be filled are refused, each with what to do."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.errors import ReadError
from surveykit.write.template import find_places
from surveykit.write.template_package import read_package, relations_of, resolved, write_package


def _changed(path: Path, edit: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    edit(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _replace(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def edit(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return edit


TYPE = b"wordprocessingml.document.main+xml"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (_replace("[Content_Types].xml", b"officedocument." + TYPE, b"macroEnabled.main+xml"), "holds macros"),
        (_replace("_rels/.rels", OFFICE, b"http://purl.oclc.org/ooxml/officeDocument"), "strict Open XML"),
        (_replace("_rels/.rels", OFFICE, b"other"), "no Word document"),
        (
            _replace(
                "word/settings.xml", b"<w:zoom", b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom'
            ),
            "Stop Protection",
        ),
        (lambda parts: parts.update({"_xmlsignatures/origin.sigs": b""}), "digitally signed"),
        (
            _replace("word/document.xml", b"<w:document ", b"<!DOCTYPE w:document [<!ENTITY a 'b'>]><w:document "),
            "document type",
        ),
        (_replace("word/document.xml", b"</w:document>", b""), "is damaged"),
        (lambda parts: parts.update({f"word/x{i}.xml": b"" for i in range(2_001)}), "too many parts"),
        (lambda parts: parts.update({"word/media/bomb.bin": bytes(30_000_000)}), "would unpack to"),
    ],
    ids=["macros", "strict", "other", "protected", "signed", "doctype", "damaged", "parts", "bomb"],
)
def test_what_cannot_be_filled_is_refused(draft, edit: Callable[[dict[str, bytes]], None], message: str) -> None:
    path = _changed(draft.save(), edit)
    with pytest.raises(ReadError, match=message):
        find_places(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old Word document \(.doc\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password protected"),
        (b"PK\x03\x04 cut short", "no Word document, or a damaged one"),
        (b"", "no Word document, or a damaged one"),
    ],
)
def test_other_files_are_told_apart(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "thesis.docx"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message):
        read_package(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is not there"):
        read_package(tmp_path / "thesis.docx")


def test_a_package_is_written_back_as_it_was(whole) -> None:
    package = read_package(whole.save())
    write_package(package, whole.folder / "copy.docx")

    assert dict(read_package(whole.folder / "copy.docx").parts) == dict(package.parts)


def test_names_of_related_parts_are_resolved() -> None:
    assert relations_of("word/document.xml") == "word/_rels/document.xml.rels"
    assert resolved("styles.xml", "word/document.xml") == resolved("/word/styles.xml", "word/document.xml")
    assert resolved("../media/image1.png", "word/document.xml") == "media/image1.png"
