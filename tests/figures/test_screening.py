"""The figures of screening show the counts, and the values with their limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

import surveykit as sk
from surveykit.analyze.screening import ScreeningResult
from surveykit.figures.screening_distributions import _drawn_in, _edges

ITEMS = [f"q{i}" for i in range(10)]


@pytest.fixture(scope="module")
def result() -> ScreeningResult:
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(rng.integers(1, 6, (60, 10)), columns=ITEMS)
    frame.iloc[:3] = 4
    return sk.screen(frame, items=ITEMS)


def test_the_triangle_holds_every_count(result: ScreeningResult) -> None:
    axes = result.plot(language="en").axes[0]
    shown = [int(text.get_text()) for text in axes.texts]
    counts = result.overlap.to_numpy()
    assert sorted(shown) == sorted(counts[np.tril_indices(len(counts))].tolist())


def test_each_index_has_a_panel_whose_bars_count_everybody(result: ScreeningResult) -> None:
    panels = result.plot(language="en", figure="distributions").axes
    assert [panel.get_title() for panel in panels] == [
        "Too many unanswered", "Same answer throughout", "Hardly any variation", "Unusual pattern of answers",
    ]  # fmt: skip
    for panel in panels:
        assert sum(bar.get_height() for bar in panel.patches if isinstance(bar, Rectangle)) == 60


def test_striped_bars_count_the_flagged(result: ScreeningResult) -> None:
    spread = result.plot(language="zh", figure="distributions").axes[2]
    striped = [bar.get_height() for bar in spread.patches if isinstance(bar, Rectangle) and bar.get_hatch()]
    assert sum(striped) == result.rules.set_index("rule").loc["irv", "n_flagged"] == 3


def test_the_limit_is_an_edge_and_only_the_other_side_is_drawn_in() -> None:
    values = np.array([0.1, 1.0, 2.0, 3.0, 50.0] + [2.5] * 200)
    shown = _drawn_in(values, 2.0, low=True)
    assert shown.max() < 50
    assert shown.min() == 0.1
    edges = _edges(shown, 2.0, None)
    assert np.isclose(edges, 2.0).any()
    assert edges[0] <= 0.1
    assert edges[-1] >= shown.max()
