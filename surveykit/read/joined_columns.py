"""Which columns of a form list options in one cell, and which options these are.

The platform draws no line between a list and free text with commas in it. A column is taken for a list if its pieces
come back in several cells, as options do and sentences do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from surveykit.core.codebook import SetKind

MOST_OPTIONS = 60
LONGEST_OPTION = 80
FEWEST_CELLS = 3
RETURNING = 0.8
"""Share of the pieces of different cells that occur in several of them, as those of single answers do not."""

_BEFORE_OPTION = re.compile(r",(?:\s+(?![a-z])|(?=[\u4e00-\u9fff]))")
"""A comma before a small letter or a figure is more likely inside an option than between two."""


def pieces(text: str, separator: str) -> list[str]:
    """The pieces of one cell; a separator at its end is no further piece."""
    parts = _BEFORE_OPTION.split(text) if separator == "," else text.split(separator)
    return [part.strip() for part in parts if part.strip()]


def answered(cells: Iterable[pd.Series]) -> Counter[str]:
    """How often each answer stands in some columns, in the order of first appearance; empty cells are none."""
    counts: Counter[str] = Counter()
    for column in cells:
        for text, count in Counter(column.tolist()).items():
            if plain := text.strip():
                counts[plain] += count
    return counts


def is_list(answers: Counter[str], separator: str, *, fewest: int = FEWEST_CELLS) -> bool:
    """Whether answers list options rather than say something; `fewest` cells at least must list several."""
    split = {text: pieces(text, separator) for text in answers if separator in text.rstrip(f"{separator} ")}
    if sum(answers[text] for text, found in split.items() if len(found) > 1) < fewest:
        return False
    counts = Counter(piece for text in answers for piece in split.get(text) or pieces(text, separator))
    if len(counts) > MOST_OPTIONS or any(len(found) != len(set(found)) for found in split.values()):
        return False
    returning = sum(count for count in counts.values() if count > 1)
    return max(map(len, counts)) <= LONGEST_OPTION and returning >= RETURNING * sum(counts.values())


def is_ranking(answers: Counter[str], separator: str) -> bool:
    """Whether every cell orders the same three or more options, and not all in the same way."""
    orders = {tuple(pieces(text, separator)) for text in answers}
    options = {frozenset(order) for order in orders}
    several = len(orders) > 1 and answers.total() >= FEWEST_CELLS
    return several and len(options) == 1 and len(next(iter(options))) > 2


def kind_of(answers: Counter[str], separator: str) -> SetKind:
    """Whether the options of a list were ticked or ranked."""
    return "ranking" if is_ranking(answers, separator) else "multiple"


def options_in(answers: Counter[str], separator: str) -> list[str]:
    """The options of a list, in the order in which cells give them."""
    return in_order_of_cells([pieces(text, separator) for text in answers])


def in_order_of_cells(split: Sequence[Sequence[str]]) -> list[str]:
    """The options of cells cut into pieces, in the order of the cells; if cells differ, in which they first occur."""
    options = list(dict.fromkeys(piece for found in split for piece in found))
    before: dict[str, set[str]] = {option: set() for option in options}
    for found in split:
        for first, second in pairwise(found):
            before[second].add(first)
    ordered: list[str] = []
    while len(ordered) < len(options):
        free = next((o for o in options if o not in ordered and before[o] <= set(ordered)), None)
        if free is None:
            return options
        ordered.append(free)
    return ordered


def chosen_once(answers: Counter[str], separator: str) -> list[str]:
    """Options that occur in one cell only: rare ones, or respondents' own words."""
    return [option for option, count in _counted(answers, separator).items() if count == 1]


def inseparable(answers: Counter[str], separator: str) -> list[str]:
    """Neighbouring pieces that only ever occur together, as the halves of one option with a comma in it do."""
    counts = _counted(answers, separator)
    pairs: Counter[tuple[str, str]] = Counter()
    for text, times in answers.items():
        for pair in pairwise(pieces(text, separator)):
            pairs[pair] += times
    return [
        f"{first}{separator} {second}"
        for (first, second), count in pairs.items()
        if count > 1 and count == counts[first] == counts[second]
    ]


def _counted(answers: Counter[str], separator: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, times in answers.items():
        for piece in pieces(text, separator):
            counts[piece] += times
    return counts
