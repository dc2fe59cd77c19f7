"""Documents of every kind of table compile, whatever stands in the labels. Runs where there is a TeX."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from surveykit.core.format import format_cell
from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.figures.drawing import Drawing
from surveykit.write.latex_document import latex_document
from surveykit.write.parts import Contents, Heading, Illustration, Paragraph, Part, Reference

HOSTILE = [
    "\\input{/etc/passwd} \\end{tabular} ^^M",
    "{ } $x$ & # % _ ^ ~ < > |",
    "emoji 😀, שלום, العربية, ไทย, 한국어",
    "a" * 2000,
    "control\x07 \x00characters, zero\u200bwidth, nb\u00a0sp, soft\u00adhyphen",
    "[option]",
    "*star",
    "--dash ''q'' ``b`` ,, !` ?` \"dq\"",
    "中文①★□𠮷㛃 αβγΔ ≤≥≠≈∞→ ²³ⁿ é ő ş Ж ₁",
]

LANGUAGES = {"zh": PRESETS["cn-generic"], "en": PRESETS["apa7"]}


def _hostile(style: Style) -> Table:
    heads = (Column(HOSTILE[1]), Column(HOSTILE[7], spanner=HOSTILE[5]), Column(HOSTILE[2], spanner=HOSTILE[5]))
    rows = [Row((Cell(text), Cell(-0.2, "coefficient", p=0.0001), Cell(text[:40])), indent=1) for text in HOSTILE]
    return Table(
        name="hostile",
        title=" ".join(text[:60] for text in HOSTILE),
        columns=(*heads, Column("B", footnote=HOSTILE[1])),
        rows=tuple(replace(row, cells=(*row.cells, Cell(0.5, "p", footnote=HOSTILE[8]))) for row in rows),
        style=style,
        number="4-1",
        notes=tuple(text[:500] for text in HOSTILE),
        second_title=HOSTILE[1],
        unit=HOSTILE[1],
    )


def _mixed(style: Style) -> Table:
    """Every kind of cell in one table."""
    error = Cell(parts=(Cell(-10.4216, "coefficient", p=0.0004), Cell(0.05, "std_error")))
    interval = Cell(parts=(Cell(-0.12, "coefficient"), Cell(0.31, "coefficient")), joint="interval", footnote="Wide.")
    spread = Cell(parts=(Cell(3.51, "mean"), Cell(0.8, "sd")), joint="spread")
    rows = (
        Row(
            (
                Cell("a"),
                error,
                interval,
                spread,
                Cell(1e-5, "p"),
                Cell(1034, "count"),
                Cell(0.42, "correlation", p=0.01),
            )
        ),
        Row(
            (
                Cell("b"),
                Cell(0.5, "r_squared"),
                Cell("—"),
                Cell(),
                Cell(0.04, "p"),
                Cell(12, "count"),
                Cell(1.0, "correlation"),
            )
        ),
        Row(
            (
                Cell("c"),
                Cell(0.0, "coefficient"),
                Cell(),
                Cell(),
                Cell(0.9999, "p"),
                Cell(0, "count"),
                Cell(-0.3, "correlation", bold=True),
            )
        ),
    )
    heads = (Column("x"), *(Column(head) for head in ("B (SE)", "CI", "M ± SD", "p", "N", "r")))
    return Table(name="mixed", title="Mixed", columns=heads, rows=rows, style=style, number="4-2")


def _large(style: Style, *, rows: int, columns: int, number: str) -> Table:
    cells = tuple(Cell((-1) ** place * place / 41, "correlation", p=0.0001) for place in range(columns))
    heads = tuple(Column(f"{place + 1}", spanner=f"S{place // 5}") for place in range(columns))
    body = tuple(Row((Cell(f"Item {place}"), *cells)) for place in range(rows))
    return Table(
        name=f"large{number}",
        title="Large",
        columns=(Column("Item"), *heads),
        rows=body,
        style=style,
        number=number,
        notes=("N = 286.",),
    )


def _standard(style: Style) -> list[Part]:
    figure = Illustration("f", "4-1", "F", Drawing(Figure(figsize=(3, 2))))
    return [
        Heading("4 Analysis", 1),
        Contents("Tables", "table"),
        Paragraph(("p < .05 ", Reference("table", "mixed", "x 4-2"), Reference("figure", "f", "y 4-1"))),
        figure,
        _mixed(style),
        _large(style, rows=300, columns=4, number="4-3"),
        _large(style, rows=8, columns=40, number="4-4"),
        _large(style, rows=60, columns=11, number="4-5"),
        _large(style, rows=9, columns=3, number="A-1").split(4),
    ]


Compile = Callable[..., tuple[str, Path]]


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    """Compiles parts with an engine; gives the log and the PDF."""

    def run(parts: list[Part], style: Style, engine: str) -> tuple[str, Path]:
        if not shutil.which(engine):
            pytest.skip("no TeX on this machine")
        folder = tmp_path / "50% #1 图"
        folder.mkdir()
        figures = [part for part in parts if isinstance(part, Illustration)]
        for figure in figures:
            (folder / f"{figure.name}.pdf").write_bytes(figure.drawing.image(".pdf"))
        paths = {figure.name: f"{folder.name}/{figure.name}.pdf" for figure in figures}
        text = latex_document(parts, style=style, notice=HOSTILE[1], figure_paths=paths)
        (tmp_path / "chapter.tex").write_text(text, encoding="utf-8")
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "chapter.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
        log = (tmp_path / "chapter.log").read_text(encoding="utf-8", errors="replace")
        assert done.returncode == 0, log[-3000:]
        return log, tmp_path / "chapter.pdf"

    return run


@pytest.mark.parametrize(("language", "engine"), [("zh", "xelatex"), ("en", "xelatex"), ("en", "pdflatex")])
def test_standard_layouts_compile_and_fit_the_page(compiled: Compile, language: str, engine: str) -> None:
    style = LANGUAGES[language]
    log, _ = compiled(_standard(style), style, engine)

    assert re.findall(r"Overfull.*|Float too large.*|Missing character.*|multiply defined", log) == []


@pytest.mark.parametrize(("language", "engine"), [("zh", "xelatex"), ("en", "xelatex"), ("en", "pdflatex")])
def test_hostile_labels_compile(compiled: Compile, language: str, engine: str) -> None:
    style = replace(LANGUAGES[language], bilingual=True)
    headings = [Heading(text[:60], 1 if place else 2) for place, text in enumerate(HOSTILE)]
    paragraphs = [Paragraph((text, Reference("table", "hostile", f"{text[:9]} 4-1"))) for text in HOSTILE]
    compiled([*headings, Contents(HOSTILE[1], "table"), *paragraphs, _hostile(style)], style, engine)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext on this machine")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_the_text_of_every_cell(compiled: Compile, language: str) -> None:
    style = replace(LANGUAGES[language], thousands=",")
    table = _mixed(style)
    _, pdf = compiled([table], style, "xelatex")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    rows = [re.sub(r"\s", "", line) for line in text.splitlines()]

    for row in table.rows:
        marks = {"Wide.": "a"}
        shown = "".join(format_cell(cell, style) + marks.get(cell.footnote, "") for cell in row.cells)
        assert re.sub(r"\s", "", shown) in rows
