"""Lines below a drawing: what its marks, stripes and dashes mean."""

from __future__ import annotations

from collections.abc import Iterable

from surveykit.core.format import format_level, stars
from surveykit.core.style import Style
from surveykit.core.terms import term


def sentence(key: str, style: Style, **values: object) -> str:
    """The wording of `key` with a full stop."""
    return term(key, style.language, **values) + _stop(style)


def explain_marks(p_values: Iterable[float], style: Style) -> str:
    """What the significance marks mean that these p values draw, weakest first; empty where they draw none."""
    drawn = {stars(p, style) for p in p_values}
    below = " < " if style.spaced_relations else "<"
    levels = [(mark, level) for level, mark in reversed(style.stars) if mark in drawn]
    parts = [f"{mark} p{below}{format_level(level, style)}" for mark, level in levels]
    return term("figures.comma", style.language).join(parts) + (_stop(style) if parts else "")


def _stop(style: Style) -> str:
    return term("common.full_stop", style.language)
