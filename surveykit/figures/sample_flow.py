"""From the questionnaires handed out to those analysed, as boxes and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.analyze.sample_flow import SampleFlowResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term, topics
from surveykit.figures.boxes import (
    EM,
    INDENT,
    INSET,
    PADDING,
    Box,
    draw_arrow,
    draw_box,
    draw_line,
    fitted,
    height_of,
    make_box,
    page,
)
from surveykit.figures.canvas import WIDTH, finish, house_style, new_figure
from surveykit.figures.labels import shorten
from surveykit.figures.numbers import percent
from surveykit.figures.palette import PALE_ACCENT

MAIN_WIDTH = 6.0
SIDE_WIDTH = 6.8
MARGIN = 0.2
GAP = 0.9
"""Centimetres between boxes one above the other."""

SIDE_GAP = 0.25
"""Least centimetres between boxes at the side."""

ARM_GAP = 0.4
MOST_ARMS = 3
"""Modes that have a box each; of more modes the boxes tell in words."""

PAGE = 21.0
"""Centimetres that a drawing may be high."""

SETTINGS = ((4, 12), (2, 12), (1, 12), (1, 8), (1, 5), (1, 3))
"""Lines of a reason, and reasons of a stage: the first that fits a page is taken; others are told in one line."""

ROOM_FOR_ELLIPSIS = "0"
"""As wide as a Chinese ellipsis is wider than a Latin one."""

MOST_ANALYSES = 8


@dataclass(frozen=True)
class _Flow:
    """The boxes of a drawing, and where each thing flows from and to.

    Attributes
    ----------
    top : Box or None
        Issued, above the arms.
    arms : list[Box]
        One per mode.
    main : list[Box]
        From returned to valid.
    sides : list[Box]
        The excluded, each beside the gap below the main box of the same place.
    analysed : Box or None
        Below valid.
    """

    top: Box | None
    arms: list[Box]
    main: list[Box]
    sides: list[Box]
    analysed: Box | None

    @property
    def boxes(self) -> list[Box]:
        """All of them but the sides, whose text stands at the left."""
        return [*([self.top] if self.top else []), *self.arms, *self.main]


def draw(result: SampleFlowResult, *, language: Language, style: str | Style) -> Figure:
    """Draw issued (where it is known), returned, excluded by stage and reason, valid, and analysed questionnaires.

    Two or three modes of answering have a box each, between issued and returned.
    """
    look = resolve_style(style, language)
    for lines, reasons in SETTINGS:
        flow, height = _placed(result, look, lines, reasons)
        if height <= PAGE:
            break
    with house_style():
        figure = new_figure(height)
        axes = page(figure)
        _draw_arrows(axes, flow)
        for box in flow.boxes:
            draw_box(axes, box, fill=PALE_ACCENT if box is flow.main[-1] else "white")
        for box in [*flow.sides, *([flow.analysed] if flow.analysed else [])]:
            draw_box(axes, box, align="left")
        return finish(figure, look)


def _draw_arrows(axes: Axes, flow: _Flow) -> None:
    """Down the main line, into and out of the arms, and to the side."""
    for upper, lower in pairwise(flow.main):
        draw_arrow(axes, (upper.x, upper.bottom), (lower.x, lower.top))
    for (upper, lower), side in zip(pairwise(flow.main), flow.sides, strict=False):
        y = (upper.bottom + lower.top) / 2
        draw_arrow(axes, (upper.x, y), (side.x - SIDE_WIDTH / 2, y))
    if flow.analysed:
        valid = flow.main[-1]
        draw_arrow(axes, (valid.x, valid.bottom), (valid.x, flow.analysed.top))
    if flow.top and flow.arms:
        _branch(axes, flow.top, flow.arms)
    elif flow.top:
        draw_arrow(axes, (flow.top.x, flow.top.bottom), (flow.main[0].x, flow.main[0].top))
    if flow.arms:
        _merge(axes, flow.arms, flow.main[0])


def _branch(axes: Axes, top: Box, arms: Sequence[Box]) -> None:
    """From one box to several below it."""
    y = (top.bottom + arms[0].top) / 2
    draw_line(axes, (top.x, top.bottom), (top.x, y))
    draw_line(axes, (min(top.x, arms[0].x), y), (max(top.x, arms[-1].x), y))
    for arm in arms:
        draw_arrow(axes, (arm.x, y), (arm.x, arm.top))


def _merge(axes: Axes, arms: Sequence[Box], into: Box) -> None:
    """From several boxes to one below them."""
    y = (min(arm.bottom for arm in arms) + into.top) / 2
    for arm in arms:
        draw_line(axes, (arm.x, arm.bottom), (arm.x, y))
    draw_line(axes, (min(into.x, arms[0].x), y), (max(into.x, arms[-1].x), y))
    draw_arrow(axes, (into.x, y), (into.x, into.top))


def _placed(result: SampleFlowResult, style: Style, lines: int, most: int) -> tuple[_Flow, float]:
    """Every box at its place, and the height of the page.

    Heights are reckoned from the bottom: the analysed, the main line with its gaps, the arms, the issued.
    """
    stages = records(result.stages)
    texts = _main_texts(result, stages, style)
    excluded = [_excluded(result, stage["stage"], style, lines, most) for stage in stages]
    y = MARGIN
    analysed = None
    if len(result.analyses):
        analysed = _above(y, WIDTH / 2, WIDTH - 2 * MARGIN, _analysed(result, style))
        y = analysed.top + GAP
    main, sides, y = _main_line(texts, excluded, y)
    arms = []
    if 2 <= len(result.modes) <= MOST_ARMS:
        arms = _arms(result, max(main[0].top + GAP, y + SIDE_GAP), style)
        y = max(arm.top for arm in arms)
    y = max(y, main[0].top)
    top = None
    if (issued := _issued(result, style)) is not None:
        top = _above(max(y, main[0].top) + GAP, main[0].x, MAIN_WIDTH, issued)
        y = top.top
    return _Flow(top, arms, main, sides, analysed), max([y, *(side.top for side in sides)]) + MARGIN


def _main_line(texts: list[str], excluded: list[str], bottom: float) -> tuple[list[Box], list[Box], float]:
    """The boxes of the main line and those at its side, and how far these reach up.

    Gaps are as wide as the boxes at the side need, which may stand beside the boxes of the main line too.
    """
    x = MARGIN + MAIN_WIDTH / 2
    main = [_above(bottom, x, MAIN_WIDTH, texts[-1])]
    sides: list[Box] = []
    limit = bottom
    for text, reasons in zip(texts[-2::-1], excluded[::-1] or [""] * len(texts[:-1]), strict=True):
        y = main[0].top + GAP / 2
        if reasons:
            half = height_of(reasons, SIDE_WIDTH) / 2
            y = max(y, limit + half)
            side = make_box(WIDTH - MARGIN - SIDE_WIDTH / 2, y, SIDE_WIDTH, reasons)
            sides.insert(0, side)
            limit = side.top + SIDE_GAP
        main.insert(0, _above(y + (y - main[0].top), x, MAIN_WIDTH, text))
    return main, sides, limit


def _arms(result: SampleFlowResult, bottom: float, style: Style) -> list[Box]:
    """A box for every mode, side by side and equally high: two in the columns of the drawing, three over its width."""
    modes = records(result.modes)
    if len(modes) == 2:
        columns = [(MARGIN + MAIN_WIDTH / 2, MAIN_WIDTH), (WIDTH - MARGIN - SIDE_WIDTH / 2, SIDE_WIDTH)]
    else:
        width = (WIDTH - 2 * MARGIN - ARM_GAP * (len(modes) - 1)) / len(modes)
        columns = [(MARGIN + width / 2 + place * (width + ARM_GAP), width) for place in range(len(modes))]
    texts = [_arm(mode, style) for mode in modes]
    height = max(height_of(text, width) for text, (_, width) in zip(texts, columns, strict=True))
    return [
        Box(x, bottom + height / 2, width, height, fitted(text, width))
        for text, (x, width) in zip(texts, columns, strict=True)
    ]


def _arm(mode: Record, style: Style) -> str:
    """How many of one mode were issued and came back."""
    language = style.language
    name, returned = _mode(mode["mode"], language), _count(mode["n_returned"], style)
    if pd.isna(mode["n_issued"]):
        return f"{name}\n{term('sample_flow.figure_arm_returned', language, n=returned)}"
    rate = percent(mode["response_rate"], style)
    issued = term("sample_flow.figure_arm_issued", language, n=_count(mode["n_issued"], style))
    back = term("sample_flow.figure_arm_returned_rate", language, n=returned, rate=rate)
    return f"{name}\n{issued}\n{back}"


def _issued(result: SampleFlowResult, style: Style) -> str | None:
    """The text of the first box; None where the number handed out is not known."""
    issued = result.glance()["n_issued"].iloc[0]
    return None if pd.isna(issued) else _stage("issued", issued, result.modes, "n_issued", style)


def _main_texts(result: SampleFlowResult, stages: Sequence[Record], style: Style) -> list[str]:
    """The text of each box of the main line, from the top: returned, what is left after each stage, valid."""
    totals, modes, language = result.glance().iloc[0], result.modes, style.language
    returned = _stage("returned", totals["n_returned"], modes, "n_returned", style)
    if not pd.isna(totals["n_issued"]):
        returned += "\n" + term("figures.response_rate", language, rate=percent(totals["response_rate"], style))
    valid = _stage("valid", totals["n_valid"], modes, "n_valid", style, always=True)
    valid += "\n" + term("figures.valid_rate", language, rate=percent(totals["valid_rate"], style))
    left = [term("sample_flow.figure_left", language, n=_count(stage["n_left"], style)) for stage in stages[:-1]]
    return [returned, *left, valid]


def _stage(key: str, n: float, modes: pd.DataFrame, column: str, style: Style, *, always: bool = False) -> str:
    """How many there are at one stage, and how many by each mode where these have no boxes of their own."""
    text = term(f"figures.{key}", style.language, n=_count(n, style))
    if len(modes) < 2 or (len(modes) <= MOST_ARMS and not always):
        return text
    parts = [
        term("figures.by_mode", style.language, mode=_mode(mode, style.language), n=_count(count, style))
        for mode, count in zip(modes["mode"], modes[column], strict=True)
    ]
    return text + "\n" + term("figures.comma", style.language).join(parts)


def _excluded(result: SampleFlowResult, stage: str, style: Style, lines: int, most: int) -> str:
    """How many were excluded at one stage, and for each of `most` reasons; a stage of one rule needs no reason."""
    language = style.language
    removals = records(result.removals[(result.removals["n"] > 0) & (result.removals["stage"] == stage)])
    n = _count(sum(row["n"] for row in removals), style)
    alone = len(result.stages) == 1
    told = [term("figures.excluded" if alone else f"sample_flow.figure_stage_{stage}", language, n=n)]
    if [row["rule"] for row in removals] == [stage] and not alone:
        return told[0]
    few = len(removals) <= most + 1
    told += [_reason(result, row, style, lines) for row in (removals if few else removals[:most])]
    if not few:
        rest = _count(sum(row["n"] for row in removals[most:]), style)
        told.append(INSET + term("sample_flow.figure_others", language, k=len(removals) - most, n=rest))
    return "\n".join(told)


def _reason(result: SampleFlowResult, row: Record, style: Style, lines: int) -> str:
    """A reason with its count, without the middle of its label where that takes more lines."""
    n = _count(row["n"], style)
    label = result.labels[row["rule"]].within(style.language)
    room = lines * (SIDE_WIDTH - 2 * PADDING - INDENT) / EM
    while room > 1:
        text = INSET + term("figures.by_rule", style.language, rule=shorten(label, room), n=n)
        if fitted(text + ROOM_FOR_ELLIPSIS, SIDE_WIDTH).count("\n") < lines:
            break
        room -= 0.5
    return text


def _analysed(result: SampleFlowResult, style: Style) -> str:
    """How many each analysis rests on."""
    language = style.language
    rows = list(zip(records(result.analyses), result.analysis_labels, strict=True))
    few = len(rows) <= MOST_ANALYSES + 1
    lines = [term("sample_flow.figure_analysed", language)]
    for row, label in rows if few else rows[:MOST_ANALYSES]:
        key = "figure_analysis_lost" if row["n_missing"] else "figure_analysis"
        told = {"analysis": label.within(language), "n": _count(row["n"], style)}
        lines.append(INSET + term(f"sample_flow.{key}", language, lost=_count(row["n_missing"], style), **told))
    if not few:
        lines.append(INSET + term("sample_flow.figure_more_analyses", language, k=len(rows) - MOST_ANALYSES))
    return "\n".join(lines)


def _above(bottom: float, x: float, width: float, text: str) -> Box:
    """A box that stands on a height."""
    return make_box(x, bottom + height_of(text, width) / 2, width, text)


def _mode(mode: str, language: Language) -> str:
    """What to print for a mode of answering; its own name where the terms do not know it."""
    key = f"mode_{mode or 'unknown'}"
    return term(f"sample_flow.{key}", language) if key in topics()["sample_flow"] else mode


def _count(n: float, style: Style) -> str:
    return format_number(float(n), "count", style)
