"""Any part as elements that another document can take in."""

import pytest
from docx.oxml.ns import qn
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.figures.drawing import Drawing
from surveykit.write.docx_fields import fields_of
from surveykit.write.docx_figure import TALLEST, Picture
from surveykit.write.docx_parts import part_elements
from surveykit.write.ooxml import tag_of
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part

STYLE = PRESETS["cn-generic"]


@pytest.fixture
def figure() -> Illustration:
    return Illustration("path", "4-1", "路径", Drawing(Figure()))


def _tags(part: Part, *others: Part, caption_style: str = "Caption") -> list[str]:
    parts = [part, *others]
    elements = part_elements(
        part,
        style=STYLE,
        width=400,
        fields=fields_of(parts),
        pictures=lambda figure: Picture("rId9", 4, 800.0, 100.0),
        parts=parts,
        caption_style=caption_style,
    )
    return [tag_of(element) for element in elements]


def test_every_kind_of_part_becomes_paragraphs_and_tables(chinese: Table) -> None:
    assert _tags(Heading("第4章", 1)) == ["w:p"]
    assert _tags(Paragraph(("文字",))) == ["w:p"]
    assert _tags(PageBreak()) == []
    assert _tags(chinese) == ["w:p", "w:tbl", "w:p", "w:p", "w:p"]
    assert _tags(Contents("表目录", "table"), chinese) == ["w:p", "w:p", "w:p"]


def test_image_is_shrunk_to_the_width_and_to_the_height_of_a_page(figure: Illustration) -> None:
    def extent(picture: Picture) -> tuple[float, float]:
        elements = part_elements(figure, style=STYLE, width=400, fields=fields_of([]), pictures=lambda _: picture)
        (drawn,) = (found for element in elements for found in element.iter(qn("wp:extent")))
        return int(drawn.get("cx")) / 12700, int(drawn.get("cy")) / 12700

    assert extent(Picture("rId9", 4, 800.0, 100.0)) == (400.0, 50.0)
    assert extent(Picture("rId9", 4, 100.0, 2 * TALLEST)) == (50.0, TALLEST)
    assert extent(Picture("rId9", 4, 100.0, 50.0)) == (100.0, 50.0)


def test_figure_names_its_relationship_and_no_file(figure: Illustration) -> None:
    image, caption = part_elements(
        figure, style=STYLE, width=400, fields=fields_of([figure]), pictures=lambda _: Picture("rId9", 4, 90.0, 50.0)
    )
    (blip,) = image.iter(qn("a:blip"))
    (drawing,) = image.iter(qn("wp:docPr"))

    assert blip.get(qn("r:embed")) == "rId9"
    assert (drawing.get("id"), drawing.get("descr")) == ("4", "路径")
    assert [code.text for code in caption.iter(qn("w:instrText"))] == [r" SEQ 图 \* ARABIC \s 1 "]
