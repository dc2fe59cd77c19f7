import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.describe import describe_items
from surveykit.core.codebook import Codebook
from surveykit.core.format import format_cell
from surveykit.core.survey import Survey
from surveykit.errors import OptionError

AGREE = {1: {"zh": "不同意", "en": "Disagree"}, 2: {"zh": "一般", "en": "Neutral"}, 3: {"zh": "同意", "en": "Agree"}}
OFTEN = {0: {"zh": "从不", "en": "Never"}, 3: {"zh": "经常", "en": "Often"}}
ANSWERS = pd.DataFrame({"t": [1, 1, 2, 3, 3, 3], "u": [1, 1, 2, 2, 3, None], "v": [0, 0, 3, 3, 3, 3]}, dtype=float)


def _survey() -> Survey:
    kinds = {"t": AGREE, "u": AGREE, "v": OFTEN}
    variables = [{"name": name, "kind": "ordinal", "values": values} for name, values in kinds.items()]
    scores = ANSWERS.assign(score=[i * 0.37 for i in range(6)])
    return Survey.from_frame(scores, codebook=Codebook.model_validate({"variables": variables}))


def test_answers_that_all_items_share_head_the_columns() -> None:
    table = describe_items(_survey(), items=["t", "u"]).table(layout="distribution")
    assert [column.header for column in table.columns] == ["题项", "N", "不同意", "一般", "同意", "均值", "标准差"]
    assert {column.spanner for column in table.columns[2:5]} == {"百分比/%"}
    shown = [[format_cell(cell, table.style) for cell in row.cells[1:6]] for row in table.rows]
    assert shown == [["6", "33.3", "16.7", "50.0", "2.17"], ["5", "40.0", "40.0", "20.0", "1.80"]]


def test_answers_with_several_wordings_are_headed_by_their_codes() -> None:
    table = describe_items(_survey(), items=["t", "v"]).table(layout="distribution")
    assert [column.header for column in table.columns[2:6]] == ["0", "1", "2", "3"]
    assert [cell.value for cell in table.rows[1].cells[3:5]] == [None, None]


def test_rounding_is_mentioned_where_a_row_misses_100() -> None:
    thirds = describe_items(pd.DataFrame({"t": [1, 2, 3]}), items="t").table(layout="distribution")
    halves = describe_items(pd.DataFrame({"t": [1, 2, 1, 2]}), items="t").table(layout="distribution")
    assert {column.note for column in thirds.columns[2:5]} == {"百分比因四舍五入合计可能不等于100%。"}
    assert {column.note for column in halves.columns} == {""}


def test_a_table_of_scores_alone_is_refused() -> None:
    random = pd.DataFrame({"score": [i * 0.37 for i in range(40)]})
    with pytest.raises(OptionError, match="layout='thesis'"):
        describe_items(random, items="score").table(layout="distribution")


def test_what_is_suppressed_is_a_dash_and_not_rounded() -> None:
    answers = pd.DataFrame({"t": [1] * 30 + [2] * 2 + [3] * 30 + [4] * 30 + [5] * 3}, dtype=float)
    table = describe_items(answers, items="t").suppressed(5).table(layout="distribution")
    shown = [cell.value for cell in table.rows[0].cells[2:7]]
    assert [shown[1], shown[4]] == ["—", "—"]
    assert not any(column.note for column in table.columns)


def test_a_withheld_limit_gives_the_others_no_decimals() -> None:
    answers = pd.DataFrame({"t": np.repeat([1.0, 2.0, 3.0], 30), "u": [1.0, 2.0] + [np.nan] * 88})
    table = describe_items(answers, items=["t", "u"]).suppressed(5).table()
    assert [cell.kind for cell in table.rows[0].cells[2:4]] == ["count", "count"]
