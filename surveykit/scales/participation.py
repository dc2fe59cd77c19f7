"""An index of participation from a list of activities and how often each was done."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from surveykit.core.checks import as_names, check_option, check_survey, is_real
from surveykit.core.codebook import Text, Variable
from surveykit.core.new_columns import Label, with_columns
from surveykit.core.ranges import answer_cases
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, OptionError
from surveykit.kernels.participation_index import participation
from surveykit.scales.answers import (
    given_answers,
    least_of,
    named,
    new_names,
    part_label,
    partly_answered,
    personal,
    refuse_nominal,
    scorable,
)

Frequency = Literal["mean", "sum"]


def participation_index(
    survey: Survey,
    *,
    into: str,
    items: str | Iterable[str],
    types: Mapping[str, str | Iterable[str]] | None = None,
    method: Frequency = "mean",
    never: int = 0,
    min_answered: int | None = None,
    label: Label | None = None,
) -> Survey:
    """Score a list of activities: how many kinds, how often, and by type.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        How the names of the new columns begin.
    items : str or list of str
        One column per activity with its frequency, or with 1 and 0 where only taking part was asked; a scale stands
        for its items.
    types : dict of str to list of str, optional
        Activities of each type, such as ``{"voluntary": ["PB2", "PB8"], "rights": ["PB5", "PB7"]}``, all among
        `items`.
    method : {"mean", "sum"}
        Whether frequency is the mean or the sum of the frequencies.
    never : int
        The code of "never", from which frequencies count.
    min_answered : int, optional
        Fewest answered activities for which there is an index; all of them where not given.
    label : str, Text or dict, optional
        What the columns are called, each with an addition; `into` where not given.

    Returns
    -------
    Survey
        With the float64 columns ``<into>_variety`` (kinds of activities taken part in), ``<into>_frequency``,
        ``<into>_breadth_frequency`` (their product), and ``<into>_<type>`` (frequency of a type's activities, by the
        same method). The step counts the respondents whose gaps were bridged (``person_mean``) and those without an
        index (``not_scored``).

    Raises
    ------
    ColumnError
        If an item or a type's activity is not there, is no number or has no order, has been reversed, or a new name
        is taken.
    OptionError
        If `method` is not in its list, `min_answered` is more than there are activities, or `never` is not the lowest
        code that the codebook gives an item.
    AnswerError
        If an answer is outside the range of the codebook, infinite, or below `never`.

    Notes
    -----
    A list of activities is formative: each stands for itself, none can stand in for another, and internal consistency
    is no criterion of its quality. So an index needs all answers unless `min_answered` says otherwise; then variety,
    sums and means are taken over the answered activities and brought up to all of them. The activities of a type need
    the same share of answers.

    Frequencies are codes less `never`, so that 0 is never. The product counts breadth twice where frequency is the
    mean over all activities, because that rises with every kind as well; ``method="sum"`` alone is the usual
    intensity.

    Checked against
    ---------------
    Counted by hand in ``tests/scales/test_participation.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, participation_index
    >>> survey = Survey.from_frame(pd.DataFrame({"culture": [4, 0], "volunteer": [2, 0], "vote": [0, 0]}))
    >>> scored = participation_index(survey, into="part", items=["culture", "volunteer", "vote"])
    >>> scored.data[["part_variety", "part_frequency", "part_breadth_frequency"]].iloc[0].tolist()
    [2.0, 2.0, 4.0]
    """
    check_survey(survey)
    check_option(method, ("mean", "sum"), argument="method")
    columns = scorable(survey, items, argument="items")
    refuse_nominal(survey, columns, argument="items")
    least = least_of(min_answered, len(columns), default=len(columns), what="activities")
    members = _members(survey, types, columns)
    _check_never(survey, columns, never)
    endings = ("variety", "frequency", "breadth_frequency", *members)
    names = new_names(survey, into, endings)
    frequencies = given_answers(survey, columns) - never
    whole = participation(frequencies.to_numpy(), least, total=method == "sum")
    found = [whole.variety, whole.frequency, whole.breadth_frequency]
    for part in members.values():
        share = math.ceil(least * len(part) / len(columns))
        found.append(participation(frequencies[part].to_numpy(), share, total=method == "sum").frequency)
    values = pd.DataFrame(np.column_stack(found), index=frequencies.index, columns=names)
    cases = partly_answered(survey, frequencies.notna().sum(axis=1), len(columns), least, column=names[1])
    told = _labels(named(label, into), method, members)
    variables = [
        Variable(name=name, label=text, kind="numeric", low=0, personal=personal(survey, columns))
        for name, text in zip(names, told, strict=True)
    ]
    asked = {
        "into": into,
        "columns": columns,
        "items": members,
        "method": method,
        "never": never,
        "min_answered": least,
        "person_mean": len(cases),
        "not_scored": int(values[names[1]].isna().sum()),
    }
    return with_columns(
        survey, variables, values, verb="participation_index", sources=columns, asked=asked, cases=cases
    )


def _members(
    survey: Survey, types: Mapping[str, str | Iterable[str]] | None, columns: Sequence[str]
) -> dict[str, list[str]]:
    """The activities of each type, all among the activities of the index."""
    if types is None:
        return {}
    if not isinstance(types, Mapping):
        raise OptionError(f"types must give each type its activities, such as {{'rights': ['PB5']}}, not {types!r}")
    members = {}
    for name, activities in types.items():
        argument = f"types[{name!r}]"
        members[str(name)] = survey.codebook.items_of(as_names(activities, argument=argument))
        strangers = [activity for activity in members[str(name)] if activity not in columns]
        if strangers:
            raise ColumnError(f"{argument}: {strangers} are not among the items {list(columns)}")
    return members


def _check_never(survey: Survey, columns: Iterable[str], never: int) -> None:
    """Refuse a code of "never" that is not the lowest answer, of the codebook or of the respondents."""
    if not is_real(never) or never % 1:
        raise OptionError(f"never={never!r} must be a code, a whole number such as 0")
    for name in columns:
        low = survey.codebook.variable(name).range[0] if survey.codebook.has_variable(name) else None
        if low is not None and low != never:
            raise OptionError(f"never={never}, but the lowest code of {name!r} is {low:g} by the codebook; give that")
        answers = survey.data[name]
        if (answers < never).any():
            cases = answer_cases(survey, name, answers[answers < never])
            raise AnswerError(f"items: {name!r} has answers below never={never}; give the code of never", cases)


def _labels(whole: Text, method: Frequency, members: Iterable[str]) -> list[Text]:
    entries = ("variety", f"frequency_{method}", "breadth_frequency")
    parts = [part_label(f"participation_{entry}", whole) for entry in entries]
    return [*parts, *(part_label("participation_type", whole, type=name) for name in members)]
