"""The risk in the tables of a thesis, and the combinations in a table that is for checking only."""

import pandas as pd
import pytest

import surveykit as sk
from surveykit.tables.disclosure_risk_cells import SHOWN


@pytest.fixture
def result() -> sk.Result:
    answers = pd.DataFrame({"sex": [1, 1, 2, 2, 2, None], "edu": [1, 1, 1, 3, 3, 3], "vote": [1, 1, 0, 1, 0, 1]})
    values = {1: {"zh": "男", "en": "male"}, 2: {"zh": "女", "en": "female"}}
    book = {
        "variables": [
            {"name": "sex", "label": {"zh": "性别", "en": "Sex"}, "values": values},
            {"name": "edu", "label": {"zh": "学历", "en": "Education"}, "kind": "ordinal", "low": 1, "high": 3},
            {"name": "vote", "label": {"zh": "投票", "en": "Vote"}, "low": 0, "high": 1},
        ]
    }
    survey = sk.Survey.from_frame(answers, codebook=sk.Codebook.model_validate(book))
    return sk.disclosure_risk(survey, quasi_identifiers=["sex", "edu"], sensitive="vote", k_min=3)


def test_the_risk_stands_for_all_columns_and_without_each(result: sk.Result) -> None:
    risk, diversity = result.tables(language="en", style="apa7")
    assert risk.row_names == ("All 2 variables", "Without one variable", "Sex", "Education")
    assert [column.header for column in risk.columns][-3:] == ["<3", "<5", "<10"]
    first = [cell.value for cell in risk.rows[0].cells]
    assert first == ["All 2 variables", None, 4, 1, 2, 2 / 6, 1.0, 1.0, 1.0]
    assert diversity.row_names == ("Vote",)
    assert [cell.value for cell in diversity.rows[0].cells[1:]] == [1.0, 4, 3, 4, 4 / 6]


def test_a_gap_as_an_answer_of_its_own_is_said(result: sk.Result) -> None:
    assert any("缺失作为单独一类" in note for note in result.table().notes)


def test_the_combinations_stand_by_label_the_smallest_first(result: sk.Result) -> None:
    table = result.table(language="zh", layout="cells")
    assert table.column_names[:2] == ("性别", "学历")
    rows = [tuple(cell.value for cell in row.cells) for row in table.rows]
    assert rows == [("（缺失）", "3", 1), ("女", "1", 1), ("男", "1", 2), ("女", "3", 2)]
    assert "不得公开" in table.notes[0]


def test_many_combinations_are_cut_and_the_rest_counted() -> None:
    answers = pd.DataFrame({"age": range(200)})
    table = sk.disclosure_risk(answers, quasi_identifiers="age").table(language="en", layout="cells")
    assert len(table.rows) == SHOWN
    assert table.notes[-1] == f"Combinations not listed: {200 - SHOWN}."


def test_suppressed_combinations_leave_a_dash_and_their_number(result: sk.Result) -> None:
    table = result.suppressed(5).table(language="en", layout="cells")
    assert table.row_names == ("—",)
    assert table.notes[-1] == "Combinations not listed: 4."


def test_without_risky_combinations_the_table_says_so() -> None:
    answers = pd.DataFrame({"sex": [1] * 9 + [2] * 9})
    table = sk.disclosure_risk(answers, quasi_identifiers="sex").table(language="en", layout="cells")
    assert table.row_names == ("None",)


def test_a_report_gives_its_numbers_as_the_table_has_them(result: sk.Result) -> None:
    report = sk.Report(style="apa7", language="en")
    report.add(result)
    assert report.value("disclosure_risk.k_anonymity") == "1"
    assert report.value("disclosure_risk.proportion_unique") in ("33.3%", "33%")
