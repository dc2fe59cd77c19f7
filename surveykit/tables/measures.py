"""Variables, dimensions, items and their sources."""

from __future__ import annotations

from surveykit.analyze.measures import MeasuresResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, EMPTY, head, stub, text
from surveykit.tables.words import reversed_notes, sentence

SHARED = ("scale", "dimension", "citation")
"""What the items of a group have in common, and is printed once."""


def lay_out(result: MeasuresResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per item; variable, dimension and source stand in the first row of those that share them."""
    look = resolve_style(style, language)
    items = records(result.tidy())
    columns = _columns(items)
    table = Table(
        name="measures",
        title=term("measures.title", look.language),
        columns=tuple(_column(name, items, look) for name in columns),
        rows=tuple(_row(result, place, items, columns, look) for place in range(len(items))),
        style=look,
        notes=(
            *result.note_texts(look),
            *reversed_notes(result.codebook, (item["item"] for item in items if item["reversed"]), look, scored=False),
        ),
    )
    return (table,)


def _columns(items: list[Record]) -> tuple[str, ...]:
    """Columns of `tidy` to show; without dimensions or sources where no item has any."""
    shown = ("scale", "dimension", "item", "label", "citation")
    return tuple(name for name in shown if name in ("scale", "item", "label") or any(item[name] for item in items))


def _column(name: str, items: list[Record], style: Style) -> Column:
    if name == "scale":
        return stub("measures.head_scale", style, width=1.6)
    if name == "item":
        return head("measures.head_item", style, width=0.9)
    width = {"dimension": 1.6, "label": 4.0, "citation": 2.2}[name]
    unknown = name == "citation" and not all(item["citation"] for item in items)
    note = sentence("measures.note_no_source", style) if unknown else ""
    return head(f"measures.head_{name}", style, width=width, align="left", note=note)


def _row(result: MeasuresResult, place: int, items: list[Record], columns: tuple[str, ...], style: Style) -> Row:
    """One item; what it shares with the item above is not repeated."""
    item, above = items[place], items[place - 1] if place else {}
    repeated = {name for name in SHARED if all(item[part] == above.get(part) for part in ("scale", name))}
    return Row(tuple(EMPTY if name in repeated else _cell(result, item, name, style) for name in columns))


def _cell(result: MeasuresResult, item: Record, name: str, style: Style) -> Cell:
    if name == "label":
        mark = term("common.mark_reversed", style.language) if item["reversed"] else ""
        return text(item[f"label_{style.language}"] + mark)
    if name == "citation":
        return text(item[name]) if item[name] else DASH
    return text(result.codebook.label(item[name], style.language) if name in SHARED else item[name])
