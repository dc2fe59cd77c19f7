"""Notes: general ones first, then the marks that are really in the table."""

from dataclasses import replace

from surveykit.core.table import Cell, Row, Table
from surveykit.write.notes import note_paragraphs
from surveykit.write.symbols import plain_text


def _texts(table: Table) -> list[str]:
    return [plain_text(note) for note in note_paragraphs(table)]


def test_several_chinese_notes_are_numbered(chinese: Table) -> None:
    assert _texts(chinese) == ["注：1. N=286，无缺失值。", "2. 括号内为标准误。", "* p<0.05，*** p<0.001。"]


def test_one_chinese_note_has_no_number(chinese: Table) -> None:
    assert _texts(replace(chinese, notes=("N=286。",))) == ["注：N=286。", "* p<0.05，*** p<0.001。"]


def test_marks_alone_carry_the_label(chinese: Table) -> None:
    assert _texts(replace(chinese, notes=())) == ["注：* p<0.05，*** p<0.001。"]


def test_apa_notes_run_on_and_the_marks_stand_apart(english: Table) -> None:
    assert _texts(english) == ["Note. N = 286. Standard errors in parentheses.", "*p < .05. ***p < .001."]
    assert [run.text for run in note_paragraphs(english)[0] if run.italic] == ["Note.", "N"]


def test_english_in_a_chinese_style_keeps_its_numbers(chinese: Table) -> None:
    table = replace(chinese, style=replace(chinese.style, language="en"), notes=())

    assert _texts(table) == ["*p<0.05. ***p<0.001."]


def test_table_without_marks_explains_none(chinese: Table) -> None:
    rows = tuple(Row(tuple(replace(cell, p=None) for cell in row.cells)) for row in chinese.rows)

    assert _texts(replace(chinese, rows=rows, notes=())) == []


def test_a_mark_on_text_or_an_empty_cell_is_not_shown_and_not_explained(chinese: Table) -> None:
    cells = (Cell("x", p=0.001), Cell(None, "mean", p=0.001), *[Cell()] * 4)

    assert _texts(replace(chinese, rows=(Row(cells),), notes=())) == []
