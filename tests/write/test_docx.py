"""The document around the tables: pages, styles, figures, notices, and nothing about who made it."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS, Style
from surveykit.core.table import Table
from surveykit.errors import OptionError, WriteError
from surveykit.write.docx import (
    add_figure,
    add_heading,
    add_paragraph,
    add_table,
    new_document,
    save_document,
    set_notice,
    write_tables,
)

CHINESE = PRESETS["cn-generic"]
APA = PRESETS["apa7"]


def _image() -> io.BytesIO:
    image = io.BytesIO()
    Figure(figsize=(10, 2)).savefig(image, format="png", dpi=100)
    image.seek(0)
    return image


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


@pytest.fixture
def chapter(tmp_path: Path, chinese: Table) -> Path:
    document = new_document(CHINESE, title="第4章")
    set_notice(document, "模拟数据 SYNTHETIC DATA", style=CHINESE)
    add_heading(document, "第4章 数据分析", style=CHINESE, level=1)
    add_paragraph(document, "如表4-1所示，M=3.68。", style=CHINESE)
    add_table(document, chinese)
    add_figure(document, _image(), number="4-1", title="路径", style=CHINESE)
    return save_document(document, tmp_path / "chapter.docx")


def test_document_names_nobody_and_carries_no_hidden_parts(chapter: Path) -> None:
    properties = docx.Document(str(chapter)).core_properties
    parts = _parts(chapter)

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "第4章"
    assert properties.created is not None
    assert properties.created.year == 2000
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name or "WithEffects" in name]
    assert not [name for name, text in parts.items() if 'TargetMode="External"' in text or "w:instrText" in text]
    assert str(chapter.parent) not in "".join(parts.values())


def test_same_content_gives_the_same_bytes(tmp_path: Path, chinese: Table) -> None:
    first = write_tables([chinese], tmp_path / "a.docx").read_bytes()

    assert write_tables([chinese], tmp_path / "b.docx").read_bytes() == first


def test_every_style_and_every_run_has_both_fonts(chapter: Path) -> None:
    document = docx.Document(str(chapter))
    fonts = [*document.element.iter(qn("w:rFonts")), *document.styles.element.iter(qn("w:rFonts"))]
    runs = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]

    assert runs
    assert all(run.rPr is not None and run.rPr.find(qn("w:rFonts")) is not None for run in runs)
    for font in fonts:
        assert not [name for name in font.attrib if "Theme" in name]
    for run in runs:
        named = {name: run.rPr.find(qn("w:rFonts")).get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs")}
        assert set(named.values()) == {"Times New Roman"}
        assert run.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) in {"宋体", "黑体"}


def test_headings_are_black_and_the_page_is_a4(chapter: Path) -> None:
    document = docx.Document(str(chapter))
    colours = {str(colour.get(qn("w:val"))) for colour in document.styles.element.iter(qn("w:color"))}
    section = document.sections[0]

    assert colours == {"000000"}
    assert (section.page_width.cm, section.page_height.cm) == (pytest.approx(21, 0.01), pytest.approx(29.7, 0.01))
    heading = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1")
    assert heading.runs[0]._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "黑体"


def test_paragraph_is_indented_by_two_characters_in_chinese(chapter: Path) -> None:
    paragraph = next(entry for entry in docx.Document(str(chapter)).paragraphs if "如表" in entry.text)

    assert paragraph._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert [run.text for run in paragraph.runs if run.italic] == ["M"]


def test_notice_stands_in_the_header_of_every_page(chapter: Path) -> None:
    (header,) = docx.Document(str(chapter)).sections[0].header.paragraphs

    assert header.text == "模拟数据 SYNTHETIC DATA"


@pytest.mark.parametrize(("style", "caption_first"), [(CHINESE, False), (APA, True)])
def test_caption_stands_below_a_figure_and_above_it_in_apa(style: Style, caption_first: bool) -> None:
    document = new_document(style)
    add_figure(document, _image(), number="1", title="Paths", style=style)
    texts = [paragraph.text for paragraph in document.paragraphs]

    assert bool(texts[0]) is caption_first
    (shape,) = document.inline_shapes
    section = document.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape._inline.docPr.get("descr") == "Paths"


def test_file_is_not_overwritten_unless_asked(tmp_path: Path, chinese: Table) -> None:
    path = write_tables([chinese], tmp_path / "a.docx")

    with pytest.raises(WriteError, match="overwrite=True"):
        write_tables([chinese], path)
    assert write_tables([chinese], path, overwrite=True) == path
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.docx"]


def test_control_characters_do_not_stop_a_document() -> None:
    document = new_document(CHINESE)
    add_paragraph(document, "a\x0bb\x00c\ud800", style=CHINESE)

    assert document.paragraphs[0].text == "a bc"


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no table"):
        write_tables([], tmp_path / "a.docx")
