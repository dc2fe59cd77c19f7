"""Look at an old .xls workbook (an OLE2 container of BIFF records) before a native parser sees it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NoReturn

from surveykit.errors import ReadError

MAX_BYTES = 200_000_000
MAX_ROWS, MAX_COLUMNS = 65_536, 256
SPREAD_FROM, SPREAD = 5_000_000, 20

_FREE = 0xFFFFFFFA
_FILEPASS, _SST, _BOF, _BOOLERR, _FORMULA = 0x2F, 0xFC, 0x809, 0x205, 0x06
_BOUNDSHEET, _DIMENSIONS = 0x85, 0x200
_CELL_RECORDS = frozenset(
    {0x06, 0x01, 0x02, 0x03, 0x04, 0x05, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E}
)


def check_old_workbook(path: Path) -> None:
    """Refuse an .xls that is encrypted, damaged, or lays its cells or texts out impossibly."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB. Save it as .xlsx and read that.")
    data = path.read_bytes()
    try:
        streams = _streams(data)
        if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
            _refuse_password(path)
        name = next((name for name in ("Workbook", "Book") if name in streams), None)
        if name is None:
            _refuse_other(path, set(streams))
        _check_records(path, _content(data, *streams[name]))
    except (struct.error, IndexError, OverflowError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> ReadError:
    return ReadError(
        f"{path.name} begins like an .xls workbook, but it is cut short or damaged: the download is incomplete. "
        "Download or copy it again."
    )


def _refuse_password(path: Path) -> NoReturn:
    raise ReadError(f"{path.name} is password protected. Save a copy without a password and read that.")


def _refuse_other(path: Path, names: set[str]) -> NoReturn:
    what = "a Word document" if "WordDocument" in names else "an Office file without a workbook"
    raise ReadError(f"{path.name} is {what}, not a questionnaire export. surveykit reads .xlsx, .xls and .csv.")


def _sector_size(data: bytes) -> int:
    shift: int = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise IndexError("sector size")
    return 1 << shift


def _table(data: bytes) -> list[int]:
    """The allocation table: for each sector, the number of the next one."""
    size = _sector_size(data)
    heads = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _FREE]
    more, left = struct.unpack_from("<II", data, 68)
    while more < _FREE and left:
        entries = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        heads.extend(sector for sector in entries[:-1] if sector < _FREE)
        more, left = entries[-1], left - 1
        if len(heads) * size > len(data):
            raise IndexError("allocation table")
    table: list[int] = []
    for sector in heads:
        block = data[(sector + 1) * size : (sector + 2) * size]
        table.extend(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))
    return table


def _chain(data: bytes, start: int) -> bytes:
    """The bytes of a chain of sectors; a chain that turns back on itself is damage."""
    size, table = _sector_size(data), _table(data)
    pieces: list[bytes] = []
    sector = start
    while sector < _FREE:
        if len(pieces) > len(table):
            raise IndexError("loop")
        piece = data[(sector + 1) * size : (sector + 2) * size]
        if not piece:
            raise IndexError("sector past the end")
        pieces.append(piece)
        sector = table[sector]
    return b"".join(pieces)


def _streams(data: bytes) -> dict[str, tuple[int, int]]:
    """Name of each stream with its first sector and its size."""
    directory = _chain(data, struct.unpack_from("<I", data, 48)[0])
    if len(directory) % 128:
        raise IndexError("directory cut short")
    found: dict[str, tuple[int, int]] = {}
    for offset in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        if kind in (2, 5) and 2 <= length <= 64:
            name = directory[offset : offset + length - 2].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<II", directory, offset + 116)
    return found


def _content(data: bytes, start: int, size: int) -> bytes:
    """A stream's bytes; short streams live in the mini stream, where no export ever is."""
    if size < struct.unpack_from("<I", data, 56)[0]:
        return b""
    content = _chain(data, start)
    if len(content) < size:
        raise IndexError("stream cut short")
    return content[:size]


def _check_records(path: Path, stream: bytes) -> None:
    """Walk the BIFF records once: encryption, announced texts, and the extent of the cells of each sheet."""
    offset, cells, last_row, last_column = 0, 0, 0, 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        if kind == _FILEPASS:
            _refuse_password(path)
        elif kind == _SST:
            unique = struct.unpack_from("<I", stream, offset + 8)[0]
            if unique * 3 > len(stream):
                raise _damaged(path)
        elif kind == _BOUNDSHEET:
            _check_sheet_start(path, stream, struct.unpack_from("<I", stream, offset + 4)[0])
        elif kind == _DIMENSIONS:
            _check_dimensions(path, stream, offset, length)
        elif kind == _BOF:
            cells, last_row, last_column = 0, 0, 0
        elif kind in _CELL_RECORDS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, offset + 4)
            cells, last_row, last_column = cells + 1, max(last_row, row), max(last_column, column)
            _check_extent(path, cells, last_row + 1, last_column + 1)
            if _shows_error(stream, offset, kind, length):
                raise ReadError(
                    f"{path.name}: the cell in row {row + 1}, column {column + 1} shows an error such as #N/A. "
                    "Replace it by the answer, or empty it."
                )
        offset += 4 + length


def _check_sheet_start(path: Path, stream: bytes, start: int) -> None:
    """A sheet that does not begin where it is said to would be read from the middle of something else."""
    if start + 4 > len(stream) or struct.unpack_from("<H", stream, start)[0] != _BOF:
        raise _damaged(path)


def _check_dimensions(path: Path, stream: bytes, offset: int, length: int) -> None:
    """Parsers reserve memory for the extent a sheet announces; a cell takes more than a byte of the file."""
    if length < 14:
        return
    first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", stream, offset + 4)
    rows, columns = last_row - first_row, last_column - first_column
    if rows < 0 or columns < 0 or last_row > MAX_ROWS or last_column > MAX_COLUMNS:
        raise _damaged(path)
    if rows * columns > SPREAD_FROM and rows * columns > len(stream):
        raise _damaged(path)


def _shows_error(stream: bytes, offset: int, kind: int, length: int) -> bool:
    """Whether a cell holds an error, which a parser would show as empty: as a constant, or as a formula's result."""
    if kind == _BOOLERR and length >= 8:
        return stream[offset + 11] == 1
    return (
        kind == _FORMULA
        and length >= 14
        and stream[offset + 10] == 2
        and stream[offset + 16 : offset + 18] == b"\xff\xff"
    )


def _check_extent(path: Path, cells: int, rows: int, columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise ReadError(
            f"{path.name} is not read, because a cell lies in column {columns}, and an .xls has {MAX_COLUMNS}. "
            "Open it in Excel, copy the table into a new workbook and read that."
        )
    if rows * columns > SPREAD_FROM and cells * SPREAD < rows * columns:
        raise ReadError(
            f"{path.name} is not read, because it spreads {cells:,} cells over {rows:,} rows and {columns} columns. "
            "Delete the stray cell far from the table and save it again."
        )
