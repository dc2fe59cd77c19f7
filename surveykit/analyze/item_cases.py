"""The answers to a set of items, refused where a statistic of items would have no meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.core.cases import Cases, take_cases
from surveykit.core.checks import check_columns, check_items, check_numeric
from surveykit.core.derived import n_imputed
from surveykit.core.result import Note
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, SampleError
from surveykit.kernels.factor import SINGULAR, dependent_columns

Floats = NDArray[np.float64]
Counted = NDArray[np.int64]

MOST_UNORDERED = 2
"""Two categories need no order: the mean of their codes tells their shares."""

SMALL = 30
"""Below this many respondents statistics of items say little, and nobody can tell an identifier from an item."""


def take_item_cases(survey: Survey, items: Sequence[str], *, missing: str, allowed: Sequence[str]) -> Cases:
    """The rows that answer `items` by the rule `missing`.

    Refused are unknown, text and nominal columns, items still to be reversed, answers outside the codebook's range,
    items without spread, and fewer respondents than items plus one.
    """
    check_columns(survey, items, argument="items")
    check_measured(survey, items, argument="items")
    _refuse_unreversed(survey, items)
    cases = take_cases(survey, items, missing=missing, allowed=allowed)
    if cases.counts.used <= len(items):
        raise SampleError(
            f"{cases.counts.used} respondents answered {len(items)} items; there must be more respondents than "
            "items. Collect more answers, or name fewer items"
        )
    _refuse_constant(cases.frame)
    return cases


def imputed_note(survey: Survey, items: Sequence[str]) -> tuple[Note, ...]:
    """How many answers to some items nobody gave, because they were imputed; nothing where all were given."""
    n = n_imputed(survey, items)
    return (Note("common.note_imputed", {"n": n}),) if n else ()


def check_measured(survey: Survey, names: Sequence[str], *, argument: str) -> None:
    """Refuse columns without a mean: text, dates, and codes of more than two categories that have no order."""
    check_numeric(survey, names, argument=argument)
    for name in names:
        kind = survey.codebook.variable(name).kind if survey.codebook.has_variable(name) else "numeric"
        if kind in ("text", "date") or (kind == "nominal" and _categories(survey, name) > MOST_UNORDERED):
            raise ColumnError(
                f"{argument}: {name!r} is {kind} in the codebook, and its codes are no numbers; give it kind ordinal "
                "or numeric if its answers have an order, else leave it out or derive an indicator of one category"
            )


def _categories(survey: Survey, name: str) -> int:
    """How many answers the codebook lists for a variable, or else how many occur."""
    return len(survey.codebook.variable(name).values) or int(survey.data[name].nunique())


def refuse_singular(correlations: Floats, items: Sequence[str]) -> None:
    """Refuse correlations (k, k) of items that determine each other, or that belong to no set of complete answers."""
    refuse_contradictory(correlations)
    tied = [items[position] for position in dependent_columns(correlations)]
    if tied:
        raise SampleError(
            f"items {tied} determine each other exactly (an item twice, or a total among its parts); leave one out"
        )


def refuse_contradictory(correlations: Floats) -> None:
    """Refuse correlations (k, k) that no set of complete answers can have, as pairwise deletion may give them."""
    if float(np.linalg.eigvalsh(correlations)[0]) < -SINGULAR:
        raise SampleError(
            "the pairwise correlations contradict each other (the matrix has a negative eigenvalue); "
            "use missing='listwise'"
        )


def refuse_few_pairs(pairs: Counted, items: Sequence[str]) -> None:
    """Refuse items of which some pair was hardly answered together: `pairs` (k, k) counts who answered both."""
    i, j = (int(place) for place in np.unravel_index(int(pairs.argmin()), pairs.shape))
    if pairs[i, j] <= len(items):
        raise SampleError(
            f"only {pairs[i, j]} respondents answered both {items[i]!r} and {items[j]!r}; there must be more than "
            f"the {len(items)} items. Leave one of the two out, or treat them as different scales"
        )


def identifiers(frame: pd.DataFrame) -> list[str]:
    """Columns that hold a different whole number for every one of many respondents, as a running number does."""
    return [str(name) for name, answers in zip(frame.columns, frame.to_numpy().T, strict=True) if _runs(answers)]


def _runs(answers: Floats) -> bool:
    given = answers[~np.isnan(answers)]
    n = len(given)
    if n < SMALL or given.max() - given.min() < n - 1:
        return False
    return len(np.unique(given)) == n and bool((given % 1 == 0).all())


def columns_of(survey: Survey, names: Sequence[str]) -> list[str]:
    """Columns as they are, and every scale of the codebook replaced by its items; each once."""
    check_items(survey, names)
    columns = {str(column) for column in survey.data.columns}
    expanded: list[str] = []
    for name in names:
        is_scale = survey.codebook.has_scale(name) and name not in columns
        expanded.extend(survey.codebook.scale(name).items if is_scale else (name,))
    return list(dict.fromkeys(expanded))


def items_of(survey: Survey, names: Sequence[str]) -> list[str]:
    """Every scale of the codebook replaced by its items, even where its score is a column; each once."""
    check_items(survey, names)
    return list(dict.fromkeys(survey.codebook.items_of(list(names))))


def unreversed_items(survey: Survey, items: Sequence[str]) -> list[str]:
    """Items that the codebook lists as reversed and that nothing in the survey's log has reversed."""
    return [item for item in items if item in survey.codebook.reverse_keyed and item not in survey.reversed_items]


def _refuse_unreversed(survey: Survey, items: Sequence[str]) -> None:
    waiting = unreversed_items(survey, items)
    if waiting:
        raise ColumnError(
            f"items {waiting} are to be reversed by the codebook and have not been; call reverse_items(survey) first"
        )


def _refuse_constant(frame: pd.DataFrame) -> None:
    answers = frame.to_numpy()
    constant = [str(item) for item, given in zip(frame.columns, answers.T, strict=True) if not _varies(given)]
    if constant:
        raise SampleError(
            f"items {constant} hold the same answer, or none, from all {len(frame)} respondents used; "
            "leave them out, or check how they are coded"
        )


def _varies(answers: Floats) -> bool:
    given = answers[~np.isnan(answers)]
    return len(given) > 0 and bool(given.min() < given.max())
