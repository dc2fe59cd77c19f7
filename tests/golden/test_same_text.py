"""One table, four formats of text: the same words in every cell. And one number from the kernel to every file."""

import re
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from surveykit.core.format import format_cell
from surveykit.core.style import PRESETS
from surveykit.core.table import Table

UNESCAPED = {
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textminus{}": "−",
    r"\%": "%",
    r"\&": "&",
    r"\_": "_",
}


def _word(path: Path) -> list[list[str]]:
    (table,) = docx.Document(str(path)).tables
    rows = []
    for row in table._tbl.tr_lst[2:]:
        cells = ["".join(text.text for text in cell.iter(qn("w:t"))) for cell in row.tc_lst]
        rows.append(cells + [""] * (5 - len(cells)))
    return rows


def _latex(path: Path) -> list[list[str]]:
    body = re.split(r"\\midrule.*\n|\\bottomrule", path.read_text(encoding="utf-8"))[1]
    rows = []
    for line in body.splitlines():
        text = re.sub(r"\\multicolumn\{5\}\{l\}\{(.*)\} ", r"\1 & & & & ", line)
        text = re.sub(r"\\textit\{([^}]*)\}|\\hangindent=\S+ |\\addlinespace ", r"\1", text)
        for escaped, sign in UNESCAPED.items():
            text = text.replace(escaped, sign)
        cells = [re.sub(r"[{}]", "", cell).strip() for cell in text.removesuffix("*").removesuffix(r"\\").split(" &")]
        rows.append([re.sub(r"-(?=\d)", "−", cell) for cell in cells])
    return rows


def _html(path: Path) -> list[list[str]]:
    body = path.read_text(encoding="utf-8").partition("<tbody>")[2].rpartition("</tbody>")[0]
    rows = []
    for line in (line for line in body.splitlines() if line.startswith("<tr")):
        cells = [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)]
        rows.append(cells + [""] * (5 - len(cells)))
    return rows


def _markdown(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")][2:]
    return [[re.sub(r"\\(.)", r"\1", cell).strip(" 　") for cell in line.strip("|").split("|")] for line in lines]


READERS = {".docx": _word, ".tex": _latex, ".html": _html, ".md": _markdown}


@pytest.mark.parametrize("suffix", list(READERS))
def test_every_format_shows_the_same_text(table: Table, suffix: str, tmp_path: Path) -> None:
    expected = [[format_cell(cell, table.style) for cell in row.cells] for row in table.rows]

    assert READERS[suffix](table.save(tmp_path / f"t{suffix}")) == expected


def test_excel_gets_the_floats_of_the_kernel(table: Table, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(table.save(tmp_path / "t.xlsx")).worksheets[0]
    numbers = [
        (cell.value, sheet.cell(row, column).value)
        for row, entry in enumerate(table.rows, start=4)
        for column, cell in enumerate(entry.cells, start=1)
        if isinstance(cell.value, float)
    ]

    assert len(numbers) == 8
    assert all(given == written for given, written in numbers)


def test_one_number_from_the_kernel_to_every_file(table: Table, tmp_path: Path) -> None:
    value = table.rows[1].cells[1].value
    shown = "0.33***" if table.style == PRESETS["apa7"] else "0.333***"
    sheet = openpyxl.load_workbook(table.save(tmp_path / "t.xlsx")).worksheets[0]

    assert value == 1 / 3 == sheet["B5"].value
    for suffix, read in READERS.items():
        assert read(table.save(tmp_path / f"t{suffix}"))[1][1] == shown


def test_notes_say_the_same_everywhere(table: Table, tmp_path: Path) -> None:
    expected = {
        "zh": ["注：N=286，无缺失值。", "* p<0.05，*** p<0.001。"],
        "en": ["Note. N = 286.", "*p < .05. ***p < .001."],
    }[table.style.language]
    word = [paragraph.text for paragraph in docx.Document(str(table.save(tmp_path / "t.docx"))).paragraphs]
    page = table.save(tmp_path / "t.html").read_text(encoding="utf-8")
    markdown = table.save(tmp_path / "t.md").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(table.save(tmp_path / "t.xlsx")).worksheets[0]

    assert word[-2:] == expected
    assert [unescape(re.sub("<[^>]*>", "", line)) for line in re.findall("<p>(.*?)</p>", page)] == expected
    assert [re.sub(r"\\(.)", r"\1", line) for line in markdown.strip().split("\n\n")[-2:]] == expected
    assert [sheet.cell(row, 1).value for row in (8, 9)] == expected
