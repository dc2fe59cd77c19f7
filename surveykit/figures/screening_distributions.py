"""The values of every index of careless responding, with the cut-off that was applied."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from surveykit.analyze.screening import FLAGGED_LOW, ScreeningResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.errors import SampleError
from surveykit.figures.canvas import (
    TEXT_SIZE,
    THIN,
    WIDTH,
    add_notes,
    finish,
    frame_axes,
    house_style,
    new_figure,
)
from surveykit.figures.labels import shorten
from surveykit.figures.notes import sentence
from surveykit.figures.numbers import tick_numbers
from surveykit.figures.palette import ACCENT, INK, PALE_ACCENT, STRIPES

Floats = NDArray[np.float64]

COLUMNS = 3
PANEL_HEIGHT = 4.5
BARS = 24
"""About so many bars in a panel."""

WHOLE = ("longstring",)
"""Indices that are whole numbers, which get a bar each."""

SLACK = 1e-9
"""Share of a bar that rounding may put a value outside its edges."""

COUNTED = ("duplicate", "attention", "skip_error", "exclusive")
"""Rules whose values say all there is to say in the table."""


def draw(result: ScreeningResult, *, language: Language, style: str | Style) -> Figure:
    """Draw a histogram of each index that has judged anybody.

    Raises
    ------
    SampleError
        If no index has judged anybody.
    """
    look = resolve_style(style, language)
    drawn = [str(rule) for rule in result.values if rule not in COUNTED and result.values[rule].notna().any()]
    if not drawn:
        raise SampleError("no index has judged anybody, so there is nothing to draw")
    n_rows = math.ceil(len(drawn) / COLUMNS)
    with house_style():
        figure = new_figure(n_rows * PANEL_HEIGHT)
        for place, rule in enumerate(drawn, start=1):
            axes = frame_axes(figure.add_subplot(n_rows, COLUMNS, place), "left", "bottom")
            _draw_index(axes, result.values[rule].dropna(), float(result.limits[rule]), rule, look)
            ems = WIDTH / COLUMNS / 2.54 * 72 / TEXT_SIZE
            axes.set_title(shorten(result.labels[rule].within(language), ems), fontsize=TEXT_SIZE)
            axes.set_xlabel(term(f"screening.value_{rule}", language))
            if place % COLUMNS == 1:
                axes.set_ylabel(term("figures.respondents", language))
        add_notes(figure, sentence("figures.note_screening_limit", look))
        return finish(figure, look)


def _draw_index(axes: Axes, values: pd.Series, limit: float, rule: str, style: Style) -> None:
    low = rule in FLAGGED_LOW
    border = limit - 0.5 if rule in WHOLE else limit
    shown = _drawn_in(values.to_numpy(dtype=float), border, low=low)
    edges = _edges(shown, border, 1.0 if rule in WHOLE else None)
    heights, _ = np.histogram(shown, edges)
    middles = (edges[:-1] + edges[1:]) / 2
    beyond = middles < border if low else middles > border
    width = edges[1] - edges[0]
    axes.bar(middles[~beyond], heights[~beyond], width, color=PALE_ACCENT, edgecolor="white", linewidth=THIN / 2)
    axes.bar(middles[beyond], heights[beyond], width, color="white", edgecolor=ACCENT, hatch=STRIPES, linewidth=THIN)
    axes.axvline(border, color=INK, linewidth=THIN, linestyle=(0, (4, 3)))
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, 1.05 * max(int(heights.max()), 1))
    tick_numbers(axes.xaxis, style, most=5)
    tick_numbers(axes.yaxis, style, most=4, whole=True)


def _drawn_in(values: Floats, border: float, *, low: bool) -> Floats:
    """The values with those far from the limit on the side that is not flagged drawn in to the 99th percentile."""
    nearest, farthest = (-np.inf, max(float(np.quantile(values, 0.99)), border))
    if not low:
        nearest, farthest = (min(float(np.quantile(values, 0.01)), border), np.inf)
    return np.clip(values, nearest, farthest).astype(np.float64)


def _edges(values: Floats, border: float, width: float | None) -> Floats:
    """Edges of equal bars over the values, one of them at the border."""
    low, high = min(float(values.min()), border), max(float(values.max()), border)
    step = width or max(high - low, 1e-9) / BARS
    below, above = math.floor((low - border) / step - SLACK), math.floor((high - border) / step + SLACK) + 1
    return (border + step * np.arange(below, above + 1)).astype(np.float64)
