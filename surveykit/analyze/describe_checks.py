"""What `describe_sample` refuses to count, and the answers that a codebook lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from surveykit.core.checks import check_coded, check_columns
from surveykit.core.codebook import Codebook, ResponseSet
from surveykit.core.ranges import hidden
from surveykit.core.survey import MOST_LEVELS, Survey
from surveykit.errors import ColumnError, SampleError


def listed_codes(codebook: Codebook, name: str) -> np.ndarray:
    """The answer codes (L,) that the codebook lists for a column."""
    values = codebook.variable(name).values if codebook.has_variable(name) else {}
    return np.array(sorted(values), dtype=np.float64)


def refuse_personal(survey: Survey, names: Sequence[str]) -> None:
    """Refuse columns that point to a person: a table of their answers would show them."""
    personal = [name for name in names if hidden(survey, name)]
    if personal:
        raise ColumnError(
            f"{personal} are personal in the codebook, and a table would show their answers; leave them out, or "
            "band them first with bands"
        )


def refuse_unanswered(survey: Survey, names: Sequence[str]) -> None:
    """Refuse questions that nobody answered."""
    empty = [name for name in names if survey.data[name].isna().all()]
    if empty:
        raise SampleError(f"nobody answered {empty}; leave them out, or check how they were read")


def refuse_measurements(survey: Survey, names: Sequence[str]) -> None:
    """Refuse numbers that are measured rather than chosen, such as an age in years."""
    for name in names:
        if not len(listed_codes(survey.codebook, name)) and survey.data[name].nunique() > MOST_LEVELS:
            raise ColumnError(
                f"{name!r} is a number with more than {MOST_LEVELS} different values; describe it with "
                "describe_items, or band it first"
            )


def refuse_other_sets(survey: Survey, group: ResponseSet) -> None:
    """Refuse rankings, and sets whose columns hold anything but 0 and 1."""
    if group.kind != "multiple":
        raise ColumnError(f"{group.name!r} is a {group.kind} set; describe_sample counts multiple-response sets")
    check_columns(survey, group.members)
    check_coded(survey, group.members)
    ticks = survey.data[list(group.members)]
    wrong = [name for name in group.members if not ticks[name].dropna().isin([0, 1]).all()]
    if wrong:
        raise ColumnError(f"{wrong} of set {group.name!r} hold codes other than 1 (ticked) and 0; recode them")
