"""The matrix of patterns: what is dark is missing, and what does not fit is told."""

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from surveykit import missing_patterns
from surveykit.figures.palette import ACCENT


def words_of(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text))


def test_dark_fields_are_the_gaps_of_each_pattern() -> None:
    frame = pd.DataFrame({"a": [1, 1, None, None], "b": [1, 1, None, 2], "c": [1.0, 1, 1, 1]})
    figure = missing_patterns(frame, items=["a", "b", "c"]).plot(language="en")
    axes = figure.axes[0]
    dark = {
        (round(patch.get_y() + 0.5), round(patch.get_x() + 0.5))  # type: ignore[attr-defined]
        for patch in axes.patches
        if to_hex(patch.get_facecolor()) == ACCENT.lower()
    }
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2", "1", "1"]
    assert dark == {(0, 1), (0, 2), (1, 2)}
    assert "50.0" in words_of(figure)


def test_items_and_patterns_that_do_not_fit_are_told() -> None:
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(np.where(rng.random((400, 45)) < 0.05, np.nan, 1.0), columns=[f"q{i}" for i in range(45)])
    result = missing_patterns(frame, items=list(frame))
    figure = result.plot(language="en")
    assert len(figure.axes[0].get_yticklabels()) == 30
    assert len(figure.axes[0].get_xticklabels()) == 14
    assert "15 further items are not drawn" in words_of(figure)
    assert f"{len(result.patterns) - 14} rarer patterns are not drawn" in words_of(figure)
    assert figure.get_figheight() * 2.54 < 24


def test_counts_that_are_hidden_are_dashes() -> None:
    gaps = np.full((60, 2), 1.0)
    gaps[:3, 1] = np.nan
    figure = missing_patterns(pd.DataFrame(gaps, columns=["a", "b"]), items=["a", "b"]).suppressed(5).plot()
    assert "57" not in words_of(figure)
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["—", "—"]
