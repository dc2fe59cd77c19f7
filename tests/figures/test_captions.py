"""Every figure that can be drawn has a title in both languages."""

from __future__ import annotations

import subprocess
import sys

from surveykit.core.result import Result
from surveykit.figures.captions import caption


def test_every_figure_of_every_result_has_a_title(result: Result) -> None:
    for figure in result.figures:
        chinese, english = (caption(result, language, figure=figure) for language in ("zh", "en"))
        assert chinese
        assert chinese != english
        assert "{" not in chinese + english
        assert not chinese.endswith("。")
        assert not english.endswith(".")


def test_a_title_names_who_or_what_is_shown(results: dict[str, Result]) -> None:
    assert caption(results["describe_sample"], "zh") == "样本构成（N = 120）"
    assert caption(results["efa"], "en", figure="loadings") == "Component Loadings of the Items"
    assert "95%" in caption(results["reliability"], "zh")
    assert "参与意愿" in caption(results["regression"], "zh")


def test_a_report_loads_no_statistics_that_it_does_not_show() -> None:
    code = "import sys, surveykit; surveykit.Report; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "docx" in loaded
    assert {"statsmodels", "pingouin", "factor_analyzer", "sklearn", "scipy"}.isdisjoint(loaded)
