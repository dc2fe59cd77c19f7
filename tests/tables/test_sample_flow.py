"""The fieldwork table and the table of exclusions, in both languages."""

import pandas as pd
import pytest

from surveykit import Survey, correlations, drop_cases, exclude_flagged, flag_incomplete, sample_flow
from surveykit.core.format import format_cell

FRAME = pd.DataFrame({"q1": [3, 3, None, 3, 4, 2], "q2": [3.0, 3, None, 3, 4, 2]}, index=list("abcdef"))


def cleaned(modes) -> Survey:
    plain = Survey.from_frame(FRAME)
    survey = Survey(plain.data, plain.codebook, paradata=pd.DataFrame({"mode": modes}, index=FRAME.index))
    return (
        survey.pipe(drop_cases, where=lambda d: d["q1"].eq(4).fillna(False), reason="测试行")
        .pipe(flag_incomplete, items=["q1", "q2"])
        .pipe(exclude_flagged)
    )


def printed(table):
    return [[format_cell(cell, table.style) for cell in row.cells] for row in table.rows]


def test_fieldwork_has_a_row_per_mode_and_a_total():
    result = sample_flow(cleaned(["web"] * 4 + ["paper"] * 2), issued={"paper": 3, "web": 4})
    table, removals = result.tables(language="zh")
    assert table.title == "问卷发放与回收情况"
    assert [column.header for column in table.columns] == [
        "方式", "发放/份", "回收/份", "回收率/%", "剔除/份", "有效/份", "有效率/%",
    ]  # fmt: skip
    assert printed(table) == [
        ["纸质问卷", "3", "2", "66.7", "1", "1", "50.0"],
        ["网络问卷", "4", "4", "100.0", "1", "3", "75.0"],
        ["合计", "7", "6", "85.7", "2", "4", "66.7"],
    ]
    assert table.columns[-1].note == "有效率 = 有效份数/回收份数。"
    assert printed(removals) == [
        ["测试行", "1", "1", "16.7"], ["漏答过多", "1", "1", "16.7"], ["合计", "", "2", "33.3"],
    ]  # fmt: skip


def test_without_numbers_issued_the_columns_are_left_out():
    table, _ = sample_flow(cleaned(["web"] * 6)).tables(language="en", style="apa7")
    assert [column.header for column in table.columns] == ["Mode", "Returned", "Excluded", "Valid", "Valid rate (%)"]
    assert printed(table) == [["Total", "6", "2", "4", "66.7"]]


def test_nobody_removed_means_one_table():
    plain = Survey.from_frame(FRAME)
    assert len(sample_flow(plain).tables()) == 1


@pytest.mark.parametrize("mode", ["interview", ""])
def test_a_mode_without_words_is_printed_as_it_is(mode):
    table = sample_flow(cleaned(["web"] * 4 + [mode] * 2)).table(language="en")
    assert [row.cells[0].value for row in table.rows] == ["Web", mode or "Not stated", "Total"]


def test_analyses_have_a_table_of_their_own():
    survey = Survey.from_frame(FRAME)
    result = sample_flow(survey, results=correlations(survey, columns=["q1", "q2"], missing="listwise"))
    table = result.tables(language="en", style="apa7")[-1]
    assert [column.header for column in table.columns] == [
        "Analysis", "Valid", "Lost to missing answers", "Analysed", "% of valid",
    ]  # fmt: skip
    assert printed(table) == [["Correlations", "6", "1", "5", "83.3"]]
