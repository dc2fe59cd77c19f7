"""The styles of a thesis, by name."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from surveykit.write.template_style import OwnStyles, restyle

STYLES = f"""<w:styles {nsdecls("w")}>
<w:style w:type="character" w:styleId="c"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="numbered"/><w:pPr><w:numPr/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="d"><w:name w:val="题注"/><w:basedOn w:val="b"/></w:style>
<w:style w:type="paragraph" w:styleId="e"><w:name w:val="Heading 2"/><w:basedOn w:val="e"/></w:style>
</w:styles>"""


def test_styles_are_found_by_name_whatever_their_id() -> None:
    own = OwnStyles(parse_xml(STYLES))

    assert (own.caption, own.heading(2), own.heading(1)) == ("d", "e", "")
    assert OwnStyles(parse_xml(STYLES.replace("Normal", "Caption"))).caption == "a"


def test_a_style_that_numbers_by_itself_is_known_by_what_it_is_based_on() -> None:
    own = OwnStyles(parse_xml(STYLES))

    assert [own.counts(style) for style in ("d", "e", "a", "")] == [True, False, False, False]


def test_a_caption_in_a_style_that_numbers_is_not_numbered_twice() -> None:
    caption = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Caption"/><w:jc w:val="center"/></w:pPr></w:p>')
    restyle(caption, "d", uncounted=True)

    assert [child.tag for child in caption[0]] == [qn("w:pStyle"), qn("w:numPr")]
    assert caption[0][1][0].get(qn("w:val")) == "0"


def test_a_line_at_the_right_stays_there() -> None:
    line = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="9"/><w:jc w:val="right"/></w:pPr></w:p>')
    restyle(line, "d", uncounted=False)

    assert [child.tag for child in line[0]] == [qn("w:pStyle"), qn("w:jc")]


def test_chinese_quotation_marks_stay_chinese() -> None:
    line = parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="Arial"/><w:b w:val="0"/><w:i w:val="1"/>'
        '<w:sz w:val="21"/></w:rPr></w:r></w:p>'
    )
    restyle(line, "d", uncounted=False)
    fonts, italic = next(line.iter(qn("w:rPr")))

    assert dict(fonts.attrib) == {qn("w:hint"): "eastAsia"}
    assert italic.tag == qn("w:i")
