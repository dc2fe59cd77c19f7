from surveykit.core.result import Result
from surveykit.core.table import Table
from surveykit.write.notes import general_notes


def _labels(table: Table) -> list[str]:
    return [str(row.cells[0].value) for row in table.rows]


def test_effects_stand_in_the_order_of_process(results: dict[str, Result]) -> None:
    table = results["mediation"].table(layout="process")
    rows = results["mediation"].tidy().set_index("path")
    columns = ["estimate", "std_error", "conf_low", "conf_high"]
    assert [column.header for column in table.columns] == [
        "效应", "效应值", "BootSE", "BootLLCI", "BootULCI", "相对占比/%",
    ]  # fmt: skip
    assert [[cell.value for cell in row.cells[1:5]] for row in table.rows] == [
        rows.loc[path, columns].tolist() for path in ("c", "c_prime", "indirect")
    ]


def test_the_share_stands_with_the_whole_indirect_effect(results: dict[str, Result]) -> None:
    for name, label in (("mediation", "间接效应ab：经满意度"), ("parallel", "总间接效应")):
        table = results[name].table(layout="process")
        share = results[name].tidy().set_index("path").loc["proportion_mediated", "estimate"]
        shares = [row.cells[-1].value for row in table.rows]
        assert _labels(table)[-1] == label
        assert shares == [*[None] * (len(shares) - 1), share]


def test_what_is_not_bootstrapped_is_said(results: dict[str, Result]) -> None:
    notes = general_notes(results["mediation"].table(layout="process", language="en", style="apa7"))
    assert any("that of the regression" in note for note in notes)
    assert any("200 draws, seed 1" in note for note in notes)
