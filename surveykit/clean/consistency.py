"""Answers that do not hang together within a respondent."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.clean.flagging import FAMILIES, Suspicion, with_flags
from surveykit.clean.items import as_keyed, as_ticked, questionnaire_items
from surveykit.core.checks import as_names, check_share, check_survey, is_real
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, SampleError
from surveykit.kernels.careless import LEAST_PAIRS, Floats, even_odd_consistency, synonym_consistency, synonym_pairs


def flag_even_odd(survey: Survey, *, scales: Iterable[str] | None = None, below: float = 0.0) -> Survey:
    """Flag respondents whose odd and even items do not go together over the scales.

    Parameters
    ----------
    survey : Survey
        Answers with a codebook that has scales.
    scales : list of str, optional
        Scales with at least two items each; all such scales of the codebook where not given.
    below : float
        A consistency below this is flagged.

    Returns
    -------
    Survey
        With flags of the rule ``even_odd`` (family ``inconsistency``, never decisive; value: consistency, at most 1).

    Raises
    ------
    SampleError
        If there are fewer than three scales with two items.

    Notes
    -----
    Per respondent, the means of the odd and of the even items of each scale correlate over the scales; Spearman and
    Brown's formula steps the correlation up; the floor is -1. Reversed items are keyed first, whether or not
    `reverse_items` has been called. Respondents whose halves do not vary are not judged. High is consistent; R's
    careless has the opposite sign since 1.2.0. The usual limit of .30 was made for questionnaires of 100 items and
    more: with 23 items in 6 scales it flagged 10.9 % of honest simulated respondents (below 0: 6.1 %), so the limit
    here is 0 and the flag never decides alone.

    References
    ----------
    Johnson, J. A. (2005). Journal of Research in Personality, 39, 103-129.

    Checked against
    ---------------
    R 4.2.2 ``cor`` of the halves, as ``evenodd`` of R's careless 1.2.2 defines it (sign turned), in
    ``tests/reference/careless``; plain loops in ``tests/kernels/test_careless.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, flag_even_odd
    >>> items = ["a1", "a2", "b1", "b2", "c1", "c2"]
    >>> frame = pd.DataFrame([[5, 5, 3, 3, 1, 1], [1, 5, 3, 3, 5, 1]], columns=items)
    >>> scales = [{"name": s, "items": [f"{s}1", f"{s}2"]} for s in "abc"]
    >>> codebook = Codebook.model_validate({"variables": [{"name": item} for item in items], "scales": scales})
    >>> flag_even_odd(Survey.from_frame(frame, codebook=codebook)).flags[["id", "rule", "value"]]
       id      rule value
    0   1  even_odd  -1.0
    """
    check_survey(survey)
    codebook = survey.codebook
    wanted = [scale.name for scale in codebook.scales] if scales is None else as_names(scales, argument="scales")
    halves = [codebook.scale(name) for name in wanted if len(codebook.scale(name).items) > 1]
    if len(halves) < LEAST_PAIRS:
        raise SampleError(f"{len(halves)} scales have two items or more; even-odd consistency needs {LEAST_PAIRS}")
    items = questionnaire_items(survey, dict.fromkeys(item for scale in halves for item in scale.items))
    answers = as_keyed(survey, items).to_numpy()
    value = even_odd_consistency(answers, [[items.index(item) for item in scale.items] for scale in halves])
    return _flagged(
        survey,
        "even_odd",
        value,
        below,
        items,
        verb="flag_even_odd",
        arguments={"scales": [scale.name for scale in halves], "below": below},
    )


def flag_psychsyn(survey: Survey, *, items: str | Iterable[str], min_r: float = 0.60, below: float = 0.0) -> Survey:
    """Flag respondents who answer items of the same meaning differently (psychometric synonyms).

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str
        Items or scales among which pairs are looked for.
    min_r : float
        Items that correlate above this over all respondents are synonyms.
    below : float
        A correlation over the pairs below this is flagged.

    Returns
    -------
    Survey
        With flags of the rule ``psychsyn`` (family ``inconsistency``, never decisive; value: r over the pairs within
        the respondent).

    Raises
    ------
    SampleError
        If fewer than three pairs correlate above `min_r`; the message says how many do.

    Notes
    -----
    The answers are looked at as they were ticked. Respondents with fewer than three answered pairs, or without
    spread on either side, are not judged; R's careless then swaps the sides of the pairs at random, which another
    run does not repeat. Short questionnaires rarely have pairs above .60: with 23 items in 6 scales 74 % of
    simulated samples had fewer than three.

    References
    ----------
    Meade, A. W., & Craig, S. B. (2012). Psychological Methods, 17, 437-455.

    Checked against
    ---------------
    R 4.2.2 ``cor`` over the pairs, as ``psychsyn(resample_na = FALSE)`` of R's careless 1.2.2 defines it, in
    ``tests/reference/careless``; plain loops in ``tests/kernels/test_careless.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_psychsyn
    >>> frame = pd.DataFrame([[1, 1, 2], [2, 2, 3], [3, 3, 4], [4, 5, 5], [5, 4, 5]], columns=["a", "b", "c"])
    >>> len(flag_psychsyn(Survey.from_frame(frame), items=["a", "b", "c"], below=0.0).flags)
    1
    """
    check_survey(survey)
    named = questionnaire_items(survey, items, least=LEAST_PAIRS)
    check_share(min_r, argument="min_r", example=0.6)
    answers = as_ticked(survey, named).to_numpy()
    pairs = synonym_pairs(answers, min_r)
    if len(pairs) < LEAST_PAIRS:
        raise SampleError(
            f"{len(pairs)} pairs of items correlate above {min_r:g}; psychometric synonyms need {LEAST_PAIRS}. "
            "Lower min_r, or leave flag_psychsyn out"
        )
    value = synonym_consistency(answers, pairs)
    return _flagged(
        survey,
        "psychsyn",
        value,
        below,
        named,
        verb="flag_psychsyn",
        arguments={"min_r": min_r, "below": below, "pairs": [(named[i], named[j]) for i, j in pairs]},
    )


def _flagged(
    survey: Survey,
    rule: str,
    value: Floats,
    below: float,
    columns: list[str],
    *,
    verb: str,
    arguments: dict[str, object],
) -> Survey:
    """Flags for the respondents whose `value` (n,) is below the limit; NaN is not judged."""
    if not is_real(below) or not -1 < below <= 1:
        raise OptionError(f"below={below!r} must lie above -1 and at most at 1, such as 0.0")
    found = pd.Series(value, index=survey.data.index)
    suspicion = Suspicion(
        rule=rule, family=FAMILIES[rule], decisive=False, value=found[found < below], cut_off=float(below)
    )
    judged = {**arguments, "not_judged": int(found.isna().sum())}
    return with_flags(survey, [suspicion], verb=verb, columns=columns, arguments=judged)
