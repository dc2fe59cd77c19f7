"""Eigenvalues of the correlations and of the reduced correlations, each with what chance gives."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.analyze.factor_number import FactorNumberResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.canvas import THIN, finish, frame_axes, house_style, new_figure
from surveykit.figures.numbers import tick_numbers
from surveykit.figures.palette import ACCENT, GREY, INK

HEIGHT = 8.0
MOST_RANKS = 30
HEADROOM = 1.08


def draw(result: FactorNumberResult, *, language: Language, style: str | Style) -> Figure:
    """Draw both screes with the 95th percentile of their chance eigenvalues, and the line at 1."""
    look = resolve_style(style, language)
    factors = result.factors
    with house_style():
        figure = new_figure(HEIGHT)
        axes = frame_axes(figure.add_subplot(), "left", "bottom")
        axes.axhline(1, color=GREY, linewidth=THIN, linestyle=(0, (4, 3)), label=_word("eigenvalue_one", look))
        _line(axes, factors["parallel"].tolist(), GREY, "s", ":", _word("parallel_components", look))
        _line(axes, factors["reduced_limit"].tolist(), GREY, "^", "--", _word("parallel_factors", look))
        _line(axes, factors["eigenvalue"].tolist(), ACCENT, "o", "-", _word("observed_components", look))
        _line(axes, factors["reduced"].tolist(), INK, "^", "-", _word("observed_factors", look))
        axes.axhline(0, color=GREY, linewidth=THIN)
        axes.set_xlim(0.5, len(factors) + 0.5)
        axes.set_ylim(top=HEADROOM * max(factors["eigenvalue"].max(), factors["parallel"].max()))
        axes.set_xlabel(term("figures.factor_number", language))
        axes.set_ylabel(term("figures.eigenvalue", language))
        tick_numbers(axes.xaxis, look, most=MOST_RANKS, whole=True)
        tick_numbers(axes.yaxis, look)
        axes.legend(loc="upper right")
        return finish(figure, look)


def _line(axes: Axes, values: Sequence[float], colour: str, marker: str, stroke: str, label: str) -> None:
    """One series of eigenvalues by rank; observed ones are filled and stronger than chance."""
    observed = stroke == "-"
    axes.plot(
        range(1, len(values) + 1),
        values,
        color=colour,
        linewidth=1.2 if observed else 1.0,
        linestyle=stroke,
        marker=marker,
        markersize=4.5 if observed else 3,
        markerfacecolor=colour if observed else "white",
        label=label,
    )


def _word(name: str, style: Style) -> str:
    return term(f"figures.{name}", style.language)
