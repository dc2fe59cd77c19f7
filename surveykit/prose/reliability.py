"""Internal consistency in words."""

from __future__ import annotations

import math

from surveykit.analyze.reliability import ReliabilityResult
from surveykit.analyze.reliability_families import FAMILIES
from surveykit.analyze.reliability_scale import scale_label
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence, format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    bracketed,
    clauses,
    commas,
    equals,
    interval,
    items_listed,
    limit_of,
    limit_words,
    listed,
    missing_words,
    paragraph,
)

TOLD = {"split_half": "split_odd_even", "ordinal": "alpha_ordinal", "hierarchical": "omega_hierarchical"}
"""The one coefficient of each family that the sentences mention."""


def tell(result: ReliabilityResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Alpha of every scale with its interval, how it stands to the customary value, and the item-rest correlations."""
    look = resolve_style(style, language)
    scales = records(result.glance())
    described = clauses([_scale(result, scale, look) for scale in scales], look)
    sentences = [
        term("reliability.prose_alpha", look.language, scales=described),
        *_against_custom(result, scales, wording, look),
        *_items(result, wording, look),
        *_families(result, look),
    ]
    return paragraph(sentences, look)


def methods(result: ReliabilityResult, style: Style) -> list[str]:
    """Which coefficients were computed, with which interval."""
    scales, spec = result.glance(), result.spec
    with_omega = bool(scales["omega"].notna().any())
    which = {"feldt": "omega" if with_omega else "alpha", "bootstrap": "bootstrap" + "_omega" * with_omega}
    level = format_confidence(result.conf_level)
    lead = term(
        f"reliability.methods_{which[str(spec['interval'])]}",
        style.language,
        level=level,
        n_boot=spec["n_boot"],
        seed=spec["seed"],
    )
    two = term("reliability.methods_two", style.language) if scales["spearman_brown"].notna().any() else ""
    families = [term(f"reliability.methods_{family}", style.language) for family in families_of(result)]
    return [clauses(filter(None, (lead, two, *families, missing_words(result, style))), style)]


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


def _against_custom(result: ReliabilityResult, scales: list[Record], wording: Wording, style: Style) -> list[str]:
    """Which scales lie below the customary value; a fact, not a verdict. Nothing where no alpha could be computed."""
    limit = limit_of("alpha", wording)
    if limit is None or all(math.isnan(scale["alpha"]) for scale in scales):
        return []
    below = [
        scale_label(result.codebook, scale["scale"], style.language) for scale in scales if scale["alpha"] < limit.value
    ]
    key = f"reliability.prose_{'below' if below else 'above'}"
    return [term(key, style.language, scales=listed(below, style), limit=limit_words(limit, style))]


def _items(result: ReliabilityResult, wording: Wording, style: Style) -> list[str]:
    """The range of the item-rest correlations, and the items below the customary value; of two items there is one."""
    items = result.tidy()
    item_rest = items["item_rest_r"]
    low, high = (format_number(float(r), "correlation", style) for r in (item_rest.min(), item_rest.max()))
    if low == high:
        return []
    sentences = [term("reliability.prose_items", style.language, low=low, high=high)]
    if limit := limit_of("item_rest", wording):
        below = items.loc[item_rest < limit.value, "item"]
        labels = items_listed(result.codebook, map(str, below), style)
        key = f"reliability.prose_items_{'below' if len(below) else 'above'}"
        sentences.append(term(key, style.language, items=labels, limit=limit_words(limit, style)))
    return sentences


def families_of(result: ReliabilityResult) -> list[str]:
    """The families of coefficients that were asked for."""
    return [family for family, columns in FAMILIES.items() if columns[0] in result.scales.columns]


def _families(result: ReliabilityResult, style: Style) -> list[str]:
    """One coefficient of each family for every scale that has it."""
    sentences = []
    for family in families_of(result):
        scales = result.scales.dropna(subset=TOLD[family])
        values = [
            term(
                "reliability.prose_value",
                style.language,
                scale=scale_label(result.codebook, row["scale"], style.language),
                value=format_number(row[TOLD[family]], "reliability", style),
            )
            for row in records(scales)
        ]
        if values:
            sentences.append(term(f"reliability.prose_{family}", style.language, scales=commas(values, style)))
    return sentences
