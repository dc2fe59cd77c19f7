"""Look at a workbook before a native parser sees it.

A five-kilobyte .xlsx can make a parser reserve hundreds of gigabytes and take the whole process with it. One streaming
pass over the parts refuses what no questionnaire export contains, and gathers what the parser would not report:
formulas that were never calculated, error cells and hidden rows.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from surveykit.errors import ReadError

MAX_PARTS = 2_000
MAX_TOTAL = 1 << 30
MAX_RATIO = 100
RATIO_FROM = 10_000_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
SPREAD_FROM, SPREAD = 5_000_000, 20
CHUNK = 1 << 20
LISTED = 20

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([^\"']*)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"']([^\"']*)[\"']")
_SHAPE = re.compile(rb"[A-Za-z]{1,3}[0-9]{1,7}\Z")
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_DIGITS, _LETTERS = b"0123456789", bytes({*range(65, 91), *range(97, 123)})
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*\bhidden\s*=\s*[\"'](?:1|true)")
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]+\d+)\"[^>]*\bt=\"e\"")
_UNCALCULATED = re.compile(
    rb"<c\s[^>]*?\br=\"([A-Z]+\d+)\"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_NO_TEXT = re.compile(rb't="s"[^>]*><v>(?![0-9]+<)([^<]+)')
_UNIQUE_COUNT = re.compile(rb"<(?:\w+:)?sst\s[^>]*\buniqueCount\s*=\s*[\"']\s*([^\"']*?)\s*[\"']")


@dataclass(frozen=True)
class SheetFacts:
    """What one worksheet part says about itself: its extent, and cells a parser would show as empty."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    errors: tuple[str, ...] = ()
    uncalculated: tuple[str, ...] = ()

    def joined(self, other: SheetFacts) -> SheetFacts:
        """The facts of two stretches of the same part."""
        return SheetFacts(
            self.cells + other.cells,
            max(self.last_row, other.last_row),
            max(self.last_column, other.last_column),
            self.hidden_rows + other.hidden_rows,
            (self.errors + other.errors)[:LISTED],
            (self.uncalculated + other.uncalculated)[:LISTED],
        )


def check_workbook(path: Path) -> dict[str, SheetFacts]:
    """Refuse an .xlsx that could hurt; return the facts of every worksheet by its part name."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(path, archive)
            return {
                info.filename: facts
                for info in archive.infolist()
                if (facts := _check_part(path, archive, info)) is not None
            }
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error) as error:
        raise ReadError(
            f"{path.name} begins like an .xlsx workbook, but it is cut short or damaged: the download is incomplete. "
            "Download or copy it again."
        ) from error


def _check_directory(path: Path, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(names) > MAX_PARTS:
        _refuse(path, f"it has {len(names)} parts; a questionnaire export has about ten")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        _refuse(path, f"the part {twice[0]!r} is in it twice, so programs would disagree about its content")
    if any(info.flag_bits & 1 for info in infos):
        raise ReadError(f"{path.name} is password protected. Save a copy without a password and read that.")
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if total > MAX_TOTAL or (total > RATIO_FROM and total / packed > MAX_RATIO):
        _refuse(path, f"it would unpack to {total:,} bytes, {total // packed} times its size (a bomb)")
    _check_is_workbook(path, names)


def _check_is_workbook(path: Path, names: list[str]) -> None:
    if "xl/workbook.bin" in names:
        raise ReadError(f"{path.name} is a binary workbook (.xlsb). Save it as .xlsx and read that.")
    if "xl/workbook.xml" in names:
        return
    inside = [name for name in names if name.lower().endswith((".csv", ".xlsx", ".xls"))]
    if inside:
        raise ReadError(f"{path.name} is a zip archive. Unpack it and read {Path(inside[0]).name!r} from it.")
    raise ReadError(
        f"{path.name} is a zip file, but not an Excel workbook. "
        "surveykit reads .xlsx, .xls and .csv; save the export as one of these."
    )


def _check_part(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> SheetFacts | None:
    """Stream one part; facts only for worksheets."""
    if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
        return None
    is_sheet = "/worksheets/" in info.filename and info.filename.endswith(".xml")
    facts = SheetFacts()
    for number, chunk in enumerate(_stretches(path, archive, info)):
        if number == 0:
            _check_head(path, info, chunk)
        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
            _refuse(path, f"its part {info.filename!r} declares a document type, which no workbook needs")
        if is_sheet:
            facts = facts.joined(_sheet_facts(path, info, chunk))
            _check_spread(path, info, facts)
    return facts if is_sheet else None


def _stretches(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces of about a megabyte, each cut where a row or tag ends."""
    carried = b""
    with archive.open(info) as part:
        while block := part.read(CHUNK):
            piece = carried + block
            cut = piece.rfind(b"</row>") + 6
            cut = cut if cut > 6 else max(piece.rfind(b"<"), 0)
            if cut == 0 and len(piece) > 64 * CHUNK:
                _refuse(path, f"its part {info.filename!r} holds one piece of text of more than 64 MB")
            carried = piece[cut:]
            if cut:
                yield piece[:cut]
    yield carried


def _check_head(path: Path, info: zipfile.ZipInfo, chunk: bytes) -> None:
    if b"\x00" in chunk[:200]:
        _refuse(path, f"its part {info.filename!r} is not written in UTF-8")
    found = _UNIQUE_COUNT.search(chunk[:4_000])
    if found:
        digits = found[1].decode("ascii", "replace")
        # The shortest string entry, "<si/>", takes five bytes: a larger count cannot be true.
        if not digits.isdigit() or int(digits) * 5 > info.file_size:
            _refuse(path, f"it announces {digits} texts, more than its part {info.filename!r} can hold")


def _sheet_facts(path: Path, info: zipfile.ZipInfo, chunk: bytes) -> SheetFacts:
    cells, references = _cells(path, info, chunk)
    lost = _NO_TEXT.search(chunk)
    if lost:
        _refuse(path, f"a cell of {info.filename!r} asks for the text {lost[1][:20].decode('ascii', 'replace')!r}")
    row, column = _corner(references)
    row = max([row, *(_row_number(path, info, text) for text in _ROW.findall(chunk))])
    if row > MAX_ROW or column > MAX_COLUMN:
        _refuse(path, f"a cell of {info.filename!r} lies outside the rows and columns that Excel has")
    return SheetFacts(
        cells=cells,
        last_row=row,
        last_column=column,
        hidden_rows=len(_HIDDEN_ROW.findall(chunk)) if b"hidden" in chunk else 0,
        errors=_references(_ERROR_CELL, chunk) if b't="e"' in chunk else (),
        uncalculated=_references(_UNCALCULATED, chunk) if b"<f" in chunk else (),
    )


def _row_number(path: Path, info: zipfile.ZipInfo, text: bytes) -> int:
    if not text.isdigit() or len(text) > 7:
        _refuse(path, f"a row of {info.filename!r} calls itself {text[:20].decode('ascii', 'replace')!r}")
    return int(text)


def _cells(path: Path, info: zipfile.ZipInfo, chunk: bytes) -> tuple[int, list[bytes]]:
    """How many cells there are, and what they call themselves; quickly where they are written as Excel writes them."""
    plain = _PLAIN_CELL.findall(chunk)
    if len(plain) == chunk.count(b"<c") and b":c" not in chunk:
        return len(plain), plain
    references = _REFERENCE.findall(chunk)
    bad = next((cell for cell in references if not _SHAPE.match(cell)), None)
    if bad is not None:
        _refuse(path, f"a cell of {info.filename!r} calls itself {bad[:20].decode('ascii', 'replace')!r}")
    return len(_CELL.findall(chunk)), references


def _corner(references: list[bytes]) -> tuple[int, int]:
    """Largest row and column among references such as ``AB12``."""
    joined = b" ".join(references)
    rows = set(joined.translate(None, _LETTERS).split())
    columns = set(joined.translate(None, _DIGITS).upper().split())
    return max(map(int, rows), default=0), max(map(_column_number, columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """What Excel calls a column counted from 1."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _check_spread(path: Path, info: zipfile.ZipInfo, facts: SheetFacts) -> None:
    area = facts.last_row * facts.last_column
    # Judged while streaming: a table that fills up row by row is never this empty.
    if area > SPREAD_FROM and facts.cells * SPREAD < area:
        _refuse(
            path,
            f"{info.filename!r} spreads {facts.cells:,} cells over {facts.last_row:,} rows and "
            f"{facts.last_column:,} columns. Delete the stray cell far from the table",
        )


def _references(pattern: re.Pattern[bytes], chunk: bytes) -> tuple[str, ...]:
    return tuple(cell.decode("ascii") for cell in pattern.findall(chunk)[:LISTED])


def _refuse(path: Path, why: str) -> NoReturn:
    raise ReadError(
        f"{path.name} is not read, because {why}. "
        "If you trust it, open it in Excel, copy the table into a new workbook and read that."
    )
