from surveykit.core.result import Result


def test_each_model_has_a_table_of_its_own(results: dict[str, Result]) -> None:
    tables = results["blocks"].tables(layout="spssau")
    assert [table.title for table in tables] == [f"参与意愿的回归分析：模型{number}" for number in (1, 2, 3)]
    assert [column.header for column in tables[0].columns] == ["项", "B", "标准误", "β", "t", "p", "VIF", "容忍度"]
    assert len(results["regression"].tables(layout="spssau")) == 1


def test_vif_and_tolerance_are_those_of_the_model(results: dict[str, Result]) -> None:
    tidy = results["blocks"].tidy()
    second = tidy[(tidy["block"] == "2") & (tidy["term"] == "SQ")].iloc[0]
    row = next(row for row in results["blocks"].tables(layout="spssau")[1].rows if row.cells[0].value == "服务质量")
    assert [cell.value for cell in row.cells[6:]] == second[["vif", "tolerance"]].tolist()


def test_f_stands_with_its_degrees_of_freedom_and_its_p(results: dict[str, Result]) -> None:
    models = results["blocks"].glance()
    last = results["blocks"].tables(layout="spssau")[0].rows[-1]
    assert last.cells[0].value == f"F({models['df'].iloc[0]}, {models['df_error'].iloc[0]})"
    assert [last.cells[place].value for place in (1, 5)] == models[["statistic", "p_value"]].iloc[0].tolist()


def test_only_reference_categories_of_the_model_are_named(results: dict[str, Result]) -> None:
    tables = results["many_blocks"].tables(layout="spssau")
    named = [[note for note in table.notes if note.startswith("参照类别")] for table in tables]
    assert named[0] == ["参照类别：政治面貌为“党员”。"]
    assert "年龄为“青年”" in named[1][0]
