"""A document tells nothing about when it was made."""

import zipfile
from io import BytesIO
from typing import BinaryIO

from surveykit.write.package import settled


def test_dates_are_neutral_and_parts_unchanged() -> None:
    stamp = "<dcterms:modified xsi:type='x'>{}</dcterms:modified>"

    def save(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as package:
            package.writestr("docProps/core.xml", stamp.format("2026-11-22T02:33:42Z"))
            package.writestr("word/document.xml", "<w:t>2026-11-22T02:33:42Z</w:t>")

    with zipfile.ZipFile(BytesIO(settled(save))) as package:
        assert package.read("docProps/core.xml").decode() == stamp.format("2000-01-01T00:00:00Z")
        assert package.read("word/document.xml") == b"<w:t>2026-11-22T02:33:42Z</w:t>"
        assert {part.date_time[0] for part in package.infolist()} == {1980}
