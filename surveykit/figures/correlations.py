"""Correlations as a shaded triangle: the darker a field, the closer the two variables go together."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from surveykit.analyze.correlations import CorrelationsResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number, stars
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.figures.canvas import (
    ACCENT,
    CM,
    GREY,
    SMALL_SIZE,
    WIDTH,
    add_note,
    finish,
    frame_axes,
    house_style,
    new_figure,
    text_on,
)
from surveykit.figures.labels import row_height, wrap
from surveykit.figures.numbers import explain_marks

LABEL_CM = 4.8
"""Centimetres to the left of the triangle for the names of the variables."""

LABEL_EMS = 13.0
TALLEST = 1.1
"""Greatest height of a field in centimetres, unless a name needs more; its width follows from the page."""

SMALLEST = 6.0
"""Points below which numbers are left out: first their significance marks go, then the numbers."""


def draw(result: CorrelationsResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the lower triangle, with the correlations printed as long as they are large enough to read.

    Positive correlations are blue and negative ones grey. Marks follow the adjusted p values.
    """
    look = resolve_style(style, language)
    names = result.variables["term"].tolist()
    field = (WIDTH - LABEL_CM) / len(names)
    texts, size = _texts(result.tidy(), field, look)
    named = [f"{place}  {result.codebook.label(name, language)}" for place, name in enumerate(names, start=1)]
    labels = [wrap(label, LABEL_EMS) for label in named]
    with house_style():
        figure = new_figure(1.6 + row_height(labels, least=min(field, TALLEST)) * len(names))
        axes = frame_axes(figure.add_subplot())
        for pair in records(result.tidy()):
            column, row = names.index(pair["x"]), names.index(pair["y"])
            _draw_field(axes, column, row, pair["estimate"], texts.get((pair["x"], pair["y"]), ""), size)
        for place in range(len(names)):
            axes.text(place, place, "—", ha="center", va="center", fontsize=SMALL_SIZE)
        _name_axes(axes, labels)
        if any(stars(p, look) and stars(p, look) in "".join(texts.values()) for p in result.pairs["p_adjusted"]):
            add_note(figure, explain_marks(result.pairs["p_adjusted"], look))
        return finish(figure, look)


def _texts(pairs: pd.DataFrame, field: float, style: Style) -> tuple[dict[tuple[str, str], str], float]:
    """The fullest text for every pair that fits a field (width in centimetres), and its size in points."""
    rows = records(pairs)
    plain = {(row["x"], row["y"]): format_number(row["estimate"], "correlation", style) for row in rows}
    marked = {(row["x"], row["y"]): plain[row["x"], row["y"]] + stars(row["p_adjusted"], style) for row in rows}
    for texts in (marked, plain):
        longest = max(len(text) for text in texts.values())
        size = 0.85 * field / (0.5 * longest) * CM * 72
        if size >= SMALLEST:
            return texts, min(size, SMALL_SIZE)
    return {}, SMALLEST


def _draw_field(axes: Axes, column: int, row: int, r: float, text: str, size: float) -> None:
    """One shaded field with its correlation."""
    shade = _shade(r)
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=shade, edgecolor="white", linewidth=1))
    axes.text(column, row, text, ha="center", va="center", fontsize=size, color=text_on(shade))


def _name_axes(axes: Axes, labels: list[str]) -> None:
    """Numbered names at the left, the numbers alone below."""
    ranks = range(len(labels))
    axes.set_yticks(ranks, labels=labels)
    axes.set_xticks(ranks, labels=[str(rank + 1) for rank in ranks])
    axes.set_xlim(-0.5, len(labels) - 0.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.tick_params(length=0)


def _shade(r: float) -> str:
    """White for no correlation, full blue for 1, full grey for -1."""
    red, green, blue = to_rgb(ACCENT if r > 0 else GREY)
    depth = abs(r) if r == r else 0.0
    return to_hex((1 - depth * (1 - red), 1 - depth * (1 - green), 1 - depth * (1 - blue)))
