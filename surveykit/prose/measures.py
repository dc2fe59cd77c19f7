"""The scales of a study in words."""

from __future__ import annotations

from surveykit.analyze.measures import MeasuresResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import bracketed, clauses, listed, paragraph


def tell(result: MeasuresResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Each scale with the number of its items and its source, and which items are reversed."""
    look = resolve_style(style, language)
    scales = records(result.glance())
    described = clauses([_scale(result, scale, look) for scale in scales], look)
    total = len(result.tidy())
    first = term("measures.prose_scales", look.language, count=len(scales), items=total, scales=described)
    return paragraph([first, *_reversed(result, look)], look)


def _scale(result: MeasuresResult, scale: Record, style: Style) -> str:
    size = term("measures.prose_size", style.language, k=scale["k"])
    source = [scale["citation"]] if scale["citation"] else []
    return bracketed(result.codebook.label(scale["scale"], style.language), [size, *source], style)


def _reversed(result: MeasuresResult, style: Style) -> list[str]:
    items = result.tidy()
    names = list(dict.fromkeys(items.loc[items["reversed"], "item"]))
    return [term("measures.prose_reversed", style.language, items=listed(names, style))] if names else []
