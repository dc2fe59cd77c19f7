"""Multiple response sets of a statistics file: ticks written as 1 and 0, one column per option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from surveykit.core.codebook import ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import TICKED
from surveykit.read.labelled import LabelledColumn, LabelledFile
from surveykit.read.labelled_columns import Described

MOST_OPTIONS = 80


@dataclass(frozen=True)
class TickedSets:
    """The sets of a file.

    Attributes
    ----------
    described : dict[str, Described]
        Members of sets of dichotomies, with ticks as texts, by column name.
    added : dict[str, list[str]]
        Cells of the columns made of sets of categories, by their name.
    variables : tuple[Variable, ...]
        What the added columns mean.
    sets : tuple[ResponseSet, ...]
        The sets, of either kind.
    notes : tuple[Text, ...]
        What was done to the columns.
    """

    described: dict[str, Described]
    added: dict[str, list[str]]
    variables: tuple[Variable, ...]
    sets: tuple[ResponseSet, ...]
    notes: tuple[Text, ...]


def ticked_sets(file: LabelledFile, described: Mapping[str, Described]) -> TickedSets:
    """Turn the sets that a file declares into columns of ticks."""
    columns = {column.name: column for column in file.columns}
    taken = {name.casefold() for name in columns}
    whole = TickedSets({}, {}, (), (), ())
    for given, definition in file.sets:
        members = [columns[name] for name in definition["variable_list"] if name in columns]
        name = _free_name(given.lstrip("$"), taken)
        taken.add(name.casefold())
        if len(members) < 2:
            whole = replace(whole, notes=(*whole.notes, bilingual("reading.set_too_small", name=given)))
        elif definition["is_dichotomy"]:
            whole = _with_dichotomies(whole, name, members, definition, described)
        else:
            whole = _with_categories(whole, name, members, definition, described, taken)
    return whole


def _free_name(name: str, taken: set[str]) -> str:
    free, extra = name, 1
    while free.casefold() in taken:
        extra += 1
        free = f"{name}_set" if extra == 2 else f"{name}_set{extra}"
    return free


def _with_dichotomies(
    whole: TickedSets,
    name: str,
    members: Sequence[LabelledColumn],
    definition: Mapping[str, Any],
    described: Mapping[str, Described],
) -> TickedSets:
    ticks = {}
    for column in members:
        if column.name in whole.described:
            said = bilingual("reading.set_shares", name=name, column=column.name)
            return replace(whole, notes=(*whole.notes, said))
        ticks[column.name] = _ticks(column, described[column.name], definition["counted_value"])
    group = ResponseSet(
        name=name, label=_text(definition["label"]), members=tuple(column.name for column in members), source=(name,)
    )
    return replace(whole, described={**whole.described, **ticks}, sets=(*whole.sets, group))


def _ticks(column: LabelledColumn, described: Described, counted: object) -> Described:
    """The value that is counted as 1, every other answer as 0; what is missing stays so."""
    missing = set(map(str, described.variable.missing))
    texts = tuple(
        text if not text or text in missing else "1" if _same(value, counted) else "0"
        for value, text in zip(column.distinct, described.texts, strict=True)
    )
    codes = {code: reason for code, reason in described.variable.missing.items() if code not in TICKED}
    label = described.variable.label
    variable = Variable(
        name=column.name, label=label, values=TICKED, missing=codes, source=(column.name,), personal=False
    )
    return Described(variable, texts)


def _same(value: object, counted: object) -> bool:
    if isinstance(value, str):
        return value.strip() == str(counted).strip()
    try:
        return value is not None and float(str(value)) == float(str(counted))
    except ValueError:
        return False


def _with_categories(
    whole: TickedSets,
    name: str,
    members: Sequence[LabelledColumn],
    definition: Mapping[str, Any],
    described: Mapping[str, Described],
    taken: set[str],
) -> TickedSets:
    """A column of ticks for every answer that some member may hold; the members stay as they are."""
    cells = [_answers(column, described[column.name]) for column in members]
    options = list(dict.fromkeys(answer for member in members for answer in _options(described[member.name])))
    options += sorted({text for column in cells for text in column if text} - set(options))
    if not 2 <= len(options) <= MOST_OPTIONS:
        said = bilingual("reading.set_too_large", name=name, n=len(options))
        return replace(whole, notes=(*whole.notes, said))
    given = [{text for text in row if text} for row in zip(*cells, strict=True)]
    names = [_free_name(f"{name}_{place}", taken) for place in range(1, len(options) + 1)]
    taken.update(one.casefold() for one in names)
    added = {
        one: ["1" if option in row else "0" if row else "" for row in given]
        for one, option in zip(names, options, strict=True)
    }
    variables = [
        Variable(name=one, label=_text(option), values=TICKED, source=(one,))
        for one, option in zip(names, options, strict=True)
    ]
    group = ResponseSet(name=name, label=_text(definition["label"]), members=tuple(names), source=(name,))
    told = listing([column.name for column in members], most=len(members))
    said = bilingual("reading.set_spread", first=names[0], last=names[-1], members=told)
    return TickedSets(
        whole.described, whole.added | added, (*whole.variables, *variables), (*whole.sets, group), (*whole.notes, said)
    )


def _answers(column: LabelledColumn, described: Described) -> list[str]:
    """The label of every case's answer; empty where there is none."""
    missing = set(map(str, described.variable.missing))
    labels = {str(code): text.zh for code, text in described.variable.values.items()}
    spoken = ["" if text in missing else labels.get(text, text) for text in described.texts]
    return [spoken[place] for place in column.places]


def _options(described: Described) -> list[str]:
    return [text.zh for text in described.variable.values.values()]


def _text(label: str) -> Text:
    plain = " ".join(label.split())
    return Text(zh=plain, en=plain)
