"""What the codebook states about single answers: attention items, skip rules, options that go with no other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from surveykit.clean.asked import meant_for, skip_rules
from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.items import column_as_ticked
from surveykit.core.checks import as_count, check_survey
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError


def flag_attention(survey: Survey, *, at_least: int = 1, decisive: bool = False) -> Survey:
    """Flag respondents who failed the attention items of the codebook.

    Parameters
    ----------
    survey : Survey
        Answers with a codebook in which some variables have an ``expected`` answer.
    at_least : int
        This many failed items are flagged.
    decisive : bool
        Whether the flag excludes by itself; decide before the data are seen.

    Returns
    -------
    Survey
        With flags of the rule ``attention`` (family ``attention``; value: items failed).

    Raises
    ------
    ColumnError
        If no variable of the codebook that is a column has an expected answer.

    Notes
    -----
    An attention item that was left empty is not counted as failed; who answered none is not judged.

    References
    ----------
    Meade, A. W., & Craig, S. B. (2012). Psychological Methods, 17, 437-455.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_stated.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, flag_attention
    >>> codebook = Codebook.model_validate({"variables": [{"name": "check", "kind": "numeric", "expected": 4}]})
    >>> survey = Survey.from_frame(pd.DataFrame({"check": [4, 2, None]}), codebook=codebook)
    >>> flag_attention(survey).flags[["id", "rule", "value"]]
       id       rule value
    0   1  attention   1.0
    """
    return with_flags(survey, assess_attention(survey, at_least=at_least, decisive=decisive))


def assess_attention(survey: Survey, *, at_least: int = 1, decisive: bool = False) -> Assessment:
    """What `flag_attention` finds."""
    check_survey(survey)
    data = survey.data
    items = {v.name: v.expected for v in survey.codebook.variables if v.expected is not None and v.name in data}
    if not items:
        raise ColumnError(
            "no variable of the codebook has an expected answer; write expected: 4 under an attention item"
        )
    ticked = pd.DataFrame({name: column_as_ticked(survey, name) for name in items}, index=data.index)
    answered = ticked.notna()
    failed = (ticked != pd.Series(items)) & answered
    return _counted(survey, "attention", failed, answered.any(axis=1), at_least, items, decisive=decisive)


def flag_skip_errors(survey: Survey, *, at_least: int = 1, decisive: bool = False) -> Survey:
    """Flag respondents who answered questions that were not for them.

    Parameters
    ----------
    survey : Survey
        Answers with a codebook in which some variables have ``asked_if``.
    at_least : int
        This many answers that ought to be empty are flagged.
    decisive : bool
        Whether the flag excludes by itself.

    Returns
    -------
    Survey
        With flags of the rule ``skip_error`` (family ``inconsistency``; value: answers that ought to be empty).

    Raises
    ------
    ColumnError
        If no variable of the codebook that is a column has a skip rule whose columns are there.

    Notes
    -----
    An option of a multiple-response set counts as answered where it is ticked. Where the question that a skip rule
    asks about was left empty, nothing is held against the respondent.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_stated.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, flag_skip_errors
    >>> variables = [{"name": "visited"}, {"name": "rating", "asked_if": {"visited": 1}}]
    >>> codebook = Codebook.model_validate({"variables": variables})
    >>> survey = Survey.from_frame(pd.DataFrame({"visited": [1, 2, 2], "rating": [5, 4, None]}), codebook=codebook)
    >>> flag_skip_errors(survey).flags[["id", "rule", "value"]]
       id        rule value
    0   1  skip_error   1.0
    """
    return with_flags(survey, assess_skip_errors(survey, at_least=at_least, decisive=decisive))


def assess_skip_errors(survey: Survey, *, at_least: int = 1, decisive: bool = False) -> Assessment:
    """What `flag_skip_errors` finds."""
    check_survey(survey)
    data = survey.data
    rules = skip_rules(survey, [str(name) for name in data.columns])
    if not rules:
        raise ColumnError("no variable of the codebook says whom it is for; write asked_if: {visited: 1} under it")
    ticked = {name for group in survey.codebook.sets if group.kind == "multiple" for name in group.members}
    meant = {name: meant_for(survey, conditions) for name, conditions in rules.items()}
    wrong = pd.DataFrame(
        {
            name: (data[name].eq(1) if name in ticked else data[name].notna()) & ~who.fillna(True).astype(bool)
            for name, who in meant.items()
        }
    )
    known = pd.DataFrame({name: who.notna() for name, who in meant.items()}).any(axis=1)
    return _counted(survey, "skip_error", wrong, known, at_least, rules, decisive=decisive, verb="flag_skip_errors")


def flag_exclusive(survey: Survey, *, at_least: int = 1, decisive: bool = False) -> Survey:
    """Flag respondents who ticked an option such as "none of these" together with others.

    Parameters
    ----------
    survey : Survey
        Answers with a codebook whose multiple-response sets name ``exclusive`` options.
    at_least : int
        This many contradictory questions are flagged.
    decisive : bool
        Whether the flag excludes by itself.

    Returns
    -------
    Survey
        With flags of the rule ``exclusive`` (family ``inconsistency``; value: contradictory questions).

    Raises
    ------
    ColumnError
        If no set of the codebook names exclusive options that are columns.

    Notes
    -----
    Two exclusive options ticked together contradict each other too.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_stated.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, flag_exclusive
    >>> sets = [{"name": "channels", "members": ["poster", "wechat", "none"], "exclusive": "none"}]
    >>> variables = [{"name": name} for name in ("poster", "wechat", "none")]
    >>> codebook = Codebook.model_validate({"variables": variables, "sets": sets})
    >>> frame = pd.DataFrame({"poster": [1, 0], "wechat": [0, 0], "none": [1, 1]})
    >>> flag_exclusive(Survey.from_frame(frame, codebook=codebook)).flags[["id", "rule", "value"]]
       id       rule value
    0   0  exclusive   1.0
    """
    return with_flags(survey, assess_exclusive(survey, at_least=at_least, decisive=decisive))


def assess_exclusive(survey: Survey, *, at_least: int = 1, decisive: bool = False) -> Assessment:
    """What `flag_exclusive` finds."""
    check_survey(survey)
    data = survey.data
    sets = [group for group in survey.codebook.sets if group.exclusive and set(group.members) <= set(data.columns)]
    if not sets:
        raise ColumnError("no set of the codebook names exclusive options; write exclusive: none_of_these under it")
    ticks = {group.name: data[list(group.members)].eq(1) for group in sets}
    both = pd.DataFrame(
        {g.name: ticks[g.name][list(g.exclusive)].any(axis=1) & (ticks[g.name].sum(axis=1) > 1) for g in sets}
    )
    members = list(dict.fromkeys(name for group in sets for name in group.members))
    return _counted(survey, "exclusive", both, data[members].notna().any(axis=1), at_least, members, decisive=decisive)


def _counted(
    survey: Survey,
    rule: str,
    wrong: pd.DataFrame,
    judged: pd.Series,
    at_least: int,
    columns: Iterable[str],
    *,
    decisive: bool,
    verb: str = "",
) -> Assessment:
    """Who got at least so many of `wrong` (one column each), among those who can be judged."""
    limit = as_count(at_least, 1, argument="at_least")
    value = wrong.sum(axis=1).where(judged, np.nan).astype(float)
    judgement = Judgement(
        rule=rule, family=FAMILIES[rule], value=value, caught=value >= limit, cut_off=float(limit), decisive=decisive
    )
    return Assessment(
        verb=verb or f"flag_{rule}",
        judgements=(judgement,),
        columns=tuple(columns),
        arguments={"at_least": limit, "decisive": decisive, "not_judged": int((~judged).sum())},
    )
