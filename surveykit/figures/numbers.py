"""Numbers along axes and beside points, all through the one number formatter."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from surveykit.core.format import format_confidence, format_number
from surveykit.core.result import Result
from surveykit.core.style import Kind, Style


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
    axis.set_ticks(ticks, labels=[whole_percent(abs(tick), style) for tick in ticks])


def interval(low: float, high: float, kind: Kind, style: Style) -> str:
    """An interval in brackets; empty where it could not be computed."""
    if math.isnan(low) or math.isnan(high):
        return ""
    before, between, after = style.brackets
    return f"{before}{format_number(low, kind, style)}{between}{format_number(high, kind, style)}{after}"


def percent(share: float, style: Style) -> str:
    """A share in percent; the words around it bring the sign."""
    return format_number(share, "percent", replace(style, percent_sign=False))


def whole_percent(share: float, style: Style) -> str:
    """A share in whole percent without sign, as inside the fields of a bar."""
    return percent(share, replace(style, digits={**style.digits, "percent": 0}))


def level_text(result: Result) -> str:
    """The confidence level of the result's intervals in percent."""
    return format_confidence(result.conf_level)
