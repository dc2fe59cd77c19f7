"""Reliability, factorability and factor analysis."""

from surveykit.analyze.efa import EfaResult
from surveykit.analyze.reliability import ReliabilityResult
from surveykit.core.format import format_cell
from surveykit.core.result import Result
from surveykit.core.table import Table
from surveykit.tables.efa import SHOWN_FROM


def _column(table: Table, header: str) -> list[object]:
    position = [column.header for column in table.columns].index(header)
    return [row.cells[position].value for row in table.rows]


def test_alpha_stands_beside_its_interval_and_omega(results: dict[str, ReliabilityResult]) -> None:
    result = results["reliability"]
    table = result.table(language="en", style="apa7")
    assert _column(table, "Cronbach's α") == result.scales["alpha"].tolist()
    assert _column(table, "LL") == result.scales["conf_low"].tolist()
    assert {column.spanner for column in table.columns} == {"", "95% CI"}
    assert _column(table, "Scale") == ["Service quality", "Satisfaction", "Willingness"]


def test_the_spearman_brown_column_is_for_two_items_only(results: dict[str, Result]) -> None:
    headers = [[c.header for c in results[name].table().columns] for name in ("reliability", "reliability_anonymous")]
    assert ["Spearman-Brown" in names for names in headers] == [False, True]


def test_a_list_of_columns_has_a_name_in_words(results: dict[str, Result]) -> None:
    assert results["reliability_anonymous"].table().rows[0].cells[0].value == "全部题项"


def test_items_stand_under_their_scale(results: dict[str, Result]) -> None:
    rows = results["reliability"].tables()[1].rows
    assert [row.role for row in rows[:4]] == ["group", "body", "body", "body"]
    assert [row.cells[0].value for row in rows[:2]] == ["服务质量", "SQ1 题项1"]


def test_the_item_that_fits_worst_is_named(results: dict[str, Result]) -> None:
    worst = results["factorability"].tidy().sort_values("msa").iloc[0]
    assert f"（{worst['item']}）" in results["factorability"].table().notes[-1]


def test_components_are_not_called_factors(results: dict[str, Result]) -> None:
    for name in ("components", "components_plain"):
        for table in results[name].tables(language="en", style="apa7"):
            assert "Principal Component Analysis" in table.title
            assert not any("actor" in part for c in table.columns for part in (c.header, c.spanner))


def test_rotation_sums_are_there_only_where_something_was_rotated(results: dict[str, Result]) -> None:
    columns = {name: len(results[name].table().columns) for name in ("components", "components_plain", "factors")}
    assert columns == {"components": 10, "components_plain": 7, "factors": 8}


def test_the_rules_are_said_to_be_those_of_components_whatever_was_extracted(results: dict[str, Result]) -> None:
    for name in ("components", "factors"):
        assert any("相关矩阵（主成分）的特征值" in note for note in results[name].table().notes)
        english = results[name].table(language="en", style="apa7").notes
        assert any("eigenvalues of the correlation matrix (principal components)" in note for note in english)


def test_small_loadings_are_blank_and_items_are_sorted(results: dict[str, EfaResult]) -> None:
    result = results["components"]
    table = result.tables()[1]
    values = [[(cell.value, format_cell(cell, table.style)) for cell in row.cells[1:-1]] for row in table.rows]
    shown = [[value if text else None for value, text in row] for row in values]
    assert all(abs(value) >= SHOWN_FROM for row in shown for value in row if value is not None)
    kept = sum(value is not None for row in shown for value in row)
    assert kept == (result.loadings.abs() >= SHOWN_FROM).to_numpy().sum()
    largest = [max((abs(value), -j) for j, value in enumerate(row) if value is not None) for row in shown]
    assert largest == sorted(largest, key=lambda pair: (-pair[1], -pair[0]))


def test_oblique_factors_come_with_their_correlations(results: dict[str, EfaResult]) -> None:
    table = results["factors"].tables()[2]
    phi = results["factors"].phi.to_numpy()
    assert [cell.value for cell in table.rows[1].cells] == [2, phi[1, 0], "—", None]


def test_a_reversed_item_is_marked_and_the_mark_explained(results: dict[str, Result]) -> None:
    for name, place in (("items", 0), ("reliability", 1), ("components", 1)):
        table = results[name].tables(language="en", style="apa7")[place]
        labels = [str(row.cells[0].value) for row in table.rows]
        assert [label for label in labels if label.endswith(" (R)")] == ["PW3 Item 3 (R)"]
        assert "(R) = item worded against its scale" in table.notes[-1]
    assert not any("(R)" in note for note in results["reliability_anonymous"].tables(language="en")[1].notes)
