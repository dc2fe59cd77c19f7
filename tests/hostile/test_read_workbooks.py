"""Workbooks that kill other readers are refused, in words that say what to do, and the process lives."""

from __future__ import annotations

import io
import runpy
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt

from surveykit.errors import ReadError
from surveykit.read.guard import check_workbook
from surveykit.read.survey import read_survey

SPOILER = runpy.run_path(str(Path(__file__).with_name("mutated_workbooks.py")))
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SHARED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
    "<si><t>好</t></si></sst>"
)


def parts() -> dict[str, bytes]:
    """The parts of a small good workbook."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["id", "q"], [1, "yes"], [2, "no"]):
        sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    inline = b'<c r="B2" t="inlineStr"><is><t>yes</t></is></c>'
    assert inline in content[SHEET]
    content[SHEET] = content[SHEET].replace(inline, b'<c r="B2" t="s"><v>0</v></c>')
    return {**content, STRINGS: SHARED.encode()}


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    def save(content: dict[str, bytes], *more: tuple[str, bytes]) -> Path:
        path = tmp_path / "export.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in (*content.items(), *more):
                archive.writestr(name, data)
        return path

    return save


def edited(name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    content = parts()
    assert old in content[name]
    return {**content, name: content[name].replace(old, new, 1)}


def test_good_workbook_is_read(pack: Callable[..., Path]) -> None:
    data = read_survey(pack(parts())).data
    assert data["q"].to_dict() == {"1": "好", "2": "no"}


@pytest.mark.parametrize("reference", [b"XFD1048576", b"ZZ99999"])
def test_r55_far_cell(pack: Callable[..., Path], reference: bytes) -> None:
    with pytest.raises(ReadError, match="Delete the stray cell"):
        read_survey(pack(edited(SHEET, b'r="B3"', b'r="' + reference + b'"')))


@pytest.mark.parametrize("reference", [b"ZZZZ99999999", b"A", b"1", b"A99999999", b"A-1", b""])
def test_r56_impossible_cell(pack: Callable[..., Path], reference: bytes) -> None:
    with pytest.raises(ReadError, match="calls itself"):
        read_survey(pack(edited(SHEET, b'r="B3"', b'r="' + reference + b'"')))


@pytest.mark.parametrize("reference", [b"XFE1", b"A1048577", b"ZZZ9999999"])
def test_r56_cell_outside_excel(pack: Callable[..., Path], reference: bytes) -> None:
    with pytest.raises(ReadError, match="outside the rows and columns"):
        read_survey(pack(edited(SHEET, b'r="B3"', b'r="' + reference + b'"')))


def test_single_quotes_hide_nothing(pack: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="stray cell"):
        read_survey(pack(edited(SHEET, b'r="B3"', b"r = 'XFD1048576'")))


@pytest.mark.parametrize("count", [b"2147483648", b"9223372036854775808", b"-1", b"1e9"])
def test_r57_lying_count(pack: Callable[..., Path], count: bytes) -> None:
    with pytest.raises(ReadError, match="announces"):
        read_survey(pack(edited(STRINGS, b'uniqueCount="', b'uniqueCount="' + count + b'" x="')))


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', id="R58-billion-laughs"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', id="R59-file-of-the-computer"),
    ],
)
def test_document_type(pack: Callable[..., Path], declared: bytes) -> None:
    with pytest.raises(ReadError, match="document type"):
        read_survey(pack(edited(STRINGS, b"<sst", declared + b"<sst")))


def test_part_in_another_encoding(pack: Callable[..., Path]) -> None:
    content = parts()
    content[STRINGS] = content[STRINGS].decode("utf-8").encode("utf-16")
    with pytest.raises(ReadError, match="not written in UTF-8"):
        read_survey(pack(content))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_r60_part_twice(pack: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="twice"):
        read_survey(pack(parts(), (SHEET, b"<worksheet/>")))


def test_many_parts(pack: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match=r"\d+ parts"):
        read_survey(pack(parts(), *((f"xl/x{n}.xml", b"") for n in range(2_001))))


@pytest.mark.parametrize(
    "name", [pytest.param(SHEET, id="R53-bomb-in-the-sheet"), pytest.param(STRINGS, id="R54-bomb-in-the-texts")]
)
def test_bomb(pack: Callable[..., Path], name: str) -> None:
    with pytest.raises(ReadError, match="bomb"):
        read_survey(pack({**parts(), name: parts()[name] + b" " * 30_000_000}))


def test_r61_part_that_points_outside_is_never_written(pack: Callable[..., Path], tmp_path: Path) -> None:
    assert len(read_survey(pack(parts(), ("../../outside.xml", b"<x/>")))) == 2
    assert not list(tmp_path.parent.rglob("outside.xml"))


def test_r64_a_sheet_as_long_as_excel_allows_passes_the_guard(pack: Callable[..., Path]) -> None:
    head, tail = parts()[SHEET].split(b"<sheetData>")[0], b"</sheetData></worksheet>"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 1_048_577))
    facts = check_workbook(pack({**parts(), SHEET: head + b"<sheetData>" + rows + tail}))[SHEET]
    assert (facts.cells, facts.last_row, facts.last_column) == (1_048_576, 1_048_576, 1)


def test_r51_r52_truncated_and_damaged(pack: Callable[..., Path], tmp_path: Path) -> None:
    data = pack(parts()).read_bytes()
    for cut in (4, 100, len(data) // 2, len(data) - 10):
        short = tmp_path / "short.xlsx"
        short.write_bytes(data[:cut])
        with pytest.raises(ReadError, match="download is incomplete"):
            read_survey(short)
    flipped = bytearray(data)
    flipped[len(data) // 3] ^= 0xFF
    short.write_bytes(bytes(flipped))
    with pytest.raises(ReadError):
        read_survey(short)


@pytest.mark.parametrize("name", [SHEET, STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_r63_missing_or_broken_part(pack: Callable[..., Path], name: str) -> None:
    for content in ({k: v for k, v in parts().items() if k != name}, {**parts(), name: b"<broken"}):
        with pytest.raises(ReadError):
            read_survey(pack(content))


def test_zip_that_is_no_workbook(pack: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match=r"data.csv has headers but no answers"):
        read_survey(pack({"data.csv": b"a,b"}))
    with pytest.raises(ReadError, match="not an Excel workbook"):
        read_survey(pack({"word/document.xml": b"<w/>"}))
    with pytest.raises(ReadError, match="binary workbook"):
        read_survey(pack({"xl/workbook.bin": b""}))


def test_formula_without_value_and_error_cells(pack: Callable[..., Path], tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["id", "q"], [1, "=1+1"]):
        sheet.append(row)
    workbook.save(tmp_path / "f.xlsx")
    with pytest.raises(ReadError, match="B2 hold formulas that were never calculated"):
        read_survey(tmp_path / "f.xlsx")
    error = edited(SHEET, b"</row></sheetData>", b'<c r="C3" t="e"><v>#N/A</v></c></row></sheetData>')
    with pytest.raises(ReadError, match="C3 show an error"):
        read_survey(pack(error))


def test_hidden_sheets_and_rows(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    hidden, shown = workbook.worksheets[0], workbook.create_sheet("答卷")
    hidden.sheet_state = "hidden"
    hidden.append(["secret"])
    for row in (["id", "q"], [1, "a"], [2, "b"]):
        shown.append(row)
    shown.row_dimensions[3].hidden = True
    workbook.save(tmp_path / "h.xlsx")
    survey = read_survey(tmp_path / "h.xlsx")
    assert len(survey) == 2
    assert "'答卷' was read" in survey.log[0].told("en")
    assert "1 hidden rows were read too" in survey.log[0].told("en")
    with pytest.raises(ReadError, match=r"no sheet '答券'\. Closest: '答卷'"):
        read_survey(tmp_path / "h.xlsx", sheet="答券")


def test_merged_header(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (["态度", "", "性别"], ["a", "b", ""], [1, 2, 3]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    workbook.save(tmp_path / "m.xlsx")
    with pytest.raises(ReadError, match="header of two rows"):
        read_survey(tmp_path / "m.xlsx")


@pytest.fixture
def old_workbook(tmp_path: Path) -> Path:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Sheet1")
    table: list[list[object]] = [["id", "q"], *([n, "好" * 5] for n in range(1, 300))]
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    workbook.save(str(tmp_path / "export.xls"))
    return tmp_path / "export.xls"


def patched(path: Path, kind: int, offset: int, value: bytes) -> Path:
    """Overwrite bytes of the first record of a kind, counted from its start."""
    data = bytearray(path.read_bytes())
    at = 512
    while struct.unpack_from("<H", data, at)[0] != kind:
        at += 4 + struct.unpack_from("<H", data, at + 2)[0]
    data[at + offset : at + offset + len(value)] = value
    path.write_bytes(bytes(data))
    return path


def test_good_old_workbook_is_read_whatever_its_name(old_workbook: Path) -> None:
    assert len(read_survey(old_workbook.rename(old_workbook.with_suffix(".csv")))) == 299


def test_r50_old_workbook_with_a_password(old_workbook: Path) -> None:
    with pytest.raises(ReadError, match="password protected"):
        read_survey(patched(old_workbook, 0x42, 0, struct.pack("<H", 0x2F)))


def test_old_workbook_with_a_far_cell(old_workbook: Path) -> None:
    with pytest.raises(ReadError, match="column 60001"):
        read_survey(patched(old_workbook, 0xFD, 6, struct.pack("<H", 60_000)))


def test_old_workbook_that_announces_too_many_texts(old_workbook: Path) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read_survey(patched(old_workbook, 0xFC, 8, struct.pack("<I", 0xFFFFFFF0)))


def test_old_workbook_with_an_error_cell(old_workbook: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Sheet1")
    for column, value in enumerate(["id", "q"]):
        sheet.write(0, column, value)
    sheet.write(1, 0, 1)
    sheet.row(1).set_cell_error(1, 42)
    workbook.save(str(old_workbook))
    with pytest.raises(ReadError, match="row 2, column 2 shows an error"):
        read_survey(old_workbook)


@pytest.mark.parametrize(
    ("kind", "offset", "value"), [(0x200, 8, b"\0\0\0\x14"), (0x200, 14, b"\xff\xff"), (0x85, 4, b"\x01")]
)
def test_old_workbook_that_lies_about_its_sheets(old_workbook: Path, kind: int, offset: int, value: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read_survey(patched(old_workbook, kind, offset, value))


@pytest.mark.parametrize("index", [b"99", b"-1", b"x"])
def test_r63_text_that_is_not_there(pack: Callable[..., Path], index: bytes) -> None:
    with pytest.raises(ReadError, match=r"export\.xlsx is (damaged|not read, because a cell)"):
        read_survey(pack(edited(SHEET, b"<v>0</v>", b"<v>" + index + b"</v>")))


def test_r51_truncated_old_workbook(old_workbook: Path) -> None:
    data = old_workbook.read_bytes()
    for cut in (8, 600, len(data) // 2):
        old_workbook.write_bytes(data[:cut])
        with pytest.raises(ReadError, match="download is incomplete"):
            read_survey(old_workbook)


def compound_file(stream: str) -> bytes:
    """A smallest OLE2 container with one stream of a sector's length, as encrypted workbooks are."""
    header = struct.pack(
        "<8s16xHHHHH6xIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096
    )
    header += struct.pack("<IIII", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw) + 2, kind, 1)
            + b"\xff" * 12
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(stream, 2, 2, 512)
    return header + table + directory.ljust(512, b"\0") + bytes(512)


def test_r50_encrypted_workbook(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(compound_file("EncryptedPackage"))
    with pytest.raises(ReadError, match="password protected"):
        read_survey(path)
    path.write_bytes(compound_file("WordDocument"))
    with pytest.raises(ReadError, match="Word document"):
        read_survey(path)


def test_chain_that_bites_its_tail(tmp_path: Path) -> None:
    data = bytearray(compound_file("Workbook"))
    struct.pack_into("<I", data, 512 + 4, 1)
    (tmp_path / "x.xls").write_bytes(bytes(data))
    with pytest.raises(ReadError, match="damaged"):
        read_survey(tmp_path / "x.xls")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_spoilt_workbooks_are_read_or_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"spoilt{suffix}"
    outcomes = {SPOILER["outcome"](content, path) for content in SPOILER["mutants"](suffix, 40, seed=7)}
    assert SPOILER["FOREIGN"] not in outcomes
    assert any(said.startswith("refused") for said in outcomes)
