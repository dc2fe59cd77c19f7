"""Sheet names that Excel accepts."""

import pytest

from surveykit.write.xlsx_cells import sheet_names


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["a/b:c?*[d]\\e"], ["a_b_c__[d]_e".replace("[", "_").replace("]", "_")]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["Same", "SAME"], ["Same", "SAME (2)"]),
        (["'quoted'", "", "history"], ["quoted", "Sheet", "history_"]),
        (["步骤"], ["步骤"]),
    ],
)
def test_names_are_safe_and_unique(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names


def test_taken_names_are_avoided() -> None:
    assert sheet_names(["目录"], taken=["目录"]) == ["目录 (2)"]
