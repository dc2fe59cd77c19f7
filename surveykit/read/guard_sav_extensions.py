"""The extension records of an SPSS dictionary that native parsers follow blindly."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence

LONGEST_NAME = 64
LONGEST_TEXT = 32_767
LONGEST_LABEL = 65_536

_ENCODING = re.compile(rb"[A-Za-z0-9_.:()\-]{1,40}\Z")
_SET_HEAD = re.compile(rb"([^=\s]{1,200})=(C |D(\d{1,5}) |E (?:1|11) (\d{1,5}) )")
_LENGTH = re.compile(rb"(\d{1,5}) ")


class DamageError(Exception):
    """What contradicts itself in a file, in words."""


def check_extension(subtype: int, content: bytes, names: Sequence[str], order: str) -> None:
    """Refuse an extension record that points beyond itself or to variables that are not there."""
    if subtype in _CHECKS:
        try:
            _CHECKS[subtype](content, names, order)
        except (IndexError, struct.error) as error:
            raise DamageError(f"its record 7/{subtype} ends too early") from error


def _machine_numbers(content: bytes, names: Sequence[str], order: str) -> None:
    if len(content) != 32:
        raise DamageError("its record of machine numbers has another length than 32 bytes")


def _sentinels(content: bytes, names: Sequence[str], order: str) -> None:
    if len(content) != 24:
        raise DamageError("its record of sentinel values has another length than 24 bytes")


def _long_names(content: bytes, names: Sequence[str], order: str) -> None:
    for short, long in _pairs(content, b"\t", "long names"):
        if short.upper() not in {name.upper() for name in names} or not 0 < len(long) <= LONGEST_NAME:
            raise DamageError("its list of long names names a variable that is not there, or one without a name")


def _long_texts(content: bytes, names: Sequence[str], order: str) -> None:
    """Widths of very long strings, each of which takes a variable for every 252 bytes."""
    known = {name.upper(): place for place, name in enumerate(names)}
    for short, digits in _pairs(content.replace(b"\x00", b""), b"\t", "very long texts"):
        place, width = known.get(short.upper()), int(digits) if digits.isdigit() and len(digits) < 7 else 0
        if place is None or not 255 < width <= LONGEST_TEXT or place + (width + 251) // 252 > len(names):
            raise DamageError("its list of very long texts does not fit its variables")


def _pairs(content: bytes, sign: bytes, what: str) -> list[tuple[str, bytes]]:
    """``SHORT=value`` entries between signs."""
    parts = [part.partition(b"=") for part in content.rstrip(b"\x00" + sign).split(sign) if part]
    if any(not equal or not 0 < len(short) <= 8 for short, equal, _ in parts):
        raise DamageError(f"its list of {what} has an entry without a name")
    return [(short.decode("latin-1"), value) for short, _, value in parts]


def _encoding(content: bytes, names: Sequence[str], order: str) -> None:
    if not _ENCODING.match(content.rstrip(b"\x00 ")):
        raise DamageError("it names an encoding that is none")


def _display(content: bytes, names: Sequence[str], order: str) -> None:
    if len(content) not in (8 * len(names), 12 * len(names)):
        raise DamageError("its list of display widths does not fit its variables")


def _response_sets(content: bytes, names: Sequence[str], order: str) -> None:
    """Lines such as ``$acts=D1 1 5 label a1 a2``, in which texts are announced by their length."""
    at, known = 0, {name.casefold() for name in names}
    while at < len(content):
        if content[at : at + 1] in (b"\n", b"\x00", b" "):
            at += 1
            continue
        head = _SET_HEAD.match(content, at)
        if head is None:
            raise DamageError("its multiple response sets are not written as SPSS writes them")
        at = head.end()
        digits = head[3] or head[4]
        at = _after_text(content, at, int(digits)) if digits else at
        length = _LENGTH.match(content, at)
        if length is None:
            raise DamageError("a multiple response set has no label")
        at = _after_text(content, length.end(), int(length[1]), last=True)
        end = content.find(b"\n", at)
        end = len(content) if end < 0 else end
        members = content[at:end].decode("latin-1").rstrip("\x00").casefold().split(" ")
        if members[0] or not set(members[1:]) <= known:
            raise DamageError("a multiple response set has members that are no variables")
        at = end


def _after_text(content: bytes, at: int, length: int, *, last: bool = False) -> int:
    """Where a text of a given length ends; a blank follows it, unless it is the last."""
    end = at + length
    if end > len(content) or (not last and content[end : end + 1] != b" "):
        raise DamageError("a text of a multiple response set is shorter than it says")
    return end if last else end + 1


def _long_labels(content: bytes, names: Sequence[str], order: str) -> None:
    """Value labels of strings of more than eight bytes."""
    at = 0
    while at < len(content):
        at = _after_name(content, at, order)
        _, count = struct.unpack_from(f"{order}2i", content, at)
        at += 8
        if not 0 <= count <= LONGEST_LABEL:
            raise DamageError(f"it announces {count:,} labels of long texts")
        for _ in range(2 * count):
            at = _after_counted(content, at, order)


def _long_missing(content: bytes, names: Sequence[str], order: str) -> None:
    """Missing values of strings of more than eight bytes."""
    at = 0
    while at < len(content):
        at = _after_name(content, at, order)
        count, (width,) = content[at], struct.unpack_from(f"{order}i", content, at + 1)
        at += 5 + 8 * count
        if not 1 <= count <= 3 or width != 8 or at > len(content):
            raise DamageError("its missing values of long texts are not written as SPSS writes them")


def _after_name(content: bytes, at: int, order: str) -> int:
    end = _after_counted(content, at, order)
    if not 4 < end - at <= 4 + LONGEST_NAME:
        raise DamageError("its labels or missing values of long texts belong to no variable")
    return end


def _after_counted(content: bytes, at: int, order: str) -> int:
    """Where a text ends that is preceded by its length."""
    length: int = struct.unpack_from(f"{order}i", content, at)[0]
    if not 0 <= length <= LONGEST_LABEL or at + 4 + length > len(content):
        raise DamageError("a label of a long text is shorter than it says")
    return at + 4 + length


_CHECKS: dict[int, Callable[[bytes, Sequence[str], str], None]] = {
    3: _machine_numbers,
    4: _sentinels,
    7: _response_sets,
    11: _display,
    13: _long_names,
    14: _long_texts,
    19: _response_sets,
    20: _encoding,
    21: _long_labels,
    22: _long_missing,
}
