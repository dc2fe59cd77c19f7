"""Text files that other readers bend silently are refused or read right, and files that are no tables are named."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, ReadError, SurveyKitError
from surveykit.read.survey import read_survey

CHINESE = "编号,小区,意见\n1,东区,居民参与很重要\n2,西区,希望多开会\n"


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes | str, name: str = "export.csv") -> Path:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / name

    return write


def first(path: Path) -> list[object]:
    data = read_survey(path).data
    return [data.columns.tolist(), data.iloc[0].tolist()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(save: Callable[..., Path], encoding: str) -> None:
    assert first(save(CHINESE.encode(encoding))) == [["小区", "意见"], ["东区", "居民参与很重要"]]


def test_four_byte_characters_of_gb18030(save: Callable[..., Path]) -> None:
    assert first(save(CHINESE.replace("东区", "𠮷祥里").encode("gb18030")))[1] == ["𠮷祥里", "居民参与很重要"]


def test_mixed_encodings(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="changes its encoding at line 4"):
        read_survey(save(CHINESE.encode() + "3,北区,社区志愿服务很好\n".encode("gb18030")))


@pytest.mark.parametrize(
    "content", [CHINESE.encode("big5", "ignore"), "name,say\n1,зажги\n".encode("cp1251"), b"a,b\n1,\x8c\xe6\n"]
)
def test_encodings_that_cannot_be_told_are_refused(save: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(ReadError, match="encoding="):
        read_survey(save(content))


def test_encoding_may_be_named(save: Callable[..., Path]) -> None:
    path = save("id,say\n1,café\n".encode("cp1252"))
    assert read_survey(path, encoding="cp1252").data["say"].tolist() == ["café"]
    with pytest.raises(ReadError, match="line 2 does not decode"):
        read_survey(path, encoding="utf-8")
    with pytest.raises(ReadError, match="not known"):
        read_survey(path, encoding="klingon")


def test_file_cut_inside_a_character(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match=r"cut short inside a character at byte \d+"):
        read_survey(save(CHINESE.strip().encode()[:-1]))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(save: Callable[..., Path], delimiter: str) -> None:
    assert first(save("id,a,b\n1,x,y\n2,z,w\n".replace(",", delimiter))) == [["a", "b"], ["x", "y"]]


UNSPLIT = [
    "编号，性别，信任\n1，男，5\n2，女，4\n",
    "编号，性别，信任\n1,男,5\n2,女,4\n",
    "编号，性别，信任\n1 男 5\n2 女 4\n",
    "编号;性别;信任\n1 男 5\n2 女 4\n",
    "编号\t性别\t信任\n1 男 5\n2 女 4\n",
    "性别，信任\n男，5\n女，4\n",
]


@pytest.mark.parametrize("content", UNSPLIT)
def test_header_that_was_not_split_is_refused(save: Callable[..., Path], content: str) -> None:
    with pytest.raises(ReadError, match=r"row 1 was not split into columns.*same plain comma"):
        read_survey(save(content))


def test_one_question_and_a_title_may_hold_a_full_width_comma(save: Callable[..., Path]) -> None:
    assert len(read_survey(save("您好，您的意见\n很好\n多开会，多听\n没有意见\n"))) == 3
    titled = read_survey(save("模拟数据，2025年，南昌\n编号,性别,信任\n1,男,5\n"))
    assert titled.data.columns.tolist() == ["性别", "信任"]


def test_one_field_too_many_never_shifts_columns(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="row 2 has 4 fields"):
        read_survey(save("id,a,b\n1,x,y,z\n2,x,y,z\n"))


def test_separator_at_the_end_of_every_row(save: Callable[..., Path]) -> None:
    survey = read_survey(save("id,a,b\n1,x,y,\n2,z,w,\n"))
    assert survey.data["a"].tolist() == ["x", "z"]
    assert "2 rows end with a separator" in survey.log[0].told("en")


def test_short_row(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="row 3 has 2 fields"):
        read_survey(save("id,a,b\n1,x,y\n2,x\n"))


def test_quote_that_is_never_closed(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="line 3: a quotation mark is opened and never closed"):
        read_survey(save('id,a,b\n1,x,y\n2,"x,y\n3,x,y\n'))


def test_quote_that_swallows_rows(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="row 2: one quoted answer swallows"):
        read_survey(save('id,a,b\n1,"x,y\n2,x,y\n3,x",y\n'))


def test_inner_quotes(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match=r"line 2: .*not doubled"):
        read_survey(save('id,a\n1,"他说"好""\n'))


def test_line_break_inside_an_answer(save: Callable[..., Path]) -> None:
    survey = read_survey(save('id,a,b\n1,"x\ny",z\n2,x,z\n'))
    assert survey.data["a"].tolist()[0] == "x\ny"
    assert survey.paradata["source_row"].tolist() == [2, 3]


def test_control_characters_go_and_are_counted(save: Callable[..., Path]) -> None:
    survey = read_survey(save("id,a\n1,x\x0by\n2,\x07z\n"))
    assert survey.data["a"].tolist() == ["xy", "z"]
    assert "2 control characters were removed" in survey.log[0].told("en")


def test_nothing_is_guessed_into_a_number(save: Callable[..., Path]) -> None:
    codes = "postcode,openid,answer\n010010,1E5,NA\n013800,12E03,None\n"
    book = Codebook.model_validate(
        {"variables": [{"name": n, "kind": "text"} for n in ("postcode", "openid", "answer")]}
    )
    data = read_survey(save(codes), codebook=book, keep_personal=["openid"]).data
    assert data.iloc[0].tolist() == ["010010", "1E5", "NA"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "0 bytes", id="R49-no-bytes"),
        (b" \n\n", "is empty"),
        (b"id,a\n", "no answers below"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG picture"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"%PDF-1.7", "PDF document"),
        (b"$FL2@(#) SPSS", "SPSS file"),
        pytest.param(b"<html><table><tr><td>1", "web page", id="R47-web-page"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "web page", id="R47-web-page-with-mark"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "Excel 2003 XML",
            id="R48-excel-2003-xml",
        ),
        (b'<?xml version="1.0"?><x/>', "XML file"),
        (b'{"a": 1}', "JSON file"),
    ],
)
def test_files_that_are_no_export(save: Callable[..., Path], content: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_survey(save(content, "export.xls"))


def test_r49_text_under_the_name_of_a_workbook(save: Callable[..., Path]) -> None:
    assert first(save(CHINESE, "export.xlsx")) == [["小区", "意见"], ["东区", "居民参与很重要"]]


@pytest.mark.parametrize("size", [64, 5_000])
@pytest.mark.parametrize("seed", range(5))
def test_bytes_that_are_nothing_at_all(save: Callable[..., Path], size: int, seed: int) -> None:
    with pytest.raises(ReadError, match=r"export\.xls is neither a workbook nor text") as caught:
        read_survey(save(random.Random(seed).randbytes(size), "export.xls"))
    assert "encoding" not in str(caught.value)


def test_text_of_two_bytes_that_was_cut_short(save: Callable[..., Path]) -> None:
    for encoding in ("utf-16", "utf-16-le"):
        with pytest.raises(ReadError, match="damaged or cut short") as caught:
            read_survey(save(CHINESE.encode(encoding)[:-1]))
        assert "Leave encoding out" not in str(caught.value)


def test_missing_path_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="There is no file"):
        read_survey(tmp_path / "none.xlsx")
    with pytest.raises(ReadError, match="is a folder"):
        read_survey(tmp_path)
    with pytest.raises(ReadError, match=r"'\.' is a folder"):
        read_survey(".")
    (tmp_path / "a.csv").write_text("id,a\n1,2\n")
    with pytest.raises(ReadError, match="has no sheets"):
        read_survey(tmp_path / "a.csv", sheet="x")


def test_codebook_that_does_not_fit(save: Callable[..., Path]) -> None:
    path = save("id,trust\n1,满意\n")
    trust = {"name": "trust", "values": {1: "不满意", 2: "很满意"}}
    with pytest.raises(ColumnError, match=r"trsut \(closest header: 'trust'\)"):
        read_survey(path, codebook=Codebook.model_validate({"variables": [{**trust, "name": "trsut"}]}))
    with pytest.raises(AnswerError, match="row 2, trust: '满意'"):
        read_survey(path, codebook=Codebook.model_validate({"variables": [trust]}))


def test_unknown_answers_of_personal_columns_are_withheld(save: Callable[..., Path]) -> None:
    flat = {"name": "flat", "kind": "numeric", "personal": True}
    with pytest.raises(SurveyKitError, match="value withheld") as caught:
        read_survey(
            save("id,flat\n1,三栋502室\n"),
            codebook=Codebook.model_validate({"variables": [flat]}),
            keep_personal=["flat"],
        )
    assert "502" not in str(caught.value) + caught.value.cases.to_csv()  # type: ignore[attr-defined]
