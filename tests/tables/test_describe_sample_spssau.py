import pandas as pd

from surveykit.analyze.describe import describe_sample
from surveykit.core.format import format_cell
from surveykit.core.result import Result


def test_every_variable_is_accumulated_and_a_total_closes_the_table(results: dict[str, Result]) -> None:
    table = results["sample"].table(layout="spssau")
    shown = [[format_cell(cell, table.style) for cell in row.cells] for row in table.rows]
    assert [column.header for column in table.columns] == ["名称", "选项", "频数/人", "百分比/%", "累积百分比/%"]
    assert [row[4] for row in shown[:2]][1] == "100.0"
    assert shown[-1] == ["合计", "", "150", "100.0", "100.0"]
    assert table.rows[-1].role == "summary"


def test_sets_are_laid_out_as_in_a_thesis(results: dict[str, Result]) -> None:
    assert results["sample"].tables(layout="spssau")[1:] == results["sample"].tables()[1:]


def test_what_is_suppressed_is_a_dash() -> None:
    answers = pd.DataFrame({"q": [1.0] * 50 + [2.0] * 3 + [3.0] * 30})
    table = describe_sample(answers, columns="q").suppressed(5).table(layout="spssau")
    assert [cell.value for cell in table.rows[1].cells[2:]] == ["—", "—", "—"]
    assert not any(column.note for column in table.columns)
