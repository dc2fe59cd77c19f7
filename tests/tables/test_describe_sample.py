import pytest

from surveykit.core.result import Result
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
