"""Pages and questionnaires answered too fast, compared with what is on them or with everybody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.speeding import as_modes, not_exempt, total_seconds
from surveykit.core.checks import check_at_least, check_coded, check_share, check_survey, is_real
from surveykit.core.survey import PAGE_SECONDS, Survey
from surveykit.errors import ColumnError, OptionError


def flag_page_time(
    survey: Survey,
    *,
    seconds_per_item: float = 2.0,
    min_share: float = 0.5,
    exempt_modes: Iterable[str] = ("paper",),
) -> Survey:
    """Flag respondents who answered too many pages too fast.

    Parameters
    ----------
    survey : Survey
        Answers with a codebook that gives the ``page`` of its variables. The seconds are paradata
        (``seconds_<page>``), or columns of which the codebook says ``seconds_on``, which come first.
    seconds_per_item : float
        A page is too fast with fewer seconds for each question answered on it.
    min_share : float
        From this share of a respondent's pages on, the respondent is flagged.
    exempt_modes : list of str
        Modes of answering that are not timed, or not by the respondent.

    Returns
    -------
    Survey
        With flags of the rule ``page_time`` (family ``time``, never decisive; value: share of pages too fast;
        cut-off: `min_share`).

    Raises
    ------
    ColumnError
        If no page is known with both its questions and its seconds.
    OptionError
        If a limit is outside its range.

    Notes
    -----
    Of a page those questions count that are columns of the survey and were answered, a question with several answers
    once; a page without answers or without a time is left out. `read_survey` keeps the page times of LimeSurvey and of
    Qualtrics' timing questions, and takes the pages from LimeSurvey's timings, an .lss or a .qsf. Page times tell
    careless respondents better than the total time does, which also holds breaks.

    References
    ----------
    Bowling, N. A., Huang, J. L., Brower, C. K., & Bragg, C. B. (2021). Organizational Research Methods, 26, 323-352.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_times.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, flag_page_time
    >>> variables = [{"name": "q1", "page": 1}, {"name": "q2", "page": 1}]
    >>> variables += [{"name": "t1", "kind": "numeric", "seconds_on": 1}]
    >>> codebook = Codebook.model_validate({"variables": variables})
    >>> frame = pd.DataFrame({"q1": [3, 4], "q2": [4, 4], "t1": [9.0, 1.5]})
    >>> flag_page_time(Survey.from_frame(frame, codebook=codebook)).flags[["id", "rule", "value"]]
       id       rule value
    0   1  page_time   1.0
    """
    assessed = assess_page_time(
        survey, seconds_per_item=seconds_per_item, min_share=min_share, exempt_modes=exempt_modes
    )
    return with_flags(survey, assessed)


def assess_page_time(
    survey: Survey,
    *,
    seconds_per_item: float = 2.0,
    min_share: float = 0.5,
    exempt_modes: Iterable[str] = ("paper",),
) -> Assessment:
    """What `flag_page_time` finds."""
    check_survey(survey)
    check_at_least(seconds_per_item, 0, argument="seconds_per_item")
    if not is_real(min_share) or not 0 < min_share <= 1:
        raise OptionError(f"min_share={min_share!r} is a share; give a number above 0 and at most 1, such as 0.5")
    exempt = as_modes(exempt_modes)
    timed = _timed_pages(survey)
    data = survey.data
    pace = pd.DataFrame(
        {page: seconds / _positive(_n_answered(data, questions)) for page, (seconds, questions) in timed.items()},
        index=data.index,
    )
    n_timed = _positive(pace.notna().sum(axis=1))
    share = not_exempt(survey, (pace < seconds_per_item).sum(axis=1) / n_timed, exempt)
    judgement = Judgement(
        rule="page_time",
        family=FAMILIES["page_time"],
        value=share,
        caught=share >= min_share,
        cut_off=float(min_share),
    )
    arguments = {
        "seconds_per_item": seconds_per_item,
        "min_share": min_share,
        "exempt_modes": exempt,
        "not_timed": int(share.isna().sum()),
    }
    columns = tuple(str(seconds.name) for seconds, _ in timed.values() if seconds.name in data)
    return Assessment(verb="flag_page_time", judgements=(judgement,), columns=columns, arguments=arguments)


def _timed_pages(survey: Survey) -> dict[str, tuple[pd.Series, list[list[str]]]]:
    """Of each page whose time is known, the seconds on it and the columns of each question on it."""
    on = _questions_on(survey)
    seconds = _seconds_on(survey, on)
    if not seconds:
        raise ColumnError(
            "no column with the seconds of a page is known; write seconds_on: 1 under the variable that holds them, "
            "or read a download whose page times are paradata (seconds_1), and write page: 1 under the questions of "
            "the page"
        )
    return {page: (column, on[page]) for page, column in seconds.items()}


def _seconds_on(survey: Survey, pages: Collection[str]) -> dict[str, pd.Series]:
    """The seconds on each of the pages that is timed: paradata, or the column that the codebook names."""
    data, paradata = survey.data, survey.paradata
    names = {page: f"{PAGE_SECONDS}{page}" for page in pages}
    kept = {page: paradata[name].astype(float) for page, name in names.items() if name in paradata}
    told = {v.seconds_on: v.name for v in survey.codebook.variables if v.seconds_on in pages and v.name in data}
    check_coded(survey, list(told.values()), argument="seconds_on")
    return kept | {page: data[name] for page, name in told.items()}


def _questions_on(survey: Survey) -> dict[str, list[list[str]]]:
    """Of each page, the columns of each question on it; the options of a set are one question."""
    there = set(survey.data.columns)
    whole = {member: group.name for group in survey.codebook.sets for member in group.members}
    on: dict[str, dict[str, list[str]]] = {}
    for variable in survey.codebook.variables:
        if variable.page and variable.name in there and not variable.seconds_on:
            question = whole.get(variable.name, variable.name)
            on.setdefault(variable.page, {}).setdefault(question, []).append(variable.name)
    return {page: list(questions.values()) for page, questions in on.items()}


def _n_answered(data: pd.DataFrame, questions: list[list[str]]) -> pd.Series:
    """How many questions of a page each respondent answered."""
    answered = [data[columns].notna().any(axis=1) for columns in questions]
    return pd.concat(answered, axis=1).sum(axis=1)


def flag_total_time(
    survey: Survey, *, share_of_median: float = 0.5, exempt_modes: Iterable[str] = ("paper",)
) -> Survey:
    """Flag respondents who needed much less time than half of the others.

    Parameters
    ----------
    survey : Survey
        Answers whose paradata know ``duration_seconds``.
    share_of_median : float
        Less than this share of the median time is flagged.
    exempt_modes : list of str
        Modes of answering that are not timed, or not by the respondent; they do not count for the median.

    Returns
    -------
    Survey
        With flags of the rule ``total_time`` (family ``time``, never decisive; value and cut-off in seconds).

    Raises
    ------
    ColumnError
        If the paradata have no durations.
    AnswerError
        If a duration is negative.
    OptionError
        If `share_of_median` does not lie between 0 and 1.

    Notes
    -----
    The limit depends on the sample: where most are careless, the median is fast. Prefer `flag_page_time`, or
    `flag_speeding`, which knows how many questions there were; the three are of one family and count once.

    References
    ----------
    Leiner, D. J. (2019). Survey Research Methods, 13, 229-248.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_times.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_total_time
    >>> answers = pd.DataFrame({"q1": [4, 4, 2]})
    >>> seconds = pd.DataFrame({"duration_seconds": [300.0, 310.0, 80.0]})
    >>> survey = Survey(answers, Survey.from_frame(answers).codebook, paradata=seconds)
    >>> flag_total_time(survey).flags[["id", "value", "cut_off"]]
       id value cut_off
    0   2  80.0   150.0
    """
    return with_flags(survey, assess_total_time(survey, share_of_median=share_of_median, exempt_modes=exempt_modes))


def assess_total_time(
    survey: Survey, *, share_of_median: float = 0.5, exempt_modes: Iterable[str] = ("paper",)
) -> Assessment:
    """What `flag_total_time` finds."""
    check_survey(survey)
    check_share(share_of_median, argument="share_of_median", example=0.5)
    exempt = as_modes(exempt_modes)
    seconds = total_seconds(survey, exempt)
    limit = share_of_median * float(seconds.median())
    judgement = Judgement(
        rule="total_time", family=FAMILIES["total_time"], value=seconds, caught=seconds < limit, cut_off=limit
    )
    arguments = {
        "share_of_median": share_of_median,
        "exempt_modes": exempt,
        "not_timed": int(seconds.isna().sum()),
    }
    return Assessment(verb="flag_total_time", judgements=(judgement,), columns=(), arguments=arguments)


def _positive(n: pd.Series) -> pd.Series:
    """Counts to divide by; NaN instead of none."""
    return n.where(n > 0, np.nan)
