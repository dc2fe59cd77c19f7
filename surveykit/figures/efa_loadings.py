"""The loadings as shaded fields: items by the factor on which they load most, factors from left to right."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from surveykit.analyze.efa import EfaResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_cutoff, format_number
from surveykit.core.labels import marked_item
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import CUSTOMARY
from surveykit.figures.canvas import WIDTH, add_notes, finish, frame_axes, house_style, new_figure
from surveykit.figures.fields import draw_fields, explain_stripes, fitting_size, name_columns
from surveykit.figures.notes import sentence
from surveykit.figures.rows import fit_rows, name_rows

LABEL_CM = 6.6
LABEL_EMS = 19.0
"""Centimetres for the items, and ems of their lines."""

LEAST = 0.62
SHOWN_FROM = CUSTOMARY["loading"].value
"""Smaller loadings are shaded but carry no number, as the table leaves them blank."""


def draw(result: EfaResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the pattern loadings; negative ones have stripes."""
    look = resolve_style(style, language)
    size = result.loadings.abs().to_numpy()
    sorted_items = result.loadings.iloc[np.lexsort((-size.max(axis=1), size.argmax(axis=1)))]
    values = {place: float(loading) for place, loading in np.ndenumerate(sorted_items.to_numpy())}
    large = {place: loading for place, loading in values.items() if abs(loading) >= SHOWN_FROM}
    texts = {place: format_number(loading, "loading", look) for place, loading in large.items()}
    labels = [marked_item(result.codebook, str(name), language) for name in sorted_items.index]
    rows = fit_rows(labels, LABEL_EMS, least=LEAST)
    factors = sorted_items.shape[1]
    unit = "component" if result.spec["method"] == "pca" else "factor"
    with house_style():
        figure = new_figure(1.6 + rows.total)
        axes = frame_axes(figure.add_subplot())
        fitting = fitting_size(texts.values(), (WIDTH - LABEL_CM) / factors)
        draw_fields(axes, values, texts if fitting else {}, size=fitting)
        name_rows(axes, rows)
        name_columns(axes, [str(number) for number in range(1, factors + 1)])
        axes.set_xlabel(term(f"efa.head_{unit}", language))
        blank = sentence("figures.note_loadings", look, limit=format_cutoff(SHOWN_FROM, look))
        add_notes(figure, blank, explain_stripes(values.values(), look))
        return finish(figure, look)
