from surveykit.core.result import Result


def test_each_item_has_its_measure_and_the_overall_one_stands_below(results: dict[str, Result]) -> None:
    result = results["factorability"]
    table = result.table(layout="items")
    assert [row.cells[1].value for row in table.rows[:-1]] == result.tidy()["msa"].tolist()
    assert (table.rows[-1].role, table.rows[-1].cells[1].value) == ("summary", result.glance()["kmo"].iloc[0])
