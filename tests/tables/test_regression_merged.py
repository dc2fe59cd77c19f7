import re

from surveykit.core.format import format_cell
from surveykit.core.result import Result


def test_a_coefficient_and_its_standard_error_are_one_cell_per_model(results: dict[str, Result]) -> None:
    result = results["blocks"]
    table = result.table(layout="merged")
    assert [column.header for column in table.columns] == ["变量", "模型1", "模型2", "模型3"]
    last = result.tidy().iloc[-1]
    cell = next(row for row in table.rows if row.cells[0].value == "满意度").cells[3]
    assert [(part.value, part.p) for part in cell.parts] == [
        (last["estimate"], last["p_value"]),
        (last["std_error"], None),
    ]
    assert re.fullmatch(r"−?\d\.\d{3}\** \(\d\.\d{3}\)", format_cell(cell, table.style))


def test_a_term_is_blank_in_the_models_without_it(results: dict[str, Result]) -> None:
    row = next(row for row in results["blocks"].table(layout="merged").rows if row.cells[0].value == "满意度")
    assert [cell.numbers for cell in row.cells[1:3]] == [(), ()]


def test_n_and_fit_stand_below(results: dict[str, Result]) -> None:
    table, models = results["blocks"].table(layout="merged"), results["blocks"].glance()
    summary = {row.cells[0].value: row.cells[1:] for row in table.rows if row.role == "summary"}
    assert list(summary) == ["N", "R²", "调整R²", "ΔR²", "F", "ΔF"]
    assert [cell.value for cell in summary["N"]] == models["n"].tolist()
    assert [cell.p for cell in summary["ΔF"]] == models["delta_p_value"].tolist()


def test_a_single_model_has_no_number_and_no_change(results: dict[str, Result]) -> None:
    table = results["regression"].table(layout="merged", language="en", style="apa7")
    assert [column.header for column in table.columns] == ["Variable", "B (SE)"]
    assert not [row for row in table.rows if "Δ" in str(row.cells[0].value)]


def test_the_parentheses_are_explained(results: dict[str, Result]) -> None:
    table = results["blocks"].table(layout="merged")
    assert {column.note for column in table.columns[1:]} == {"单元格为B，括号内为标准误。"}
