"""Internal consistency in words."""

from __future__ import annotations

import math

from surveykit.analyze.reliability import ReliabilityResult, scale_label
from surveykit.core.codebook import Language
from surveykit.core.format import format_cutoff, format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import bracketed, clauses, equals, interval, listed, paragraph

CUSTOMARY_ALPHA = 0.7
"""Nunnally and Bernstein (1994), for research at an early stage."""


def tell(result: ReliabilityResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Alpha of every scale with its interval, how it stands to the customary value, and the item-rest correlations."""
    look = resolve_style(style, language)
    scales = records(result.glance())
    described = clauses([_scale(result, scale, look) for scale in scales], look)
    sentences = [
        term("reliability.prose_alpha", look.language, scales=described),
        *_against_custom(result, scales, look),
        *_items(result, look),
    ]
    return paragraph(sentences, look)


def _scale(result: ReliabilityResult, scale: Record, style: Style) -> str:
    label = scale_label(result.codebook, scale["scale"], style.language)
    size = equals("N", scale["n"], "count", style)
    if math.isnan(scale["alpha"]):
        return bracketed(term("reliability.prose_scale_none", style.language, scale=label), [size], style)
    omega = [] if math.isnan(scale["omega"]) else [equals("ω", scale["omega"], "reliability", style)]
    numbers = [
        interval(scale["conf_low"], scale["conf_high"], "reliability", result.conf_level, style),
        *omega,
        size,
    ]
    alpha = format_number(scale["alpha"], "reliability", style)
    return bracketed(term("reliability.prose_scale", style.language, scale=label, alpha=alpha), numbers, style)


def _against_custom(result: ReliabilityResult, scales: list[Record], style: Style) -> list[str]:
    """Which scales lie below the customary value; a fact, not a verdict. Nothing where no alpha could be computed."""
    if all(math.isnan(scale["alpha"]) for scale in scales):
        return []
    below = [
        scale_label(result.codebook, scale["scale"], style.language)
        for scale in scales
        if scale["alpha"] < CUSTOMARY_ALPHA
    ]
    limit = format_cutoff(CUSTOMARY_ALPHA, style)
    if below:
        return [term("reliability.prose_below", style.language, scales=listed(below, style), limit=limit)]
    return [term("reliability.prose_above", style.language, limit=limit)]


def _items(result: ReliabilityResult, style: Style) -> list[str]:
    """The range of the item-rest correlations; of two items there is only one."""
    item_rest = result.tidy()["item_rest_r"]
    low, high = (format_number(float(r), "correlation", style) for r in (item_rest.min(), item_rest.max()))
    return [term("reliability.prose_items", style.language, low=low, high=high)] if low != high else []
