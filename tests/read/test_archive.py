"""An archive around one export is opened, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

CSV = "id,q\r\n1,是\r\n2,否\r\n".encode("utf-8-sig")
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    def save(*parts: tuple[str, bytes]) -> Path:
        path = tmp_path / "download.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts:
                archive.writestr(name, content)
        return path

    return save


def test_a_csv_in_an_archive(pack: Callable[..., Path]) -> None:
    survey = read_survey(pack(("folder/答卷.csv", CSV), ("__MACOSX/folder/._答卷.csv", b"x"), ("readme.md", b"x")))
    assert survey.data["q"].tolist() == ["是", "否"]
    assert survey.paradata["source_file"].tolist() == ["答卷.csv"] * 2
    assert "'答卷.csv' was read from the archive 'download.zip'" in survey.log[0].told("en")


def test_tabs_in_an_archive(pack: Callable[..., Path]) -> None:
    survey = read_survey(pack(("a.tsv", CSV.replace(b",", b"\t"))))
    assert survey.data["q"].tolist() == ["是", "否"]


@pytest.mark.parametrize("suffix", ["xlsx", "sav"])
def test_other_files_in_an_archive(pack: Callable[..., Path], save_xlsx: Callable[..., Path], suffix: str) -> None:
    inside = save_xlsx([["id", "q"], [1, 5]]) if suffix == "xlsx" else DATA / "spss" / "haven_umlauts.sav"
    assert len(read_survey(pack((f"a.{suffix}", inside.read_bytes())))) == (1 if suffix == "xlsx" else 4)


def test_several_exports_in_an_archive(pack: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match=r"archive of several files: \['a.csv', 'b.csv'\]"):
        read_survey(pack(("a.csv", CSV), ("b.csv", CSV)))


def test_an_archive_in_an_archive_is_no_export(pack: Callable[..., Path]) -> None:
    inner = pack(("a.csv", CSV)).read_bytes()
    with pytest.raises(ReadError, match="zip file, but not an Excel workbook"):
        read_survey(pack(("inner.zip", inner)))


def test_a_bomb(pack: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="would unpack to 20,000,000 bytes"):
        read_survey(pack(("a.csv", b"0" * 20_000_000)))


def test_an_entry_longer_than_it_says(pack: Callable[..., Path]) -> None:
    path = pack(("a.csv", CSV * 100))
    size = (len(CSV) * 100).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(ReadError, match=r"would unpack to|cut short or damaged"):
        read_survey(path)


def test_a_damaged_archive(pack: Callable[..., Path]) -> None:
    path = pack(("a.csv", CSV * 100))
    content = bytearray(path.read_bytes())
    content[40:60] = bytes(20)
    path.write_bytes(content)
    with pytest.raises(ReadError, match="cut short or damaged"):
        read_survey(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(ReadError, match="cut short or damaged"):
        read_survey(path)


def test_a_password(pack: Callable[..., Path]) -> None:
    path = pack(("a.csv", CSV))
    content = bytearray(path.read_bytes())
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    path.write_bytes(content)
    with pytest.raises(ReadError, match="password protected"):
        read_survey(path)


MAIN = b"SubmissionDate,age,KEY\n2025-04-11T01:10:00.000Z,34,uuid:1\n"
PART = b"sex,PARENT_KEY,KEY\nmale,uuid:1,uuid:1/members[1]\nfemale,uuid:1,uuid:1/members[2]\n"


def test_the_form_is_read_and_its_repeats_by_their_name(pack: Callable[..., Path]) -> None:
    path = pack(("家庭-members.csv", PART), ("家庭.csv", MAIN), ("media/1.jpg", b"x"))
    survey = read_survey(path)
    assert survey.data["age"].tolist() == [34]
    assert "It also holds '家庭-members'; read one of them with sheet='家庭-members'" in survey.log[0].told("en")
    members = read_survey(path, sheet="家庭-members")
    assert members.paradata["parent"].tolist() == ["uuid:1", "uuid:1"]
    assert read_survey(path, sheet="家庭-members.csv").data.equals(members.data)
    with pytest.raises(ReadError, match=r"download\.zip has no file '家庭-member'.*家庭-members"):
        read_survey(path, sheet="家庭-member")


def test_one_of_several_exports_is_read_by_its_name(pack: Callable[..., Path]) -> None:
    path = pack(("a.csv", CSV), ("b.csv", CSV.replace("是".encode(), "对".encode())))
    assert read_survey(path, sheet="b").data["q"].tolist() == ["对", "否"]


def test_a_sheet_of_a_workbook_in_an_archive(pack: Callable[..., Path], save_xlsx: Callable[..., Path]) -> None:
    content = save_xlsx([["id", "q"], [1, 5]]).read_bytes()
    path = pack(("a.xlsx", content))
    with pytest.raises(ReadError, match="has no sheet 'x'"):
        read_survey(path, sheet="x")
