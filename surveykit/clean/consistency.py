"""Answers that do not hang together within a respondent."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
from surveykit.clean.items import as_keyed, as_ticked, questionnaire_items
from surveykit.core.checks import as_names, check_share, check_survey, is_real
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, SampleError
from surveykit.kernels.careless import (
    LEAST_PAIRS,
    Floats,
    antonym_pairs,
    even_odd_consistency,
    person_total,
    synonym_consistency,
    synonym_pairs,
)


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
    return with_flags(survey, assess_even_odd(survey, scales=scales, below=below))


def assess_even_odd(survey: Survey, *, scales: Iterable[str] | None = None, below: float = 0.0) -> Assessment:
    """What `flag_even_odd` finds."""
    check_survey(survey)
    codebook = survey.codebook
    wanted = [scale.name for scale in codebook.scales] if scales is None else as_names(scales, argument="scales")
    halves = [codebook.scale(name) for name in wanted if len(codebook.scale(name).items) > 1]
    if len(halves) < LEAST_PAIRS:
        raise SampleError(f"{len(halves)} scales have two items or more; even-odd consistency needs {LEAST_PAIRS}")
    items = questionnaire_items(survey, dict.fromkeys(item for scale in halves for item in scale.items))
    answers = as_keyed(survey, items).to_numpy()
    value = even_odd_consistency(answers, [[items.index(item) for item in scale.items] for scale in halves])
    return _assessed(
        survey,
        "even_odd",
        value,
        _below(below),
        items,
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
    return with_flags(survey, assess_psychsyn(survey, items=items, min_r=min_r, below=below))


def assess_psychsyn(
    survey: Survey, *, items: str | Iterable[str], min_r: float = 0.60, below: float = 0.0
) -> Assessment:
    """What `flag_psychsyn` finds."""
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
    arguments = {"min_r": min_r, "below": below, "pairs": [(named[i], named[j]) for i, j in pairs]}
    return _assessed(survey, "psychsyn", value, _below(below), named, arguments=arguments)


def flag_psychant(survey: Survey, *, items: str | Iterable[str], min_r: float = 0.60, above: float = 0.0) -> Survey:
    """Flag respondents who answer items of opposite meaning alike (psychometric antonyms).

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str
        Items or scales among which pairs are looked for.
    min_r : float
        Items that correlate below minus this over all respondents are antonyms.
    above : float
        A correlation over the pairs above this is flagged.

    Returns
    -------
    Survey
        With flags of the rule ``psychant`` (family ``inconsistency``, never decisive; value: r over the pairs within
        the respondent; low is consistent).

    Raises
    ------
    SampleError
        If fewer than three pairs correlate below minus `min_r`; the message says how many do.

    Notes
    -----
    As `flag_psychsyn`, with the signs turned: only a questionnaire with items worded both ways has antonyms.

    References
    ----------
    Goldberg, L. R., & Kilkowski, J. M. (1985). Journal of Personality and Social Psychology, 48, 82-98.

    Checked against
    ---------------
    R 4.2.2 ``cor`` over the pairs, as ``psychant(resample_na = FALSE)`` of R's careless 1.2.2 defines it, in
    ``tests/reference/careless``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_psychant
    >>> calm = pd.DataFrame([[1, 3, 5], [2, 4, 1], [3, 5, 2], [5, 1, 4], [4, 2, 3]] * 4, columns=list("abc"))
    >>> frame = calm.assign(x=6 - calm["a"], y=6 - calm["b"], z=6 - calm["c"])
    >>> frame.iloc[19] = [1, 3, 5, 1, 3, 5]
    >>> flag_psychant(Survey.from_frame(frame), items=list(frame)).flags[["id", "rule", "value"]]
       id      rule value
    0  19  psychant   1.0
    """
    return with_flags(survey, assess_psychant(survey, items=items, min_r=min_r, above=above))


def assess_psychant(
    survey: Survey, *, items: str | Iterable[str], min_r: float = 0.60, above: float = 0.0
) -> Assessment:
    """What `flag_psychant` finds."""
    check_survey(survey)
    named = questionnaire_items(survey, items, least=LEAST_PAIRS)
    check_share(min_r, argument="min_r", example=0.6)
    if not is_real(above) or not -1 <= above < 1:
        raise OptionError(f"above={above!r} must be at least -1 and below 1, such as 0.0")
    answers = as_ticked(survey, named).to_numpy()
    pairs = antonym_pairs(answers, min_r)
    if len(pairs) < LEAST_PAIRS:
        raise SampleError(
            f"{len(pairs)} pairs of items correlate below -{min_r:g}; psychometric antonyms need {LEAST_PAIRS}. "
            "Lower min_r, or leave flag_psychant out"
        )
    value = pd.Series(synonym_consistency(answers, pairs), index=survey.data.index)
    judgement = Judgement(
        rule="psychant", family=FAMILIES["psychant"], value=value, caught=value > above, cut_off=float(above)
    )
    return Assessment(
        verb="flag_psychant",
        judgements=(judgement,),
        columns=tuple(named),
        arguments={
            "min_r": min_r,
            "above": above,
            "pairs": [(named[i], named[j]) for i, j in pairs],
            "not_judged": int(value.isna().sum()),
        },
    )


def flag_person_total(survey: Survey, *, items: str | Iterable[str], below: float = 0.0) -> Survey:
    """Flag respondents whose answers rise and fall against everybody else's (person-total correlation).

    Parameters
    ----------
    survey : Survey
        The answers.
    items : str or list of str
        Items or scales with the same answer format.
    below : float
        A correlation below this is flagged.

    Returns
    -------
    Survey
        With flags of the rule ``person_total`` (family ``outlier``, never decisive; value: r of the respondent's
        answers with the means of the items).

    Raises
    ------
    SampleError
        If there are fewer than three items.

    Notes
    -----
    The answers are looked at as they were ticked; the means are those of all respondents. Respondents with fewer
    than three answers, or without spread, are not judged. Where the items have nearly the same mean, the profile of
    means is noise and the index flags many honest respondents: it wants items of different difficulty. It counts
    with the Mahalanobis distance, because both say that a pattern is unlike the others'.

    References
    ----------
    Donlon, T. F., & Fischer, F. E. (1968). Educational and Psychological Measurement, 28, 105-113. Curran, P. G.
    (2016). Journal of Experimental Social Psychology, 66, 4-19.

    Checked against
    ---------------
    R 4.2.2 ``cor`` with ``colMeans`` in ``tests/reference/careless``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_person_total
    >>> frame = pd.DataFrame([[1, 3, 5], [2, 3, 4], [1, 2, 4], [5, 3, 2]], columns=list("abc"))
    >>> flag_person_total(Survey.from_frame(frame), items=list(frame)).flags[["id", "rule"]]
       id          rule
    0   3  person_total
    """
    return with_flags(survey, assess_person_total(survey, items=items, below=below))


def assess_person_total(survey: Survey, *, items: str | Iterable[str], below: float = 0.0) -> Assessment:
    """What `flag_person_total` finds."""
    check_survey(survey)
    named = questionnaire_items(survey, items, least=LEAST_PAIRS)
    value = person_total(as_ticked(survey, named).to_numpy())
    return _assessed(survey, "person_total", value, _below(below), named, arguments={"below": below})


def _below(below: float) -> float:
    if not is_real(below) or not -1 < below <= 1:
        raise OptionError(f"below={below!r} must lie above -1 and at most at 1, such as 0.0")
    return float(below)


def _assessed(
    survey: Survey, rule: str, value: Floats, below: float, columns: list[str], *, arguments: dict[str, object]
) -> Assessment:
    """The respondents whose `value` (n,) is below the limit; NaN is not judged."""
    found = pd.Series(value, index=survey.data.index)
    judgement = Judgement(rule=rule, family=FAMILIES[rule], value=found, caught=found < below, cut_off=below)
    return Assessment(
        verb=f"flag_{rule}",
        judgements=(judgement,),
        columns=tuple(columns),
        arguments={**arguments, "not_judged": int(found.isna().sum())},
    )
