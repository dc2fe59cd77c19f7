"""Which column of an export holds which variable of the codebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Variable
from surveykit.core.words import nearest
from surveykit.errors import ColumnError
from surveykit.read.export import Export
from surveykit.read.headers import Column, normal, unnumbered
from surveykit.read.personal import is_personal_content

LISTED = 40
WIDEST = 60


@dataclass(frozen=True)
class Match:
    """Where the answers are.

    Attributes
    ----------
    single : dict[str, Column]
        The column of each variable that is no member of a set.
    listed : dict[str, Column]
        For each set whose options stand in one cell: that column.
    spread : dict[str, tuple[Column, ...]]
        For each set with a column per option: the columns, in the order of its members.
    absent : tuple[str, ...]
        Variables that the export does not have and need not have.
    by_label : tuple[Variable or ResponseSet, ...]
        Parts that only their label found, although they have a source.
    """

    single: dict[str, Column] = field(default_factory=dict)
    listed: dict[str, Column] = field(default_factory=dict)
    spread: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    by_label: tuple[Variable | ResponseSet, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """Positions of all matched columns."""
        spread = (column for columns in self.spread.values() for column in columns)
        return frozenset(c.position for c in (*self.single.values(), *self.listed.values(), *spread))


def match_columns(export: Export, codebook: Codebook, *, allow_absent: Collection[str] = ()) -> Match:
    """Find every variable of the codebook; refuse if one is missing, found twice, or shares its column."""
    listed, spread = _match_sets(export, codebook)
    members = {name for group in codebook.sets for name in group.members}
    found = {name for group in codebook.sets if group.name in listed or group.name in spread for name in group.members}
    taken = {column.position for column in listed.values()} | {c.position for cs in spread.values() for c in cs}
    columns = [column for column in export.columns if column.position not in taken]
    single: dict[str, Column] = {}
    for variable in codebook.variables:
        if variable.name in found:
            continue
        column = _find(columns, variable, alone=variable.name not in members)
        if column is not None:
            single[variable.name] = column
    _refuse_shared(single)
    match = Match(single, listed, spread)
    missing = [v for v in codebook.variables if v.name not in found and v.name not in single]
    lacking = [variable for variable in missing if not variable.personal]
    written = {variable.name for variable in fill_in_variables(codebook)}
    required = [variable for variable in lacking if variable.name not in written]
    _refuse_absent(export, codebook, required, set(allow_absent), stranger=not match.used)
    absent = tuple(variable.name for variable in lacking)
    return replace(match, absent=absent, by_label=tuple(_found_by_label(match, codebook)))


def fill_in_variables(codebook: Codebook) -> list[Variable]:
    """Text without a source, named after a closed question: it holds what was written behind an option."""
    closed = {f"{v.name}_text" for v in codebook.variables if v.values} | {f"{s.name}_text" for s in codebook.sets}
    return [v for v in codebook.variables if v.name in closed and v.kind == "text" and not (v.values or v.source)]


def _found_by_label(match: Match, codebook: Codebook) -> Iterator[Variable | ResponseSet]:
    """Parts with a source that no header bears; where headers are the names themselves, that is as it should be."""
    for variable in codebook.variables:
        if variable.name in match.single and not _bears(match.single[variable.name], variable):
            yield variable
    for group in codebook.sets:
        if group.name in match.listed and not _bears(match.listed[group.name], group):
            yield group
        columns = match.spread.get(group.name, ())
        labels = _loose((group.label.zh, group.label.en)) - _loose((*group.source, group.name))
        if group.source and any(column.question & labels for column in columns):
            yield group
        members = [codebook.variable(name) for name in group.members]
        yield from (m for m, column in zip(members, columns, strict=False) if not _bears(column, m))


def _bears(column: Column, part: Variable | ResponseSet) -> bool:
    """Whether a column goes by the source or the name of a part; always, if it has no source to go by."""
    tiers = zip(column.keys, _wordings((*part.source, part.name)), strict=True)
    return not part.source or any(keys & wording for keys, wording in tiers)


def _named(part: Variable | ResponseSet) -> tuple[str, ...]:
    """Everything a header may call the part."""
    return tuple(text for text in (*part.source, part.name, part.label.zh, part.label.en) if text)


def _wanted(part: Variable | ResponseSet, *, alone: bool = True) -> tuple[tuple[str, ...], ...]:
    """Names to look for, the surest first. Options outside their question are known by name only."""
    return (part.source, (part.name,), (part.label.zh, part.label.en)) if alone else ((part.name,),)


def _loose(names: Iterable[str]) -> frozenset[str]:
    return frozenset(form for name in names for form in (normal(name), normal(unnumbered(name))) if form)


def _wordings(names: Iterable[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The names as they are, but for width and spaces, and but for the question number: as `Column.keys`."""
    given = tuple(names)
    return frozenset(given) - {""}, frozenset(map(normal, given)) - {""}, _loose(given)


def _find(columns: list[Column], part: Variable | ResponseSet, *, alone: bool = True) -> Column | None:
    """The column that matches best: exactly, else but for width and spaces, else but for the question number."""
    for names in _wanted(part, alone=alone):
        for tier, wording in enumerate(_wordings(names)):
            hits = [column for column in columns if column.keys[tier] & wording]
            if len(hits) == 1:
                return hits[0]
            if hits:
                headers = [column.header for column in hits]
                raise ColumnError(
                    f"{part.name!r} fits several columns of the export: {headers[:5]}. "
                    "Give the whole header, with its number and stem, as its source in the codebook."
                )
    return None


def _match_sets(export: Export, codebook: Codebook) -> tuple[dict[str, Column], dict[str, tuple[Column, ...]]]:
    listed: dict[str, Column] = {}
    spread: dict[str, tuple[Column, ...]] = {}
    for group in codebook.sets:
        columns = _member_columns(export, codebook, group)
        if columns:
            spread[group.name] = columns
            continue
        single = [column for column in export.columns if column.role == "single"]
        column = _find(single, group)
        if column is not None:
            listed[group.name] = column
    return listed, spread


def _member_columns(export: Export, codebook: Codebook, group: ResponseSet) -> tuple[Column, ...]:
    """One column per member: options of the set's question, or columns that bear the members' names or headers."""
    question = _loose(_named(group))
    options = [c for c in export.columns if c.role in ("option", "row") and c.part]
    inside = [column for column in options if column.question & question]
    found: list[Column] = []
    for member in (codebook.variable(name) for name in group.members):
        wording = frozenset(map(normal, _named(member)))
        column = next((c for c in inside if normal(c.part) in wording), None) or next(
            (c for c in export.columns if c.header in (*member.source, member.name) and (c.part or not inside)), None
        )
        if column is None:
            return ()
        found.append(column)
    return tuple(found) if len({column.position for column in found}) == len(found) else ()


def _refuse_shared(single: dict[str, Column]) -> None:
    owners: dict[int, str] = {}
    for name, column in single.items():
        if column.position in owners:
            raise ColumnError(
                f"{owners[column.position]!r} and {name!r} both fit the column {column.header!r}. "
                "Give each its own header as source in the codebook."
            )
        owners[column.position] = name


def _refuse_absent(
    export: Export, codebook: Codebook, missing: list[Variable], allowed: set[str], *, stranger: bool
) -> None:
    """List every variable the export lacks, with the closest header; sets may be allowed by their own name."""
    sets = {name: group for group in codebook.sets for name in group.members}
    lacking = [v for v in missing if v.name not in allowed and not (v.name in sets and sets[v.name].name in allowed)]
    if not lacking:
        return
    headers = {normal(column.header): column.header for column in export.columns}
    close = {v.name: _closest_header(headers, v, sets.get(v.name)) for v in lacking[:LISTED]}
    if stranger:
        _refuse_stranger(export, {name: header for name, header in close.items() if header})
    lines = [f"{name} (closest header: {header!r})" if header else name for name, header in close.items()]
    more = f" and {len(lacking) - LISTED} more" if len(lacking) > LISTED else ""
    raise ColumnError(
        f"{export.grid.path.name} has no column for: {'; '.join(lines)}{more}. "
        "Correct the source in the codebook, or name what this file may lack in allow_absent."
    )


def _closest_header(headers: dict[str, str], variable: Variable, owner: ResponseSet | None) -> str:
    words = (*(_named(owner) if owner else ()), *_named(variable))
    return next((headers[hit] for word in words if (hit := nearest(normal(word), headers))), "")


def _refuse_stranger(export: Export, close: dict[str, str]) -> None:
    """A file without a single variable of the codebook is more likely the wrong file than 40 wrong sources."""
    shown = [column.header[:WIDEST] for column in export.columns if not is_personal_content(pd.Series(column.header))]
    hints = [f"{name} (closest header: {header!r})" for name, header in list(close.items())[:3]]
    raise ColumnError(
        f"{export.grid.path.name} shares no column with this codebook; is it the right file? "
        f"Its first headers: {shown[:8]}. "
        + (f"The codebook asks for {'; '.join(hints)}. " if hints else "")
        + "Give the export that the codebook describes, or correct the sources in the codebook."
    )
