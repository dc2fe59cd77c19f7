"""Questionnaires with too many gaps."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.clean.asked import asked
from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.items import questionnaire_items
from surveykit.core.checks import check_coded, check_survey, is_real
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


def flag_incomplete(survey: Survey, *, items: str | Iterable[str], max_missing: float = 0.20) -> Survey:
    """Flag respondents who left too large a share of the items unanswered.

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str
        Items or scales that count.
    max_missing : float
        Largest share of unanswered items that is let through.

    Returns
    -------
    Survey
        With decisive flags of the rule ``incomplete`` (family ``missing``; value: share unanswered).

    Raises
    ------
    ColumnError
        If an item is not a column, or holds text.
    OptionError
        If `max_missing` is not a share.

    Notes
    -----
    The share is taken of the items that were asked: a cell that is empty because the item was not shown to the
    respondent, or did not apply, or is not for them by the codebook's ``asked_if``, counts neither as answered nor as
    unanswered. "Refused" and "don't know" count as
    unanswered. Who was asked nothing is not judged.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_incomplete.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_incomplete
    >>> survey = Survey.from_frame(pd.DataFrame({"q1": [4, None], "q2": [5, 3]}))
    >>> flag_incomplete(survey, items=["q1", "q2"]).flags[["id", "rule", "value", "cut_off"]]
       id        rule value cut_off
    0   1  incomplete   0.5     0.2
    """
    return with_flags(survey, assess_incomplete(survey, items=items, max_missing=max_missing))


def assess_incomplete(survey: Survey, *, items: str | Iterable[str], max_missing: float = 0.20) -> Assessment:
    """What `flag_incomplete` finds."""
    check_survey(survey)
    named = questionnaire_items(survey, items, check=check_coded)
    if not is_real(max_missing) or not 0 <= max_missing < 1:
        raise OptionError(f"max_missing={max_missing!r} is a share; give a number from 0 to below 1, such as 0.2")
    was_asked, there = asked(survey, named), survey.data[named].notna()
    n_asked = was_asked.sum(axis=1)
    share = pd.Series((was_asked & ~there).sum(axis=1) / n_asked.where(n_asked > 0))
    judgement = Judgement(
        rule="incomplete",
        family=FAMILIES["incomplete"],
        value=share,
        caught=share > max_missing,
        cut_off=float(max_missing),
        decisive=True,
    )
    return Assessment(
        verb="flag_incomplete", judgements=(judgement,), columns=tuple(named), arguments={"max_missing": max_missing}
    )
