"""Decide which columns are read as which variables, and which are dropped because they point to persons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.words import closest
from surveykit.errors import ColumnError, OptionError
from surveykit.read.columns import Match, match_columns
from surveykit.read.draft import Draft, draft_codebook
from surveykit.read.export import Export
from surveykit.read.personal import is_personal_content, is_personal_header

SHOWN = 5


@dataclass(frozen=True)
class Plan:
    """What to read.

    Attributes
    ----------
    export, twin : Export
        The file that is read, and the by-index download it is checked against, if there is one.
    codebook : Codebook
        The variables to read, drafted ones included, dropped ones not.
    match, twin_match : Match
        Where they are.
    dropped : frozenset[str]
        Variables that are not read because they point to persons.
    notes : tuple[str, ...]
        Sentences for the log.
    """

    export: Export
    twin: Export | None
    codebook: Codebook
    match: Match
    twin_match: Match
    dropped: frozenset[str]
    notes: tuple[str, ...]


def plan_reading(
    export: Export,
    twin: Export | None,
    codebook: Codebook | None,
    *,
    allow_absent: Collection[str],
    keep_personal: Sequence[str],
) -> Plan:
    """Match the codebook, drop what is personal, and draft what the codebook does not name."""
    given = codebook or Codebook()
    _check_kept(keep_personal, export, given)
    _check_allowed(allow_absent, given)
    match = match_columns(export, given, allow_absent=allow_absent)
    twin_match = match_columns(twin, given, allow_absent=(*allow_absent, *match.absent)) if twin else Match()
    own = _own_description(export, given, match.used)
    unused = tuple(column for column in export.columns if column.position not in match.used)
    match = _merged(match, match_columns(replace(export, columns=unused), own), set())
    described = given.model_copy(
        update={
            "title": given.title if given.title != Text() else own.title,
            "variables": (*given.variables, *own.variables),
            "sets": (*given.sets, *own.sets),
        }
    )
    dropped = _personal(export, described, match, keep_personal)
    taken = _names(described)
    draft = draft_codebook(export, twin, skip=match.used, taken=taken, keep=keep_personal)
    whole = _merged(match, draft.match, set(dropped))
    return Plan(
        export=export,
        twin=twin,
        codebook=_in_file_order(_joined(described, draft, set(dropped)), whole, given),
        match=whole,
        twin_match=_merged(twin_match, draft.twin_match, set(dropped)),
        dropped=frozenset(dropped),
        notes=(
            *_notes(export, twin),
            *_label_notes(match, twin_match),
            *dropped.values(),
            *draft.notes,
            *_draft_notes(codebook, own, draft),
        ),
    )


def _own_description(export: Export, given: Codebook, used: Collection[int]) -> Codebook:
    """What the file says about columns that the codebook given does not describe, under names that are free."""
    taken = _names(given)
    free = {column.header for column in export.columns if column.position not in used}
    listed = {name for group in export.codebook.sets if free & set(group.source) for name in group.members}
    there = (v for v in export.codebook.variables if v.name in listed or free & {v.name, *v.source})
    variables = {v.name: v for v in there if v.name not in taken}
    sets = [s for s in export.codebook.sets if s.name not in taken and set(s.members) <= set(variables)]
    return Codebook(title=export.codebook.title, variables=tuple(variables.values()), sets=tuple(sets))


def _names(codebook: Codebook) -> set[str]:
    """Every name that the codebook uses."""
    return {v.name for v in codebook.variables} | {s.name for s in codebook.sets} | {s.name for s in codebook.scales}


def _check_allowed(allowed: Collection[str], codebook: Codebook) -> None:
    known = [*(v.name for v in codebook.variables), *(s.name for s in codebook.sets)]
    for name in allowed:
        if name not in known:
            raise ColumnError(f"allow_absent: {name!r} is neither a variable nor a set{closest(name, known)}")


def _check_kept(keep: Sequence[str], export: Export, codebook: Codebook) -> None:
    known = {v.name for v in codebook.variables} | {c.header for c in export.columns} | set(export.identities)
    for name in keep:
        if name not in known:
            raise ColumnError(f"keep_personal: {name!r} is neither a variable nor a header{closest(name, known)}")
        if name in export.identities:
            raise OptionError(
                f"keep_personal: {name!r} is added by the platform and never kept; paradata['address_token'] tells "
                "whether two answers share it."
            )


def _personal(export: Export, codebook: Codebook, match: Match, keep: Sequence[str]) -> dict[str, str]:
    """Name of each variable to drop, with the sentence that says so."""
    dropped: dict[str, str] = {}
    for variable in codebook.variables:
        column = match.single.get(variable.name)
        kept = variable.name in keep or (column is not None and column.header in keep)
        if kept:
            continue
        if column is None:
            if variable.personal and variable.name not in match.absent:
                dropped[variable.name] = f"{variable.name} is personal, and the file does not have it."
        elif variable.personal or _looks_personal(export, variable, match):
            answered = int((export.cells(column).str.strip() != "").sum())
            dropped[variable.name] = f"{variable.name} points to persons and was dropped ({answered} cells)."
    members = {name for group in codebook.sets for name in group.members}
    return {name: said for name, said in dropped.items() if name not in members}


def _looks_personal(export: Export, variable: Variable, match: Match) -> bool:
    """Open questions that ask for an identity or were answered with one; closed ones cannot hold one."""
    if variable.values or variable.kind == "date":
        return False
    column = match.single[variable.name]
    return is_personal_header(column.header) or is_personal_content(export.cells(column))


def _joined(given: Codebook, draft: Draft, dropped: set[str]) -> Codebook:
    kept = tuple(variable for variable in given.variables if variable.name not in dropped)
    return given.model_copy(
        update={"variables": (*kept, *draft.variables.values()), "sets": (*given.sets, *draft.sets)}
    )


def _in_file_order(codebook: Codebook, match: Match, given: Codebook) -> Codebook:
    """The variables that the user did not describe, after those that they did, in the order of the file."""
    places = {name: (column.position, 0) for name, column in match.single.items()}
    for group in codebook.sets:
        alone = (match.listed[group.name],) * len(group.members) if group.name in match.listed else ()
        columns = match.spread.get(group.name, alone)
        places |= {name: (c.position, at) for at, (name, c) in enumerate(zip(group.members, columns, strict=False))}
    first = {variable.name for variable in given.variables}
    kept = [variable for variable in codebook.variables if variable.name in first]
    rest = [variable for variable in codebook.variables if variable.name not in first]
    last = (max((place for place, _ in places.values()), default=0) + 1, 0)
    rest.sort(key=lambda variable: places.get(variable.name, last))
    return codebook.model_copy(update={"variables": (*kept, *rest)})


def _merged(match: Match, drafted: Match, dropped: set[str]) -> Match:
    single = {name: column for name, column in match.single.items() if name not in dropped}
    return Match(
        {**single, **drafted.single},
        {**match.listed, **drafted.listed},
        {**match.spread, **drafted.spread},
        match.absent,
        match.by_label,
    )


def _notes(export: Export, twin: Export | None) -> list[str]:
    notes = [*export.grid.notes, *export.notes, *export.hints, *(twin.grid.notes if twin else ())]
    if export.identities:
        notes.append(f"Of the platform's personal columns only tokens and places were kept: {list(export.identities)}.")
    return notes


def _label_notes(*matches: Match) -> list[str]:
    """What only its label found: its source may be that of another version of the questionnaire."""
    parts = list({part.name: part for match in matches for part in match.by_label}.values())
    if len(parts) > SHOWN:
        names = ", ".join(repr(part.name) for part in parts[:SHOWN])
        what = f"{len(parts)} variables and sets were found by their labels, not by their sources"
        return [f"{what}: {names} and {len(parts) - SHOWN} more."]
    return [f"{part.name!r} was found by its label, not by its source {part.source[0]!r}." for part in parts]


def _draft_notes(codebook: Codebook | None, own: Codebook, draft: Draft) -> list[str]:
    if codebook is None and not own.variables:
        return ["The codebook was drafted from the export; look it over before you trust labels and kinds."]
    described = "The codebook" if codebook is not None else "The file"
    if not draft.variables:
        return []
    return [f"{described} does not name {list(draft.variables)[:20]}; these columns were added to it as drafted."]
