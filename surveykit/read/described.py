"""Parts of a codebook, made from what a file says about its own columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from surveykit.core.codebook import ResponseSet, SetKind, Text, Variable
from surveykit.read.grid import Grid
from surveykit.read.headers import Column
from surveykit.read.ladders import ladder_codes

_DAY = re.compile(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?: \d{2}:\d{2}(?::\d{2})?)?$", re.ASCII)
TICKED = {0: Text(zh="未选", en="Not ticked"), 1: Text(zh="选中", en="Ticked")}


def wording(text: str) -> Text:
    """One wording for both languages, without the colon that closes a question."""
    plain = text.rstrip(":： ")
    return Text(zh=plain, en=plain)


def closed(name: str, *, label: str, codes: Mapping[str, int], header: str, ordered: bool = False) -> Variable:
    """A closed question; its answers are ordered if they are the rows' or those of a known ladder."""
    return Variable(
        name=name,
        label=wording(label),
        kind="ordinal" if ordered or ladder_codes(codes) else "nominal",
        values={code: Text(zh=text, en=text) for text, code in sorted(codes.items(), key=lambda item: item[1])},
        source=(header,),
    )


def date_variables(grid: Grid, columns: Sequence[Column]) -> list[Variable]:
    """The columns in which every answer, and some, is a day as programs write it."""
    return [
        Variable(name=column.name or column.header, label=wording(column.header), kind="date", source=(column.header,))
        for column in columns
        if (answered := {str(text).strip() for text in grid.cells[column.position].unique()} - {""})
        and all(_DAY.match(text) for text in answered)
    ]


def written(name: str, *, label: str, header: str) -> Variable:
    """What was written behind an option, or in a blank."""
    return Variable(name=name, label=wording(label), kind="text", source=(header,))


def listed_set(
    name: str, *, label: str, options: Sequence[str], header: str, kind: SetKind = "multiple"
) -> tuple[list[Variable], ResponseSet]:
    """A question whose cells list options: one member per option, and the set under the header of the column."""
    ranked = kind == "ranking"
    members = [
        Variable(
            name=f"{name}_{place}",
            label=wording(option),
            kind="numeric" if ranked else "nominal",
            values={} if ranked else TICKED,
            low=1 if ranked else None,
        )
        for place, option in enumerate(options, start=1)
    ]
    names = tuple(member.name for member in members)
    return members, ResponseSet(name=name, label=wording(label), kind=kind, members=names, source=(header,))
