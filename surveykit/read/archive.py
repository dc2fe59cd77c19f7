"""A ZIP archive around exports, as several platforms deliver them: one is unpacked aside, within limits."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from surveykit.core.files import safe_name
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import closest
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


def read_archived(path: Path, read: Callable[[Path, str | None], Grid], *, sheet: str | None = None) -> Grid:
    """Read one export of an archive; its grid bears the name that it has there.

    Of several, `sheet` names one, with or without its suffix. Unasked, the one is read that the others are parts of.
    """
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="surveykit-") as folder:
            names = _exports(archive.namelist())
            entry = _checked(path, archive, _chosen(path, names, len(archive.namelist()), sheet))
            inside = Path(folder) / safe_name(PurePosixPath(entry.filename).name)
            _unpack(path, archive, entry, inside)
            grid = read(inside, sheet if len(names) == 1 else None)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise ReadError(
            f"{path.name} is a zip archive that is cut short or damaged: the download is incomplete. Download it again."
        ) from error
    said = [bilingual("reading.archived", file=inside.name, archive=path.name)]
    if len(names) > 1 and sheet is None:
        others = [PurePosixPath(name).stem for name in names if name != entry.filename]
        listed = listing(others, most=8, quoted=True)
        said.append(bilingual("reading.archive_others", others=listed, first=others[0]))
    return replace(grid, path=path / inside.name, notes=(*said, *grid.notes))


def _exports(names: list[str]) -> list[str]:
    """Entries that may be exports; those that operating systems add are none."""
    paths = [PurePosixPath(name) for name in names]
    return [
        str(path)
        for path in paths
        if path.suffix.lower() in SUFFIXES and "__MACOSX" not in path.parts and not path.name.startswith(".")
    ]


def _chosen(path: Path, names: list[str], n_entries: int, sheet: str | None) -> str:
    """The entry to read: the only one, the one that is named, or the one whose name begins those of all others."""
    if n_entries > MAX_PARTS:
        raise ReadError(f"{path.name} is an archive of {n_entries} files. Unpack it and read one of them.")
    if len(names) == 1:
        return names[0]
    known = {alias: name for name in names for alias in (PurePosixPath(name).stem, PurePosixPath(name).name, name)}
    if sheet is not None:
        if sheet not in known:
            raise ReadError(
                f"{path.name} has no file {sheet!r}{closest(sheet, [PurePosixPath(n).stem for n in names])}"
            )
        return known[sheet]
    stems = {name: PurePosixPath(name).stem for name in names}
    main = [name for name, stem in stems.items() if all(o == stem or o.startswith(f"{stem}-") for o in stems.values())]
    if len(main) == 1:
        return main[0]
    raise ReadError(
        f"{path.name} is an archive of several files: {names[:8]}. Read one of them with "
        f"sheet={PurePosixPath(names[0]).stem!r} and the like."
    )


def _checked(path: Path, archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The entry, unless it is locked or a bomb."""
    entry = archive.getinfo(name)
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
