"""Gaps by item and by pattern as tables, in both languages."""

import numpy as np
import pandas as pd

from surveykit import Codebook, Scale, Survey, Variable, mcar_test, missing_patterns
from surveykit.core.format import format_cell

CODES = {-8: "not_shown", -9: "refused"}


def printed(table):
    return [[format_cell(cell, table.style) for cell in row.cells] for row in table.rows]


def test_reasons_that_occur_have_a_column():
    book = Codebook(variables=(Variable(name="q1", label="Trust", kind="numeric", missing=CODES),))
    survey = Survey.from_frame(pd.DataFrame({"q1": [1, 2, -8, -9]}), codebook=book)
    table = missing_patterns(survey, items="q1").table(language="en", style="apa7")
    assert [column.header for column in table.columns] == [
        "Item", "Answered", "Missing", "% missing", "Not shown", "Refused",
    ]  # fmt: skip
    assert printed(table) == [["q1 Trust", "2", "1", "33.3", "1", "1"]]


def test_blanks_alone_need_no_reasons():
    table = missing_patterns(pd.DataFrame({"q1": [1, 2, None]}), items="q1").table(language="zh")
    assert [column.header for column in table.columns] == ["题项", "有效", "缺失", "缺失率/%"]


def test_patterns_have_a_row_each_and_add_up():
    frame = pd.DataFrame({"q1": [1, None, None, 4], "q2": [None, None, 1, 2], "q3": [1.0, 2, 3, 4]})
    table = missing_patterns(frame, items=list(frame)).tables(language="en", style="apa7")[1]
    assert printed(table) == [
        ["1", "None", "1", "25.0"], ["2", "q1", "1", "25.0"], ["3", "q2", "1", "25.0"],
        ["4", "q1, q2", "1", "25.0"], ["", "Total", "4", "100.0"],
    ]  # fmt: skip


def test_rare_patterns_share_a_row_and_long_ones_are_cut():
    rng = np.random.default_rng(1)
    values = np.where(rng.random((300, 12)) < 0.3, np.nan, 1.0)
    values[:40] = np.nan
    frame = pd.DataFrame(values, columns=[f"q{i}" for i in range(12)])
    table = missing_patterns(frame, items=list(frame)).tables(language="zh")[1]
    rows = printed(table)
    assert len(rows) == 17
    assert rows[0][1:3] == ["q0、q1、q2、q3、q4、q5、q6、q7等12题", "40"]
    assert rows[-2][1].startswith("其余")
    assert sum(int(row[2]) for row in rows[:-1]) == 300 == int(rows[-1][2])


def test_littles_test_has_one_row_and_no_p_value_where_nothing_is_missing():
    frame = pd.DataFrame({"a": [1.0, 2, 4, 3], "b": [2.0, 1, 3, 5]})
    table, items = mcar_test(frame, items=["a", "b"]).tables(language="en", style="apa7")
    assert printed(table) == [["4", "2", "0", "1", "", "0", ""]]
    assert printed(items) == [["a", "4", "0", "2.50", "1.29"], ["b", "4", "0", "2.75", "1.71"]]


def test_a_score_is_named_as_in_the_table_above():
    book = Codebook(
        variables=(Variable(name="q1", kind="numeric"), Variable(name="q2", kind="numeric")),
        scales=(Scale(name="Q", label="Quality", items=("q1", "q2")),),
    )
    survey = Survey.from_frame(pd.DataFrame({"q1": [1.0, 2], "q2": [1.0, 2], "Q": [1.0, None]}), codebook=book)
    items, patterns = missing_patterns(survey, items=["Q"]).tables(language="en")
    assert items.rows[0].cells[0].value == "Quality"
    assert patterns.rows[1].cells[1].value == "Quality"
