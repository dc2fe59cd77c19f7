"""Before and after on any range: the means of each pair, and how many respondents fell, stayed or rose."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from surveykit.analyze.paired import PairedResult
from surveykit.core.codebook import Codebook, Language
from surveykit.core.format import format_number
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style
from surveykit.core.terms import term
from surveykit.figures.answers import draw_bar, legend_handles
from surveykit.figures.canvas import SMALL_SIZE, add_notes, finish, frame_axes, house_style, new_figure
from surveykit.figures.labels import wrap
from surveykit.figures.numbers import tick_numbers
from surveykit.figures.palette import ACCENT, FAINT, GREY, STRIPES, Shade
from surveykit.figures.rows import make_rows, name_rows

LABEL_WIDTH = 11.0
"""Widest label in ems."""

ROW_HEIGHT = 1.5
"""Least centimetres for a pair."""

CHANGES = {"lower": Shade(GREY, STRIPES), "equal": Shade(FAINT), "higher": Shade(ACCENT)}
"""How the respondents who fell, stayed and rose are filled."""

NARROWEST = 0.08
"""Share of the respondents below which a field carries no number, for lack of room."""


def draw_shifts(result: PairedResult, style: Style) -> Figure:
    """Means with standard deviations at the left, and numbers of respondents by change at the right."""
    rows = records(result.glance())
    labels = [_pair_label(result.codebook, row, style.language) for row in rows]
    with house_style():
        named = make_rows(labels, least=ROW_HEIGHT)
        figure = new_figure(2.9 + named.total)
        means, changes = figure.subplots(1, 2, width_ratios=[3, 2], sharey=True)
        _draw_means(frame_axes(means, "bottom"), rows, style)
        _draw_changes(frame_axes(changes, "bottom"), rows, named.height, style)
        name_rows(means, named)
        changes.tick_params(axis="y", length=0)
        add_notes(figure, *(note.text(style) for note in result.notes if note.key == "common.note_suppressed"))
        return finish(figure, style)


def _pair_label(book: Codebook, row: Record, language: Language) -> str:
    """Both labels of a pair, one above the other."""
    names = (term_label(book, row[moment], language) for moment in ("before", "after"))
    before, after = (wrap(name, LABEL_WIDTH, most=3) for name in names)
    return f"{before}\n→ {after}"


def _draw_means(axes: Axes, rows: list[Record], style: Style) -> None:
    """For each pair an open point before and a filled point after."""
    for place, row in enumerate(rows):
        before, after = row["mean_before"], row["mean_after"]
        if math.isnan(before) or math.isnan(after):
            continue
        axes.plot([before, after], [place, place], color=ACCENT, linewidth=1.2, zorder=1)
        axes.plot(before, place, marker="o", markersize=6, color=ACCENT, markerfacecolor="white")
        axes.plot(after, place, marker="o", markersize=6, color=ACCENT)
        _write_mean(axes, before, place, 9, _mean_text(row, "before", style))
        _write_mean(axes, after, place, -9, _mean_text(row, "after", style))
    axes.margins(x=0.35)
    tick_numbers(axes.xaxis, style)
    axes.set_xlabel(term("figures.mean_sd", style.language))
    open_point = Line2D([], [], color=ACCENT, marker="o", markerfacecolor="white", linestyle="")
    filled_point = Line2D([], [], color=ACCENT, marker="o", linestyle="")
    words = [term(f"figures.{moment}", style.language) for moment in ("before", "after")]
    axes.legend([open_point, filled_point], words, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)


def _mean_text(row: Record, moment: str, style: Style) -> str:
    """A mean with its standard deviation in parentheses."""
    mean, sd = row[f"mean_{moment}"], row[f"sd_{moment}"]
    return f"{format_number(mean, 'mean', style)} ({format_number(sd, 'sd', style)})"


def _write_mean(axes: Axes, mean: float, place: int, offset: float, text: str) -> None:
    """Numbers `offset` points above a point."""
    middle: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": SMALL_SIZE}
    axes.annotate(text, (mean, place), xytext=(0, offset), textcoords="offset points", **middle)


def _draw_changes(axes: Axes, rows: list[Record], height: float, style: Style) -> None:
    """For each pair a bar of respondents: lower, equal, higher."""
    for place, row in enumerate(rows):
        counts = [row[f"n_{change}"] for change in CHANGES]
        if any(map(math.isnan, counts)):
            axes.text(0, place, "—", va="center", fontsize=SMALL_SIZE)
            continue
        room = NARROWEST * sum(counts)
        texts = [format_number(count, "count", style) if count >= room else "" for count in counts]
        draw_bar(axes, place, counts, texts, list(CHANGES.values()), row_height=height)
    words = [term(f"figures.{change}", style.language) for change in CHANGES]
    handles = legend_handles(words, list(CHANGES.values()))
    axes.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, handlelength=1.4, columnspacing=1
    )
    axes.set_xlim(0, max(row["n"] for row in rows))
    axes.set_xlabel(term("figures.change", style.language))
    tick_numbers(axes.xaxis, style, most=4, whole=True)
