"""A factor analysis in words."""

from __future__ import annotations

import pandas as pd

from surveykit.analyze.efa import EfaResult
from surveykit.analyze.number_of_factors import PARALLEL_DRAWS
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import Record, records
from surveykit.core.result import Note
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Threshold, Wording
from surveykit.prose.phrases import (
    clauses,
    commas,
    count,
    items_listed,
    limit_of,
    limit_words,
    missing_words,
    paragraph,
    percent,
)

ROTATION_NOTE = "efa.note_rotation_"
"""How the keys of the notes begin that name a rotation."""


def tell(result: EfaResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """What was kept and what it explains, how items load, what the rules say, and Harman's share for several scales."""
    look = resolve_style(style, language)
    overall = records(result.glance())[0]
    rules = {"eigenvalue": overall["eigenvalue_rule"], "parallel": overall["parallel_rule"]}
    sentences = [
        _kept(overall, _unit(result), look),
        *_loadings(result, limit_of("loading", wording), look),
        _communalities(result, limit_of("communality", wording), look),
        term("efa.prose_rules", look.language, **rules),
    ]
    if _spans_scales(result):
        sentences.append(_harman(result, limit_of("first_factor", wording), look))
    return paragraph(sentences, look)


def methods(result: EfaResult, style: Style) -> list[str]:
    """Extraction, rotation, and the rule for the number of factors."""
    spec, language = result.spec, style.language
    lead = term(f"efa.methods_{spec['method']}", language)
    rotation = _rotation(result, style)
    rule = spec["n_factors"] if isinstance(spec["n_factors"], str) else "given"
    m = result.loadings.shape[1]
    number = term(f"efa.methods_number_{rule}", language, m=m, draws=PARALLEL_DRAWS, seed=spec["seed"])
    structure = clauses(filter(None, (commas([lead, rotation], style), missing_words(result, style))), style)
    return [structure, number]


def _rotation(result: EfaResult, style: Style) -> str:
    """The rotation and its variant, as the note under the tables names it."""
    note = next(note for note in result.notes if note.key.startswith(ROTATION_NOTE))
    return Note(note.key.replace(ROTATION_NOTE, "efa.methods_rotation_"), note.values).words(style)


def _unit(result: EfaResult) -> str:
    return "component" if result.spec["method"] == "pca" else "factor"


def _kept(overall: Record, unit: str, style: Style) -> str:
    return term(
        f"efa.prose_kept_{unit}",
        style.language,
        k=overall["k"],
        n=count(overall["n"], style),
        m=overall["n_factors"],
        share=percent(overall["proportion"], style),
    )


def _loadings(result: EfaResult, limit: Threshold | None, style: Style) -> list[str]:
    """The range of the items' largest loadings, and the items that load below the limit, or on several factors."""
    size = result.loadings.abs()
    largest, several = size.max(axis=1), size.shape[1] > 1
    low, high = _range(largest, style)
    key = "efa.prose_loadings" if several else "efa.prose_loadings_one"
    sentences = [term(key, style.language, low=low, high=high)]
    if limit is None:
        return sentences
    below = _items(result, largest < limit.value, style)
    key = "efa.prose_low" if below else "efa.prose_low_none"
    sentences.append(term(key, style.language, items=below, limit=limit_words(limit, style)))
    if several:
        crossing = _items(result, (size >= limit.value).sum(axis=1) > 1, style)
        key = f"efa.prose_crossing_{_unit(result)}" if crossing else f"efa.prose_crossing_none_{_unit(result)}"
        sentences.append(term(key, style.language, items=crossing))
    return sentences


def _communalities(result: EfaResult, limit: Threshold | None, style: Style) -> str:
    """The range of the communalities, and the items below the limit."""
    low, high = _range(result.communality, style)
    if limit is None:
        return term("efa.prose_communality", style.language, low=low, high=high)
    below = _items(result, result.communality < limit.value, style)
    key = f"efa.prose_communality_{'below' if below else 'above'}"
    return term(key, style.language, low=low, high=high, items=below, limit=limit_words(limit, style))


def _harman(result: EfaResult, limit: Threshold | None, style: Style) -> str:
    """The share of the first component; below the limit it still rules nothing out."""
    share = percent(result.first_component, style)
    if limit is None:
        return term("efa.prose_harman", style.language, share=share)
    key = f"efa.prose_harman_{'below' if result.first_component < limit.value else 'above'}"
    return term(key, style.language, share=share, limit=limit_words(limit, style))


def _range(values: pd.Series, style: Style) -> tuple[str, str]:
    low, high = (format_number(float(end), "loading", style) for end in (values.min(), values.max()))
    return low, high


def _items(result: EfaResult, which: pd.Series, style: Style) -> str:
    """Some of the items as a list; empty where there are none."""
    names = which.index[which]
    return items_listed(result.codebook, map(str, names), style)


def _spans_scales(result: EfaResult) -> bool:
    """Whether the items belong to at least two scales: Harman's test asks whether one factor runs through several.

    A scale counts by the items that it has here. One whose items all belong to another, as a dimension's do, is not
    a second scale.
    """
    items = set(map(str, result.loadings.index))
    parts = {frozenset(scale.items) & items for scale in result.codebook.scales} - {frozenset()}
    return sum(not any(part < other for other in parts) for part in parts) > 1
