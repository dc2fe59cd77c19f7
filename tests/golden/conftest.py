"""The tables whose Word, LaTeX, HTML and Markdown forms are kept as files."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.docx_table import table_elements
from surveykit.write.html import table_html
from surveykit.write.latex import table_latex
from surveykit.write.markdown import table_markdown
from surveykit.write.ooxml import new

PARTS = Path(__file__).parent / "parts"

KEPT_STYLES = ("cn-generic", "apa7")

THIRD = 1 / 3
"""A float that no decimal text holds, to be followed through every format."""


def make_table(style: Style) -> Table:
    """Spanners, a group, an indented stub, every kind of mark, parentheses, a small p and a summary row."""
    words = {
        "zh": ("回归分析（N=286）", "变量", "模型1", "模型2", "控制变量", "满意度", "年龄", "N=286，无缺失值。"),
        "en": ("Regression", "Predictor", "Model 1", "Model 2", "Controls", "Satisfaction", "Age", "N = 286."),
    }[style.language]
    title, stub, first, second, group, satisfaction, age, note = words
    empty = Cell()
    return Table(
        name="regression",
        title=title,
        number="4-3",
        style=style,
        columns=(
            Column(stub, align="left", width=2),
            Column("B", spanner=first),
            Column("SE", spanner=first),
            Column("B", spanner=second),
            Column("p", spanner=second),
        ),
        rows=(
            Row((Cell(group), empty, empty, empty, empty), role="group"),
            Row(
                (
                    Cell(satisfaction),
                    Cell(THIRD, "coefficient", p=0.0004),
                    Cell(math.pi / 40, "std_error", parenthesised=True),
                    Cell(-THIRD, "coefficient", p=0.03),
                    Cell(0.03, "p"),
                ),
                indent=1,
            ),
            Row((Cell(age), Cell("—"), empty, Cell(10.125, "coefficient"), Cell(1e-12, "p")), indent=1),
            Row((Cell("R²"), Cell(THIRD, "r_squared"), empty, Cell(0.5, "r_squared"), empty), role="summary"),
        ),
        notes=(note,),
    )


def word_xml(table: Table) -> str:
    """Caption, table and notes as indented WordprocessingML."""
    body = new("w:body")
    for element in table_elements(table, width=440):
        body.append(element)
    etree.cleanup_namespaces(body)
    return etree.tostring(body, pretty_print=True, encoding="unicode")


FORMATS: dict[str, Callable[[Table], str]] = {
    "xml": word_xml,
    "tex": table_latex,
    "html": table_html,
    "md": table_markdown,
}


@pytest.fixture(params=[f"{style}.{suffix}" for style in KEPT_STYLES for suffix in FORMATS])
def part(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The text of one written part, and the text that is kept."""
    style, _, suffix = request.param.rpartition(".")
    kept = (PARTS / request.param).read_text(encoding="utf-8")
    return FORMATS[suffix](make_table(PRESETS[style])), kept


@pytest.fixture(params=["cn-generic", "cn-thu", "cn-sjtu", "apa7"])
def table(request: pytest.FixtureRequest) -> Table:
    return make_table(PRESETS[request.param])
