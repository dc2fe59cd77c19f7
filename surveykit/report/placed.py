"""Filling the places of a thesis with the tables, figures, sentences and numbers of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from surveykit.core.result import Result
from surveykit.core.table import Table
from surveykit.core.words import closest
from surveykit.errors import OptionError
from surveykit.report.build import Looks, Numbered, Numbers, illustrate, mention, part_labels, told
from surveykit.report.entries import Shown
from surveykit.report.values import value_text
from surveykit.write.parts import Illustration, Paragraph, Part, What
from surveykit.write.template import Place, fill_template, find_places


@dataclass(frozen=True)
class _Material:
    """What places can be filled with, tables and figures under the numbers that they have in this thesis."""

    shown: Mapping[str, Shown]
    table_names: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]
    figures: Mapping[str, Illustration]
    methods: Callable[[], str]
    looks: Looks

    @property
    def results(self) -> dict[str, Result]:
        """The results by name."""
        return {name: entry.result for name, entry in self.shown.items()}


def fill(
    template: Path,
    target: str | Path,
    shown: Sequence[Shown],
    methods: Callable[[], str],
    looks: Looks,
    *,
    overwrite: bool = False,
) -> Path:
    """Fill the places of `template`; tables and figures are numbered in the order of their places.

    Raises
    ------
    OptionError
        If a place names nothing in the report.
    """
    places = find_places(template)
    laid_out = {entry.name: entry.tables(looks.style) for entry in shown}
    material = _Material(
        shown={entry.name: entry for entry in shown},
        table_names={name: tuple(table.name for table in tables) for name, tables in laid_out.items()},
        tables=_tables(places, laid_out.values(), looks),
        figures=_figures(places, shown, looks),
        methods=methods,
        looks=looks,
    )
    contents = {place: _content(place, material) for place in places}
    return fill_template(template, Path(target), contents, style=looks.style, overwrite=overwrite)


def _tables(places: Sequence[Place], laid_out: Iterable[tuple[Table, ...]], looks: Looks) -> dict[str, Table]:
    """The tables that have a place, numbered."""
    known = {table.name: table for tables in laid_out for table in tables}
    numbers = Numbers(str(looks.chapter), looks.style.number_separator)
    wanted = _wanted("table", places, known)
    return {name: known[name].numbered(numbers.following("table")) for name in wanted}


def _figures(places: Sequence[Place], shown: Sequence[Shown], looks: Looks) -> dict[str, Illustration]:
    """The figures that have a place, drawn and numbered; any figure of any result may have one."""
    known = {entry.figure_name(figure): (entry, figure) for entry in shown for figure in entry.result.figures}
    numbers = Numbers(str(looks.chapter), looks.style.number_separator)
    wanted = _wanted("figure", places, known)
    return {name: illustrate(*known[name], numbers.following("figure"), looks) for name in wanted}


def _wanted(kind: What, places: Sequence[Place], known: Mapping[str, object]) -> list[str]:
    """The names that places ask for, each once, in their order."""
    names = list(dict.fromkeys(place.key for place in places if place.kind == kind))
    for name in names:
        _check(kind, name, known)
    return names


def _content(place: Place, material: _Material) -> Sequence[Part] | str:
    """What stands in one place."""
    style = material.looks.style
    match place.kind:
        case "table":
            return [material.tables[place.key]]
        case "figure":
            return [material.figures[place.key]]
        case "value":
            return value_text(material.results, place.key, style)
        case "methods":
            return [Paragraph((material.methods(),))]
    _check("result", place.key, material.shown)
    entry = material.shown[place.key]
    numbered = _numbered(entry, material)
    labels = part_labels([numbered], style)
    return [Paragraph((*mention(numbered, labels, style), told(entry, material.looks)))]


def _numbered(entry: Shown, material: _Material) -> Numbered:
    """A result with those of its tables and figures that have a place."""
    figures = (entry.figure_name(figure) for figure in entry.result.figures)
    return Numbered(
        entry,
        tables=tuple(material.tables[name] for name in material.table_names[entry.name] if name in material.tables),
        figures=tuple(material.figures[name] for name in figures if name in material.figures),
    )


def _check(what: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise OptionError(f"the template has a place for the {what} {name!r}; there is none{closest(name, known)}")
