"""Comments and bookmarks of others outlive the content on which they hang."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.write.template import Place, fill_template

STYLE = PRESETS["cn-generic"]
TABLE = Place("table", "reliability")


@pytest.fixture
def filled(draft, small: Callable[..., Table]) -> Path:
    draft.line("{{table:reliability}}")
    return fill_template(draft.save(), draft.folder / "filled.docx", {TABLE: [small()]}, style=STYLE)


def _edited(path: Path, edit: Callable[[BaseOxmlElement], None]) -> Path:
    """The filled thesis after somebody has worked on the caption of its table."""
    document = docx.Document(str(path))
    edit(next(document.element.iter(qn("w:sdt"))).find(f"{qn('w:sdtContent')}/{qn('w:p')}"))
    document.save(str(path))
    return path


def _covered(root: BaseOxmlElement, start: str, end: str) -> str:
    """The text between two markers."""
    text, inside = "", False
    for element in root.iter(qn(start), qn(end), qn("w:t")):
        inside = (inside or element.tag == qn(start)) and element.tag != qn(end)
        text += (element.text or "") if inside and element.tag == qn("w:t") else ""
    return text


def _bookmark(number: int, name: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    start, end = (parse_xml(f'<w:bookmark{side} {nsdecls("w")} w:id="{number}"/>') for side in ("Start", "End"))
    start.set(qn("w:name"), name)
    return start, end


def _hang(caption: BaseOxmlElement, *, where: str, name: str = "_Ref1", number: int = 77) -> None:
    start, end = _bookmark(number, name)
    ours = caption.find(qn("w:bookmarkStart"))
    our_end = caption.find(qn("w:bookmarkEnd"))
    if where == "label":
        ours.addprevious(start)
        our_end.addnext(end)
    elif where == "title":
        our_end.addnext(start)
        caption.append(end)
    else:
        ours.addprevious(start)
        caption.append(end)


def _refilled(path: Path, table: Table) -> BaseOxmlElement:
    first = fill_template(path, path.with_name("one.docx"), {TABLE: [table]}, style=STYLE)
    second = fill_template(first, path.with_name("two.docx"), {TABLE: [table]}, style=STYLE)
    assert second.read_bytes() == first.read_bytes()
    return docx.Document(str(second)).element


@pytest.mark.parametrize(("where", "text"), [("label", "表4-9"), ("title", "　新题名"), ("whole", "表4-9　新题名")])
def test_a_mention_made_in_word_follows_the_caption(filled, small, where: str, text: str) -> None:
    path = _edited(filled, lambda caption: _hang(caption, where=where))
    root = _refilled(path, small(number="4-9").retitle("新题名"))
    (start,) = (mark for mark in root.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == "_Ref1")
    runs = []
    for sibling in start.itersiblings():
        if sibling.tag == qn("w:bookmarkEnd") and sibling.get(qn("w:id")) == "77":
            break
        runs.append(sibling)

    assert "".join(node.text or "" for run in runs for node in run.iter(qn("w:t"))) == text


def test_many_bookmarks_keep_their_order(filled, small) -> None:
    def edit(caption: BaseOxmlElement) -> None:
        for number, where in enumerate(("whole", "label", "title", "whole", "label"), start=50):
            _hang(caption, where=where, name=f"_Ref{number}", number=number)

    root = _refilled(_edited(filled, edit), small())
    starts = [mark.get(qn("w:id")) for mark in root.iter(qn("w:bookmarkStart"))]
    assert len(starts) == len(set(starts)) == 6
    assert sorted(starts) == sorted(mark.get(qn("w:id")) for mark in root.iter(qn("w:bookmarkEnd")))


def test_a_comment_on_a_table_stays_on_it(draft, small) -> None:
    draft.line("{{table:reliability}}")
    path = fill_template(draft.save(), draft.folder / "filled.docx", {TABLE: [small()]}, style=STYLE)
    document = docx.Document(str(path))
    note = docx.text.paragraph.Paragraph(
        next(document.element.iter(qn("w:sdt"))).find(qn("w:sdtContent"))[-1], document
    )
    document.add_comment(note.runs, text="样本量？", author="导师", initials="D")
    document.save(str(path))
    root = _refilled(path, small(value=0.9))

    assert len(list(root.iter(qn("w:commentReference")))) == 1
    assert _covered(root, "w:commentRangeStart", "w:commentRangeEnd").startswith("表4-1")
    assert _covered(root, "w:commentRangeStart", "w:commentRangeEnd").endswith("N=286。")


def test_a_comment_on_a_number_stays_on_it(draft) -> None:
    line = draft.document.add_paragraph("α=")
    draft.type(line, "{{a.b}}")
    draft.document.add_comment(line.runs[1:], text="再核对", author="导师", initials="D")
    line.runs[0]._r.addnext(line._p.find(qn("w:commentRangeStart")))
    path = fill_template(draft.save(), draft.folder / "filled.docx", {Place("value", "a.b"): "0.9"}, style=STYLE)
    root = docx.Document(str(path)).element

    assert _covered(root, "w:commentRangeStart", "w:commentRangeEnd") == "0.9"
    assert len(list(root.iter(qn("w:commentReference")))) == 1


def test_a_bookmark_on_the_marker_stays_on_the_content(draft) -> None:
    draft.bookmark("_Toc1", draft.line("{{prose:x}}"))
    path = fill_template(draft.save(), draft.folder / "filled.docx", {Place("prose", "x"): "一。\n二。"}, style=STYLE)
    root = docx.Document(str(path)).element

    assert _covered(root, "w:bookmarkStart", "w:bookmarkEnd") == "一。二。"
