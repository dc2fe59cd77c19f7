import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.mediation import MediationResult, mediation
from surveykit.core.format import format_cell
from surveykit.core.result import Result


@pytest.fixture(scope="module")
def unrelated() -> MediationResult:
    random = np.random.default_rng(4)
    frame = pd.DataFrame(random.normal(size=(120, 3)), columns=["x", "m", "y"])
    return mediation(frame, x="x", m="m", y="y", n_boot=200, seed=1)


def test_one_row_per_mediator_holds_all_paths(results: dict[str, Result]) -> None:
    result = results["parallel"]
    table = result.table(layout="spssau")
    rows = result.tidy().set_index(["path", "mediator"])
    first = table.rows[0].cells
    assert [row.cells[0].value for row in table.rows] == [
        "服务质量 → 满意度 → 参与意愿",
        "服务质量 → 进驻后次数 → 参与意愿",
    ]
    paths = [("c", ""), ("a", "SAT"), ("b", "SAT"), ("indirect", "SAT")]
    assert [cell.value for cell in first[1:5]] == [rows.loc[path, "estimate"] for path in paths]
    assert [first[place].p for place in (1, 2, 3, 8)] == [
        rows.loc[path, "p_value"] for path in (*paths[:3], ("c_prime", ""))
    ]
    assert [part.value for part in first[7].parts] == rows.loc[paths[3], ["conf_low", "conf_high"]].tolist()
    assert format_cell(first[7], table.style).startswith("[")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("间接效应显著", "间接效应未见显著")),
        ("en", ("Indirect effect significant", "Indirect effect not significant")),
    ],
)
def test_the_conclusion_is_about_the_indirect_effect_alone(
    results: dict[str, Result], unrelated: MediationResult, language: str, words: tuple[str, str]
) -> None:
    found = results["mediation"].table(layout="spssau", language=language).rows[0].cells[-1].value
    absent = unrelated.table(layout="spssau", language=language).rows[0].cells[-1].value
    assert (found, absent) == words
