"""Walk the dictionary of an SPSS file before a native parser sees it.

One changed byte in a variable record can make the parser write beyond its memory and take the whole process with it.
Every length, count and reference of the dictionary is followed here, and a file whose parts contradict each other is
refused in words.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.errors import ReadError
from surveykit.read.guard_sav_extensions import DamageError, check_extension

MAX_BYTES = 2_000_000_000
MAX_VARIABLES = 100_000
MAX_LABEL = 65_536
MAX_UNPACKED = 4 << 30
HEADER = 176

_VARIABLE, _LABELS, _LABELLED, _DOCUMENTS, _EXTENSION, _END = 2, 3, 4, 6, 7, 999
_PLAIN, _ZLIB = 0, 2
_CUT = "it ends before its list of variables does: the download is incomplete"


@dataclass
class SavDictionary:
    """What the dictionary says, as far as the guard and the writer need it.

    Attributes
    ----------
    order : {"<", ">"}
        Byte order.
    packing : int
        0 for plain data, 1 for data packed byte by byte, 2 for blocks of zlib.
    cases : int
        Number of cases, -1 where the file does not say.
    names : list[str]
        Short names (at most 8 bytes) of the variables, in order; a very long string has several.
    starts : set[int]
        Places, from 1, at which variables begin among the eight-byte slots of a case.
    slots : int
        Eight-byte slots of one case.
    wordings : list[bytes]
        All labels; their bytes show the encoding.
    extensions : dict[int, bytes]
        Extension records by subtype.
    end : int
        Where the record that closes the dictionary begins.
    """

    order: str
    packing: int
    cases: int
    names: list[str] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)
    slots: int = 0
    wordings: list[bytes] = field(default_factory=list)
    extensions: dict[int, bytes] = field(default_factory=dict)
    end: int = 0


class _Cursor:
    """A place in the file that never moves beyond its end."""

    def __init__(self, data: bytes, order: str) -> None:
        self.data, self.order, self.at = data, order, HEADER

    def take(self, length: int) -> bytes:
        if self.at + length > len(self.data):
            raise DamageError(_CUT)
        self.at += length
        return self.data[self.at - length : self.at]

    def wholes(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"{self.order}{count}i", self.take(4 * count))

    def count(self, most: int, what: str) -> int:
        (number,) = self.wholes(1)
        if not 0 <= number <= most:
            raise DamageError(f"it announces {number:,} {what}")
        return number


def check_sav(path: Path) -> SavDictionary:
    """Refuse an SPSS file that is damaged or could hurt; return its dictionary."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(f"{path.name} is larger than {MAX_BYTES // 1_000_000_000} GB. Keep fewer variables in it.")
    data = path.read_bytes()
    try:
        dictionary = sav_dictionary(data)
        _check_cases(data, dictionary)
    except DamageError as damage:
        raise ReadError(
            f"{path.name} is not read, because {damage}. Download or copy it again; if SPSS or PSPP opens it, save it "
            "there under a new name and read that."
        ) from damage
    return dictionary


def sav_dictionary(data: bytes) -> SavDictionary:
    """The dictionary of an SPSS file; `DamageError` says where its parts contradict each other."""
    if len(data) < HEADER:
        raise DamageError("it is shorter than the header of an SPSS file: the download is incomplete")
    order = "<" if struct.unpack_from("<i", data, 64)[0] in (2, 3) else ">"
    layout, _, packing, _, cases = struct.unpack_from(f"{order}5i", data, 64)
    allowed = (_ZLIB,) if data.startswith(b"$FL3") else (0, 1)
    if layout not in (2, 3) or packing not in allowed or cases < -1:
        raise DamageError("its header is not that of an SPSS file")
    dictionary, cursor = SavDictionary(order, packing, cases), _Cursor(data, order)
    while (kind := cursor.wholes(1)[0]) != _END:
        _take_record(cursor, dictionary, kind)
    dictionary.end = cursor.at - 4
    cursor.take(4)
    if not dictionary.names:
        raise DamageError("it has no variables")
    for subtype, content in dictionary.extensions.items():
        check_extension(subtype, content, dictionary.names, order)
    return dictionary


def _take_record(cursor: _Cursor, dictionary: SavDictionary, kind: int) -> None:
    if kind == _VARIABLE:
        _take_variable(cursor, dictionary)
    elif kind == _LABELS:
        _take_labels(cursor, dictionary)
    elif kind == _DOCUMENTS:
        cursor.take(80 * cursor.count(1_000_000, "lines of notes"))
    elif kind == _EXTENSION:
        _take_extension(cursor, dictionary)
    else:
        raise DamageError(f"its dictionary holds a record of the unknown type {kind}")


def _take_variable(cursor: _Cursor, dictionary: SavDictionary) -> None:
    """One variable, with the empty records that follow a string of more than eight bytes."""
    place = len(dictionary.names) + 1
    width, labels, missing, _, _ = cursor.wholes(5)
    name = cursor.take(8).rstrip(b" \x00").decode("latin-1")
    if place > MAX_VARIABLES or not 0 <= width <= 255 or not name:
        raise DamageError(f"its variable {place} has the width {width}, which no variable has, or no name")
    if labels not in (0, 1) or missing not in ((0, 1, 2, 3) if width else (-3, -2, 0, 1, 2, 3)):
        raise DamageError(f"its variable {place} announces {labels} labels and {missing} missing values")
    if labels:
        length = cursor.count(MAX_LABEL, f"bytes in the label of variable {place}")
        dictionary.wordings.append(cursor.take(length))
        cursor.take(-length % 4)
    cursor.take(8 * abs(missing))
    pieces = max((width + 7) // 8, 1)
    for _ in range(pieces - 1):
        if cursor.wholes(4) != (_VARIABLE, -1, 0, 0):
            raise DamageError(f"its variable {place} is a text of {width} bytes with too few records")
        cursor.take(16)
    dictionary.names.append(name)
    dictionary.starts.add(dictionary.slots + 1)
    dictionary.slots += pieces


def _take_labels(cursor: _Cursor, dictionary: SavDictionary) -> None:
    """A list of value labels, and the variables that have them."""
    for _ in range(cursor.count(MAX_LABEL, "value labels in one list")):
        cursor.take(8)
        length = cursor.take(1)[0]
        dictionary.wordings.append(cursor.take(length))
        cursor.take(-(length + 1) % 8)
    if cursor.wholes(1) != (_LABELLED,):
        raise DamageError("a list of value labels belongs to no variable")
    owners = cursor.wholes(cursor.count(MAX_VARIABLES, "variables with one list of value labels"))
    if not set(owners) <= dictionary.starts:
        raise DamageError("a list of value labels belongs to variables that are not there")


def _take_extension(cursor: _Cursor, dictionary: SavDictionary) -> None:
    subtype, size = cursor.wholes(2)
    if size not in (1, 2, 4, 8):
        raise DamageError(f"its record 7/{subtype} has parts of {size} bytes")
    count = cursor.count(MAX_BYTES, f"parts of the record 7/{subtype}")
    if subtype in dictionary.extensions:
        raise DamageError(f"its record 7/{subtype} is in it twice")
    dictionary.extensions[subtype] = cursor.take(size * count)


def _check_cases(data: bytes, dictionary: SavDictionary) -> None:
    """Refuse data too short for their cases, and blocks that would unpack to more than memory holds."""
    start = dictionary.end + 8
    held = len(data) - start
    if dictionary.packing == _ZLIB:
        held = _unpacked(data, start, dictionary.order)
    least = 8 * dictionary.slots if dictionary.packing == _PLAIN else dictionary.slots
    if dictionary.cases * least > held:
        raise DamageError(f"it announces {dictionary.cases:,} cases and holds data for {held // least:,} at most")


def _unpacked(data: bytes, start: int, order: str) -> int:
    """Bytes that the blocks of a .zsav unpack to, after checking that they lie where its trailer says."""
    if start + 24 > len(data):
        raise DamageError("it ends before its data begin: the download is incomplete")
    head, tail, length = struct.unpack_from(f"{order}3q", data, start)
    if head != start or not start + 24 <= tail <= len(data) - 24 or tail + length != len(data):
        raise DamageError("its list of data blocks is not where the file says: the download is incomplete")
    _, _, _, blocks = struct.unpack_from(f"{order}qqii", data, tail)
    if blocks < 0 or 24 + 24 * blocks != length:
        raise DamageError(f"it announces {blocks:,} data blocks in a list of {length:,} bytes")
    total, at = 0, start + 24
    for place in range(blocks):
        _, offset, size, packed = struct.unpack_from(f"{order}qqii", data, tail + 24 + 24 * place)
        if offset != at or size < 0 or packed < 0:
            raise DamageError(f"its data block {place + 1} does not begin where the one before ends")
        total, at = total + size, at + packed
    if at != tail or total > MAX_UNPACKED:
        raise DamageError(f"its data blocks would unpack to {total:,} bytes, or do not fill the file")
    return total
