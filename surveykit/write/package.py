"""The package around a Word or Excel document: nothing personal in it, and the same bytes for the same content."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = datetime(2000, 1, 1)
"""Stands wherever a document must carry a date."""

_PROGRAM = re.compile(rb"<(Application|AppVersion|Company|Manager|Template)>[^<]*</\1>")
"""Properties that name a program or an owner; python-docx's template brings those of its author's machine along."""

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(save: Callable[[BinaryIO], object]) -> bytes:
    """The document that `save` writes, such that neither its parts nor its properties tell when it was made.

    It is made in memory: a package that is half written when the disk is full could not even be closed.
    """
    made, file = BytesIO(), BytesIO()
    save(made)
    with ZipFile(made) as package:
        parts = [(part.filename, package.read(part)) for part in package.infolist()]
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + MOMENT.isoformat().encode() + rb"Z\g<2>", content)
            if name == "docProps/app.xml":
                content = _PROGRAM.sub(b"", content)
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, content)
    return file.getvalue()
