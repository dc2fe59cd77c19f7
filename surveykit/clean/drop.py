"""Dropping respondents for a reason that is known without judging how they answered."""

from __future__ import annotations

import pandas as pd

from surveykit.clean.flagging import cases_of
from surveykit.clean.removal import without
from surveykit.clean.where import Condition, holds, looked_at, recorded
from surveykit.core.checks import as_reason, check_survey
from surveykit.core.codebook import Text
from surveykit.core.new_columns import Label
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


def drop_cases(survey: Survey, *, where: Condition, reason: Label) -> Survey:
    """Drop respondents, and say why.

    Parameters
    ----------
    survey : Survey
        The answers.
    where : mapping, callable or pandas.Series
        Who is dropped: ``{column: code or list of codes}`` (all of them must hold), an expression such as
        ``answer_to("age") < 16``, a function from the answers to true or false by respondent, or true and false with
        the respondents' ids as index. Text is never run.
    reason : str, Text or dict
        A sentence for the log and for the table of exclusions, as it is or in both languages:
        ``{"zh": ..., "en": ...}``.

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
    is refused, and ``.if_empty(False)`` (in a function, ``.fillna(False)``) says what is meant.

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
    said = as_reason(reason)
    met = holds(survey, where)
    if met.isna().any():
        raise OptionError(
            f"where is open for {int(met.isna().sum())} respondents, because an answer is empty; say what is meant, "
            "such as (answer_to('age') < 16).if_empty(False), or add a condition on the empty answers"
        )
    ids = met.index[met.astype(bool)]
    rule = said.within("zh") if isinstance(said, Text) else said
    found = pd.DataFrame({"id": ids, "rule": "drop_cases", "value": "", "cut_off": rule})
    return without(
        survey,
        pd.Series(rule, index=ids, dtype=object),
        verb="drop_cases",
        reason=said,
        cases=cases_of(survey, found, action="dropped"),
        arguments={
            "where": recorded(survey, where),
            **({"labels": {rule: said}} if isinstance(said, Text) else {}),
        },
        columns=tuple(looked_at(where)),
    )
