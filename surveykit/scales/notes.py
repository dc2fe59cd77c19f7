"""What the log has to tell of scales that were scored and look wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from surveykit.core.codebook import Scale, Text
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual, listing
from surveykit.kernels.reliability import item_rest_correlations

NEGLIGIBLE = 1e-9
"""A correlation no further from 0 than this is rounding error."""


def scale_notes(survey: Survey, scales: Iterable[Scale]) -> tuple[Text, ...]:
    """Items that nobody answered, that go against the others, or whose ranges differ, scale by scale."""
    return tuple(note for scale in scales for note in _notes(survey, scale))


def _notes(survey: Survey, scale: Scale) -> list[Text]:
    found = {
        "unanswered": [item for item in scale.items if survey.data[item].isna().all()],
        "against_the_rest": _against_the_rest(survey, scale.items),
        "other_ranges": [] if scale.method == "pomp" else _other_ranges(survey, scale.items),
    }
    return [
        bilingual(f"scores.{key}", scale=scale.name, items=listing(items, quoted=True))
        for key, items in found.items()
        if items
    ]


def _against_the_rest(survey: Survey, items: Sequence[str]) -> list[str]:
    """Items that correlate negatively with the sum of the others, over the respondents who answered all of them.

    None are where there are fewer than three items, or no more such respondents than items.
    """
    answers = survey.data[list(items)].astype(float).dropna()
    if len(items) < 3 or len(answers) <= len(items):
        return []
    with np.errstate(divide="ignore", invalid="ignore"):
        found = item_rest_correlations(np.cov(answers.to_numpy(), rowvar=False))
    return [item for item, r in zip(items, found, strict=True) if r < -NEGLIGIBLE]


def _other_ranges(survey: Survey, items: Sequence[str]) -> list[str]:
    """Items whose range in the codebook is not that of the first that has one."""
    book = survey.codebook
    known = {item: book.variable(item).range for item in items if book.has_variable(item)}
    known = {item: edges for item, edges in known.items() if None not in edges}
    return [item for item, edges in known.items() if edges != next(iter(known.values()))]
