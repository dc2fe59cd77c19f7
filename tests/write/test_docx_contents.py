"""A list of tables: a field that Word can make anew, filled with one line per table."""

from docx.oxml.ns import qn

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.write.docx_contents import contents_elements
from surveykit.write.docx_fields import Fields
from surveykit.write.parts import Contents

STYLE = PRESETS["cn-generic"]
LIST = Contents("表目录", "table")


def test_list_is_one_field_with_a_linked_line_per_table(chinese: Table) -> None:
    tables = [chinese, chinese.numbered("4-2")]
    heading, *lines, end = contents_elements(LIST, tables, style=STYLE, width=430, fields=Fields())
    codes = [code.text for line in lines for code in line.iter(qn("w:instrText"))]
    texts = ["".join(text.text for text in line.iter(qn("w:t"))) for line in lines]

    assert heading.pPr.find(qn("w:pStyle")).get(qn("w:val")) == "TOCHeading"
    assert codes[0] == r' TOC \h \z \c "表" '
    assert codes[1:] == [r" PAGEREF table_regression \h "] * 2
    assert texts == ["表4-1　参与意愿的回归分析（N=286）", "表4-2　参与意愿的回归分析（N=286）"]
    assert [link.get(qn("w:anchor")) for line in lines for link in line.iter(qn("w:hyperlink"))] == [
        "table_regression",
        "table_regression",
    ]
    assert [sign.get(qn("w:fldCharType")) for sign in end.iter(qn("w:fldChar"))] == ["end"]


def test_page_number_stands_behind_dots_at_the_right_margin(chinese: Table) -> None:
    _, line, _ = contents_elements(LIST, [chinese], style=STYLE, width=430, fields=Fields())
    (tab,) = line.pPr.find(qn("w:tabs"))

    assert [tab.get(qn(f"w:{name}")) for name in ("val", "leader", "pos")] == ["right", "dot", "8600"]


def test_no_list_where_there_is_nothing_to_list() -> None:
    assert contents_elements(LIST, [], style=STYLE, width=430, fields=Fields()) == []
