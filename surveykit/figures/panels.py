"""Panels of stacked bars: variables with the same options under one legend, each with its mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from surveykit.core.codebook import Codebook
from surveykit.core.format import format_number
from surveykit.core.style import Style
from surveykit.core.terms import term
from surveykit.errors import SampleError
from surveykit.figures.answers import draw_bar, left_end, legend_columns, legend_handles, legend_height
from surveykit.figures.canvas import SMALL_SIZE, THIN, add_notes, finish, frame_axes, house_style, new_figure
from surveykit.figures.labels import shorten
from surveykit.figures.notes import sentence
from surveykit.figures.numbers import tick_shares, whole_percent
from surveykit.figures.palette import GREY, answer_shades
from surveykit.figures.rows import Rows, fit_rows, name_rows

LABEL_WIDTH = 20.0
"""Widest label in ems."""

LEAST_HEIGHT = 0.7
"""Least centimetres for a bar and the space around it."""

NARROWEST = 0.05
"""Share of the answers below which a field carries no number."""

AROUND = 1.9
"""Centimetres for the axis below and the head of the means above."""


@dataclass(frozen=True)
class Answers:
    """The answers to one variable: its name, what to call it, the share of each code, and the mean."""

    name: str
    label: str
    shares: Mapping[float, float]
    mean: float

    @property
    def is_told(self) -> bool:
        """Whether no answer is suppressed."""
        return not any(map(math.isnan, self.shares.values()))


@dataclass(frozen=True)
class Panel:
    """Variables that share their options.

    Attributes
    ----------
    options : tuple[str, ...]
        Labels of the answers, from the lowest code up.
    around_middle : bool
        Whether the bars are centred on the middle of the options.
    rows : Rows
        The labels, one per variable.
    shares : tuple[tuple[float, ...], ...]
        Per variable, one share per option.
    means : tuple[float, ...]
        One per variable.
    """

    options: tuple[str, ...]
    around_middle: bool
    rows: Rows
    shares: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]

    @property
    def height(self) -> float:
        """Centimetres that the panel takes."""
        return AROUND + legend_height(self.options) + self.rows.total


def draw_panels(variables: Sequence[Answers], book: Codebook, style: Style) -> Figure:
    """One panel per list of options, in the order in which they first occur.

    A variable of which an answer is suppressed is left out and named below: the length of its other fields would
    give the answer away.

    Raises
    ------
    SampleError
        If nothing is left to draw.
    """
    shown = [variable for variable in variables if variable.is_told]
    if not shown:
        raise SampleError("an answer is suppressed in every variable, so that none can be drawn; show the table")
    panels = _panels(shown, book, style)
    heights = [panel.height for panel in panels]
    with house_style():
        figure = new_figure(sum(heights))
        parts = figure.subfigures(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
        for part, panel in zip(parts, panels, strict=True):
            _draw_panel(part, panel, style)
        add_notes(figure, _left_out([variable for variable in variables if variable not in shown], style))
        return finish(figure, style)


def _left_out(variables: Sequence[Answers], style: Style) -> str:
    """Which variables are not drawn; empty where all are."""
    separator = term("tables.list_separator", style.language)
    names = separator.join(shorten(variable.label, LABEL_WIDTH) for variable in variables)
    return sentence("figures.note_left_out", style, items=names) if names else ""


def _panels(variables: Sequence[Answers], book: Codebook, style: Style) -> list[Panel]:
    """Variables grouped by the codes and labels of their answers."""
    grouped: dict[tuple[tuple[float, str], ...], list[Answers]] = {}
    for variable in variables:
        codes = sorted(_codes(variable, variables, book))
        options = tuple((code, book.value_label(variable.name, code, style.language)) for code in codes)
        grouped.setdefault(options, []).append(variable)
    return [
        Panel(
            options=tuple(label for _, label in options),
            around_middle=_has_middle([code for code, _ in options], members[0], book),
            rows=fit_rows([member.label for member in members], LABEL_WIDTH, least=LEAST_HEIGHT),
            shares=tuple(tuple(member.shares.get(code, 0.0) for code, _ in options) for member in members),
            means=tuple(member.mean for member in members),
        )
        for options, members in grouped.items()
    ]


def _codes(variable: Answers, variables: Sequence[Answers], book: Codebook) -> set[float]:
    """The codes of a variable. Variables without listed answers share theirs: some may not occur in each of them."""
    unlisted = [other for other in variables if not _is_listed(other.name, book)]
    return {code for other in unlisted for code in other.shares} if variable in unlisted else set(variable.shares)


def _is_listed(name: str, book: Codebook) -> bool:
    return book.has_variable(name) and bool(book.variable(name).values)


def _has_middle(codes: Sequence[float], variable: Answers, book: Codebook) -> bool:
    """Whether there is something to agree or disagree about: not among categories, nor counting from 0 for never."""
    nominal = book.has_variable(variable.name) and book.variable(variable.name).kind == "nominal"
    return len(codes) > 2 and codes[0] >= 1 and not nominal


def _draw_panel(part: SubFigure, panel: Panel, style: Style) -> None:
    """The bars of one panel, their legend above and their means at the right."""
    axes = frame_axes(part.add_subplot(), "bottom")
    fill = answer_shades(len(panel.options), around_middle=panel.around_middle)
    starts = [left_end(shares, around_middle=panel.around_middle) for shares in panel.shares]
    for row, (shares, start) in enumerate(zip(panel.shares, starts, strict=True)):
        draw_bar(axes, row, shares, _percents(shares, style), fill, row_height=panel.rows.height, start=start)
    if panel.around_middle:
        axes.axvline(0, color=GREY, linewidth=THIN, zorder=0)
    name_rows(axes, panel.rows)
    axes.set_xlim(min(starts) - 0.02, max(start + sum(s) for s, start in zip(panel.shares, starts, strict=True)) + 0.02)
    axes.set_xlabel(term("figures.percent", style.language))
    tick_shares(axes.xaxis, style)
    _write_means(axes, panel.means, style)
    part.legend(
        handles=legend_handles(panel.options, fill),
        loc="outside upper center",
        ncols=legend_columns(panel.options),
        fontsize=SMALL_SIZE,
        handlelength=1.6,
        columnspacing=1.2,
    )


def _percents(shares: Sequence[float], style: Style) -> list[str]:
    """The shares in whole percent, where a field is wide enough for the number."""
    return [whole_percent(share, style) if share >= NARROWEST else "" for share in shares]


def _write_means(axes: Axes, means: Sequence[float], style: Style) -> None:
    """A column of means to the right of the bars."""
    across = axes.get_yaxis_transform()
    axes.text(1.02, -0.5, term("figures.mean", style.language), transform=across, va="bottom", fontsize=SMALL_SIZE)
    for row, mean in enumerate(means):
        text = format_number(mean, "mean", style)
        axes.text(1.02, row, text, transform=across, va="center", fontsize=SMALL_SIZE)
