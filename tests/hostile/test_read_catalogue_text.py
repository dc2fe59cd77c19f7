"""Text files that other readers bend silently, R1 to R34: each read right and logged, or refused with a next step."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, SurveyKitError
from surveykit.read.survey import read_survey

CHINESE = "编号,小区,意见\n1,东区,居民参与很重要\n2,西区,希望多开会\n"
READ = {"小区": ["东区", "西区"], "意见": ["居民参与很重要", "希望多开会"]}
RARE = CHINESE.replace("东区", "𠮷祥里")
NUMBER = {"name": "q", "kind": "numeric"}
AGREE = {"name": "q", "kind": "ordinal", "values": {3: "一般", 4: "同意", 5: "非常同意"}}


@pytest.fixture
def save(tmp_path: Path) -> Callable[[bytes | str], Path]:
    def write(content: bytes | str) -> Path:
        path = tmp_path / "export.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def book(*variables: dict[str, Any]) -> Codebook:
    return Codebook.model_validate({"variables": variables})


READ_RIGHT = [
    pytest.param(CHINESE.encode("gbk"), READ, "was read as gb18030", id="R1-gbk"),
    pytest.param(RARE.encode("gb18030"), {**READ, "小区": ["𠮷祥里", "西区"]}, "gb18030", id="R2-four-byte-characters"),
    pytest.param(CHINESE.encode("utf-8-sig"), READ, "utf-8", id="R3-byte-order-mark"),
    pytest.param(CHINESE.encode("utf-16"), READ, "utf-16", id="R4-utf-16-with-mark"),
    pytest.param(CHINESE.encode("utf-16-le"), READ, "utf-16-le", id="R5-utf-16-le-without-mark"),
    pytest.param(CHINESE.encode("utf-16-be"), READ, "utf-16-be", id="R5-utf-16-be-without-mark"),
    pytest.param(
        "编号,居民参与\n1,很好\n2,一般\n", {"居民参与": ["很好", "一般"]}, "as utf-8", id="R8-utf-8-before-gb18030"
    ),
    pytest.param(
        "id;a;b\n1;3,5;x\n2;4,5;y\n", {"a": ["3,5", "4,5"], "b": ["x", "y"]}, "", id="R10-semicolons-and-decimal-commas"
    ),
    pytest.param("id\ta\tb\n1\tx\ty\n2\tz\tw\n", {"a": ["x", "z"], "b": ["y", "w"]}, "", id="R11-tabs-in-a-csv"),
    pytest.param(
        "id,a,b\n1,x,y,\n2,z,w,\n",
        {"a": ["x", "z"], "b": ["y", "w"]},
        "2 rows end with a separator",
        id="R12-comma-at-the-end",
    ),
    pytest.param(
        'id,a,b\n1,"x\ny",z\n2,x,w\n', {"a": ["x\ny", "x"], "b": ["z", "w"]}, "", id="R19-line-break-inside-quotes"
    ),
    pytest.param(
        "id,a\n1,x\x0by\n2,\x07z\n",
        {"a": ["xy", "z"]},
        "2 control characters were removed",
        id="R20-control-characters",
    ),
    pytest.param("id,a\n1,x\0y\n2,z\n", {"a": ["xy", "z"]}, "1 control characters were removed", id="R20-nul-byte"),
    pytest.param(
        "id,a\n1,x\n\n,\n2,y\n",
        {"a": ["x", "y"]},
        "2 empty rows were left out: 3, 4",
        id="R22-blank-rows-in-the-middle",
    ),
    pytest.param(
        "id,Q1,Q1,Q1.1\n1,a,b,c\n2,d,e,f\n",
        {"Q1": ["a", "d"], "Q1_v2": ["b", "e"], "Q3": ["c", "f"]},
        r"'Q1' stands over the columns 2, 3",
        id="R23-duplicate-headers",
    ),
    pytest.param(
        "id, Q1\u200b ,Q\u00a02\n1,a,b\n2,d,e\n",
        {"Q1": ["a", "d"], "Q2": ["b", "e"]},
        "",
        id="R24-invisible-characters",
    ),
    pytest.param("id,code\n1,010010\n2,013800\n", {"code": ["010010", "013800"]}, "leading zeros", id="R25-postcodes"),
    pytest.param("id,code\n1,1E5\n2,12E03\n", {"code": ["1E5", "12E03"]}, "exponents", id="R26-figures-with-exponents"),
    pytest.param(
        "id,say\n1,NA\n2,None\n3,null\n4,nan\n", {"say": ["NA", "None", "null", "nan"]}, "", id="R29-words-for-nothing"
    ),
]


@pytest.mark.parametrize(("content", "expected", "said"), READ_RIGHT)
def test_read_right(save: Callable[..., Path], content: bytes | str, expected: dict[str, list[str]], said: str) -> None:
    survey = read_survey(save(content))
    assert survey.data.to_dict("list") == expected
    assert re.search(said, survey.log[0].told("en"))


REFUSED = [
    pytest.param(CHINESE.encode("big5", "ignore"), "encoding=", id="R6-big5"),
    pytest.param(
        CHINESE.encode() + "3,北区,社区志愿服务很好\n".encode("gb18030"),
        "changes its encoding at line 4",
        id="R7-two-encodings",
    ),
    pytest.param(
        CHINESE.strip().encode()[:-1], r"cut short inside a character at byte \d+", id="R9-cut-inside-a-character"
    ),
    pytest.param(
        "编号;性别;信任\n1 男 5\n2 女 4\n", "row 1 was not split into columns", id="R10-header-that-was-not-split"
    ),
    pytest.param(
        "id,a,b\n1,x,y,z\n2,x,y,z\n", "row 2 has 4 fields; row 3 has 4 fields", id="R13-one-field-too-many-in-every-row"
    ),
    pytest.param("id,a\n1,2\n2,3,4\n", "row 3 has 3 fields", id="R14-one-row-too-long"),
    pytest.param("id,a,b\n1,2,3\n4,5\n", "row 3 has 2 fields", id="R15-one-row-too-short"),
    pytest.param(
        'id,a,b\n1,x,y\n2,"x,y\n3,x,y\n',
        "line 3: a quotation mark is opened and never closed",
        id="R16-quote-never-closed",
    ),
    pytest.param('id,a,b\n1,"x,y\n2,x,y\n3,x",y\n', "row 2: one quoted answer swallows", id="R17-quote-over-rows"),
    pytest.param('id,a\n1,"他说"好""\n', "line 2: .*not doubled", id="R18-inner-quotes"),
    pytest.param(b"", "0 bytes", id="R21-no-bytes"),
    pytest.param(b" \r\n\n", "is empty", id="R21-blank-file"),
    pytest.param(b"id,a\n", "no answers below", id="R21-header-only"),
]


@pytest.mark.parametrize(("content", "says"), REFUSED)
def test_refused_by_file_and_place_with_a_next_step(save: Callable[..., Path], content: bytes | str, says: str) -> None:
    with pytest.raises(SurveyKitError, match=says) as caught:
        read_survey(save(content))
    assert str(caught.value).startswith("export.csv")
    assert str(caught.value).count(". ") >= 1


def test_r27_two_writings_of_a_phone_number_stay_two(save: Callable[..., Path]) -> None:
    path = save("id,number\n1,013800138000\n2,13800138000\n")
    numbers = book({"name": "number", "kind": "text"})
    data = read_survey(path, codebook=numbers, keep_personal=["number"]).data
    assert data["number"].tolist() == ["013800138000", "13800138000"]


def test_r28_numbers_that_excel_has_cut_are_told_by_column(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["id", "n"], [1, 360102199001011234], [2, 5]):
        workbook.worksheets[0].append(row)
    workbook.save(tmp_path / "export.xlsx")
    said = read_survey(tmp_path / "export.xlsx").log[0].told("en")
    assert "1 numbers in column B have more than 15 digits; Excel has lost their last ones" in said


REPAIRED = [
    pytest.param(NUMBER, "４", 4.0, "number with other spaces or width", id="R30-full-width-digits"),
    pytest.param(AGREE, "3分", 3.0, "points", id="R31-points"),
    pytest.param(AGREE, " 5分", 5.0, "points", id="R31-points-behind-a-space"),
    pytest.param(AGREE, "5", 5.0, "", id="R32-a-code-among-labels"),
    pytest.param(AGREE, "非常同意", 5.0, "", id="R32-a-label-among-codes"),
    pytest.param(NUMBER, '"1,200"', 1200.0, "thousands separator", id="R34-thousands"),
]


@pytest.mark.parametrize(("variable", "text", "value", "rule"), REPAIRED)
def test_repaired_and_logged_by_cell(
    save: Callable[..., Path], variable: dict[str, Any], text: str, value: float, rule: str
) -> None:
    survey = read_survey(save(f"id,q\n1,{text}\n2,4\n"), codebook=book(variable))
    assert survey.data["q"].tolist() == [value, 4.0]
    assert survey.log[0].cases[["row", "column", "rule"]].to_numpy().tolist() == ([[2, "q", rule]] if rule else [])


UNKNOWN = [
    pytest.param(AGREE, "五", "row 2, q: '五'", id="R31-a-number-in-words"),
    pytest.param(AGREE, "满意", r"row 2, q: '满意' \(nearest: '同意'\)", id="R32-a-label-of-another-question"),
    pytest.param(NUMBER, '"12,00"', "row 2, q: '12,00'", id="R34-a-comma-in-the-wrong-place"),
]


@pytest.mark.parametrize(("variable", "text", "says"), UNKNOWN)
def test_not_understood_and_listed_by_cell(
    save: Callable[..., Path], variable: dict[str, Any], text: str, says: str
) -> None:
    with pytest.raises(AnswerError, match=says) as caught:
        read_survey(save(f"id,q\n1,{text}\n2,4\n"), codebook=book(variable))
    assert caught.value.cases["row"].tolist() == [2]
    assert "Correct the cells" in str(caught.value)


def test_r33_codes_and_words_of_wenjuanxing_for_no_answer_are_none(save: Callable[..., Path]) -> None:
    rows = "".join(f"{n},2025/4/19 9:03:1{n},3秒,{text}\n" for n, text in enumerate(["-3", "-2", "2"], start=1))
    survey = read_survey(save(f"序号,提交答卷时间,所用时间,1、看法\n{rows}"))
    assert survey.data["Q1"].isna().tolist() == [True, True, False]
    assert survey.missing_reasons["Q1"].tolist() == ["not_shown", "blank", ""]
    spoken = rows.replace("-3", "(跳过)").replace("-2", "(空)").replace(",2\n", ",同意\n")
    survey = read_survey(save(f"序号,提交答卷时间,所用时间,1、看法\n{spoken}"))
    assert survey.missing_reasons["Q1"].tolist() == ["not_shown", "blank", ""]
    assert pd.notna(survey.data["Q1"].iloc[2])
