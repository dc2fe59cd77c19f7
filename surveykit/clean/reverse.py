"""Turning items around, so that a high answer means the same for every item of a scale."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.clean.flagging import source_rows, stacked
from surveykit.clean.items import answer_range, declared_reversed, mirrored
from surveykit.core.checks import as_names, check_columns, check_numeric
from surveykit.core.codebook import Variable
from surveykit.core.survey import Step, Survey
from surveykit.errors import AnswerError, ColumnError


def reverse_items(survey: Survey, *, items: str | Iterable[str] | None = None) -> Survey:
    """Reverse items: low + high - x, by the range of the codebook.

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str, optional
        Columns to reverse; all that the scales of the codebook declare reversed where not given.

    Returns
    -------
    Survey
        With those columns and their value labels turned around; empty cells stay empty. The survey remembers them
        in ``reversed_items``.

    Raises
    ------
    ColumnError
        If an item has been reversed before, is not a column, holds text, has no range in the codebook, or if the
        codebook declares no reversed items.
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
    named = declared_reversed(survey.codebook) if items is None else as_names(items, argument="items")
    if not named:
        raise ColumnError("the codebook declares no reversed items; list them under a scale's reversed, or name them")
    check_columns(survey, named, argument="items")
    check_numeric(survey, named, argument="items")
    again = sorted(set(named) & survey.reversed_items)
    if again:
        raise ColumnError(f"items {again} have been reversed already; reversing twice would undo it")
    data, codebook = survey.data, survey.codebook
    _refuse_outside(survey, named)
    data[named] = mirrored(data[named], codebook)
    step = Step(verb="reverse_items", rows_before=len(data), rows_after=len(data), columns=tuple(named))
    turned = {name: _turned(codebook.variable(name)) for name in named}
    return survey.changed(step, data=data, codebook=codebook.with_variables(turned))


def _turned(variable: Variable) -> Variable:
    """The variable with its labels on the codes that now mean them."""
    low, high = answer_range(variable)
    values = {int(low + high - code): label for code, label in variable.values.items()}
    reference = None if variable.reference is None else int(low + high - variable.reference)
    return variable.model_copy(update={"values": dict(sorted(values.items())), "reference": reference})


def _refuse_outside(survey: Survey, items: list[str]) -> None:
    """Refuse answers outside the range of the codebook, all at once."""
    cells = []
    for name in items:
        low, high = answer_range(survey.codebook.variable(name))
        column = survey.data[name]
        outside = column[(column < low) | (column > high)]
        nearest = outside.clip(low, high)
        hidden = survey.codebook.variable(name).personal
        cells.append(
            pd.DataFrame(
                {
                    "row": source_rows(survey, outside.index.to_series()),
                    "column": name,
                    "value": "" if hidden else outside,
                    "nearest": nearest,
                }
            )
        )
    offending = stacked(cells, ["row", "column", "value", "nearest"])
    if len(offending):
        counts = offending["column"].value_counts().to_dict()
        raise AnswerError(
            f"answers lie outside the range of the codebook: {counts}; correct them, or call set_missing first",
            offending,
        )
