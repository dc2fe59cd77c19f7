"""Cronbach's alpha of every scale with its interval, and the limit that is customary for it."""

from __future__ import annotations

from matplotlib.figure import Figure

from surveykit.analyze.reliability import ReliabilityResult
from surveykit.analyze.reliability_scale import scale_label
from surveykit.core.codebook import Language
from surveykit.core.format import format_cutoff
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import CUSTOMARY, Threshold
from surveykit.figures.forest import Estimate, Forest, draw_forest
from surveykit.figures.notes import sentence
from surveykit.figures.numbers import level_text


def draw(result: ReliabilityResult, *, language: Language, style: str | Style) -> Figure:
    """Draw alpha and its interval for each scale, with a dashed line at the customary limit."""
    return draw_alphas(result, resolve_style(style, language), limit=CUSTOMARY["alpha"])


def draw_alphas(result: ReliabilityResult, style: Style, *, limit: Threshold | None) -> Figure:
    """Alpha and its interval for each scale; the point is filled where the whole interval lies above `limit`."""
    language = style.language
    forest = Forest(
        kind="reliability",
        head="α",
        axis=term("figures.alpha", language, level=level_text(result)),
        level=level_text(result),
        line=limit.value if limit else None,
    )
    estimates = [
        Estimate(
            label=scale_label(result.codebook, row["scale"], language),
            value=row["alpha"],
            low=row["conf_low"],
            high=row["conf_high"],
            filled=limit is None or row["conf_low"] > limit.value,
        )
        for row in records(result.glance())
    ]
    notes = []
    if limit:
        cutoff = format_cutoff(limit.value, style)
        notes = [sentence("figures.note_limit", style, limit=cutoff, source=limit.source)]
    return draw_forest(estimates, forest, style, notes=notes)
