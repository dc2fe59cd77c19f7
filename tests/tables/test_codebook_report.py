"""The overview and the distributions, as tables and as a page."""

from pathlib import Path

import pandas as pd
import pytest

import surveykit as sk


@pytest.fixture
def result() -> sk.Result:
    frame = pd.DataFrame({"sex": [1, 2, 2, None], "age": [20, 31, 40, 45], "note": ["a", "b", None, None]})
    book = {
        "variables": [
            {"name": "sex", "label": {"zh": "性别", "en": "Sex"}, "values": {1: {"zh": "男", "en": "male"}, 2: "f"}},
            {"name": "age", "kind": "numeric", "personal": True},
            {"name": "note", "label": {"zh": "建议", "en": "Advice"}, "kind": "text"},
        ]
    }
    return sk.codebook_report(sk.Survey.from_frame(frame, codebook=sk.Codebook.model_validate(book)))


def test_columns_without_anything_are_left_out(result: sk.Result) -> None:
    table = result.table(language="en", style="apa7")
    assert table.column_names == ("Name", "Question", "Kind", "n", "Blank", "Answers")
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        ["sex", "Sex", "nominal", 3, 1, 2],
        ["age", None, "numeric (personal)", 4, 0, 4],
        ["note", "Advice", "text", 2, 2, 2],
    ]
    assert any("not shown" in note for note in table.notes)


def test_the_distributions_name_the_variable_once(result: sk.Result) -> None:
    table = result.tables(language="zh")[1]
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        ["性别（sex）", 1.0, "男", 1, 1 / 3],
        [None, 2.0, "f", 2, 2 / 3],
    ]


def test_without_closed_variables_there_is_no_second_table() -> None:
    assert len(sk.codebook_report(pd.DataFrame({"age": [20, 31]})).tables()) == 1


def test_numbers_have_their_spread() -> None:
    table = sk.codebook_report(pd.DataFrame({"age": [20, 31]})).table(language="en", style="apa7")
    assert table.column_names[-4:] == ("Min", "Mdn", "Max", "M")


def test_many_columns_turn_the_page(result: sk.Result) -> None:
    assert result.table().orientation == "auto"
    wide = sk.codebook_report(pd.DataFrame({"age": [20, 31, None]})).table()
    assert len(wide.columns) == 10
    assert wide.orientation == "landscape"


def test_it_is_saved_as_a_page(result: sk.Result, tmp_path: Path) -> None:
    page = result.tables(language="en")[1].save(tmp_path / "levels.html").read_text(encoding="utf-8")
    assert "<td" in page
    assert "male" in page


def test_it_stands_in_a_report_under_its_own_section(result: sk.Result, tmp_path: Path) -> None:
    report = sk.Report(style="apa7", language="en")
    report.add(result)
    assert "Variables of the Survey" in report.save(tmp_path / "chapter.html").read_text(encoding="utf-8")
