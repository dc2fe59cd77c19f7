"""A whole document from its parts."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Table
from surveykit.errors import OptionError, WriteError
from surveykit.figures.drawing import Drawing, Format
from surveykit.write.docx_document import write_document, write_tables
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference

CHINESE = PRESETS["cn-generic"]
APA = PRESETS["apa7"]


class _Strip(Drawing):
    """A figure wider than any page."""

    def image(self, suffix: Format) -> bytes:
        image = io.BytesIO()
        self.figure.savefig(image, format=suffix[1:], dpi=100)
        return image.getvalue()


def _figure(name: str = "path", number: str = "4-1") -> Illustration:
    return Illustration(name, number, "路径", _Strip(Figure(figsize=(10, 2))))


def _parts(table: Table) -> list[Part]:
    return [
        Contents("表目录", "table"),
        PageBreak(),
        Heading("第4章 数据分析", level=1),
        Paragraph(("如", Reference("table", "regression", "表4-1"), "所示，M=3.68。")),
        table,
        _figure(),
        replace(table, name="wide", number="4-2", orientation="landscape"),
        PageBreak(),
        Paragraph(("完。",)),
    ]


@pytest.fixture
def chapter(tmp_path: Path, chinese: Table) -> Path:
    return write_document(_parts(chinese), tmp_path / "chapter.docx", style=CHINESE, notice="模拟数据")


def test_parts_stand_in_order(chapter: Path) -> None:
    texts = [paragraph.text for paragraph in docx.Document(str(chapter)).paragraphs]

    assert texts[0] == "表目录"
    assert [text for text in texts if text.startswith(("第4章", "如", "图", "完"))] == [
        "第4章 数据分析",
        "如表4-1所示，M=3.68。",
        "图4-1　路径",
        "完。",
    ]


def test_document_has_the_chapter_as_title_and_names_nobody(chapter: Path) -> None:
    properties = docx.Document(str(chapter)).core_properties
    with zipfile.ZipFile(chapter) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]

    assert (properties.author, properties.title) == ("", "第4章 数据分析")
    assert not [text for text in parts if 'TargetMode="External"' in text or str(chapter.parent) in text]


def test_fields_count_refer_and_list_and_do_nothing_else(chapter: Path) -> None:
    codes = [code.text.split()[0] for code in docx.Document(str(chapter)).element.body.iter(qn("w:instrText"))]

    assert set(codes) == {"SEQ", "REF", "TOC", "PAGEREF"}


def test_wide_table_has_a_section_and_the_break_after_it_adds_no_page(chapter: Path) -> None:
    document = docx.Document(str(chapter))
    broken = [paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.page_break_before]

    assert [int(section.orientation) for section in document.sections] == [0, 1, 0]
    assert broken == ["第4章 数据分析"]
    assert {section.header.paragraphs[0].text for section in document.sections} == {"模拟数据"}


def test_same_content_gives_the_same_bytes(tmp_path: Path, chinese: Table) -> None:
    first, second = (
        write_document(_parts(chinese), tmp_path / name, style=CHINESE).read_bytes() for name in ("a.docx", "b.docx")
    )

    assert first == second


@pytest.mark.parametrize(("style", "caption_first"), [(CHINESE, False), (APA, True)])
def test_caption_stands_below_a_figure_and_above_it_in_apa(tmp_path: Path, style: Style, caption_first: bool) -> None:
    document = docx.Document(str(write_document([_figure()], tmp_path / "a.docx", style=style)))
    (shape,) = document.inline_shapes
    section = document.sections[0]

    assert bool(document.paragraphs[0].text) is caption_first
    assert shape.width <= section.page_width - section.left_margin - section.right_margin + 1
    assert shape._inline.docPr.get("descr") == "路径"


def test_every_drawing_has_an_id_of_its_own(tmp_path: Path) -> None:
    parts = [_figure(), _figure("other", "4-2")]
    document = docx.Document(str(write_document(parts, tmp_path / "a.docx", style=CHINESE)))
    ids = [shape._inline.docPr.get("id") for shape in document.inline_shapes]

    assert len(set(ids)) == 2


def test_table_saved_alone_keeps_its_number_when_word_counts(tmp_path: Path, chinese: Table) -> None:
    path = write_tables([chinese.numbered("4-3")], tmp_path / "a.docx")
    codes = [code.text for code in docx.Document(str(path)).element.body.iter(qn("w:instrText"))]

    assert codes == [r" SEQ 表 \* ARABIC \s 1 \r 3 "]


def test_file_is_not_overwritten_unless_asked(tmp_path: Path, chinese: Table) -> None:
    path = write_tables([chinese], tmp_path / "a.docx")

    with pytest.raises(WriteError, match="overwrite=True"):
        write_tables([chinese], path)
    assert write_tables([chinese], path, overwrite=True) == path


def test_other_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"\.docx"):
        write_document([], tmp_path / "a.doc", style=CHINESE)


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no table"):
        write_tables([], tmp_path / "a.docx")
