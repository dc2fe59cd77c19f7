"""The same answer down the page."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.items import as_ticked, questionnaire_items
from surveykit.core.checks import as_count, check_at_least, check_survey
from surveykit.core.survey import Survey
from surveykit.errors import SampleError
from surveykit.kernels.careless import answer_spread, average_length, longest_run, part_spreads

LEAST_ITEMS = 10
"""Fewest answers for which one and the same answer throughout is called a straight line."""

LEAST_SCALES = 3
"""Scales that a straight line has to run through where no item is reversed."""


def flag_straightlining(
    survey: Survey,
    *,
    items: str | Iterable[str],
    run_length: int | None = None,
    max_irv: float = 0.40,
    average_run: float | None = None,
    parts: int | None = None,
) -> Survey:
    """Flag respondents who gave the same answer to item after item.

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str
        Items or scales with the same answer format; they are taken in the order of the codebook.
    run_length : int, optional
        A run of this many identical answers is flagged; half the items, rounded up, where not given.
    max_irv : float
        A standard deviation of a respondent's own answers of at most this is flagged.
    average_run : float, optional
        Runs of this many identical answers on average are flagged; not looked at where not given.
    parts : int, optional
        The items are also cut into so many parts of equal length, and who has a standard deviation of at most
        `max_irv` in any of them is flagged; not looked at where not given.

    Returns
    -------
    Survey
        With flags of the rules ``longstring`` (value: longest run), ``irv`` (value: SD) and, if asked for,
        ``average_string`` (value: average run) and ``irv_split`` (value: smallest SD of a part), all of the family
        ``invariance``, so that together they count once. A straight line is decisive if a reversed item is in it.

    Raises
    ------
    ColumnError
        If an item is not a column, or holds text.
    SampleError
        If there are fewer than two items, or than two for each of the parts.

    Notes
    -----
    The indices look at the answers as they were ticked: items that `reverse_items` has reversed are turned back for
    them. An empty answer ends a run, as in R's ``rle``. A straight line is one and the same answer to every item
    answered, to at least 10 items, through a reversed item or at least 3 scales; only one with a reversed item
    contradicts itself, so only that is decisive. Shorter runs and small spreads ask for a second sign: people with
    strong views give honest near-lines, and in published experiments the two indices found little. In simulations of
    23 items in 6 scales a spread of at most .40 caught all straight and near-straight lines and 0.1 % of the honest.

    References
    ----------
    Dunn, A. M., Heggestad, E. D., Shanock, L. R., & Theilgard, N. (2018) for the spread. Curran, P. G. (2016) for
    the run of half the items. Goldammer, P., Annen, H., Stöckli, P. L., & Jonas, K. (2020) for what they miss.

    Checked against
    ---------------
    R 4.2.2 ``max`` and ``mean`` of ``rle(x)$lengths``, and ``sd(x, na.rm = TRUE)`` of all items and of the parts of
    ``cut(seq_along(x), parts)``, as ``longstring`` and ``irv`` of R's careless 1.2.2 define them,
    in ``tests/reference/careless``; plain loops in ``tests/kernels/test_careless.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_straightlining
    >>> frame = pd.DataFrame([[4] * 10, [4, 2, 3, 5, 4, 2, 4, 3, 1, 4]], columns=[f"q{i}" for i in range(10)])
    >>> flag_straightlining(Survey.from_frame(frame), items=list(frame)).flags[["id", "rule", "decisive", "value"]]
       id        rule  decisive value
    0   0  longstring     False    10
    1   0         irv     False   0.0
    """
    assessed = assess_straightlining(
        survey, items=items, run_length=run_length, max_irv=max_irv, average_run=average_run, parts=parts
    )
    return with_flags(survey, assessed)


def assess_straightlining(
    survey: Survey,
    *,
    items: str | Iterable[str],
    run_length: int | None = None,
    max_irv: float = 0.40,
    average_run: float | None = None,
    parts: int | None = None,
) -> Assessment:
    """What `flag_straightlining` finds."""
    check_survey(survey)
    named = questionnaire_items(survey, items, least=2)
    limit = as_count(math.ceil(len(named) / 2) if run_length is None else run_length, 2, argument="run_length")
    check_at_least(max_irv, 0, argument="max_irv")
    answers = as_ticked(survey, named).to_numpy()
    judgements = [_runs(survey, named, answers, limit), _spread("irv", survey, answer_spread(answers), max_irv)]
    arguments: dict[str, object] = {"run_length": limit, "max_irv": max_irv}
    if average_run is not None:
        check_at_least(average_run, 1, argument="average_run")
        value = pd.Series(average_length(answers), index=survey.data.index)
        judgements.append(_judgement("average_string", value, value >= average_run, average_run))
        arguments["average_run"] = average_run
    if parts is not None:
        n_parts = as_count(parts, 2, argument="parts")
        if len(named) < 2 * n_parts:
            raise SampleError(f"{len(named)} items cannot be cut into {n_parts} parts of two or more; ask for fewer")
        judgements.append(_spread("irv_split", survey, _least(part_spreads(answers, n_parts)), max_irv))
        arguments |= {"parts": n_parts, "parts_irv": max_irv}
    return Assessment(
        verb="flag_straightlining", judgements=tuple(judgements), columns=tuple(named), arguments=arguments
    )


def _runs(survey: Survey, items: list[str], answers: np.ndarray, limit: int) -> Judgement:
    """Longest runs of `answers` (n, k); a straight line through a reversed item decides by itself."""
    run = pd.Series(longest_run(answers), index=survey.data.index)
    through_reversed, line = _straight_lines(survey, items, answers)
    return Judgement(
        rule="longstring",
        family=FAMILIES["longstring"],
        value=run,
        caught=line | (run >= limit),
        cut_off=float(limit),
        decisive=line & through_reversed,
        judged=run > 0,
    )


def _spread(rule: str, survey: Survey, spread: np.ndarray, max_irv: float) -> Judgement:
    value = pd.Series(spread, index=survey.data.index)
    return _judgement(rule, value, value <= max_irv, max_irv)


def _judgement(rule: str, value: pd.Series, caught: pd.Series, cut_off: float) -> Judgement:
    return Judgement(rule=rule, family=FAMILIES[rule], value=value, caught=caught, cut_off=float(cut_off))


def _least(spreads: np.ndarray) -> np.ndarray:
    """Smallest of the spreads (n, parts) of each respondent; NaN where there is none."""
    least = np.where(np.isnan(spreads), np.inf, spreads).min(axis=1)
    return np.where(np.isinf(least), np.nan, least)


def _straight_lines(survey: Survey, items: list[str], answers: np.ndarray) -> tuple[pd.Series, pd.Series]:
    """Who answered a reversed item among `items`, and whose `answers` (n, k) are a straight line."""
    there = ~np.isnan(answers)
    ids = survey.data.index
    turned = set(survey.codebook.reverse_keyed) | survey.reversed_items
    through_reversed = there[:, [item in turned for item in items]].any(axis=1)
    touched = [there[:, np.isin(items, scale.items)].any(axis=1) for scale in survey.codebook.scales]
    n_scales = np.sum(touched, axis=0) if touched else np.zeros(len(ids), dtype=int)
    same = np.nanmax(np.where(there, answers, -np.inf), axis=1) == np.nanmin(np.where(there, answers, np.inf), axis=1)
    line = same & (there.sum(axis=1) >= LEAST_ITEMS) & (through_reversed | (n_scales >= LEAST_SCALES))
    return pd.Series(through_reversed, index=ids), pd.Series(line, index=ids)
