"""Numbers along axes come from the one formatter, with the decimals that their distance needs."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.figures.numbers import interval, tick_numbers, tick_shares

CHINESE, APA = PRESETS["cn-generic"], PRESETS["apa7"]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((-0.5, 1.0), ["−0.4", "−0.2", "0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ((0, 12000), ["0", "2000", "4000", "6000", "8000", "10000", "12000"]),
        ((0, 0.002), ["0.0000", "0.0005", "0.0010", "0.0015", "0.0020"]),
    ],
)
def test_ticks_have_the_decimals_they_need(limits: tuple[float, float], expected: list[str]) -> None:
    axes = Figure().add_subplot()
    axes.set_xlim(*limits)
    tick_numbers(axes.xaxis, CHINESE, most=8)
    assert [label.get_text() for label in axes.get_xticklabels()] == expected


def test_shares_count_up_on_both_sides_of_zero() -> None:
    axes = Figure().add_subplot()
    axes.set_xlim(-0.45, 0.65)
    tick_shares(axes.xaxis, CHINESE)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["40", "20", "0", "20", "40", "60"]


def test_intervals_follow_the_style() -> None:
    assert interval(-0.1234, 0.5, "coefficient", CHINESE) == "[−0.123, 0.500]"
    assert interval(-0.1234, 0.5, "coefficient", APA) == "[−0.12, 0.50]"
    assert interval(float("nan"), 0.5, "coefficient", APA) == ""
