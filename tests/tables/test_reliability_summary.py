from surveykit.core.result import Result


def test_it_is_the_first_table_of_the_thesis_alone(results: dict[str, Result]) -> None:
    result = results["reliability"]
    assert result.tables(layout="summary") == result.tables()[:1]
