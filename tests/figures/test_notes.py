"""Notes below a drawing explain what is drawn, and nothing else."""

from __future__ import annotations

from surveykit.core.style import PRESETS
from surveykit.figures.notes import explain_marks

CHINESE, APA = PRESETS["cn-generic"], PRESETS["apa7"]


def test_only_marks_that_are_drawn_are_explained() -> None:
    assert explain_marks([0.03, 0.0002, 0.4], CHINESE) == "* p<0.05，*** p<0.001。"
    assert explain_marks([0.002], APA) == "** p < .01."
    assert explain_marks([0.2, float("nan")], APA) == ""
