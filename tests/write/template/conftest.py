"""Theses as people write them: own styles, two more sections, a table, a text box, a comment, and places of every kind.

What marks a place carries `MARK` as the number of the revision in which it was typed, so that a test can cut it out.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as Line
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.figures.drawing import Drawing, Format
from surveykit.write.parts import Illustration, Paragraph, Part, Reference
from surveykit.write.template import Place

MARK = "00FEEDED"
BOX = (
    "<w:p {ns} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
    " xmlns:v='urn:schemas-microsoft-com:vml'><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    "<wp:inline><wp:extent cx='2400000' cy='600000'/><wp:docPr id='41' name='box'/><a:graphic><a:graphicData uri='x'>"
    "<wps:wsp><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{text}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


class Draft:
    """A thesis that is being written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.document = docx.Document()

    def save(self, name: str = "thesis.docx") -> Path:
        self.document.save(str(self.folder / name))
        return self.folder / name

    def type(self, line: Line, *pieces: str) -> Line:
        """Type a place in pieces, each in a run of its own, the second one bold."""
        for position, piece in enumerate(pieces):
            run = line.add_run(piece)
            run.bold = True if position == 1 else None
            run._r.set(qn("w:rsidR"), MARK)
        return line

    def line(self, text: str = "", *, style: str | None = None) -> Line:
        """A place on a line of its own."""
        line = self.document.add_paragraph(style=style)
        line._p.set(qn("w:rsidR"), MARK)
        return self.type(line, text) if text else line

    def bookmark(self, name: str, first: Line, last: Line | None = None, *, at_start: bool = False) -> None:
        """A bookmark from the beginning of one line to the end, or to the beginning, of another."""
        number = 10 + sum(1 for _ in self.document.element.iter(qn("w:bookmarkStart")))
        start, end = (
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
            for tag in ("bookmarkStart", "bookmarkEnd")
        )
        last = last or first
        if at_start:
            last._p.insert(_behind_properties(last), end)
        else:
            last._p.append(end)
        first._p.insert(_behind_properties(first), start)

    def box(self, text: str) -> None:
        """A text box, which Word writes twice."""
        typed = f"<w:p><w:r><w:t>框内 </w:t></w:r><w:r w:rsidR='{MARK}'><w:t>{text}</w:t></w:r></w:p>"
        self.insert(BOX.format(ns=nsdecls("w", "wp", "a"), text=typed))

    def insert(self, xml: str) -> None:
        """Append a block written as XML."""
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))

    def section(self, orientation: WD_ORIENT, *, columns: int = 1) -> None:
        """Begin a section on pages that stand or lie."""
        section = self.document.add_section()
        if section.orientation != orientation:
            section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = orientation
        section._sectPr.find(qn("w:cols")).set(qn("w:num"), str(columns))

    def name_captions(self, name: str) -> None:
        """Give the style of captions another name, and an id that only this thesis has."""
        style = self.document.styles["Caption"].element
        style.set(qn("w:styleId"), "a7")
        style.find(qn("w:name")).set(qn("w:val"), name)


def _behind_properties(line: Line) -> int:
    return 0 if line._p.pPr is None else 1


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tmp_path)


@pytest.fixture
def whole(draft: Draft) -> Draft:
    """A thesis with places of every kind."""
    draft.name_captions("caption")
    document = draft.document
    document.styles.add_style("论文正文", 1).font.size = Pt(12)
    document.sections[0].header.paragraphs[0].text = "{{table:in_a_header}}"
    document.add_heading("第4章 数据分析与结果", 1)
    line = document.add_paragraph("服务质量的信度系数为", style="论文正文")
    line.add_run("α=").italic = True
    draft.type(line, "{{reliab", "ility.S", "Q.alpha}}")
    line.add_run("，达到通常要求。")
    line._p.insert(4, parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
    draft.line("{{prose:reliability}}", style="论文正文")
    draft.line("｛｛table：reliability｝｝")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "α"
    draft.type(table.cell(0, 1).paragraphs[0], "{{reliability.SQ.alpha}}")
    line = document.add_paragraph("本章用了问卷。")
    document.add_comment(line.runs, text="请补充", author="导师", initials="D")
    draft.box("{{reliability.SQ.alpha}}")
    draft.section(WD_ORIENT.LANDSCAPE)
    draft.line("{{table:wide}}")
    draft.section(WD_ORIENT.PORTRAIT, columns=2)
    draft.line("{{figure:efa}}")
    draft.line("{{table:narrow}}")
    draft.line("{{methods}}")
    document.add_paragraph("全文完。")
    return draft


@pytest.fixture
def small() -> Callable[..., Table]:
    """A table of two rows."""

    def small(name: str = "reliability", number: str = "4-1", value: float = 0.854) -> Table:
        return Table(
            name=name,
            title="量表信度",
            number=number,
            style=PRESETS["cn-generic"],
            columns=(Column("变量", align="left"), Column("α")),
            rows=(
                Row((Cell("服务质量"), Cell(value, "reliability"))),
                Row((Cell("品牌认知"), Cell(0.7, "reliability"))),
            ),
            notes=("N=286。",),
        )

    return small


class Picture(Drawing):
    """A picture of some height, drawn without the fonts of the house."""

    def image(self, suffix: Format) -> bytes:
        image = BytesIO()
        self.figure.savefig(image, format=suffix.removeprefix("."), dpi=100)
        return image.getvalue()


@pytest.fixture
def drawn() -> Callable[..., Illustration]:
    """A figure of some height in inches."""

    def drawn(name: str = "efa", height: float = 3.0) -> Illustration:
        return Illustration(name, "4-1", "碎石图", Picture(Figure(figsize=(8, height))))

    return drawn


@pytest.fixture
def contents(
    small: Callable[..., Table], drawn: Callable[..., Illustration]
) -> Callable[..., dict[Place, list[Part] | str]]:
    """What goes into the places of `whole`, for data that give this alpha and this height of the figure."""

    def contents(alpha: float = 0.854, height: float = 3.0) -> dict[Place, list[Part] | str]:
        here, absent = Reference("table", "reliability", "表4-1"), Reference("table", "absent", "表4-9")
        return {
            Place("value", "reliability.SQ.alpha"): f"{alpha:.3f}",
            Place("prose", "reliability"): [
                Paragraph(("如", here, "和", absent, "所示，p < 0.001。")),
                Paragraph(("第二段。",)),
            ],
            Place("table", "reliability"): [small("reliability", "4-1", alpha)],
            Place("table", "wide"): [small("wide", "4-2", 0.5)],
            Place("table", "narrow"): [small("narrow", "4-3", 0.5)],
            Place("figure", "efa"): [drawn("efa", height)],
            Place("methods"): "方法一。\n方法二。",
            Place("table", "nowhere"): [small("nowhere", "4-4", 0.5)],
        }

    return contents
