"""Whatever stands in a label, no file breaks, nothing is run, and no character reorders the text."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pandas as pd
import pytest
from lxml import etree

import surveykit as sk
from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.text import FORBIDDEN, clean_text

HOSTILE = {
    "markup": "<b>bold</b> & <script>alert(1)</script>",
    "entity": "&lt; &#x41; ]]> <!-- --",
    "latex": r"\input{/etc/passwd} 50% of $x_1^2$ #1 ~ {a} \\ [2pt] *",
    "formula": '=cmd|"/c calc"!A1',
    "full-width formula": "＝1+1",
    "plus": "+1+1",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "control": "a\x00b\x07c\x1fd\x7fe\x85f",
    "surrogate": "a\ud800b\uffffc",
    "emoji": "👍🏽 👨‍👩‍👧",
    "right to left": "\u202egnp.exe\u202c שלום مرحبا",
    "zero width": "a\u200bb\ufeffc\u2060d",
    "long": "满意度" * 667,
    "long word": "x" * 2000,
    "lines": "one\ntwo\r\nthree\u2028four",
    "markdown": "| a | **b** [c](javascript:alert(1)) `d` <e> #",
    "braces": "{0} {name} {{table:x}} %s {{{{",
    "quotes": "\"'`“”‘’",
    "blank": "   ",
}
SUFFIXES = (".docx", ".xlsx", ".tex", ".html", ".md", ".csv")


def table(text: str) -> Table:
    """A table with `text` in every place that can hold one."""
    columns = (
        Column(text, align="left", note=text, footnote=text),
        Column(text, spanner=text),
        Column("n", spanner=text, footnote=f"{text}2"),
    )
    rows = (
        Row((Cell(text), Cell(), Cell()), role="group"),
        Row((Cell(text), Cell(0.5, "mean", p=0.001), Cell(text, footnote=text)), indent=1),
        Row((Cell(text), Cell(text), Cell(3, "count")), role="summary"),
    )
    return Table(
        name=text,
        title=text,
        columns=columns,
        rows=rows,
        style=PRESETS["cn-generic"],
        number="4-1",
        notes=(text,),
        second_title=text,
        unit=text,
    )


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE.keys())
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class _Page(HTMLParser):
    """Every tag, and every attribute that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.dangerous: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        runs = {"href", "src", "style", "action"}
        found = {name for name, value in attrs if name in runs and "javascript:" in (value or "")}
        self.dangerous += [*found, *(name for name, _ in attrs if name.startswith("on"))]


def _no_forbidden(content: str) -> bool:
    return FORBIDDEN.search(content.replace("\n", "").replace("\r", "").replace("\t", "").lstrip("\ufeff")) is None


def test_word_opens_it_and_holds_the_text(text: str, tmp_path: Path) -> None:
    path = table(text).save(tmp_path / "t.docx")
    document = docx.Document(str(path))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any(clean_text(text).strip() in cell for cell in cells)
    with ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_excel_runs_nothing(text: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(table(text).save(tmp_path / "t.xlsx"))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@＝＋－＠":
                    assert cell.quotePrefix


def test_a_page_holds_no_markup_but_its_own(text: str, tmp_path: Path) -> None:
    page = _Page()
    content = table(text).save(tmp_path / "t.html").read_text(encoding="utf-8")
    page.feed(content)
    assert not page.tags & {"script", "e", "iframe", "object"}
    assert page.dangerous == []
    assert _no_forbidden(content)


def test_a_spreadsheet_runs_nothing_from_a_text_file(text: str, tmp_path: Path) -> None:
    with table(text).save(tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1
    assert not any(re.match(r"[=+@＝＋－＠\t\r]|-(?![\d.])", cell) for row in rows for cell in row)


def test_markdown_keeps_its_columns(text: str, tmp_path: Path) -> None:
    content = table(text).save(tmp_path / "t.md").read_text(encoding="utf-8")
    rows = [line for line in content.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert not re.search(r"(?<!\\)<(script|b|e)", content)
    assert _no_forbidden(content)


def test_latex_leaves_no_command_but_its_own(text: str, tmp_path: Path) -> None:
    content = table(text).save(tmp_path / "t.tex").read_text(encoding="utf-8")
    assert r"\input" not in content.replace(r"\textbackslash{}input", "")
    balanced = re.sub(r"\\[{}%]", "", content)
    assert balanced.count("{") == balanced.count("}")
    assert _no_forbidden(content)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_table_gives_the_same_bytes(text: str, suffix: str, tmp_path: Path) -> None:
    first, second = (table(text).save(tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert first == second


def test_a_terminal_is_not_steered(text: str) -> None:
    assert _no_forbidden(str(table(text)))


def test_a_whole_chapter_with_the_text_in_every_label(text: str, tmp_path: Path) -> None:
    label = text.replace("\ud800", "").strip() or "x"
    variables = [{"name": f"q{i}", "kind": "ordinal", "label": label, "values": {1: "a", 2: label}} for i in range(3)]
    scales = [{"name": "s", "label": label, "items": ["q0", "q1", "q2"], "citation": label}]
    codebook = sk.Codebook.model_validate({"title": label, "variables": variables, "scales": scales})
    frame = pd.DataFrame({f"q{i}": [1, 2, 1, 2, 2, 1, 1, i % 2 + 1] for i in range(3)})
    survey = sk.Survey.from_frame(frame, codebook=codebook)
    report = sk.Report(style="cn-generic", title=label, notice=label)
    report.add(sk.describe_items(survey, items="s"), figure=True)
    report.add(sk.reliability(survey, items="s"))
    report.add_questionnaire(survey)
    report.contents()
    for suffix in (".docx", ".html", ".tex", ".md"):
        assert report.save(tmp_path / f"chapter{suffix}").stat().st_size > 1000
