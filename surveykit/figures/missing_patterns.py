"""Which items are missing together: items down, patterns across, dark where there is no answer."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveykit.analyze.missing_patterns import MissingPatternsResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.labels import item_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.figures.canvas import SMALL_SIZE, add_notes, finish, frame_axes, house_style, new_figure
from surveykit.figures.fields import draw_fields, name_columns
from surveykit.figures.notes import sentence
from surveykit.figures.numbers import percent
from surveykit.figures.rows import fit_rows, name_rows

MOST_PATTERNS = 14
MOST_ITEMS = 30
LABEL_EMS = 15.0
TALLEST = 0.7
"""Centimetres of a row, unless a label needs more."""

MISSING, ANSWERED = 1.0, 0.1
"""How dark a field is."""

AROUND = 1.8
"""Centimetres for the numbers above and below."""


def draw(result: MissingPatternsResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the most frequent patterns with the respondents who have each, and the share that each item lacks.

    Items without gaps are left out where others have some.
    """
    look = resolve_style(style, language)
    items, patterns = _items(result), records(result.patterns)
    chosen = patterns[:MOST_PATTERNS]
    rows = fit_rows([item_label(result.codebook, row["item"], language) for row in items], LABEL_EMS, least=TALLEST)
    with house_style():
        figure = new_figure(AROUND + rows.total)
        axes = frame_axes(figure.add_subplot())
        draw_fields(axes, _fields(items, chosen), {}, size=0.0)
        name_rows(axes, rows)
        name_columns(axes, [_count(pattern["n"], look) for pattern in chosen])
        axes.set_xlabel(term("missing_patterns.figure_respondents", language))
        _write_shares(axes, items, look)
        add_notes(figure, *_notes(result, len(items), len(patterns) - len(chosen), look))
        return finish(figure, look)


def _items(result: MissingPatternsResult) -> list[Record]:
    """The items with gaps in the order of the questionnaire, those with most where there are many; else all."""
    rows = records(result.tidy())
    gapped = {name for items in result.patterns["items"] for name in items}
    kept = [row for row in rows if row["item"] in gapped] or rows
    most = sorted(kept, key=lambda row: -_known(row["proportion"]))[:MOST_ITEMS]
    names = {row["item"] for row in most}
    return [row for row in kept if row["item"] in names]


def _fields(items: Sequence[Record], patterns: Sequence[Record]) -> dict[tuple[int, int], float]:
    return {
        (row, column): MISSING if item["item"] in pattern["items"] else ANSWERED
        for row, item in enumerate(items)
        for column, pattern in enumerate(patterns)
    }


def _write_shares(axes: Axes, items: Sequence[Record], style: Style) -> None:
    """The share of missing answers of every item, flush right beside its row."""
    head = term("missing_patterns.figure_share", style.language)
    _write(axes, -0.6, head, bottom=True)
    for row, item in enumerate(items):
        _write(axes, row, percent(item["proportion"], style) or "—")


def _write(axes: Axes, row: float, text: str, *, bottom: bool = False) -> None:
    axes.annotate(
        text,
        (1, row),
        xycoords=axes.get_yaxis_transform(),
        xytext=(52, 0),
        textcoords="offset points",
        ha="right",
        va="bottom" if bottom else "center",
        fontsize=SMALL_SIZE,
    )


def _notes(result: MissingPatternsResult, n_items: int, n_patterns: int, style: Style) -> list[str]:
    """What dark fields mean, and what is not drawn."""
    gapped = len({name for items in result.patterns["items"] for name in items})
    told = [sentence("missing_patterns.figure_note", style)]
    if n_patterns > 0:
        told.append(sentence("missing_patterns.figure_others", style, n=n_patterns))
    if gapped > n_items:
        told.append(sentence("missing_patterns.figure_items", style, n=gapped - n_items))
    return told


def _count(n: float, style: Style) -> str:
    """How many have a pattern; a dash where that is not told."""
    return format_number(float(n), "count", style) or "—"


def _known(share: float) -> float:
    return share if share == share else 0.0
