"""From the questionnaires handed out to those analysed, as boxes and arrows."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from surveykit.analyze.sample_flow import SampleFlowResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term, topics
from surveykit.figures.boxes import Box, draw_arrow, draw_box, height_of, make_box, page
from surveykit.figures.canvas import WIDTH, finish, house_style, new_figure
from surveykit.figures.numbers import percent
from surveykit.figures.palette import PALE_ACCENT

MAIN_WIDTH = 6.0
SIDE_WIDTH = 6.8
MARGIN = 0.2
GAP = 0.9
"""Centimetres between boxes one above the other."""


def draw(result: SampleFlowResult, *, language: Language, style: str | Style) -> Figure:
    """Draw issued (where it is known), returned, excluded by reason, and valid questionnaires."""
    look = resolve_style(style, language)
    stages, excluded = _stages(result, look), _excluded(result, look)
    boxes, side = _place(stages, excluded)
    with house_style():
        figure = new_figure(max(boxes[0].top, side.top if side else 0.0) + MARGIN)
        axes = page(figure)
        for upper, lower in pairwise(boxes):
            draw_arrow(axes, (upper.x, upper.bottom), (lower.x, lower.top))
        for box in boxes:
            draw_box(axes, box, fill=PALE_ACCENT if box is boxes[-1] else "white")
        if side:
            draw_arrow(axes, (boxes[-1].x, side.y), (side.x - SIDE_WIDTH / 2, side.y))
            draw_box(axes, side, align="left")
        return finish(figure, look)


def _stages(result: SampleFlowResult, style: Style) -> list[str]:
    """The text of each box of the main line, from the top."""
    totals, modes, language = result.glance().iloc[0], result.modes, style.language
    returned = _stage("returned", totals["n_returned"], modes, "n_returned", style)
    valid = _stage("valid", totals["n_valid"], modes, "n_valid", style)
    valid += "\n" + term("figures.valid_rate", language, rate=percent(totals["valid_rate"], style))
    if pd.isna(totals["n_issued"]):
        return [returned, valid]
    returned += "\n" + term("figures.response_rate", language, rate=percent(totals["response_rate"], style))
    return [_stage("issued", totals["n_issued"], modes, "n_issued", style), returned, valid]


def _stage(key: str, n: float, modes: pd.DataFrame, column: str, style: Style) -> str:
    """How many there are at one stage, and how many by each mode where there are several."""
    text = term(f"figures.{key}", style.language, n=_count(n, style))
    if len(modes) < 2:
        return text
    parts = [
        term("figures.by_mode", style.language, mode=_mode(mode, style.language), n=_count(count, style))
        for mode, count in zip(modes["mode"], modes[column], strict=True)
    ]
    return text + "\n" + term("figures.comma", style.language).join(parts)


def _excluded(result: SampleFlowResult, style: Style) -> str:
    """How many were excluded, and a line for each reason; empty where nobody was."""
    removals = result.removals[result.removals["n"] > 0]
    if removals.empty:
        return ""
    lines = [term("figures.excluded", style.language, n=_count(result.glance()["n_removed"].iloc[0], style))]
    for rule, n in zip(removals["rule"], removals["n"], strict=True):
        label = result.labels[rule].within(style.language)
        lines.append(term("figures.by_rule", style.language, rule=label, n=_count(n, style)))
    return "\n".join(lines)


def _place(stages: list[str], excluded: str) -> tuple[list[Box], Box | None]:
    """Boxes of the main line from the top, and the box of the excluded at the height of the last arrow."""
    heights = [height_of(text, MAIN_WIDTH) for text in stages]
    side_height = height_of(excluded, SIDE_WIDTH) if excluded else 0.0
    last_gap = max(GAP, side_height - 2 * heights[-1])
    x = MARGIN + MAIN_WIDTH / 2
    boxes = [make_box(x, MARGIN + heights[-1] / 2, MAIN_WIDTH, stages[-1])]
    for text, height in zip(stages[-2::-1], heights[-2::-1], strict=True):
        gap = last_gap if len(boxes) == 1 else GAP
        boxes.insert(0, make_box(x, boxes[0].top + gap + height / 2, MAIN_WIDTH, text))
    y = (boxes[-1].top + boxes[-2].bottom) / 2
    return boxes, make_box(WIDTH - MARGIN - SIDE_WIDTH / 2, y, SIDE_WIDTH, excluded) if excluded else None


def _mode(mode: str, language: Language) -> str:
    """What to print for a mode of answering; its own name where the terms do not know it."""
    key = f"mode_{mode or 'unknown'}"
    return term(f"sample_flow.{key}", language) if key in topics()["sample_flow"] else mode


def _count(n: float, style: Style) -> str:
    return format_number(float(n), "count", style)
