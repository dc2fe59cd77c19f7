"""Numbers along axes and beside points, all through the one number formatter."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from surveykit.core.format import format_confidence, format_level, format_number, stars
from surveykit.core.result import Result
from surveykit.core.style import Kind, Style
from surveykit.core.terms import term


def tick_numbers(axis: Axis, style: Style, *, most: int = 6, whole: bool = False) -> None:
    """Fix at most so many ticks of `axis` within its limits, with as many decimals as their distance needs."""
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 5, 10], integer=whole))
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    ticks = [float(tick) for tick in axis.get_majorticklocs() if low - slack <= tick <= high + slack]
    step = min((b - a for a, b in pairwise(ticks)), default=1.0)
    plain = replace(style, digits={**style.digits, "number": max(0, -math.floor(math.log10(step) + 1e-9))})
    axis.set_ticks(ticks, labels=[format_number(tick, "number", plain) for tick in ticks])


def tick_shares(axis: Axis, style: Style) -> None:
    """Fix the ticks of an axis of shares, printed as whole percent without sign: both sides of zero count up."""
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    low, high = sorted(axis.get_view_interval())
    ticks = [float(tick) for tick in axis.get_majorticklocs() if low <= tick <= high]
    whole = replace(style, digits={**style.digits, "percent": 0})
    axis.set_ticks(ticks, labels=[format_number(abs(tick), "percent", whole) for tick in ticks])


def interval(low: float, high: float, kind: Kind, style: Style) -> str:
    """An interval in brackets; empty where it could not be computed."""
    if math.isnan(low) or math.isnan(high):
        return ""
    return f"[{format_number(low, kind, style)}, {format_number(high, kind, style)}]"


def level_text(result: Result) -> str:
    """The confidence level of the result's intervals in percent."""
    return format_confidence(result.conf_level)


def explain_marks(p_values: Iterable[float], style: Style) -> str:
    """What the significance marks mean that these p values draw, weakest first; empty where they draw none."""
    drawn = {stars(p, style) for p in p_values}
    below = " < " if style.spaced_relations else "<"
    levels = [(mark, level) for level, mark in reversed(style.stars) if mark in drawn]
    parts = [f"{mark} p{below}{format_level(level, style)}" for mark, level in levels]
    return term("figures.comma", style.language).join(parts)
