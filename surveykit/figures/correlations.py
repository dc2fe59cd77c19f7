"""Correlations as a shaded triangle: the darker a field, the closer the two variables go together."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from surveykit.analyze.correlations import CorrelationsResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number, stars
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.figures.canvas import SMALL_SIZE, WIDTH, add_notes, finish, frame_axes, house_style, new_figure
from surveykit.figures.fields import Place, draw_fields, explain_stripes, fitting_size, name_columns
from surveykit.figures.notes import explain_marks, sentence
from surveykit.figures.rows import fit_rows, name_rows

LABEL_CM = 4.8
"""Centimetres to the left of the triangle for the names of the variables."""

LABEL_EMS = 13.0
TALLEST = 1.1
"""Greatest height of a field in centimetres, unless a name needs more; its width follows from the page."""


def draw(result: CorrelationsResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the lower triangle, with the correlations printed as long as they are large enough to read.

    Positive correlations are blue, negative ones grey with stripes. Marks follow the adjusted p values.
    """
    look = resolve_style(style, language)
    names = result.variables["term"].tolist()
    pairs = result.tidy()
    field = (WIDTH - LABEL_CM) / len(names)
    places = [(names.index(y), names.index(x)) for x, y in zip(pairs["x"], pairs["y"], strict=True)]
    texts, size = _texts(pairs, places, field, look)
    labels = [f"{place} {result.codebook.label(name, language)}" for place, name in enumerate(names, start=1)]
    rows = fit_rows(labels, LABEL_EMS, least=min(field, TALLEST))
    with house_style():
        figure = new_figure(1.1 + rows.total)
        axes = frame_axes(figure.add_subplot())
        draw_fields(axes, dict(zip(places, pairs["estimate"], strict=True)), texts, size=size)
        for place in range(len(names)):
            axes.text(place, place, "—", ha="center", va="center", fontsize=SMALL_SIZE)
        name_rows(axes, rows)
        name_columns(axes, [str(place) for place in range(1, len(names) + 1)])
        add_notes(figure, *_notes(pairs, "".join(texts.values()), look))
        return finish(figure, look)


def _texts(pairs: pd.DataFrame, places: list[Place], field: float, style: Style) -> tuple[dict[Place, str], float]:
    """The fullest text for every pair that fits a field (width in centimetres), and its size in points.

    Where there is little room the significance marks go first, and then the numbers.
    """
    plain = [format_number(row["estimate"], "correlation", style) for row in records(pairs)]
    marked = [text + stars(p, style) for text, p in zip(plain, pairs["p_adjusted"], strict=True)]
    for texts in (marked, plain):
        if size := fitting_size(texts, field):
            return dict(zip(places, texts, strict=True)), size
    return {}, 0.0


def _notes(pairs: pd.DataFrame, shown: str, style: Style) -> tuple[str, ...]:
    """What the marks mean where they are shown, what shades mean where no numbers are, and what stripes are."""
    marks = explain_marks(pairs["p_adjusted"], style) if "*" in shown else ""
    shades = "" if shown else sentence("figures.note_shades", style)
    return marks, shades, explain_stripes(pairs["estimate"], style)
