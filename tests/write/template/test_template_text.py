"""Text that Word has cut into runs."""

from copy import deepcopy

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from surveykit.write.template_text import OBJECT, cut, stretches, visible


def _paragraph(inner: str):
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def _shown(run) -> str:
    line = _paragraph("")
    line.append(deepcopy(run))
    return "".join(piece.text for piece in stretches(line))


def test_breaks_tabs_and_objects_are_told_from_letters() -> None:
    line = _paragraph(
        "<w:pPr/><w:r><w:rPr/><w:t>a</w:t><w:tab/><w:br/><w:br w:type='page'/><w:lastRenderedPageBreak/>"
        "<w:noBreakHyphen/><w:drawing/></w:r><w:proofErr/><w:ins><w:r><w:t>b</w:t></w:r></w:ins>"
    )

    assert "".join(piece.text for piece in stretches(line)) == f"a\t\n{OBJECT}\u2011{OBJECT}b"
    assert visible(stretches(_paragraph("<w:r><w:t> </w:t><w:tab/></w:r>"))) == ""


@pytest.mark.parametrize(
    ("offset", "first", "second"), [(0, "", "abcd\u2011"), (2, "ab", "cd\u2011"), (4, "abcd", "\u2011")]
)
def test_a_run_is_cut_without_losing_letters_or_looks(offset: int, first: str, second: str) -> None:
    line = _paragraph("<w:r w:rsidR='1'><w:rPr><w:b/></w:rPr><w:t>abcd</w:t><w:noBreakHyphen/></w:r>")
    run = line[0]
    rest = cut(run, run.find(qn("w:t")), offset)

    assert rest is not None
    assert [_shown(part) for part in line] == [text for text in (first, second) if text]
    assert rest.get(qn("w:rsidR")) == "1"
    assert rest.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None


def test_nothing_is_cut_off_behind_the_last_letter() -> None:
    line = _paragraph("<w:r><w:t>ab</w:t></w:r>")

    assert cut(line[0], line[0][0], 2) is None
    assert len(line) == 1
