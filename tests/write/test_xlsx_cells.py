"""Values, texts and sheet names as Excel accepts them."""

import math
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from surveykit.core.style import PRESETS
from surveykit.write.symbols import Run, symbol_runs
from surveykit.write.xlsx_cells import put_runs, put_value, sheet_names

CHINESE = PRESETS["cn-generic"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["a/b:c?*[d]\\e"], ["a_b_c__[d]_e".replace("[", "_").replace("]", "_")]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["Same", "SAME"], ["Same", "SAME (2)"]),
        (["'quoted'", "", "history"], ["quoted", "Sheet", "history_"]),
        (["步骤"], ["步骤"]),
    ],
)
def test_names_are_safe_and_unique(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names


def test_taken_names_are_avoided() -> None:
    assert sheet_names(["目录"], taken=["目录"]) == ["目录 (2)"]


FLOATS = [1 / 3, 0.1 + 0.2, math.pi / 40, 5e-324, 1.7976931348623157e308, -2.6749999999999998, np.float64(1e-12)]


@pytest.mark.parametrize("value", FLOATS)
def test_floats_come_back_bit_for_bit(tmp_path: Path, value: float) -> None:
    book = openpyxl.Workbook()
    put_value(book.worksheets[0]["A1"], value)
    book.save(tmp_path / "t.xlsx")

    assert openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]["A1"].value == value


def _read(tmp_path: Path, runs: tuple[Run, ...]) -> CellRichText | str | None:
    book = openpyxl.Workbook()
    put_runs(book.worksheets[0]["A1"], runs, CHINESE, size=9)
    book.save(tmp_path / "t.xlsx")
    return openpyxl.load_workbook(tmp_path / "t.xlsx", rich_text=True).worksheets[0]["A1"].value


def test_words_of_a_text_keep_their_looks_and_fonts(tmp_path: Path) -> None:
    value = _read(tmp_path, (*symbol_runs("均值 M"), Run("a", superscript=True), Run(" 粗", bold=True)))

    assert isinstance(value, CellRichText)
    blocks = [block for block in value if isinstance(block, TextBlock)]
    assert [block.text for block in blocks] == ["均值 ", "M", "a", " 粗"]
    assert [block.font.rFont for block in blocks] == ["宋体", "Times New Roman", "Times New Roman", "宋体"]
    assert [block.font.i for block in blocks] == [False, True, False, False]
    assert [block.font.vertAlign for block in blocks] == [None, None, "superscript", None]
    assert [block.font.b for block in blocks] == [False, False, False, True]


def test_a_text_in_one_look_is_a_plain_text(tmp_path: Path) -> None:
    assert _read(tmp_path, (Run("M", italic=True),)) == "M"
    assert _read(tmp_path, (Run("=1\x00", bold=True), Run("+1", bold=True))) == "=1+1"


@pytest.mark.parametrize("runs", [(), (Run(""),), (Run("\x07"),)])
def test_no_text_leaves_the_cell_empty(tmp_path: Path, runs: tuple[Run, ...]) -> None:
    assert _read(tmp_path, runs) is None


def test_text_in_several_looks_is_cut_too(tmp_path: Path) -> None:
    value = _read(tmp_path, (Run("x" * 40_000), Run("y", italic=True)))

    assert value == "x" * 32_766 + "…"
