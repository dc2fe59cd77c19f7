"""How many respondents each two rules of screening flag, as a shaded triangle."""

from __future__ import annotations

from matplotlib.figure import Figure

from surveykit.analyze.screening import ScreeningResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.style import Style, resolve_style
from surveykit.errors import SampleError
from surveykit.figures.canvas import WIDTH, finish, frame_axes, house_style, new_figure
from surveykit.figures.fields import draw_fields, fitting_size, name_columns
from surveykit.figures.rows import fit_rows, name_rows

LABEL_CM = 5.4
"""Centimetres to the left of the triangle for the names of the rules."""

LABEL_EMS = 15.0
TALLEST = 1.0
"""Greatest height of a field in centimetres, unless a name needs more."""


def draw(result: ScreeningResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the lower triangle of counts; on the diagonal stand the respondents that a rule flags.

    Raises
    ------
    SampleError
        If no rule could be applied.
    """
    look = resolve_style(style, language)
    rules = list(result.overlap.index)
    if not rules:
        raise SampleError("no rule could be applied, so there is nothing to draw")
    counts = result.overlap.to_numpy()
    places = [(row, column) for row in range(len(rules)) for column in range(row + 1)]
    most = max(int(counts.max()), 1)
    texts = {place: format_number(int(counts[place]), "count", look) for place in places}
    field = (WIDTH - LABEL_CM) / len(rules)
    labels = [f"{place} {result.labels[rule].within(language)}" for place, rule in enumerate(rules, start=1)]
    rows = fit_rows(labels, LABEL_EMS, least=min(field, TALLEST))
    with house_style():
        figure = new_figure(1.1 + rows.total)
        axes = frame_axes(figure.add_subplot())
        shades = {place: float(counts[place]) / most for place in places}
        draw_fields(axes, shades, texts, size=fitting_size(texts.values(), field))
        name_rows(axes, rows)
        name_columns(axes, [str(place) for place in range(1, len(rules) + 1)])
        return finish(figure, look)
