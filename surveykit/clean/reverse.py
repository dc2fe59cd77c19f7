"""Turning items around, so that a high answer means the same for every item of a scale."""

from __future__ import annotations

from collections.abc import Iterable

from surveykit.clean.items import answer_range, mirrored
from surveykit.clean.made import refuse_used
from surveykit.core.checks import as_names, check_columns, check_items, check_numeric, check_survey
from surveykit.core.ranges import refuse_outside
from surveykit.core.survey import Step, Survey
from surveykit.errors import ColumnError


def reverse_items(survey: Survey, *, items: str | Iterable[str] | None = None) -> Survey:
    """Reverse items: low + high - x, by the range of the codebook.

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str, optional
        Columns to reverse; a scale stands for the items that it declares reversed. All that the scales of the
        codebook declare reversed where not given.

    Returns
    -------
    Survey
        With those columns and their value labels turned around; empty cells stay empty. The survey remembers them
        in ``reversed_items``.

    Raises
    ------
    ColumnError
        If an item has been reversed before, is neither a column nor a scale, holds text, has no range in the
        codebook, or a score or derived variable was made of it; if the codebook or the scale declares no reversed
        items.
    AnswerError
        If an answer is outside the range.

    Notes
    -----
    The range is never taken from the answers: where nobody ticked 1, max + min - x would shift the item by one. The
    same formula is SPSS ``COMPUTE x = 6 - x`` for codes 1 to 5, and the keys of R's psych with ``min`` and ``max``
    given; without them psych takes the observed range.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_reverse.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, reverse_items
    >>> codebook = Codebook.model_validate({"variables": [{"name": "alone", "low": 1, "high": 5}]})
    >>> survey = Survey.from_frame(pd.DataFrame({"alone": [2, 5, None]}), codebook=codebook)
    >>> reverse_items(survey, items=["alone"]).data["alone"].tolist()
    [4.0, 1.0, nan]
    """
    check_survey(survey)
    named = list(survey.codebook.reverse_keyed) if items is None else _named(survey, items)
    if not named:
        raise ColumnError("the codebook declares no reversed items; list them under a scale's reversed, or name them")
    check_columns(survey, named, argument="items")
    check_numeric(survey, named, argument="items")
    again = sorted(set(named) & survey.reversed_items)
    if again:
        raise ColumnError(f"items {again} have been reversed already; reversing twice would undo it")
    refuse_used(survey, named, verb="reverse_items")
    data, codebook = survey.data, survey.codebook
    for name in named:
        answer_range(codebook.variable(name))
    refuse_outside(survey, named)
    data[named] = mirrored(data[named], codebook)
    step = Step(verb="reverse_items", rows_before=len(data), rows_after=len(data), columns=tuple(named))
    turned = {name: codebook.variable(name).turned() for name in named}
    return survey.changed(step, data=data, codebook=codebook.with_variables(turned))


def _named(survey: Survey, items: str | Iterable[str]) -> list[str]:
    """The columns that `items` names; of a scale, those that it declares reversed."""
    asked = as_names(items, argument="items")
    check_items(survey, asked)
    named: list[str] = []
    for name in asked:
        reversed_of = survey.codebook.scale(name).reversed if survey.codebook.has_scale(name) else (name,)
        if not reversed_of:
            raise ColumnError(f"items: scale {name!r} declares no reversed items; name the items, or list them there")
        named.extend(reversed_of)
    return list(dict.fromkeys(named))
