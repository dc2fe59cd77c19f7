from surveykit.analyze.efa import EfaResult
from surveykit.core.table import Table


def _shown(table: Table) -> list[float]:
    return [row.cells[1].value for row in table.rows]


def test_components_with_an_eigenvalue_above_one_are_listed(results: dict[str, EfaResult]) -> None:
    result = results["components"]
    table = result.table(layout="common_method")
    eigenvalues = result.variance["eigenvalue"]
    assert _shown(table) == eigenvalues[eigenvalues > 1].tolist()
    assert table.rows[0].cells[2].value == result.first_component


def test_what_was_extracted_and_rotated_does_not_matter(results: dict[str, EfaResult]) -> None:
    tables = [results[name].table(layout="common_method") for name in ("components", "factors")]
    assert _shown(tables[0]) == _shown(tables[1])
    assert tables[0].notes == tables[1].notes
    assert not any("Promax" in note for note in tables[1].notes)


def test_the_weakness_of_the_test_is_said(results: dict[str, EfaResult]) -> None:
    zh = results["components"].table(layout="common_method").notes[-1]
    en = results["components"].table(layout="common_method", language="en", style="apa7").notes[-1]
    assert "不能据此排除共同方法偏差" in zh
    assert "cannot rule out" in en
