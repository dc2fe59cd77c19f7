"""The position generator: what occupations a network reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Literal, get_args

import numpy as np
import pandas as pd

from surveykit.core.checks import as_names, check_columns, check_option, check_survey, is_real
from surveykit.core.codebook import Text, Variable
from surveykit.core.new_columns import Label, with_columns
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, SampleError
from surveykit.kernels.position_generator import FirstComponent, Positions, first_component, positions
from surveykit.scales.answers import (
    given_answers,
    least_of,
    named,
    new_names,
    part_label,
    partly_answered,
    personal,
    scorable,
)

Measure = Literal["extensity", "upper", "range", "mean", "factor"]
Nobody = Literal["missing", "zero"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
OF_FACTOR = ("extensity", "upper", "range")
"""The measures whose first component is the factor score."""


def position_generator(
    survey: Survey,
    *,
    into: str,
    prestige: Mapping[str, float],
    codes: int | Iterable[int] = 1,
    nobody: Nobody = "missing",
    measures: str | Iterable[str] = MEASURES,
    min_answered: int | None = None,
    label: Label | None = None,
) -> Survey:
    """Score a position generator: how many occupations a network reaches, and how high.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        How the names of the new columns begin.
    prestige : dict of str to float
        Prestige of the occupation of each column, such as ``{"knows_teacher": 69, "knows_cleaner": 25}``. State in
        the text where the scores come from.
    codes : int or list of int
        Answers that say that somebody in the occupation is known, such as ``[1, 2, 3]`` for relatives, friends and
        acquaintances; every other answer says that nobody is.
    nobody : {"missing", "zero"}
        Upper reachability and range of respondents who know nobody in any occupation.
    measures : list of {"extensity", "upper", "range", "mean", "factor"}
        Which columns are added; all of them where not given.
    min_answered : int, optional
        Fewest answered occupations for which there are scores; all of them where not given.
    label : str, Text or dict, optional
        What the columns are called, each with an addition; `into` where not given.

    Returns
    -------
    Survey
        With float64 columns: ``<into>_extensity`` (occupations in which somebody is known), ``<into>_upper`` (highest
        prestige), ``<into>_range`` (highest less lowest; 0 for one occupation), ``<into>_mean`` (mean prestige,
        missing where nobody is known) and ``<into>_factor``. The step has the loadings of the factor, its share of
        variance, and the means and SDs of the respondents that it was made with (``standardized``).

    Raises
    ------
    ColumnError
        If a column is not there or holds no numbers, has been reversed, or a new name is taken.
    OptionError
        If a word is not in its list, `prestige` gives fewer than two occupations a number, no column has one of the
        `codes`, or `min_answered` is more than there are occupations.
    AnswerError
        If an answer is outside the range of the codebook, or infinite.
    SampleError
        If the factor score is asked for and extensity, upper reachability or range do not vary, or fewer than four
        respondents have all three.

    Notes
    -----
    The factor score is the first principal component of the correlations of extensity, upper reachability and range,
    with mean 0 and SD 1 over the respondents who have all three: it compares them with each other and not with other
    samples, and stays as it is when respondents leave later. The three are mechanically related, because whoever
    knows more occupations is more likely to know a high one; report their correlations.

    An unanswered occupation may be a known one, so scores need all answers unless `min_answered` says otherwise; then
    extensity is brought up to all occupations, and the others are taken over those that are answered. Under
    ``nobody="missing"`` respondents who know nobody have an extensity of 0 and no other score.

    References
    ----------
    Lin, N., & Dumin, M. (1986). Access to occupations through social ties. Social Networks, 8, 365-385. Van der Gaag,
    M., Snijders, T. A. B., & Flap, H. (2008). Position generator measures and their relationship to other social
    capital measures. In N. Lin & B. H. Erickson (Eds.), Social capital. Oxford University Press.

    Checked against
    ---------------
    psych 2.2.9 ``principal`` (factor score, loadings; ``tests/reference/scores``); the others are counted by hand in
    ``tests/scales/test_position_generator.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, position_generator
    >>> frame = pd.DataFrame({"judge": [1, 0, 0], "teacher": [1, 1, 0], "cleaner": [1, 0, 0]})
    >>> prestige = {"judge": 80, "teacher": 70, "cleaner": 25}
    >>> scored = position_generator(
    ...     Survey.from_frame(frame), into="net", prestige=prestige, measures=["extensity", "upper", "range"])
    >>> scored.data[["net_extensity", "net_upper", "net_range"]].values.tolist()
    [[3.0, 80.0, 55.0], [1.0, 70.0, 0.0], [0.0, nan, nan]]
    """
    check_survey(survey)
    check_option(nobody, get_args(Nobody), argument="nobody")
    wanted = _wanted(measures)
    ranks = _prestige(prestige)
    check_columns(survey, ranks, argument="prestige")
    columns = scorable(survey, list(ranks), argument="prestige")
    least = least_of(min_answered, len(columns), default=len(columns), what="occupations")
    names = new_names(survey, into, wanted)
    own = personal(survey, columns)
    wanted_codes = _codes(codes)
    known = _known(survey, columns, wanted_codes)
    found = positions(
        known.to_numpy(), np.array([ranks[name] for name in columns]), least, nobody=0 if nobody == "zero" else np.nan
    )
    component = _component(found) if "factor" in wanted else None
    scores = asdict(found) | ({} if component is None else {"factor": component.scores})
    values = pd.DataFrame(
        {name: scores[measure] for name, measure in zip(names, wanted, strict=True)}, index=known.index
    )
    cases = partly_answered(survey, known.notna().sum(axis=1), len(columns), least, column=names[0])
    told = named(label, into)
    variables = [
        _variable(name, measure, told, ranks, personal=own) for name, measure in zip(names, wanted, strict=True)
    ]
    asked = {
        "into": into,
        "columns": columns,
        "prestige": [ranks[name] for name in columns],
        **({} if own else {"codes": wanted_codes}),
        "nobody": nobody,
        "min_answered": least,
        "person_mean": len(cases),
        "not_scored": int(np.isnan(found.extensity).sum()),
        "knows_nobody": int((found.extensity == 0).sum()),
        **({} if component is None else _told(component, f"{into}_factor")),
    }
    return with_columns(survey, variables, values, verb="position_generator", sources=columns, asked=asked, cases=cases)


def _wanted(measures: str | Iterable[str]) -> list[Measure]:
    """The measures that are asked for, in their usual order."""
    asked = as_names(measures, argument="measures")
    for measure in asked:
        check_option(measure, MEASURES, argument="measures")
    return [measure for measure in MEASURES if measure in asked]


def _prestige(prestige: Mapping[str, float]) -> dict[str, float]:
    """Prestige by column, as numbers; at least two."""
    if not isinstance(prestige, Mapping) or len(prestige) < 2:
        raise OptionError(
            "prestige must give the columns of at least two occupations their prestige, such as "
            "{'knows_teacher': 69, 'knows_cleaner': 25}"
        )
    wrong = [name for name, score in prestige.items() if not is_real(score) or not np.isfinite(score)]
    if wrong:
        raise OptionError(f"prestige of {wrong} is no number; give every occupation its score")
    return {str(name): float(score) for name, score in prestige.items()}


def _codes(codes: int | Iterable[int]) -> list[int]:
    """The codes that say that somebody is known, as a list."""
    return list(codes) if isinstance(codes, Iterable) and not isinstance(codes, str) else [codes]


def _known(survey: Survey, columns: Sequence[str], wanted: Sequence[int]) -> pd.DataFrame:
    """1 where somebody is known, 0 where nobody is, NaN where nothing is answered; (n, k)."""
    answers = given_answers(survey, columns)
    book = survey.codebook
    listed = {code for name in columns if book.has_variable(name) for code in book.variable(name).values}
    strangers = [
        code for code in wanted if not is_real(code) or not (code in listed or answers.isin([code]).any().any())
    ]
    if strangers or not wanted:
        raise OptionError(
            f"codes: {strangers} are answers to none of the columns; give the codes that say that somebody is known"
        )
    return answers.isin(wanted).astype(float).where(answers.notna())


def _component(found: Positions) -> FirstComponent:
    """The first component of the three measures; refused where one of them does not vary."""
    measures = np.column_stack([found.extensity, found.upper, found.range])
    complete = measures[~np.isnan(measures).any(axis=1)]
    constant = [
        name for name, column in zip(OF_FACTOR, complete.T, strict=True) if not len(column) or np.ptp(column) == 0
    ]
    if len(complete) < 4 or constant:
        why = f"{constant} do not vary" if constant else "four are needed"
        raise SampleError(
            f"no factor score: {len(complete)} respondents have extensity, upper reachability and range, and {why}; "
            "leave 'factor' out of measures"
        )
    return first_component(measures)


def _variable(name: str, measure: Measure, whole: Text, ranks: Mapping[str, float], *, personal: bool) -> Variable:
    low, high = {"extensity": (0.0, float(len(ranks)))}.get(measure, (None, None))
    return Variable(
        name=name, label=part_label(f"position_{measure}", whole), kind="numeric", low=low, high=high, personal=personal
    )


def _told(component: FirstComponent, column: str) -> dict[str, object]:
    """What the factor score was made with, for the step."""
    made = {
        measure: {"loading": float(loading), "mean": float(mean), "sd": float(sd)}
        for measure, loading, mean, sd in zip(OF_FACTOR, component.loadings, component.mean, component.sd, strict=True)
    }
    return {"standardized": {column: {"n": component.n, "proportion": component.share, **made}}}
