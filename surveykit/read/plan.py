"""Decide which columns are read as which variables, and which are dropped because they point to persons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import closest
from surveykit.errors import ColumnError, OptionError
from surveykit.read.columns import Match, match_columns
from surveykit.read.draft import Draft, draft_codebook
from surveykit.read.export import Export
from surveykit.read.personal import is_personal_column
from surveykit.read.place_columns import with_places

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
    given, kept : frozenset[str]
        Names that the user's codebook has, and variables that the user wants although they point to persons.
    notes : tuple[Text, ...]
        Sentences for the log.
    """

    export: Export
    twin: Export | None
    codebook: Codebook
    match: Match
    twin_match: Match
    dropped: frozenset[str]
    given: frozenset[str]
    kept: frozenset[str]
    notes: tuple[Text, ...]


def plan_reading(
    export: Export,
    twin: Export | None,
    codebook: Codebook | None,
    *,
    allow_absent: Collection[str],
    keep_personal: Sequence[str],
) -> Plan:
    """Match the codebook, drop what is personal, and draft what the codebook does not name."""
    export, given = with_places(export, codebook or Codebook())
    twin = with_places(twin, given)[0] if twin else None
    _check_kept(keep_personal, export, given)
    _check_allowed(allow_absent, given)
    match = match_columns(export, given, allow_absent=allow_absent)
    twin_match = match_columns(twin, given, allow_absent=(*allow_absent, *match.absent)) if twin else Match()
    own = _own_description(export, given, match.used)
    unused = tuple(column for column in export.columns if column.position not in match.used)
    match = _merged(match, match_columns(replace(export, columns=unused), own), set())
    if twin is not None:
        twin_match = _with_own(twin, given, twin_match, {v.name for v in own.variables})
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
    kept = _kept(whole, keep_personal)
    codebook_of_all = _in_file_order(_joined(described, draft, set(dropped)), whole, given)
    codebook_of_all = _on_pages(codebook_of_all, whole, export.pages)
    return Plan(
        export=export,
        twin=twin,
        codebook=_marked(codebook_of_all, kept),
        match=whole,
        twin_match=_merged(twin_match, draft.twin_match, set(dropped)),
        dropped=frozenset(dropped),
        given=frozenset(_names(given)),
        kept=kept,
        notes=(
            *_notes(export, twin),
            *_label_notes(match, twin_match),
            *_position_notes(export, twin, given, match),
            *_twin_notes(export, twin),
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


def _with_own(twin: Export, given: Codebook, match: Match, named: Collection[str]) -> Match:
    """Where the twin has what both files were described to hold."""
    own = _own_description(twin, given, match.used)
    shared = {v.name for v in own.variables if v.name in named}
    sets = tuple(group for group in own.sets if set(group.members) <= shared)
    variables = tuple(variable for variable in own.variables if variable.name in shared)
    unused = tuple(column for column in twin.columns if column.position not in match.used)
    found = match_columns(replace(twin, columns=unused), Codebook(variables=variables, sets=sets))
    return _merged(match, found, set())


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


def _personal(export: Export, codebook: Codebook, match: Match, keep: Sequence[str]) -> dict[str, Text]:
    """Name of each variable to drop, with the sentence that says so."""
    dropped: dict[str, Text] = {}
    for variable in codebook.variables:
        column = match.single.get(variable.name)
        kept = variable.name in keep or (column is not None and column.header in keep)
        if kept:
            continue
        if column is None:
            if variable.personal and variable.name not in match.absent:
                dropped[variable.name] = bilingual("reading.personal_absent", name=variable.name)
        elif variable.personal or _looks_personal(export, variable, match):
            answered = int((export.cells(column).str.strip() != "").sum())
            dropped[variable.name] = bilingual("reading.personal_variable_dropped", name=variable.name, n=answered)
    members = {name for group in codebook.sets for name in group.members}
    return {name: said for name, said in dropped.items() if name not in members}


def _looks_personal(export: Export, variable: Variable, match: Match) -> bool:
    """Open questions that ask for an identity or were answered with one; closed ones cannot hold one."""
    if variable.values or variable.kind == "date":
        return False
    column = match.single[variable.name]
    return is_personal_column(column, export.cells(column))


def _kept(match: Match, keep: Sequence[str]) -> frozenset[str]:
    """Variables and sets that are named in `keep`, by name or by header."""
    columns = {**match.single, **match.listed}
    return frozenset({name for name, column in columns.items() if column.header in keep} | set(keep))


def _marked(codebook: Codebook, kept: Collection[str]) -> Codebook:
    """The codebook in which open questions that were kept by name are personal, so that nothing shows their answers."""
    named = [codebook.variable(name) for name in kept if codebook.has_variable(name)]
    return codebook.with_variables(
        {v.name: v.model_copy(update={"personal": True}) for v in named if not (v.values or v.personal)}
    )


def _joined(given: Codebook, draft: Draft, dropped: set[str]) -> Codebook:
    kept = tuple(variable for variable in given.variables if variable.name not in dropped)
    return given.model_copy(
        update={"variables": (*kept, *draft.variables.values()), "sets": (*given.sets, *draft.sets)}
    )


def _in_file_order(codebook: Codebook, match: Match, given: Codebook) -> Codebook:
    """The variables that the user did not describe, after those that they did, in the order of the file."""
    places = _places(codebook, match)
    first = {variable.name for variable in given.variables}
    kept = [variable for variable in codebook.variables if variable.name in first]
    rest = [variable for variable in codebook.variables if variable.name not in first]
    last = (max((place for place, _ in places.values()), default=0) + 1, 0)
    rest.sort(key=lambda variable: places.get(variable.name, last))
    told = {group.name for group in given.sets}
    sets = [group for group in codebook.sets if group.name not in told]
    sets.sort(key=lambda group: places.get(group.members[0], last))
    return codebook.model_copy(update={"variables": (*kept, *rest), "sets": (*given.sets, *sets)})


def _places(codebook: Codebook, match: Match) -> dict[str, tuple[int, int]]:
    """The position of the column of each variable; options that one column lists follow each other."""
    places = {name: (column.position, 0) for name, column in match.single.items()}
    for group in codebook.sets:
        alone = (match.listed[group.name],) * len(group.members) if group.name in match.listed else ()
        columns = match.spread.get(group.name, alone)
        places |= {name: (c.position, at) for at, (name, c) in enumerate(zip(group.members, columns, strict=False))}
    return places


def _on_pages(codebook: Codebook, match: Match, pages: Mapping[int, str]) -> Codebook:
    """The codebook with the pages that the file tells, for variables that have none yet."""
    told = {name: pages[place] for name, (place, _) in _places(codebook, match).items() if place in pages}
    bare = [v for v in codebook.variables if v.name in told and not v.page]
    return codebook.with_variables({v.name: v.model_copy(update={"page": told[v.name]}) for v in bare})


def _merged(match: Match, drafted: Match, dropped: set[str]) -> Match:
    single = {name: column for name, column in match.single.items() if name not in dropped}
    return Match(
        {**single, **drafted.single},
        {**match.listed, **drafted.listed},
        {**match.spread, **drafted.spread},
        match.absent,
        match.by_label,
    )


def _notes(export: Export, twin: Export | None) -> list[Text]:
    notes = [*export.grid.notes, *export.notes, *export.hints, *(twin.grid.notes if twin else ())]
    if export.identities:
        columns = listing(export.identities, most=len(export.identities), quoted=True)
        notes.append(bilingual("reading.identities", columns=columns))
    return notes


def _label_notes(*matches: Match) -> list[Text]:
    """What only its label found: its source may be that of another version of the questionnaire."""
    parts = list({part.name: part for match in matches for part in match.by_label}.values())
    if len(parts) > SHOWN:
        names = listing([part.name for part in parts], most=SHOWN, quoted=True)
        return [bilingual("reading.by_labels", n=len(parts), names=names)]
    return [bilingual("reading.by_label", name=part.name, source=part.source[0]) for part in parts]


def _position_notes(export: Export, twin: Export | None, given: Codebook, match: Match) -> list[Text]:
    """Whose codes are no positions, so that a download by index is read by the order of the codebook's values."""
    closed = [v for v in given.variables if v.values and v.name in match.single]
    names = [v.name for v in closed if min(v.values) < 1 or list(v.values) != sorted(v.values)]
    if export.body != "index" or twin is not None or not names:
        return []
    return [bilingual("reading.positions_in_order", names=listing(names, most=len(names)))]


def _twin_notes(export: Export, twin: Export | None) -> list[Text]:
    """Questions that only the download by index has, and that are therefore not read."""
    there = {form for c in export.columns for form in (c.header, c.number, c.stem)} - {None, ""}
    lost = [c.header for c in twin.columns if not {c.header, c.number, c.stem} & there] if twin else []
    return [bilingual("reading.only_by_index", columns=listing(lost, quoted=True))] if lost else []


def _draft_notes(codebook: Codebook | None, own: Codebook, draft: Draft) -> list[Text]:
    if codebook is None and not own.variables:
        return [bilingual("reading.drafted")]
    if not draft.variables:
        return []
    described = "codebook" if codebook is not None else "file"
    return [bilingual(f"reading.not_in_{described}", columns=listing(draft.variables, most=20, quoted=True))]
