"""Panels of stacked bars: variables with the same options under one legend, each with its mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from surveykit.core.codebook import Codebook
from surveykit.core.format import format_number
from surveykit.core.style import Style
from surveykit.core.terms import term
from surveykit.figures.answers import draw_bar, left_end, legend_columns, legend_handles, shades
from surveykit.figures.canvas import GREY, SMALL_SIZE, THIN, finish, frame_axes, house_style, new_figure
from surveykit.figures.labels import row_height, wrap
from surveykit.figures.numbers import tick_shares

LABEL_WIDTH = 20.0
"""Widest label in ems."""

LEAST_HEIGHT = 0.7
"""Least centimetres for a bar and the space around it."""

NARROWEST = 0.05
"""Share of the answers below which a field carries no number."""


@dataclass(frozen=True)
class Answers:
    """The answers to one variable: its name, what to call it, the share of each code, and the mean."""

    name: str
    label: str
    shares: Mapping[float, float]
    mean: float


@dataclass(frozen=True)
class Panel:
    """Variables that share their options.

    Attributes
    ----------
    options : tuple[str, ...]
        Labels of the answers, from the lowest code up.
    around_middle : bool
        Whether the bars are centred on the middle of the options.
    labels : tuple[str, ...]
        One per variable, broken into lines.
    shares : tuple[tuple[float, ...], ...]
        Per variable, one share per option.
    means : tuple[float, ...]
        One per variable.
    """

    options: tuple[str, ...]
    around_middle: bool
    labels: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]

    @property
    def height(self) -> float:
        """Centimetres that the panel takes."""
        return 2.3 + row_height(self.labels, least=LEAST_HEIGHT) * len(self.labels)


def draw_panels(variables: Sequence[Answers], book: Codebook, style: Style) -> Figure:
    """One panel per list of options, in the order in which they first occur."""
    panels = _panels(variables, book, style)
    heights = [panel.height for panel in panels]
    with house_style():
        figure = new_figure(sum(heights))
        parts = figure.subfigures(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
        for part, panel in zip(parts, panels, strict=True):
            _draw_panel(part, panel, style)
        return finish(figure, style)


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
            labels=tuple(wrap(member.label, LABEL_WIDTH) for member in members),
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
    fill = shades(len(panel.options), around_middle=panel.around_middle)
    starts = [left_end(shares, around_middle=panel.around_middle) for shares in panel.shares]
    for row, (shares, start) in enumerate(zip(panel.shares, starts, strict=True)):
        draw_bar(axes, row, shares, _percents(shares, style), fill, start=start)
    if panel.around_middle:
        axes.axvline(0, color=GREY, linewidth=THIN, zorder=0)
    axes.set_yticks(range(len(panel.labels)), labels=panel.labels)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(panel.labels) - 0.5, -0.5)
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
    whole = replace(style, digits={**style.digits, "percent": 0})
    return [format_number(share, "percent", whole) if share >= NARROWEST else "" for share in shares]


def _write_means(axes: Axes, means: Sequence[float], style: Style) -> None:
    """A column of means to the right of the bars."""
    across = axes.get_yaxis_transform()
    axes.text(1.02, -0.5, term("figures.mean", style.language), transform=across, va="bottom", fontsize=SMALL_SIZE)
    for row, mean in enumerate(means):
        text = format_number(mean, "mean", style)
        axes.text(1.02, row, text, transform=across, va="center", fontsize=SMALL_SIZE)
