"""Where a place may stand, and how it may be marked."""

from collections.abc import Callable

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.write.template import Place, fill_template, find_places
from surveykit.write.template_package import read_package

STYLE = PRESETS["cn-generic"]
X = Place("prose", "x")
VALUE = Place("value", "a.b")


def _lines(draft, contents) -> list[str]:
    """The text of a filled thesis, line by line."""
    path = fill_template(draft.save(), draft.folder / "filled.docx", contents, style=STYLE, overwrite=True)
    package = read_package(path)
    again = fill_template(path, draft.folder / "again.docx", contents, style=STYLE, overwrite=True)
    assert again.read_bytes() == path.read_bytes()
    root = package.tree(package.main)
    return ["".join(text.text or "" for text in line.iter(qn("w:t"))) for line in root.iter(qn("w:p"))]


def test_a_bookmark_over_a_paragraph_is_a_place(draft) -> None:
    draft.bookmark("sk_prose_x", draft.document.add_paragraph("旧"))

    assert _lines(draft, {X: "新"}) == ["新"]


def test_a_bookmark_in_an_empty_paragraph_is_a_place(draft) -> None:
    draft.bookmark("sk_prose_x", draft.document.add_paragraph(""))
    draft.document.add_paragraph("后")

    assert _lines(draft, {X: "新"}) == ["新", "后"]


def test_a_bookmark_over_paragraphs_and_a_table_is_one_place(draft) -> None:
    first = draft.document.add_paragraph("旧一")
    draft.document.add_table(1, 1)
    last = draft.document.add_paragraph("旧二")
    draft.bookmark("sk_prose_x", first, last)
    draft.document.add_paragraph("后")

    assert _lines(draft, {X: "新"}) == ["新", "后"]


def test_a_bookmark_that_ends_where_the_next_line_begins_leaves_that_line_alone(draft) -> None:
    first, next_line = draft.document.add_paragraph("旧"), draft.document.add_paragraph("后")
    draft.bookmark("sk_prose_x", first, next_line, at_start=True)

    assert _lines(draft, {X: "新一\n新二"}) == ["新一", "新二", "后"]


def test_a_bookmark_between_paragraphs_is_a_place(draft) -> None:
    draft.document.add_paragraph("前")
    draft.insert(f'<w:bookmarkStart {nsdecls("w")} w:id="4" w:name="sk_prose_x"/>')
    draft.document.add_paragraph("旧")
    draft.insert(f'<w:bookmarkEnd {nsdecls("w")} w:id="4"/>')
    draft.insert(f'<w:bookmarkStart {nsdecls("w")} w:id="5" w:name="sk_methods"/>')
    draft.insert(f'<w:bookmarkEnd {nsdecls("w")} w:id="5"/>')

    assert _lines(draft, {X: "新", Place("methods"): "法"}) == ["前", "新", "法"]


def test_a_bookmark_over_a_part_of_a_sentence_is_the_place_of_a_number(draft) -> None:
    line = draft.document.add_paragraph("共")
    line.add_run("若干").italic = True
    line.add_run("人")
    draft.bookmark("sk_value_a__b", line)
    start, end = line._p[0], line._p[-1]
    line.runs[0]._r.addnext(start)
    line.runs[1]._r.addnext(end)

    assert _lines(draft, {VALUE: "286"}) == ["共286人"]


def test_an_empty_bookmark_takes_a_number_in_the_letters_beside_it(draft) -> None:
    line = draft.document.add_paragraph("")
    line.add_run("共").bold = True
    draft.bookmark("sk_value_a__b", line)
    line.runs[0]._r.addnext(line._p[0])
    line.add_run("人")

    assert _lines(draft, {VALUE: "286"}) == ["共286人"]
    package = read_package(draft.folder / "filled.docx")
    control = next(package.tree(package.main).iter(qn("w:sdt")))
    assert next(control.iter(qn("w:b"))) is not None


def test_several_places_in_one_run_are_found(draft) -> None:
    draft.document.add_paragraph("α={{a.b}}，n={{ c.n }}；α={{a.b}}。")

    assert find_places(draft.save()) == [VALUE, Place("value", "c.n")]
    assert _lines(draft, {VALUE: "0.9", Place("value", "c.n"): "3"}) == ["α=0.9，n=3；α=0.9。"]


def test_places_are_found_in_links_and_in_controls_of_others(draft) -> None:
    run = "<w:r><w:t>{{a.b}}</w:t></w:r>"
    draft.insert(f"<w:p {nsdecls('w')}><w:hyperlink w:anchor='x'>{run}</w:hyperlink></w:p>")
    draft.insert(f"<w:p {nsdecls('w')}><w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>")
    draft.insert(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{{{{prose:x}}}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    assert _lines(draft, {VALUE: "0.9", X: "新"}) == ["0.9", "0.9", "新"]


def test_instructions_of_fields_are_no_text(draft) -> None:
    draft.insert(f"<w:p {nsdecls('w')}><w:r><w:instrText>{{{{a.b}}}}</w:instrText></w:r></w:p>")

    assert find_places(draft.save()) == []


def test_a_text_box_may_hold_sentences_but_no_table(draft, small: Callable[..., Table]) -> None:
    draft.box("{{a.b}}")
    assert _lines(draft, {VALUE: "0.9"}) == ["框内 0.9框内 0.9", "框内 0.9", "框内 0.9"]

    draft.insert(
        f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{{{table:x}}}}</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    with pytest.raises(OptionError, match="stands in a text box"):
        _lines(draft, {VALUE: "0.9", Place("table", "x"): [small()]})


@pytest.mark.parametrize("kind", ["ins", "del", "moveTo"])
def test_a_tracked_change_is_no_place(draft, kind: str) -> None:
    text = "delText" if kind == "del" else "t"
    draft.insert(
        f"<w:p {nsdecls('w')}><w:{kind} w:id='1' w:author='a'><w:r><w:{text}>{{{{a.b}}}}</w:{text}></w:r></w:{kind}>"
        "</w:p>"
    )
    with pytest.raises(OptionError, match="accept or reject it in Word"):
        _lines(draft, {VALUE: "1"})


def test_a_filled_place_with_tracked_changes_is_not_overwritten(draft) -> None:
    draft.insert(
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtPr><w:tag w:val='surveykit:value:a.b'/></w:sdtPr><w:sdtContent>"
        "<w:ins w:id='1' w:author='a'><w:r><w:t>2</w:t></w:r></w:ins></w:sdtContent></w:sdt></w:p>"
    )
    with pytest.raises(OptionError, match="accept or reject it in Word"):
        _lines(draft, {VALUE: "1"})


def test_a_paragraph_whose_insertion_is_tracked_is_no_place(draft) -> None:
    line = draft.line("{{prose:x}}")
    line._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:ins w:id='1' w:author='a'/></w:rPr>"))
    with pytest.raises(OptionError, match="accept or reject it in Word"):
        _lines(draft, {X: "新"})


@pytest.mark.parametrize(
    "beside", ["<w:r><w:t>见 </w:t></w:r>", "<w:r><w:br w:type='page'/></w:r>", "<w:r><w:drawing/></w:r>"]
)
def test_sentences_and_tables_want_a_paragraph_of_their_own(draft, beside: str) -> None:
    draft.insert(f"<w:p {nsdecls('w')}>{beside}<w:r><w:t>{{{{prose:x}}}}</w:t></w:r></w:p>")
    with pytest.raises(OptionError, match="paragraph of its own"):
        _lines(draft, {X: "新"})


def test_a_bookmark_over_half_a_paragraph_is_no_place_for_sentences(draft) -> None:
    line = draft.document.add_paragraph("旧文字")
    draft.bookmark("sk_prose_x", line)
    line.add_run("，还有")
    with pytest.raises(OptionError, match="paragraph of its own"):
        _lines(draft, {X: "新"})


def test_a_number_over_two_paragraphs_is_refused(draft) -> None:
    draft.bookmark("sk_value_a__b", draft.document.add_paragraph("一"), draft.document.add_paragraph("二"))
    with pytest.raises(OptionError, match="within one paragraph"):
        _lines(draft, {VALUE: "1"})


def test_a_bookmark_from_cell_to_cell_is_refused(draft) -> None:
    table = draft.document.add_table(1, 2)
    draft.bookmark("sk_prose_x", table.cell(0, 0).paragraphs[0], table.cell(0, 1).paragraphs[0])
    table.cell(0, 1).paragraphs[0].add_run("字")
    with pytest.raises(OptionError, match="different cells"):
        _lines(draft, {X: "新"})


def test_a_bookmark_without_an_end_is_refused(draft) -> None:
    draft.insert(f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="4" w:name="sk_prose_x"/></w:p>')
    with pytest.raises(OptionError, match="has no end"):
        find_places(draft.save())


def test_a_place_that_runs_over_an_edge_is_refused(draft) -> None:
    draft.insert(
        f"<w:p {nsdecls('w')}><w:r><w:t>{{{{a.</w:t></w:r><w:hyperlink w:anchor='x'><w:r><w:t>b}}}}</w:t></w:r>"
        "</w:hyperlink></w:p>"
    )
    with pytest.raises(OptionError, match="over the edge of a link"):
        _lines(draft, {VALUE: "1"})


def test_a_number_over_a_picture_is_refused(draft) -> None:
    draft.insert(
        f"<w:p {nsdecls('w')}><w:bookmarkStart w:id='4' w:name='sk_value_a__b'/><w:r><w:drawing/></w:r>"
        "<w:bookmarkEnd w:id='4'/></w:p>"
    )
    with pytest.raises(OptionError, match="not over a picture"):
        _lines(draft, {VALUE: "1"})


def test_a_place_in_a_control_for_plain_text_is_refused(draft) -> None:
    draft.insert(
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{{{{a.b}}}}</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
    )
    with pytest.raises(OptionError, match="plain text only"):
        _lines(draft, {VALUE: "1"})


def test_a_place_over_the_end_of_a_section_is_refused(draft) -> None:
    first = draft.document.add_paragraph("一")
    first._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))
    draft.bookmark("sk_prose_x", first, draft.document.add_paragraph("二"))
    with pytest.raises(OptionError, match="over the end of a section"):
        _lines(draft, {X: "新"})


def test_half_a_field_is_not_replaced(draft) -> None:
    draft.insert(
        f"<w:p {nsdecls('w')}><w:bookmarkStart w:id='4' w:name='sk_prose_x'/><w:r><w:fldChar w:fldCharType='begin'/>"
        "</w:r><w:bookmarkEnd w:id='4'/></w:p>"
    )
    draft.insert(f"<w:p {nsdecls('w')}><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>")
    with pytest.raises(OptionError, match="one end of a field"):
        _lines(draft, {X: "新"})


def test_a_control_of_sentences_beside_other_text_is_refused(draft) -> None:
    draft.insert(
        f"<w:p {nsdecls('w')}><w:r><w:t>见</w:t></w:r><w:sdt><w:sdtPr><w:tag w:val='surveykit:prose:x'/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>旧</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    with pytest.raises(OptionError, match="paragraph of its own"):
        _lines(draft, {X: "新"})
