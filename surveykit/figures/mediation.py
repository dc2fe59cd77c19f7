"""The paths of a mediation: predictor, mediators and outcome, with coefficients and indirect effects."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.analyze.mediation import MediationResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number, stars
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.boxes import Box, between, draw_arrow, draw_box, fitted, height_of, make_box, page, write_on
from surveykit.figures.canvas import WIDTH, finish, house_style, new_figure
from surveykit.figures.labels import shorten
from surveykit.figures.notes import explain_marks
from surveykit.figures.numbers import interval, level_text
from surveykit.figures.palette import PALE_ACCENT

BOX_WIDTH = 3.2
GAP = 0.7
"""Centimetres between mediators."""

RISE = 1.5
"""Centimetres from predictor and outcome up to the lowest mediator."""

LABEL_AT = 0.55
"""Where on an arrow its coefficient stands, as a share of the way up to the mediator."""

MARGIN = 0.2
FOOT_LINE = 0.5
"""Centimetres for each line about an indirect effect."""

THROUGH = 11.0
"""Ems of a mediator's name in such a line."""

PATHS = ("a", "b", "c", "c_prime")
"""What is drawn as arrows, with significance marks."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def draw(result: MediationResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the path diagram with unstandardised coefficients, and the indirect effects below it."""
    look = resolve_style(style, language)
    rows = records(result.tidy())
    names = [row["mediator"] for row in rows if row["path"] == "indirect"]
    labels = [term_label(result.codebook, name, language) for name in names]
    marks = explain_marks((row["p_value"] for row in rows if row["path"] in PATHS), look)
    sentences = [*_indirect_lines(result, rows, labels, look), *([marks] if marks else [])]
    lines = [line for sentence in sentences for line in fitted(sentence, WIDTH).split("\n")]
    foot = 0.5 + FOOT_LINE * len(lines)
    ends = _place_ends(result, foot, language)
    middle = _place_mediators(labels, max(box.top for box in ends) + RISE)
    with house_style():
        figure = new_figure(middle[0].top + MARGIN)
        axes = page(figure)
        _draw_ends(axes, ends, rows, look)
        for position, (name, box) in enumerate(zip(names, middle, strict=True), start=1):
            number = _subscript(position) if names[1:] else ""
            _draw_mediator(axes, box, ends, _of_mediator(rows, name), number, look)
        for position, line in enumerate(lines):
            axes.text(WIDTH / 2, foot - 0.5 - FOOT_LINE * position, line, ha="center", va="center")
        return finish(figure, look)


def _place_ends(result: MediationResult, bottom: float, language: Language) -> tuple[Box, Box]:
    """Predictor at the left and outcome at the right, in line, the higher of them standing on `bottom`."""
    left, right = (term_label(result.codebook, str(result.spec[role]), language) for role in ("x", "y"))
    y = bottom + max(height_of(left, BOX_WIDTH), height_of(right, BOX_WIDTH)) / 2
    at_left, at_right = MARGIN + BOX_WIDTH / 2, WIDTH - MARGIN - BOX_WIDTH / 2
    return make_box(at_left, y, BOX_WIDTH, left), make_box(at_right, y, BOX_WIDTH, right)


def _place_mediators(labels: list[str], bottom: float) -> list[Box]:
    """Mediators one above the other in the middle, the first of them on top, the last on `bottom`."""
    boxes: list[Box] = []
    for label in reversed(labels):
        boxes.append(make_box(WIDTH / 2, bottom + height_of(label, BOX_WIDTH) / 2, BOX_WIDTH, label))
        bottom = boxes[-1].top + GAP
    return boxes[::-1]


def _draw_ends(axes: Axes, ends: tuple[Box, Box], rows: list[Record], style: Style) -> None:
    """Predictor and outcome, with the direct effect above the arrow between them and the total effect below."""
    left, right = ends
    paths = {row["path"]: row for row in rows}
    for box in ends:
        draw_box(axes, box)
    draw_arrow(axes, left.edge_towards(right.x, right.y), right.edge_towards(left.x, left.y))
    write_on(axes, WIDTH / 2, left.y + 0.3, _path("c′", paths["c_prime"], style))
    total = term("figures.total_effect", style.language, effect=_path("c", paths["c"], style))
    write_on(axes, WIDTH / 2, left.y - 0.3, total)


def _draw_mediator(
    axes: Axes, box: Box, ends: tuple[Box, Box], paths: Mapping[str, Record], number: str, style: Style
) -> None:
    """A mediator with the paths to and from it, each with its coefficient nearer to the mediator."""
    left, right = ends
    draw_box(axes, box, fill=PALE_ACCENT)
    from_left, to_right = (left.x + BOX_WIDTH / 4, left.top), (right.x - BOX_WIDTH / 4, right.top)
    at_left, at_right = (box.x - BOX_WIDTH / 2, box.y), (box.x + BOX_WIDTH / 2, box.y)
    draw_arrow(axes, from_left, at_left)
    draw_arrow(axes, at_right, to_right)
    write_on(axes, *between(from_left, at_left, LABEL_AT), _path(f"a{number}", paths["a"], style))
    write_on(axes, *between(to_right, at_right, LABEL_AT), _path(f"b{number}", paths["b"], style))


def _of_mediator(rows: list[Record], name: str) -> dict[str, Record]:
    """The paths to and from one mediator."""
    return {row["path"]: row for row in rows if row["mediator"] == name}


def _subscript(number: int) -> str:
    """A number in lowered digits."""
    return str(number).translate(SUBSCRIPTS)


def _path(symbol: str, row: Record, style: Style) -> str:
    """A path with its coefficient and significance mark."""
    return f"{symbol} = {format_number(row['estimate'], 'coefficient', style)}{stars(row['p_value'], style)}"


def _indirect_lines(result: MediationResult, rows: list[Record], labels: list[str], style: Style) -> list[str]:
    """A line per indirect effect with its bootstrap interval; with several mediators, one for their sum too."""
    several = len(labels) > 1
    lines: list[str] = []
    for row in rows:
        if row["path"] in ("indirect", "total_indirect"):
            through = labels[len(lines)] if row["path"] == "indirect" and several else ""
            key = "indirect_through" if through else ("total_indirect" if several else "indirect")
            lines.append(
                term(
                    f"figures.{key}",
                    style.language,
                    through=shorten(through, THROUGH),
                    number=_subscript(len(lines) + 1),
                    estimate=format_number(row["estimate"], "coefficient", style),
                    level=level_text(result),
                    interval=interval(row["conf_low"], row["conf_high"], "coefficient", style),
                )
            )
    return lines
