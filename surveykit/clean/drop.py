"""Dropping respondents for a reason that is known without judging how they answered."""

from __future__ import annotations

import pandas as pd

from surveykit.clean.flagging import cases_of
from surveykit.clean.removal import without
from surveykit.clean.where import Condition, holds, looked_at, recorded
from surveykit.core.checks import check_reason, check_survey
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


def drop_cases(survey: Survey, *, where: Condition, reason: str) -> Survey:
    """Drop respondents, and say why.

    Parameters
    ----------
    survey : Survey
        The answers.
    where : mapping, callable or pandas.Series
        Who is dropped: ``{column: code or list of codes}`` (all of them must hold), a function from the answers to
        true or false by respondent, or true and false with the respondents' ids as index. Text is never run.
    reason : str
        A sentence for the log and for the table of exclusions.

    Returns
    -------
    Survey
        Without them. The step's ``cases`` has one row per respondent dropped; its arguments name personal columns
        without their answers.

    Raises
    ------
    OptionError
        If `reason` is empty, or `where` is not about these respondents, names a code that is no answer to its column
        (a label, or what neither the codebook nor the data know, text included), or is open for some of them because
        an answer is empty.
    SampleError
        If nobody would remain.

    Notes
    -----
    A function gets numeric columns as nullable floats: comparing with an empty answer is unknown, not false. In
    SPSS ``SELECT IF`` an unknown condition silently drops the respondent, in pandas it silently keeps them; here it
    is refused, and ``.fillna(False)`` or ``.fillna(True)`` says what is meant.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_drop.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, drop_cases
    >>> survey = Survey.from_frame(pd.DataFrame({"age": [15, 30, 44]}))
    >>> adults = drop_cases(survey, where=lambda d: d["age"] < 16, reason="Younger than 16")
    >>> len(adults), adults.log[-1].reason
    (2, 'Younger than 16')
    """
    check_survey(survey)
    check_reason(reason)
    met = holds(survey, where)
    if met.isna().any():
        raise OptionError(
            f"where is open for {int(met.isna().sum())} respondents, because an answer is empty; say what is meant, "
            "such as (d['age'] < 16).fillna(False), or add a condition on the empty answers"
        )
    ids = met.index[met.astype(bool)]
    found = pd.DataFrame({"id": ids, "rule": "drop_cases", "value": "", "cut_off": reason})
    return without(
        survey,
        pd.Series(reason, index=ids, dtype=object),
        verb="drop_cases",
        reason=reason,
        cases=cases_of(survey, found, action="dropped"),
        arguments={"where": recorded(survey, where)},
        columns=tuple(looked_at(where)),
    )
