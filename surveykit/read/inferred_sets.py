"""Questions of several columns in exports that do not say what they are: ticked options, ranks, or rows of a matrix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import pandas as pd

from surveykit.core.codebook import ResponseSet, SetKind, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import TICKED, wording
from surveykit.read.headers import Column
from surveykit.read.ladders import ladder_codes
from surveykit.read.personal import is_personal_content, is_personal_header
from surveykit.read.reading import EMPTY
from surveykit.read.spread_questions import are_ranks, role_of

FEWEST_RANKINGS = 3
"""Fewer respondents than this may rank k rows 1 to k by chance."""

MOST_OPTIONS, LONGEST = 20, 100
"""Rows with more answers than this, or longer ones, are no matrix with shared answers."""

_FIGURE = re.compile(r"^-?\d+(?:\.\d+)?$")


@dataclass
class Names:
    """Names given so far to the parts of a codebook."""

    given: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """The name, with a number behind it if another part has it."""
        unused = next(one for n in count(1) if (one := name if n == 1 else f"{name}_v{n}") not in self.given)
        self.given.add(unused)
        return unused


@dataclass(frozen=True)
class Part:
    """One column of such a question: its place, its header, and the option or row above it."""

    position: int
    header: str
    label: str


def multiple_kind(parts: Sequence[Part], cells: pd.DataFrame) -> SetKind | None:
    """Ticked options or ranks, by the cells; None where the columns are rows."""
    block = cells[[part.position for part in parts]]
    if role_of([part.label for part in parts], block) != "option":
        return None
    if not are_ranks(block):
        return "multiple"
    answered = int((block.apply(lambda column: column.str.strip()) != "").any(axis=1).sum())
    return "ranking" if answered >= FEWEST_RANKINGS else None


def inferred_set(
    name: str, stem: str, parts: Sequence[Part], kind: SetKind, *, names: Sequence[str] = ()
) -> tuple[list[Column], list[Variable], ResponseSet]:
    """The columns, members and set of a question; members are called `names`, or as their headers.

    Columns go by the name of their set, because several questions may be worded alike.
    """
    called = list(names) or [part.header for part in parts]
    ranked = kind == "ranking"
    columns = [
        Column(part.position, part.header, "option", None, name, _distinct(place, parts))
        for place, part in enumerate(parts)
    ]
    members = [
        Variable(
            name=member,
            label=wording(part.label),
            kind="numeric" if ranked else "nominal",
            values={} if ranked else TICKED,
            low=1 if ranked else None,
            source=(part.header,),
        )
        for member, part in zip(called, parts, strict=True)
    ]
    return (
        columns,
        members,
        ResponseSet(name=name, label=wording(stem), kind=kind, members=tuple(called), source=(name,)),
    )


def _distinct(place: int, parts: Sequence[Part]) -> str:
    label = parts[place].label
    shared = [part.label for part in parts].count(label) > 1
    return f"{label} ({place + 1})" if shared else label


def shared_codes(parts: Sequence[Part], cells: pd.DataFrame) -> dict[str, int] | None:
    """One code for each answer that the rows of a matrix share; None where the rows are amounts, open or personal."""
    if any(is_personal_header(part.label.rpartition(" - ")[2]) for part in parts):
        return None
    block = cells[[part.position for part in parts]]
    answers = pd.Series(block.to_numpy().ravel(), dtype=object).str.strip()
    answers = answers[~answers.isin(list(EMPTY))]
    labels = [str(text) for text in answers.unique()]
    if not labels or len(labels) > MOST_OPTIONS or 2 * len(labels) > len(answers) or max(map(len, labels)) > LONGEST:
        return None
    if all(_FIGURE.match(label) for label in labels) or is_personal_content(answers):
        return None
    return ladder_codes(labels) or {label: code for code, label in enumerate(labels, start=1)}


def order_note(names: Sequence[str]) -> Text:
    """The sentence that says whose labels stand in no known order."""
    return bilingual("reading.unordered_rows", names=listing(names, most=len(names)))
