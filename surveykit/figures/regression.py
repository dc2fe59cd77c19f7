"""The coefficients of a regression with their intervals, one line per term of the last block."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number, stars
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.canvas import (
    ACCENT,
    GREY,
    SMALL_SIZE,
    THIN,
    add_note,
    finish,
    frame_axes,
    house_style,
    new_figure,
)
from surveykit.figures.labels import row_height, wrap
from surveykit.figures.numbers import explain_marks, interval, level_text, tick_numbers

LABEL_WIDTH = 15.0
"""Widest label in ems, before it is broken into lines."""

ROW_HEIGHT = 0.75
"""Least centimetres for a term."""


def draw(result: RegressionResult, *, language: Language, style: str | Style) -> Figure:
    """Draw unstandardised coefficients and their intervals.

    A filled point marks an interval that does not hold zero. The intercept is left out: it is on another scale.
    """
    look = resolve_style(style, language)
    rows = _last_block(result)
    names = [row["term"] for row in rows]
    labels = [wrap(term_label(result.codebook, name, language), LABEL_WIDTH) for name in names]
    with house_style():
        figure = new_figure(2.3 + row_height(labels, least=ROW_HEIGHT) * len(rows))
        axes = frame_axes(figure.add_subplot(), "left", "bottom")
        axes.axvline(0, color=GREY, linewidth=THIN, linestyle=(0, (4, 3)), zorder=0)
        for position, row in enumerate(rows):
            _draw_row(axes, position, row, look)
        axes.set_yticks(range(len(rows)), labels=labels)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(term("figures.coefficient", language, level=level_text(result)))
        tick_numbers(axes.xaxis, look)
        add_note(figure, explain_marks((row["p_value"] for row in rows), look))
        return finish(figure, look)


def _last_block(result: RegressionResult) -> list[Record]:
    """The slopes of the last block, in the order of the model."""
    rows = records(result.tidy())
    return [row for row in rows if row["block"] == rows[-1]["block"] and row["term"] != INTERCEPT]


def _draw_row(axes: Axes, position: int, row: Record, style: Style) -> None:
    """One point with its interval, and the numbers to the right of the drawing."""
    estimate, low, high = row["estimate"], row["conf_low"], row["conf_high"]
    filling = ACCENT if low > 0 or high < 0 else "white"
    axes.plot([low, high], [position, position], color=ACCENT, linewidth=1.2, solid_capstyle="butt")
    axes.plot(estimate, position, marker="o", markersize=5, color=ACCENT, markerfacecolor=filling)
    number = format_number(estimate, "coefficient", style) + stars(row["p_value"], style)
    axes.text(
        1.02,
        position,
        f"{number} {interval(low, high, 'coefficient', style)}",
        transform=axes.get_yaxis_transform(),
        va="center",
        fontsize=SMALL_SIZE,
    )
