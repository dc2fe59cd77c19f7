"""CSV: every digit, one number to a column, and nothing that a spreadsheet would run."""

import csv
import io
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.csv_file import harmless, table_csv


def _rows(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_csv(table).removeprefix("\ufeff"))))


def test_file_is_what_excel_opens_right_in_chinese(tmp_path: Path, chinese: Table) -> None:
    content = chinese.save(tmp_path / "t.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf" + "变量,模型1: B,模型1: SE,模型2: B,模型2: SE,p\r\n".encode())
    assert content.count(b"\r\n") == content.count(b"\n") == 5


def test_numbers_have_every_digit_and_no_marks(merged: Table) -> None:
    assert _rows(merged) == [
        ["变量", "B", "SE", "95% CI 1", "95% CI 2", "n"],
        ["控制变量", "", "", "", "", ""],
        ["满意度", "0.3333333333333333", "0.0785", "-0.12", "0.31", "12345"],
        ["年龄", "0.05", "", "", "", "7"],
        ["参照组", "—", "", "", "", ""],
        ["N", "286", "", "", "", ""],
    ]


@pytest.mark.parametrize("value", [1 / 3, 0.1 + 0.2, 1e-300, -2.5e17, 5e-324, math.pi, np.float64(0.7404999999999999)])
def test_floats_come_back_bit_for_bit(chinese: Table, value: float) -> None:
    table = replace(chinese, columns=(Column("x"),), rows=(Row((Cell(value, "percent", p=0.001),)),))

    assert float(_rows(table)[1][0]) == value


@pytest.mark.parametrize(("value", "text"), [(np.int64(7), "7"), (math.nan, ""), (None, ""), (math.inf, "inf")])
def test_every_kind_of_value_has_its_text(chinese: Table, value: float | None, text: str) -> None:
    table = replace(chinese, columns=(Column("x"), Column("y")), rows=(Row((Cell("a"), Cell(value, "count"))),))

    assert _rows(table)[1] == ["a", text]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-1+2", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1", " =1", "-x"]
)
def test_text_is_never_run(chinese: Table, text: str) -> None:
    table = replace(chinese, columns=(Column(text),), rows=(Row((Cell(text),)),), title=text, notes=(text,))

    assert [row[0][0] for row in _rows(table)] == ["'", "'"]


@pytest.mark.parametrize("text", ["-0.5", "+1", "−0.5", "满意度", "a=b", "—"])
def test_text_that_runs_nowhere_stays(text: str) -> None:
    assert harmless(text) == text


def test_texts_stay_in_their_fields(chinese: Table) -> None:
    table = replace(
        chinese, columns=(Column('a,"b"'), Column("c")), rows=(Row((Cell("x\ny"), Cell("\u202eevil\x00"))),)
    )

    assert _rows(table) == [['a,"b"', "c"], ["x y", "evil"]]
