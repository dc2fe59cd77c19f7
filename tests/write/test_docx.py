"""The empty document: pages, styles, header and footer, and nothing about who made it."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from surveykit.core.style import PRESETS
from surveykit.errors import WriteError
from surveykit.write.docx import new_document, save_document, set_notice

CHINESE = PRESETS["cn-generic"]


def test_page_is_a4_and_headings_are_black() -> None:
    document = new_document(CHINESE)
    section = document.sections[0]

    assert (section.page_width.cm, section.page_height.cm) == (pytest.approx(21, 0.01), pytest.approx(29.7, 0.01))
    assert {str(colour.get(qn("w:val"))) for colour in document.styles.element.iter(qn("w:color"))} == {"000000"}
    assert document.styles["Heading 1"].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "黑体"


def test_no_style_has_a_font_of_the_template() -> None:
    fonts = list(new_document(CHINESE).styles.element.iter(qn("w:rFonts")))

    assert fonts
    assert not [name for font in fonts for name in font.attrib if "Theme" in name]


def test_notice_and_page_number_stand_on_every_page() -> None:
    document = new_document(CHINESE)
    set_notice(document, "模拟数据 SYNTHETIC DATA", style=CHINESE)
    section = document.sections[0]
    (header,), (footer,) = section.header.paragraphs, section.footer.paragraphs

    assert header.text == "模拟数据 SYNTHETIC DATA"
    assert [code.text for code in footer._p.iter(qn("w:instrText"))] == [" PAGE "]
    assert document.styles["Footer"].font.size.pt == CHINESE.note_size


def test_heading_of_a_list_is_no_heading_of_the_document() -> None:
    document = new_document(CHINESE)
    (heading,) = (entry for entry in document.styles if entry.style_id == "TOCHeading")
    (entry,) = (entry for entry in document.styles if entry.style_id == "TableofFigures")

    assert heading.base_style.name == "Normal"
    assert entry.name == "table of figures"


def test_document_carries_neither_names_nor_dates_nor_the_template_s_parts() -> None:
    document = new_document(CHINESE, title="第4章")
    saved = io.BytesIO()
    document.save(saved)
    properties = docx.Document(saved).core_properties
    names = [str(part.partname) for part in document.part.package.iter_parts()]

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.created.year) == ("第4章", 2000)
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "WithEffects" in name]


def test_file_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    path = save_document(new_document(CHINESE), tmp_path / "a.docx")

    with pytest.raises(WriteError, match="overwrite=True"):
        save_document(new_document(CHINESE), path)
    assert save_document(new_document(CHINESE), path, overwrite=True) == path
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.docx"]
