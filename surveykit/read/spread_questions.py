"""Questions of several columns whose headers read stem, mark, part: ``3.您参加过哪些活动？:议事会``.

The headers of one question share the stem. What its columns are, the answers tell: ticked options hold their own text
or 1, ranked options hold 1 to k without repetition, and everything else is a matrix row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd

from surveykit.read.added_columns import distinct_headers
from surveykit.read.headers import Column, Role, normal


@dataclass(frozen=True)
class Heading:
    """The header of one column: where it stands, its number if it has one, and what follows the number."""

    position: int
    header: str
    number: int | None
    text: str


def question_columns(headings: Iterable[Heading], cells: pd.DataFrame, *, mark: str) -> list[Column]:
    """Columns with their roles.

    Parameters
    ----------
    headings : iterable of Heading
        In the order of the file, with distinct headers.
    cells : pandas.DataFrame
        Text cells of the file, columns by position.
    mark : str
        What stands between stem and part.
    """
    return [column for group in _questions(headings, mark) for column in _columns(group, cells, mark)]


def ticks_as_ones(cells: pd.DataFrame, columns: Iterable[Column]) -> pd.DataFrame:
    """The cells, with 1 where an option's own text says that it was ticked."""
    rewritten = cells.copy()
    for column in columns:
        if column.role == "option":
            texts, own = cells[column.position], normal(column.part)
            known = {text: "1" if normal(text) == own else text for text in texts.unique()}
            rewritten[column.position] = texts.map(known)
    return rewritten


def _questions(headings: Iterable[Heading], mark: str) -> Iterator[list[Heading]]:
    """Headings that follow each other under one number, or, without numbers, under one stem."""

    def key(heading: Heading) -> tuple[int | None, str]:
        number = heading.number
        return number, heading.text.partition(mark)[0] if number is None else ""

    for _, group in groupby(headings, key=key):
        yield list(group)


def _columns(group: Sequence[Heading], cells: pd.DataFrame, mark: str) -> list[Column]:
    stem = shared_stem([heading.text for heading in group], mark) if len(group) > 1 else ""
    if not stem:
        return [Column(h.position, h.header, number=h.number, stem=h.text or h.header) for h in group]
    parts = [heading.text[len(stem) + len(mark) :].strip() for heading in group]
    if len(set(parts)) == 1:
        # The steps of a cascade all say "please choose"; the stem says more.
        parts = [f"{stem.rstrip('：: ')} ({place})" for place in range(1, len(parts) + 1)]
    parts = distinct_headers(parts)
    role = role_of(parts, cells[[heading.position for heading in group]])
    return [
        Column(heading.position, heading.header, role, heading.number, stem.strip(), part)
        for heading, part in zip(group, parts, strict=True)
    ]


def shared_stem(texts: Sequence[str], mark: str) -> str:
    """The longest beginning that all texts share and that the mark follows; empty if there is none."""
    first = texts[0]
    ends = [place for place in range(1, len(first)) if first.startswith(mark, place)]
    fitting = [end for end in ends if all(text.startswith(first[: end + len(mark)]) for text in texts)]
    return first[: fitting[-1]] if fitting else ""


def role_of(parts: Sequence[str], block: pd.DataFrame) -> Role:
    """What the columns of one question are, by their cells, shape (n, parts)."""
    answers = [set(block[place].str.strip()) - {""} for place in block.columns]
    if not any(answers):
        return "row"
    if all({normal(text) for text in seen} <= {normal(part)} for seen, part in zip(answers, parts, strict=True)):
        return "option"
    if all(seen <= {"0", "1"} for seen in answers) and (block.apply(lambda c: c.str.strip()) != "1").any(axis=None):
        return "option"
    return "option" if are_ranks(block) else "row"


def are_ranks(block: pd.DataFrame) -> bool:
    """Whether each respondent who answered gave the ranks 1 to k, each once."""
    numbers = block.apply(pd.to_numeric, errors="coerce")
    if (numbers.isna() & (block.apply(lambda c: c.str.strip()) != "")).any(axis=None):
        return False
    ranks = np.sort(numbers.where(numbers > 0).to_numpy(dtype=float), axis=1)
    counts = (~np.isnan(ranks)).sum(axis=1)
    places = np.where(np.arange(1, ranks.shape[1] + 1) <= counts[:, None], np.arange(1, ranks.shape[1] + 1), np.nan)
    return bool(counts.max(initial=0) > 1 and np.array_equal(ranks, places, equal_nan=True))
