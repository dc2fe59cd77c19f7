import pytest

from surveykit.core.format import format_cell
from surveykit.core.result import Result


@pytest.mark.parametrize(("name", "heads"), [("paired", ["t", "p", "dz"]), ("paired_ranks", ["Z", "p", "r"])])
def test_the_test_that_was_asked_for_stands_beside_means_and_spreads(
    results: dict[str, Result], name: str, heads: list[str]
) -> None:
    result = results[name]
    table = result.table(layout="spread")
    cells = table.rows[0].cells
    pair, test = result.glance().iloc[0], result.tidy().iloc[0]
    assert [column.header for column in table.columns[-3:]] == heads
    assert [part.value for part in cells[2].parts] == [pair["mean_before"], pair["sd_before"]]
    assert [cell.value for cell in cells[-3:]] == test[["statistic", "p_value", "effect_size"]].tolist()
    assert " ± " in format_cell(cells[3], table.style)


def test_the_difference_is_that_of_the_means_whatever_was_tested(results: dict[str, Result]) -> None:
    tests = results["paired_ranks"].tidy().set_index("method")
    assert results["paired_ranks"].table(layout="spread").rows[0].cells[4].value == tests.loc["t", "estimate"]


def test_only_the_test_that_is_shown_is_explained(results: dict[str, Result]) -> None:
    assert not any("Wilcoxon" in note for note in results["paired"].table(layout="spread").notes)
    assert not any("t检验" in note for note in results["paired_ranks"].table(layout="spread").notes)
