"""Which column of an export holds which variable of the codebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from surveykit.core.codebook import Codebook, ResponseSet, Variable
from surveykit.core.words import nearest
from surveykit.errors import ColumnError
from surveykit.read.export import Export
from surveykit.read.headers import Column, normal, unnumbered


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
    """

    single: dict[str, Column] = field(default_factory=dict)
    listed: dict[str, Column] = field(default_factory=dict)
    spread: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

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
    missing = [v for v in codebook.variables if v.name not in found and v.name not in single]
    _refuse_absent(export, codebook, [v for v in missing if not v.personal], set(allow_absent))
    absent = tuple(variable.name for variable in missing if not variable.personal)
    return Match(single, listed, spread, absent)


def _named(part: Variable | ResponseSet) -> tuple[str, ...]:
    """Everything a header may call the part."""
    return tuple(text for text in (*part.source, part.name, part.label.zh, part.label.en) if text)


def _wanted(part: Variable | ResponseSet, *, alone: bool = True) -> tuple[tuple[str, ...], ...]:
    """Names to look for, the surest first. Options outside their question are known by name only."""
    return (part.source, (part.name,), (part.label.zh, part.label.en)) if alone else ((part.name,),)


def _loose(names: Iterable[str]) -> frozenset[str]:
    return frozenset(form for name in names for form in (normal(name), normal(unnumbered(name))) if form)


def _find(columns: list[Column], part: Variable | ResponseSet, *, alone: bool = True) -> Column | None:
    """The column that matches best: exactly, else but for width and spaces, else but for the question number."""
    for names in _wanted(part, alone=alone):
        words = (frozenset(names) - {""}, frozenset(map(normal, names)) - {""}, _loose(names))
        for tier, wording in enumerate(words):
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


def _refuse_absent(export: Export, codebook: Codebook, missing: list[Variable], allowed: set[str]) -> None:
    """List every variable the export lacks, with the closest header; sets may be allowed by their own name."""
    sets = {name: group.name for group in codebook.sets for name in group.members}
    lacking = [v for v in missing if v.name not in allowed and sets.get(v.name) not in allowed]
    if not lacking:
        return
    headers = {normal(column.header): column.header for column in export.columns}
    lines = []
    for variable in lacking[:40]:
        owner = next((g for g in codebook.sets if g.name == sets.get(variable.name)), None)
        words = [*_named(owner), *_named(variable)] if owner else list(_named(variable))
        close = next((hit for word in words if (hit := nearest(normal(word), headers))), "")
        lines.append(f"{variable.name} (closest header: {headers[close]!r})" if close else variable.name)
    more = f" and {len(lacking) - 40} more" if len(lacking) > 40 else ""
    raise ColumnError(
        f"{export.grid.path.name} has no column for: {'; '.join(lines)}{more}. "
        "Correct the source in the codebook, or name what this file may lack in allow_absent."
    )
