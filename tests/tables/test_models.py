"""Correlations, regressions, mediations, comparisons and hypotheses."""

import pytest

from surveykit.core.result import Result
from surveykit.core.table import Table


def _headers(table: Table) -> list[str]:
    return [column.header for column in table.columns]


def test_correlations_fill_the_lower_triangle(results: dict[str, Result]) -> None:
    result = results["correlations"]
    rows = result.table().rows
    r = result.tidy().set_index(["x", "y"])
    cell = rows[2].cells[3]
    assert (cell.value, cell.p) == (r.loc[("SQ", "PW"), "estimate"], r.loc[("SQ", "PW"), "p_adjusted"])
    assert [cell.value is None for cell in rows[0].cells] == [False, False, False, False, True, True, True]


def test_the_diagonal_is_alpha_in_parentheses_where_there_is_one(results: dict[str, Result]) -> None:
    result = results["correlations"]
    diagonal = [row.cells[3 + position] for position, row in enumerate(result.table().rows)]
    assert diagonal[0].value == result.variables["alpha"].iloc[0]
    assert diagonal[0].parenthesised
    assert diagonal[3].value == "—"


def test_correlations_without_intervals_do_not_name_their_kind(results: dict[str, Result]) -> None:
    result = results["correlations"]
    assert "correlations.note_interval_pearson" in [note.key for note in result.notes]
    assert not any("置信区间" in note for note in result.table().notes)
    assert not any("nterval" in note for note in result.table(language="en", style="apa7").notes)


def test_one_model_is_shown_in_full_and_without_stars(results: dict[str, Result]) -> None:
    table = results["regression"].table(language="en", style="apa7")
    assert _headers(table) == ["Variable", "B", "SE", "β", "t", "p", "LL", "UL", "VIF"]
    assert not [row for row in table.rows if row.role == "body" and row.cells[1].p is not None]
    assert not [row for row in table.rows if "Δ" in str(row.cells[0].value)]


def test_blocks_stand_side_by_side(results: dict[str, Result]) -> None:
    table = results["blocks"].table()
    assert [column.spanner for column in table.columns] == ["", *["模型1"] * 3, *["模型2"] * 3, *["模型3"] * 3, ""]
    by_label = {row.cells[0].value: row for row in table.rows}
    satisfaction = by_label["满意度"].cells
    last = results["blocks"].tidy().iloc[-1]
    assert [cell.value for cell in satisfaction[1:7]] == [None] * 6
    assert [cell.value for cell in satisfaction[7:]] == last[["estimate", "std_error", "beta", "vif"]].tolist()
    assert satisfaction[7].p == last["p_value"]


def test_fit_stands_below_in_the_first_column_of_each_model(results: dict[str, Result]) -> None:
    table, models = results["blocks"].table(), results["blocks"].glance()
    summary = [row for row in table.rows if row.role == "summary"]
    assert [row.cells[0].value for row in summary] == ["R²", "调整R²", "ΔR²", "F", "ΔF"]
    assert [summary[2].cells[i].value for i in (1, 4, 7)] == models["delta_r_squared"].tolist()
    assert [summary[4].cells[i].p for i in (1, 4, 7)] == models["delta_p_value"].tolist()


def test_reference_categories_and_outcome_are_in_the_notes(results: dict[str, Result]) -> None:
    notes = results["blocks"].table().notes
    assert "因变量：参与意愿。" in notes
    assert "参照类别：政治面貌为“党员”；年龄为“青年”。" in notes


def test_many_blocks_leave_beta_and_its_note_out(results: dict[str, Result]) -> None:
    table = results["many_blocks"].table()
    assert len(table.columns) == 1 + 4 * 2 + 1
    assert not [note for note in table.notes if "β" in note]


def test_paths_and_effects(results: dict[str, Result]) -> None:
    paths, effects = results["mediation"].tables(language="en", style="apa7")
    rows = results["mediation"].tidy().set_index("path")
    assert [row.cells[0].value[:2] for row in paths.rows] == ["a:", "b:", "c′", "c "]
    assert [row.cells[1].value for row in effects.rows] == rows.loc[
        ["c", "c_prime", "indirect", "standardized_indirect", "proportion_mediated"], "estimate"
    ].tolist()
    assert {cell.kind for cell in effects.rows[-1].cells[1:]} == {"percent", "p"}
    assert any("seed 1" in note for note in effects.notes)
    assert not any("seed" in note for note in paths.notes)


def test_parallel_mediators_have_a_row_each_and_a_total(results: dict[str, Result]) -> None:
    effects = results["parallel"].tables()[1]
    labels = [row.cells[0].value for row in effects.rows]
    assert labels[2:5] == ["间接效应ab：经满意度", "间接效应ab：经进驻后次数", "总间接效应"]


@pytest.mark.parametrize(("name", "first"), [("paired", "paired_t"), ("paired_ranks", "paired_ranks")])
def test_the_test_that_was_asked_for_comes_first(results: dict[str, Result], name: str, first: str) -> None:
    assert results[name].table().name == first


def test_each_paired_table_explains_its_own_test(results: dict[str, Result]) -> None:
    t_table, ranks = results["paired"].tables()
    assert not any("Wilcoxon" in note for note in t_table.notes)
    assert not any("dz" in note for note in ranks.notes)


def test_a_hypothesis_is_stated_once(results: dict[str, Result]) -> None:
    table = results["hypotheses"].table()
    assert [row.cells[0].value for row in table.rows] == ["H1", None, "H2", "H3", "H4"]
    assert [row.cells[1].value for row in table.rows[:2]] == ["服务质量正向影响满意度", None]
    assert table.rows[0].cells[2].value == "回归（参与意愿）：服务质量"
    assert table.rows[2].cells[2].value == "中介：服务质量 → 满意度 → 参与意愿"


def test_verdicts_are_those_of_the_result(results: dict[str, Result]) -> None:
    words = {"supported": "支持", "partly_supported": "部分支持", "not_supported": "不支持", "not_tested": "未检验"}
    shown = [row.cells[-1].value for row in results["hypotheses"].table().rows if row.cells[0].value]
    assert shown == [words[verdict] for verdict in results["hypotheses"].glance()["verdict"]]


def test_a_hypothesis_without_a_test_has_a_dash(results: dict[str, Result]) -> None:
    untested = results["hypotheses"].table().rows[-1].cells
    assert [cell.value for cell in untested[2:7]] == ["—", None, None, None, None]
