"""A ZIP archive around one export, as several platforms deliver it: unpacked aside, within limits."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from surveykit.core.files import safe_name
from surveykit.errors import ReadError
from surveykit.read.grid import Grid
from surveykit.read.guard import CHUNK, MAX_PARTS, MAX_RATIO, MAX_TOTAL, RATIO_FROM

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".json", ".sav", ".zsav", ".dta")

_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})


def is_archive(path: Path) -> bool:
    """Whether a file in ZIP form holds exports, rather than being an Office document itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        return False
    return not _OFFICE & set(names) and bool(_exports(names))


def read_archived(path: Path, read: Callable[[Path], Grid]) -> Grid:
    """Read the one export in an archive; its grid bears the name that it has there."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="surveykit-") as folder:
            entry = _chosen(path, archive)
            inside = Path(folder) / safe_name(PurePosixPath(entry.filename).name)
            _unpack(path, archive, entry, inside)
            grid = read(inside)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise ReadError(
            f"{path.name} is a zip archive that is cut short or damaged: the download is incomplete. Download it again."
        ) from error
    said = f"{inside.name!r} was read from the archive {path.name!r}."
    return replace(grid, path=path / inside.name, notes=(said, *grid.notes))


def _exports(names: list[str]) -> list[str]:
    """Entries that may be exports; those that operating systems add are none."""
    paths = [PurePosixPath(name) for name in names]
    return [
        str(path)
        for path in paths
        if path.suffix.lower() in SUFFIXES and "__MACOSX" not in path.parts and not path.name.startswith(".")
    ]


def _chosen(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = _exports(archive.namelist())
    if len(names) > 1 or len(archive.namelist()) > MAX_PARTS:
        raise ReadError(f"{path.name} is an archive of several files: {names[:8]}. Unpack it and read one of them.")
    entry = archive.getinfo(names[0])
    if entry.flag_bits & 1:
        raise ReadError(f"{path.name} is password protected. Unpack it and read {entry.filename!r}.")
    if entry.file_size > MAX_TOTAL or (
        entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    ):
        raise _bomb(path, entry)
    return entry


def _unpack(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """Copy one entry, but no more of it than its directory announces."""
    left = entry.file_size
    with archive.open(entry) as packed, target.open("wb") as file:
        while block := packed.read(CHUNK):
            left -= len(block)
            if left < 0:
                raise _bomb(path, entry)
            file.write(block)


def _bomb(path: Path, entry: zipfile.ZipInfo) -> ReadError:
    return ReadError(
        f"{path.name} is not read, because {entry.filename!r} in it would unpack to {entry.file_size:,} bytes or more, "
        f"{entry.file_size // max(entry.compress_size, 1)} times its size (a bomb). If you trust it, unpack it."
    )
