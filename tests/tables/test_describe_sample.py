import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.describe import describe_sample
from surveykit.core.codebook import Codebook
from surveykit.core.result import Result
from surveykit.core.survey import Survey
from surveykit.core.table import Table


@pytest.fixture
def tables(results: dict[str, Result]) -> tuple[Table, ...]:
    return results["sample"].tables()


def test_a_variable_is_named_in_its_first_row_only(tables: tuple[Table, ...]) -> None:
    assert [row.cells[0].value for row in tables[0].rows] == ["政治面貌", None, "年龄", None, None, None]


def test_the_missing_have_a_count_and_no_percentage(tables: tuple[Table, ...]) -> None:
    assert [cell.value for cell in tables[0].rows[-1].cells] == [None, "缺失", 5, None, None]


def test_percentages_are_kept_as_proportions(tables: tuple[Table, ...]) -> None:
    shares = [row.cells[3] for row in tables[0].rows[:2]]
    assert {cell.kind for cell in shares} == {"percent"}
    assert sum(cell.value for cell in shares) == pytest.approx(1)


def test_only_ordered_answers_are_accumulated(tables: tuple[Table, ...]) -> None:
    cumulative = [row.cells[4].value for row in tables[0].rows]
    assert cumulative[:2] == [None, None]
    assert cumulative[4] == pytest.approx(1)


def test_a_set_has_a_table_with_both_bases_and_a_total(tables: tuple[Table, ...]) -> None:
    options, total = tables[1].rows[:3], tables[1].rows[-1]
    assert tables[1].title == "常参加的活动（N = 147）"
    assert total.role == "summary"
    assert total.cells[1].value == sum(row.cells[1].value for row in options)
    assert total.cells[2].value == pytest.approx(1)
    assert total.cells[3].value == pytest.approx(total.cells[1].value / 147)


def test_each_table_explains_its_own_dashes_and_bases_only() -> None:
    few = np.repeat([1.0, 2.0, np.nan], [40, 37, 3])
    frame = pd.DataFrame({"q": few, "o1": np.tile([1, 0], 40), "o2": np.repeat([1, 0], 40)})
    book = {
        "variables": [{"name": "q", "kind": "nominal", "values": {1: "a", 2: "b"}}, {"name": "o1"}, {"name": "o2"}],
        "sets": [{"name": "s", "members": ["o1", "o2"]}],
    }
    survey = Survey.from_frame(frame, codebook=Codebook.model_validate(book))
    result = describe_sample(survey, columns=["q", "s"]).suppressed(5)
    for layout in result.layouts:
        profile, answers = ("".join(table.notes) for table in result.tables(layout=layout))
        assert "“—”" in profile
        assert "q的百分比以全部80人为基数" in profile
        assert "“—”" not in answers
        assert "全部80人" not in answers
