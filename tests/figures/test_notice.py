"""A notice stands above the drawing, and nothing of the drawing is moved over or cut."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import surveykit as sk
from surveykit.core.style import PRESETS
from surveykit.figures.canvas import label_figure

NOTICE = "SYNTHETIC DATA: made by a program"


def coded() -> sk.Survey:
    values = {code: f"answer {code}" for code in range(1, 6)}
    variables = [{"name": name, "kind": "ordinal", "values": values} for name in ("before", "after")]
    answers = np.random.default_rng(2).integers(1, 6, (60, 2))
    frame = pd.DataFrame(answers, columns=["before", "after"])
    return sk.Survey.from_frame(frame, codebook=sk.Codebook.model_validate({"variables": variables}))


def drawings() -> dict[str, Figure]:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.integers(1, 6, (80, 4)), columns=["a", "b", "c", "d"])
    survey = sk.Survey.from_frame(frame)
    flow = sk.drop_cases(survey, where=frame["a"] == 1, reason="a test")
    return {
        "sample_flow": sk.sample_flow(flow).plot(language="en"),
        "mediation": sk.mediation(frame, x="a", m="b", y="c", n_boot=100, seed=1).plot(language="en"),
        "paired": sk.paired_comparison(coded(), pairs=[("before", "after")]).plot(language="en"),
        "correlations": sk.correlations(frame, columns=list(frame)).plot(language="en"),
    }


@pytest.mark.parametrize("name", ["sample_flow", "mediation", "paired", "correlations"])
def test_the_notice_touches_no_other_text(name: str) -> None:
    figure = label_figure(drawings()[name], NOTICE, PRESETS["apa7"])
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    notice = figure._suptitle.get_window_extent(renderer)  # type: ignore[attr-defined]
    others = [text for text in figure.findobj(Text) if text.get_text() and text is not figure._suptitle]  # type: ignore[attr-defined]
    assert notice.y1 <= figure.bbox.y1
    assert all(text.get_window_extent(renderer).y1 <= notice.y0 for text in others)
    patches = [patch.get_window_extent(renderer) for axes in figure.axes for patch in axes.patches]
    assert all(box.y1 <= notice.y0 for box in patches)
