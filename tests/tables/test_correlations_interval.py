from surveykit.core.format import format_cell
from surveykit.core.result import Result


def test_the_interval_stands_below_its_correlation(results: dict[str, Result]) -> None:
    result = results["correlations"]
    table = result.table(language="en", style="apa7", layout="interval")
    pair = result.tidy().set_index(["x", "y"]).loc[("SQ", "SAT")]
    above, below = table.rows[1].cells[3], table.rows[2].cells[3]
    assert (above.value, above.p) == (pair["estimate"], pair["p_adjusted"])
    assert [part.value for part in below.parts] == [pair["conf_low"], pair["conf_high"]]
    assert format_cell(below, table.style).startswith("[.")
    assert len(table.rows) == 2 * 4 - 1


def test_alpha_is_bold_on_the_diagonal_where_there_is_one(results: dict[str, Result]) -> None:
    table = results["correlations"].table(layout="interval")
    named = [row for row in table.rows if row.cells[0].value]
    diagonal = [row.cells[3 + place] for place, row in enumerate(named)]
    assert [(cell.bold, cell.parenthesised) for cell in diagonal[:3]] == [(True, False)] * 3
    assert diagonal[3].value == "—"
    assert "对角线加粗的数字为Cronbach α。" in table.notes


def test_the_kind_of_interval_is_named(results: dict[str, Result]) -> None:
    notes = results["correlations"].table(layout="interval").notes
    assert any("Fisher z变换" in note for note in notes)
    assert "方括号内为相关系数的95%置信区间。" in notes
