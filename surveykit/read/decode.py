"""Bytes of a text file to text, without ever guessing between two readings.

A byte-order mark decides; else strict UTF-8; else strict GB18030, which accepts almost any bytes and is therefore
believed only when what comes out is mostly common Chinese characters; else Western text, if it can be nothing else.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual
from surveykit.errors import ReadError
from surveykit.read.decode_western import ENCODING, western_note, western_text

PLAUSIBLE = 0.7
"""Least share of common characters among the non-ASCII ones of a believable GB18030 text."""

FEWEST_HANGUL, MOSTLY_HANGUL = 12, 0.9
"""With so many different characters, of which this share is Hangul, GB18030 is no surer than Korean."""

LOOKED_AT = 100_000
"""So many bytes show whether a file is Korean."""

MOST_CONTROLS = 0.02
"""A file of which more than this share is control characters is no text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL_BYTES = bytes({*range(32), 127} - {*b"\t\n\r"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Decoded:
    """A file's text, the encoding it was read in, and sentences for the log."""

    text: str
    encoding: str
    notes: tuple[Text, ...] = ()


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Decoded:
    """Decode the bytes of the file called `name`; `encoding` overrules detection."""
    if encoding is not None:
        return _cleaned(*_as_asked(data, name, encoding))
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _cleaned(_as_found(data, name, marked), marked)
    if b"\x00" in data[:2_000]:
        found = _unmarked_utf16(data)
        return _cleaned(_as_found(data, name, found), found)
    try:
        return _cleaned(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.start >= len(data) - 3 and _is_utf8(data[: error.start]):
            raise ReadError(
                f"{name} is cut short inside a character at byte {error.start:,}. Download or copy it again."
            ) from error
    _refuse_binary(data, name)
    _refuse_mixed(data, name)
    chinese = _as_chinese(data)
    if chinese is not None:
        return _cleaned(chinese, "gb18030")
    western = western_text(data)
    if western is None:
        raise ReadError(_unknown(data, name))
    decoded = _cleaned(western, ENCODING)
    return replace(decoded, notes=(western_note(data, name), *decoded.notes))


def strip_control(text: str) -> str:
    """The text without control characters (tab and line breaks stay)."""
    return _CONTROL.sub("", text) if not text.isprintable() else text


def _cleaned(text: str, encoding: str) -> Decoded:
    """Control characters carry no answer and break documents, so they go, and are counted."""
    cleaned, removed = _CONTROL.subn("", text)
    notes = (bilingual("reading.control_characters", n=removed),) if removed else ()
    return Decoded(cleaned, encoding, notes)


def _as_asked(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except LookupError as error:
        raise ReadError(f"encoding={encoding!r} is not known. Use one such as 'utf-8' or 'gb18030'.") from error
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name} is not {encoding}: line {_line(data, error.start)} does not decode (byte {error.start:,}). "
            "Leave encoding out to have it detected, or save the file again as CSV UTF-8."
        ) from error


def _as_found(data: bytes, name: str, encoding: str) -> str:
    """Decode as the bytes themselves suggest; if that fails, they are no text, or text that was damaged."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            _refuse_binary(data, name)
        elif encoding in ("utf-16-le", "utf-16-be") and error.end < len(data):
            raise _neither(name) from error
        raise ReadError(
            f"{name} looks like {encoding}, but line {_line(data, error.start)} does not decode "
            f"(byte {error.start:,}): it is damaged or cut short. Download it again, or save it as CSV UTF-8."
        ) from error


def _refuse_binary(data: bytes, name: str) -> None:
    """Text in any encoding has hardly a control character; other bytes have them everywhere."""
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > MOST_CONTROLS * len(data):
        raise _neither(name)


def _neither(name: str) -> ReadError:
    return ReadError(
        f"{name} is neither a workbook nor text, whatever its name ends in. Download the export again as .xlsx, .xls "
        "or .csv."
    )


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: mostly-ASCII delimiters leave zero bytes at every second place."""
    sample = data[:2_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # In UTF-16 every separator brings a zero of its own; fewer of them are strays in a text of single bytes.
    if min(even, odd) * 5 > max(even, odd) or max(even, odd) * 2 < sample.count(b"\n") + sample.count(b","):
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _refuse_mixed(data: bytes, name: str) -> None:
    """Two files pasted together in different encodings decode as GB18030, into nonsense."""
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), start=1) if not line.isascii()]
    readings = [(number, _is_utf8(line) and _share_common(line.decode("utf-8")) >= PLAUSIBLE) for number, line in lines]
    strong = [number for (number, good), (_, line) in zip(readings, lines, strict=True) if good and _weak_gb(line)]
    other = [number for number, good in readings if not good]
    if strong and other:
        first = next(number for number, good in readings if good != readings[0][1])
        raise ReadError(
            f"{name} changes its encoding at line {first}: some lines are UTF-8, others are not. "
            "It was probably pasted together from two files. Save each part as CSV UTF-8 and join them again."
        )


def _weak_gb(line: bytes) -> bool:
    try:
        return _share_common(line.decode("gb18030")) < PLAUSIBLE
    except UnicodeDecodeError:
        return True


def _as_chinese(data: bytes) -> str | None:
    """The text as GB18030; None where it does not decode, or into characters that hardly anybody writes."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if _share_common(text) >= PLAUSIBLE and not _is_korean(data) else None


def _is_korean(data: bytes) -> bool:
    """Whether all of it reads as Hangul too, whose bytes are those of the first half of the common characters.

    A dozen different characters of Chinese without one of the second half, where 是, 我, 有 and 在 stand, are hardly
    ever written.
    """
    try:
        text = codecs.getincrementaldecoder("cp949")().decode(data[:LOOKED_AT])
    except UnicodeDecodeError:
        return False
    strange = [character for character in text if ord(character) > 127]
    hangul = sum("\uac00" <= character <= "\ud7a3" for character in strange)
    return len(set(strange)) >= FEWEST_HANGUL and hangul >= MOSTLY_HANGUL * len(strange)


def _unknown(data: bytes, name: str) -> str:
    """Why no encoding was believed."""
    advice = "Save it as CSV UTF-8, or name its encoding, as in encoding='big5' or encoding='cp1252'."
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        return f"{name} is neither UTF-8 nor GB18030: line {_line(data, error.start)} does not decode. {advice}"
    if _is_korean(data):
        return f"{name} is not UTF-8, and its bytes make Korean as well as Chinese. {advice}"
    return f"{name} is not UTF-8, and read as GB18030 it makes no sensible Chinese. {advice}"


def _share_common(text: str) -> float:
    """Share of the non-ASCII characters that are first-level GB2312 characters or Chinese punctuation."""
    strange = [character for character in set(text) if ord(character) > 127]
    if not strange:
        return 1.0
    counts = {character: text.count(character) for character in strange}
    return sum(n for character, n in counts.items() if _is_common(character)) / sum(counts.values())


def _is_common(character: str) -> bool:
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return character in "┋→—"
    return lead in (0xA1, 0xA3) or 0xB0 <= lead <= 0xD7
