"""Into an existing thesis: its places are filled, again and again, and nothing else in the file changes."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.errors import OptionError, WriteError
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph
from surveykit.write.template import Place, fill_template, find_places

MARK = "00FEEDED"
STYLE = PRESETS["cn-generic"]
APA = PRESETS["apa7"]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _tree(path: Path) -> etree._Element:
    return etree.fromstring(_parts(path)["word/document.xml"])


def _tag(control: etree._Element) -> str:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def _controls(path: Path) -> dict[str, list[etree._Element]]:
    """The content controls of a document by their tags."""
    found: dict[str, list[etree._Element]] = {}
    for control in _tree(path).iter(qn("w:sdt")):
        found.setdefault(_tag(control), []).append(control)
    return found


def _outside(path: Path) -> bytes:
    """The text of a document without its places, filled or not, as canonical XML."""
    root = _tree(path)
    gone = [*root.iter(qn("w:sdt")), *(node for node in root.iter() if node.get(qn("w:rsidR")) == MARK)]
    for element in (*gone, *root.iter(qn("w:proofErr"))):
        if element.getparent() is not None:
            element.getparent().remove(element)
    canonical = io.BytesIO()
    root.getroottree().write_c14n(canonical)
    return canonical.getvalue()


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _fill(draft, contents, name: str = "filled.docx", **options) -> Path:
    return fill_template(draft.save(), draft.folder / name, contents, style=STYLE, **options)


def test_places_are_found_in_the_order_of_the_document_each_once(whole) -> None:
    assert [str(place) for place in find_places(whole.save())] == [
        "{{reliability.SQ.alpha}}",
        "{{prose:reliability}}",
        "{{table:reliability}}",
        "{{table:wide}}",
        "{{figure:efa}}",
        "{{table:narrow}}",
        "{{methods}}",
    ]


def test_a_filled_thesis_has_the_same_places(whole, contents) -> None:
    template = whole.save()

    assert find_places(_fill(whole, contents())) == find_places(template)


def test_everything_outside_the_places_stays_as_it_is(whole, contents) -> None:
    template = whole.save()
    filled = _fill(whole, contents())
    before, after = _parts(template), _parts(filled)

    assert _outside(filled) == _outside(template)
    assert list(after) == [*before, "word/media/surveykit_efa.png"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_parts_are_packed_as_they_were(whole, contents, tmp_path: Path) -> None:
    template = tmp_path / "stored.docx"
    with zipfile.ZipFile(template, "w") as package:
        for position, (name, content) in enumerate(_parts(whole.save()).items()):
            entry = zipfile.ZipInfo(name, date_time=(2024, 5, 6, 7, 8, 10))
            entry.compress_type = zipfile.ZIP_STORED if position % 2 else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    filled = fill_template(template, tmp_path / "filled.docx", contents(), style=STYLE)

    with zipfile.ZipFile(template) as old, zipfile.ZipFile(filled) as new:
        before = [(entry.filename, entry.compress_type, entry.date_time) for entry in old.infolist()]
        after = [(entry.filename, entry.compress_type, entry.date_time) for entry in new.infolist()]
    assert after[: len(before)] == before


def test_the_same_data_give_the_same_bytes_again(whole, contents) -> None:
    filled = _fill(whole, contents())
    before = filled.read_bytes()
    fill_template(filled, filled, contents(), style=STYLE, overwrite=True)

    assert filled.read_bytes() == before


def test_new_data_change_their_places_and_nothing_else(whole, contents) -> None:
    filled = _fill(whole, contents())
    again = fill_template(filled, filled.with_name("again.docx"), contents(0.901, 4.0), style=STYLE)
    before, after = _parts(filled), _parts(again)
    old, new = _controls(filled), _controls(again)

    assert {name for name in before if before[name] != after[name]} == {
        "word/document.xml",
        "word/media/surveykit_efa.png",
    }
    assert list(before) == list(after)
    assert _outside(again) == _outside(filled)
    assert list(old) == list(new)
    assert {tag for tag in old if list(map(etree.tostring, old[tag])) != list(map(etree.tostring, new[tag]))} == {
        "surveykit:value:reliability.SQ.alpha",
        "surveykit:table:reliability",
        "surveykit:figure:efa",
    }
    assert [_text(control) for control in new["surveykit:value:reliability.SQ.alpha"]] == ["0.901"] * 4


def test_a_number_keeps_the_letters_in_which_its_place_begins(whole, contents) -> None:
    for alpha in (0.854, 0.901):
        filled = _fill(whole, contents(alpha), overwrite=True)
        line = next(p for p in _tree(filled).iter(qn("w:p")) if _text(p).startswith("服务质量的信度系数"))

        assert _text(line) == f"服务质量的信度系数为α={alpha:.3f}，达到通常要求。"
        run = line.find(f"{qn('w:sdt')}/{qn('w:sdtContent')}/{qn('w:r')}")
        assert run.find(f"{qn('w:rPr')}/{qn('w:b')}") is None


def test_sentences_take_over_the_paragraph_of_the_thesis(whole, contents) -> None:
    (control,) = _controls(_fill(whole, contents()))["surveykit:prose:reliability"]
    first, second = control.iter(qn("w:p"))

    assert [line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) for line in (first, second)] == [
        "论文正文"
    ] * 2
    assert _text(first) == "如表4-1和表4-9所示，p\u00a0<\u00a00.001。"
    italic = [_text(run) for run in first.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:i')}") is not None]
    assert italic == ["p"]


def test_sentences_keep_their_letters_when_they_begin_with_a_symbol(draft) -> None:
    line = draft.line("{{prose:x}}")
    line.runs[0].font.size = 152400
    place = Place("prose", "x")
    filled = _fill(draft, {place: "N=3。"})
    again = fill_template(filled, filled.with_name("again.docx"), {place: "全部N=3。"}, style=STYLE)
    first, symbol, _ = _controls(again)["surveykit:prose:x"][0].iter(qn("w:rPr"))

    assert [child.tag for child in first] == [qn("w:sz")]
    assert symbol.find(qn("w:i")) is not None


def test_quotation_marks_are_chinese_where_they_stand_and_nowhere_else(draft) -> None:
    draft.line("{{prose:x}}").runs[0]._r.get_or_add_rPr().append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:hint="eastAsia" w:eastAsia="仿宋"/>')
    )
    contents = {Place("prose", "x"): "“满意度”高，N=3。"}
    filled = _fill(draft, contents)
    again = fill_template(filled, filled.with_name("again.docx"), contents, style=STYLE)
    fonts = [dict(fonts.attrib) for fonts in _controls(filled)["surveykit:prose:x"][0].iter(qn("w:rFonts"))]

    assert again.read_bytes() == filled.read_bytes()
    assert [one.get(qn("w:hint")) for one in fonts] == ["eastAsia", None, None]
    assert {one[qn("w:eastAsia")] for one in fonts} == {"仿宋"}


def test_a_mention_is_a_field_only_where_its_table_is_in_the_thesis(whole, contents) -> None:
    filled = _fill(whole, contents())
    names = [start.get(qn("w:name")) for start in _tree(filled).iter(qn("w:bookmarkStart"))]
    (control,) = _controls(filled)["surveykit:prose:reliability"]

    assert [code.text for code in control.iter(qn("w:instrText"))] == [r" REF _sk_table_reliability \h \* MERGEFORMAT "]
    assert "_sk_table_reliability" in names


def test_captions_are_in_the_style_of_the_thesis(whole, contents) -> None:
    filled = _controls(_fill(whole, contents()))
    for tag, text in (("surveykit:table:reliability", "表4-1　量表信度"), ("surveykit:figure:efa", "图4-1　碎石图")):
        caption = next(
            p for p in filled[tag][0].iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is not None
        )

        assert _text(caption) == text
        assert caption.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "a7"
        assert not [looks for looks in caption.iter(qn("w:rPr")) if len(looks)]


def test_a_thesis_without_a_style_of_captions_gets_none(draft, small: Callable[..., Table]) -> None:
    styles = draft.document.styles.element
    styles.remove(draft.document.styles["Caption"].element)
    draft.line("{{table:reliability}}")
    (control,) = _controls(_fill(draft, {Place("table", "reliability"): [small()]}))["surveykit:table:reliability"]

    assert not list(control.iter(qn("w:pStyle")))
    assert next(control.iter(qn("w:rFonts"))).get(qn("w:eastAsia")) == "黑体"


def test_headings_are_those_of_the_thesis_and_sentences_are_not_set_like_them(draft) -> None:
    draft.line("{{methods}}")
    contents = {Place("methods"): [Heading("数据", 3), Paragraph(("正文。",))]}
    filled = _fill(draft, contents)
    again = fill_template(filled, filled.with_name("again.docx"), contents, style=STYLE)
    heading, line = _controls(again)["surveykit:methods"][0].iter(qn("w:p"))

    assert again.read_bytes() == filled.read_bytes()
    assert heading.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Heading3"
    assert line.find(qn("w:pPr")) is None


def test_a_thesis_without_headings_gets_bold_lines_with_a_level(draft) -> None:
    styles = draft.document.styles.element
    styles.remove(draft.document.styles["Heading 2"].element)
    draft.line("{{methods}}")
    (control,) = _controls(_fill(draft, {Place("methods"): [Heading("数据", 2)]}))["surveykit:methods"]

    assert not list(control.iter(qn("w:pStyle")))
    assert next(control.iter(qn("w:outlineLvl"))).get(qn("w:val")) == "1"
    assert next(control.iter(qn("w:b"))).get(qn("w:val")) == "1"


def test_tables_and_figures_fit_their_column(whole, contents) -> None:
    filled = _controls(_fill(whole, contents()))

    def wide(name: str) -> int:
        grid = next(filled[f"surveykit:table:{name}"][0].iter(qn("w:tblGrid")))
        return sum(int(column.get(qn("w:w"))) for column in grid)

    extent = next(filled["surveykit:figure:efa"][0].iter(qn("wp:extent")))
    assert wide("reliability") == pytest.approx(12240 - 2 * 1800, abs=5)
    assert wide("wide") == pytest.approx(15840 - 2 * 1800, abs=5)
    assert wide("narrow") == pytest.approx((12240 - 2 * 1800 - 720) / 2, abs=5)
    assert int(extent.get("cx")) / 635 == pytest.approx((12240 - 2 * 1800 - 720) / 2, abs=5)


def test_numbers_and_names_are_given_once(whole, contents) -> None:
    root = _tree(_fill(whole, contents()))

    def once(tag: str, attribute: str) -> bool:
        values = [element.get(attribute) for element in root.iter(qn(tag))]
        return len(values) == len(set(values)) > 0

    controls = [identity.get(qn("w:val")) for identity in root.iter(qn("w:id")) if identity.get(qn("w:val"))]
    assert len(controls) == len(set(controls))
    assert once("w:bookmarkStart", qn("w:id"))
    assert once("w:bookmarkStart", qn("w:name"))
    assert once("wp:docPr", "id")


def test_controls_follow_the_schema_and_hold_no_other(whole, contents) -> None:
    root = _tree(_fill(whole, contents()))
    for control in root.iter(qn("w:sdt")):
        properties, content = control
        names = [etree.QName(child).localname for child in properties]
        inline = control.getparent().tag == qn("w:p")

        assert names == ["alias", "tag", "id"] + ([] if inline else ["docPartObj"])
        assert {etree.QName(child).localname for child in content} <= ({"r"} if inline else {"p", "tbl"})
        assert inline or content[-1].tag == qn("w:p")
        assert not list(content.iter(qn("w:sdt")))
        assert not [tag for tag in (_tag(control),) if len(tag) > 64]


def test_the_same_table_twice_has_two_bookmarks_and_one_is_referred_to(draft, small: Callable[..., Table]) -> None:
    draft.line("{{table:reliability}}")
    draft.line("{{table:reliability}}")
    contents = {Place("table", "reliability"): [small()]}
    filled = _fill(draft, contents)
    again = fill_template(filled, filled.with_name("again.docx"), contents, style=STYLE)

    names = [start.get(qn("w:name")) for start in _tree(filled).iter(qn("w:bookmarkStart"))]
    assert names == ["_sk_table_reliability", "_sk_table_reliability_2"]
    assert again.read_bytes() == filled.read_bytes()


def test_names_of_bookmarks_that_the_thesis_has_are_not_taken(draft, small: Callable[..., Table]) -> None:
    draft.bookmark("_SK_table_reliability", draft.document.add_paragraph("自己的"))
    draft.line("{{table:reliability}}")
    filled = _fill(draft, {Place("table", "reliability"): [small()]})

    names = [start.get(qn("w:name")) for start in _tree(filled).iter(qn("w:bookmarkStart"))]
    assert names == ["_SK_table_reliability", "_sk_table_reliability_2"]


def test_a_cell_ends_with_a_paragraph(draft, small: Callable[..., Table]) -> None:
    cell = draft.document.add_table(1, 2).cell(0, 1)
    draft.type(cell.paragraphs[0], "{{table:reliability}}")
    contents = {Place("table", "reliability"): [small()]}
    filled = _fill(draft, contents)
    again = fill_template(filled, filled.with_name("again.docx"), contents, style=STYLE)
    outer = list(next(_tree(filled).iter(qn("w:tr"))).iter(qn("w:tc")))[1]

    assert [etree.QName(child).localname for child in outer] == ["tcPr", "sdt", "p"]
    assert again.read_bytes() == filled.read_bytes()
    grid = next(outer.iter(qn("w:tblGrid")))
    assert sum(int(column.get(qn("w:w"))) for column in grid) == pytest.approx(4320 - 216, abs=5)


def test_the_end_of_a_section_stays_where_it_was(draft, small: Callable[..., Table]) -> None:
    line = draft.line("{{table:reliability}}")
    line._p.get_or_add_pPr().append(parse_xml(f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="9000" w:h="12000"/></w:sectPr>'))
    filled = _fill(draft, {Place("table", "reliability"): [small()]})
    control = next(_tree(filled).iter(qn("w:sdt")))

    assert not list(control.iter(qn("w:sectPr")))
    assert control.getnext().find(f"{qn('w:pPr')}/{qn('w:sectPr')}/{qn('w:pgSz')}").get(qn("w:w")) == "9000"
    assert sum(int(column.get(qn("w:w"))) for column in control.iter(qn("w:gridCol"))) == pytest.approx(6120, abs=5)


def test_a_place_that_begins_a_page_goes_on_doing_so(draft, small: Callable[..., Table]) -> None:
    for kind in ("table", "prose"):
        draft.line(f"{{{{{kind}:x}}}}").paragraph_format.page_break_before = True
    contents = {Place("table", "x"): [small()], Place("prose", "x"): "一。\n二。"}
    filled = _fill(draft, contents)
    again = fill_template(filled, filled.with_name("again.docx"), contents, style=STYLE)

    for control in _tree(again).iter(qn("w:sdt")):
        broken = [p.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None for p in control.iter(qn("w:p"))]
        assert broken[0]
        assert not any(broken[1:])


def test_a_control_that_word_has_put_around_a_paragraph_or_a_cell_is_filled_again(draft) -> None:
    control = (
        '<w:sdt {}><w:sdtPr><w:tag w:val="surveykit:value:a.b"/><w:id w:val="5"/></w:sdtPr><w:sdtContent>{}'
        "</w:sdtContent></w:sdt>"
    )
    line = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>0.1</w:t></w:r></w:p>'
    draft.insert(control.format(nsdecls("w"), line))
    cell = control.format("", f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>{line}</w:tc>')
    draft.insert(
        f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    )
    template = draft.save()
    filled = _fill(draft, {Place("value", "a.b"): "0.2"})

    assert _parts(filled)["word/document.xml"].count(b'<w:t xml:space="preserve">0.2</w:t>') == 2
    assert [child.tag for child in _tree(filled).iter()] == [child.tag for child in _tree(template).iter()]


def test_a_control_that_was_put_within_its_paragraph_is_put_around_it_again(draft) -> None:
    draft.insert(
        f'<w:p {nsdecls("w")}><w:sdt><w:sdtPr><w:tag w:val="surveykit:prose:x"/><w:id w:val="5"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>旧</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    (control,) = _controls(_fill(draft, {Place("prose", "x"): "新一。\n新二。"}))["surveykit:prose:x"]

    assert control.getparent().tag == qn("w:body")
    assert [_text(line) for line in control.iter(qn("w:p"))] == ["新一。", "新二。"]


def test_a_figure_that_has_left_takes_its_picture_with_it(draft, drawn: Callable[..., Illustration]) -> None:
    draft.line("{{figure:efa}}")
    place = Place("figure", "efa")
    filled = _fill(draft, {place: [drawn("efa")]})
    again = fill_template(filled, filled.with_name("again.docx"), {place: [drawn("other")]}, style=STYLE)

    pictures = [name for name in _parts(again) if "/media/" in name]
    assert pictures == ["word/media/surveykit_other.png"]
    assert b"surveykit_efa" not in _parts(again)["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("wrong", [Contents("表目录", "table"), PageBreak()])
def test_what_belongs_to_the_whole_thesis_is_refused(draft, wrong) -> None:
    draft.line("{{methods}}")
    with pytest.raises(OptionError, match="insert lists and page breaks in Word"):
        _fill(draft, {Place("methods"): [wrong]})


def test_a_place_that_there_is_nothing_for_is_named_and_nothing_is_written(whole, contents) -> None:
    given = contents()
    del given[Place("table", "wide")]
    with pytest.raises(OptionError, match=r"thesis.docx has the place {{table:wide}}.*Closest: '{{table:"):
        _fill(whole, given)
    assert [path.name for path in whole.folder.iterdir()] == ["thesis.docx"]


def test_a_thesis_without_places_is_refused(draft) -> None:
    draft.document.add_paragraph("没有")
    with pytest.raises(OptionError, match="has no place to fill"):
        _fill(draft, {})


def test_a_number_must_be_a_text(draft) -> None:
    draft.line("{{a.b}}")
    with pytest.raises(OptionError, match="its content must be a text"):
        _fill(draft, {Place("value", "a.b"): [Paragraph(("1",))]})


def test_an_existing_file_is_replaced_only_when_asked(draft) -> None:
    draft.line("{{methods}}")
    template = draft.save()
    with pytest.raises(WriteError, match="overwrite=True"):
        fill_template(template, template, {Place("methods"): "一。"}, style=STYLE)
    with pytest.raises(OptionError, match="suffix of target"):
        fill_template(template, draft.folder / "thesis.pdf", {Place("methods"): "一。"}, style=STYLE)


def test_what_comes_from_data_is_text_and_no_place(draft) -> None:
    draft.line("{{prose:x}}")
    filled = _fill(draft, {Place("prose", "x"): "<w:br/> {{table:y}} \x07"})

    assert find_places(filled) == [Place("prose", "x")]
    assert _text(_tree(filled)) == "<w:br/> {{table:y}} "


def test_apa_captions_keep_number_and_title_apart(draft, small: Callable[..., Table]) -> None:
    draft.line("{{table:reliability}}")
    table = replace(small(), style=APA)
    (control,) = _controls(_fill(draft, {Place("table", "reliability"): [table]}))["surveykit:table:reliability"]
    caption = next(control.iter(qn("w:p")))

    assert len(list(caption.iter(qn("w:br")))) == 1
    assert {child.tag for looks in caption.iter(qn("w:rPr")) for child in looks} <= {
        qn(f"w:{name}") for name in ("b", "bCs", "i", "iCs")
    }


def test_the_filled_thesis_opens_in_python_docx(whole, contents) -> None:
    document = docx.Document(str(_fill(whole, contents())))

    assert document.paragraphs[-1].text == "全文完。"
    assert len(document.sections) == 3
