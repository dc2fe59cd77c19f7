"""Answers given faster than the questions can be read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.items import questionnaire_items
from surveykit.core.checks import check_at_least, check_coded, check_survey
from surveykit.core.ranges import answer_cases
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, OptionError


def flag_speeding(
    survey: Survey,
    *,
    items: str | Iterable[str],
    seconds_per_item: float = 2.0,
    decisive_below: float = 1.0,
    exempt_modes: Iterable[str] = ("paper",),
) -> Survey:
    """Flag respondents who took too few seconds per item.

    Parameters
    ----------
    survey : Survey
        Answers whose paradata know ``duration_seconds``.
    items : str or list of str
        Items or scales among which the answered ones are counted.
    seconds_per_item : float
        Fewer seconds for each answered item are flagged.
    decisive_below : float
        Fewer seconds than this exclude by themselves.
    exempt_modes : list of str
        Modes of answering that are not timed, or not by the respondent.

    Returns
    -------
    Survey
        With flags of the rule ``speeding`` (family ``time``; value and cut-off in seconds per item).

    Raises
    ------
    ColumnError
        If the paradata have no durations, or an item is not a column.
    AnswerError
        If a duration is negative.
    OptionError
        If `decisive_below` is above `seconds_per_item`.

    Notes
    -----
    The duration of the whole questionnaire is divided by the number of `items` that the respondent answered, so the
    share of other questions is in the respondent's favour. Respondents without a duration or without an answer are
    not judged; the step counts them as ``not_timed``. Page times, where there are any, tell more: `flag_page_time`.

    References
    ----------
    Huang, J. L., Curran, P. G., Keeney, J., Poposki, E. M., & DeShon, R. P. (2012), two seconds an item. Wood, D.,
    Harms, P. D., Lowman, G. H., & DeSimone, J. A. (2017), the collapse of consistency below one second.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_speeding.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_speeding
    >>> answers = pd.DataFrame({"q1": [4, 4, 2], "q2": [5, 5, 3]}, index=["a", "b", "c"])
    >>> seconds = pd.DataFrame({"duration_seconds": [60.0, 3.0, 1.0]}, index=answers.index)
    >>> survey = Survey(answers, Survey.from_frame(answers).codebook, paradata=seconds)
    >>> flag_speeding(survey, items=["q1", "q2"]).flags[["id", "decisive", "value"]]
      id  decisive value
    0  c      True   0.5
    1  b     False   1.5
    """
    return with_flags(
        survey,
        assess_speeding(
            survey,
            items=items,
            seconds_per_item=seconds_per_item,
            decisive_below=decisive_below,
            exempt_modes=exempt_modes,
        ),
    )


def assess_speeding(
    survey: Survey,
    *,
    items: str | Iterable[str],
    seconds_per_item: float = 2.0,
    decisive_below: float = 1.0,
    exempt_modes: Iterable[str] = ("paper",),
) -> Assessment:
    """What `flag_speeding` finds."""
    check_survey(survey)
    named = questionnaire_items(survey, items, check=check_coded)
    check_at_least(decisive_below, 0, argument="decisive_below")
    check_at_least(seconds_per_item, 0, argument="seconds_per_item")
    if decisive_below > seconds_per_item:
        raise OptionError(f"decisive_below={decisive_below!r} must not be above seconds_per_item={seconds_per_item!r}")
    exempt = as_modes(exempt_modes)
    answered = survey.data[named].notna().sum(axis=1)
    pace = total_seconds(survey, exempt) / answered.where(answered > 0, np.nan)
    hard = pace < decisive_below
    judgement = Judgement(
        rule="speeding",
        family=FAMILIES["speeding"],
        value=pace,
        caught=pace < seconds_per_item,
        cut_off=pd.Series(np.where(hard, float(decisive_below), float(seconds_per_item)), index=pace.index),
        decisive=hard,
    )
    return Assessment(
        verb="flag_speeding",
        judgements=(judgement,),
        columns=tuple(named),
        arguments={
            "seconds_per_item": seconds_per_item,
            "decisive_below": decisive_below,
            "exempt_modes": exempt,
            "not_timed": int(pace.isna().sum()),
        },
    )


def total_seconds(survey: Survey, exempt: list[str]) -> pd.Series:
    """Seconds for the whole questionnaire; NaN for those who are not judged."""
    paradata = survey.paradata
    if "duration_seconds" not in paradata.columns:
        raise ColumnError(
            "the paradata have no duration_seconds; leave rules on the total time out, or read the file that holds "
            "the times"
        )
    seconds = paradata["duration_seconds"].astype(float)
    _refuse_negative(survey, seconds)
    return not_exempt(survey, seconds, exempt)


def not_exempt(survey: Survey, values: pd.Series, exempt: list[str]) -> pd.Series:
    """`values` without those of respondents whose mode of answering is exempt."""
    paradata = survey.paradata
    return values.mask(paradata["mode"].isin(exempt)) if "mode" in paradata.columns else values


def as_modes(exempt_modes: object) -> list[str]:
    """One mode or several; an empty list exempts nobody."""
    if isinstance(exempt_modes, str) or not isinstance(exempt_modes, Iterable):
        exempt_modes = [exempt_modes]
    modes = list(exempt_modes)
    if not all(isinstance(mode, str) for mode in modes):
        raise OptionError(
            f"exempt_modes={exempt_modes!r} must be a list of modes, such as ['paper']; [] exempts nobody"
        )
    return modes


def _refuse_negative(survey: Survey, seconds: pd.Series) -> None:
    negative = seconds[seconds < 0]
    if len(negative):
        raise AnswerError(
            f"{len(negative)} durations are negative, such as {negative.iloc[0]:g} s; durations start at 0, so "
            "correct them in the export or empty those cells",
            answer_cases(survey, "duration_seconds", negative, nearest=negative.clip(lower=0)),
        )
