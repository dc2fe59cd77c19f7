"""Arnstein's ladder of participation: from rungs to levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from surveykit.core.checks import check_option, check_survey, is_real
from surveykit.core.codebook import Text, Variable
from surveykit.core.new_columns import Label, new_name, with_columns
from surveykit.core.ranges import answer_cases
from surveykit.core.survey import Survey
from surveykit.core.terms import term
from surveykit.errors import AnswerError, OptionError
from surveykit.scales.answers import given_answers, least_of, named, part_label, partly_answered, personal, scorable

PersonRung = Literal["highest", "modal"]
RUNGS = range(1, 9)
HIGHEST_OF_LEVEL = {1: 2, 2: 5, 3: 8}
"""The highest rung of each level: non-participation 1 and 2, tokenism 3 to 5, citizen power 6 to 8."""
RUNG_OF_CODE = "their rung, 1 to 8, such as {1: 3, 2: 4, 3: 6}"


def arnstein_level(
    survey: Survey,
    *,
    into: str,
    columns: str | Iterable[str],
    codes: Mapping[int, int] | None = None,
    method: PersonRung = "highest",
    min_answered: int = 1,
    label: Label | None = None,
) -> Survey:
    """Classify participation by Arnstein's ladder: a rung of eight and a level of three.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        Name of the column of levels, and beginning of that of rungs.
    columns : str or list of str
        One column, or one per form of participation, with the rungs 1 (manipulation) to 8 (citizen control).
    codes : dict of int to int, optional
        Rung of each answer code, where the codes are not the rungs themselves, such as ``{1: 3, 2: 4, 3: 6}``.
    method : {"highest", "modal"}
        Of several columns, whether a respondent stands on the highest rung of them or on the most frequent; where two
        are equally frequent, on the higher.
    min_answered : int
        Fewest answered columns for which there is a level.
    label : str, Text or dict, optional
        What the columns are called; `into` where not given.

    Returns
    -------
    Survey
        With two float64 columns, ordinal and labelled in the codebook: ``<into>`` (1 non-participation, 2 tokenism, 3
        citizen power) and ``<into>_rung`` (1 to 8). The step counts the respondents with gaps (``person_mean``) and
        those without a level (``not_scored``).

    Raises
    ------
    ColumnError
        If a column is not there or holds no numbers, has been reversed, or a new name is taken.
    OptionError
        If a word is not in its list, `codes` are no rungs, or `min_answered` is more than there are columns.
    AnswerError
        If an answer is no rung, or has none in `codes`.

    Notes
    -----
    Rungs are ordered and not equally far from each other, so they are never averaged. The ladder classifies forms of
    participation; a respondent stands where the answered columns say, and unanswered columns say nothing, which can
    only lower the highest rung.

    References
    ----------
    Arnstein, S. R. (1969). A ladder of citizen participation. Journal of the American Institute of Planners, 35,
    216-224.

    Checked against
    ---------------
    Counted by hand in ``tests/scales/test_arnstein.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, arnstein_level
    >>> survey = Survey.from_frame(pd.DataFrame({"meeting": [4, 2, None], "budget": [6, 1, None]}))
    >>> scored = arnstein_level(survey, into="level", columns=["meeting", "budget"])
    >>> scored.data[["level", "level_rung"]].values.tolist()
    [[3.0, 6.0], [1.0, 2.0], [nan, nan]]
    """
    check_survey(survey)
    check_option(method, ("highest", "modal"), argument="method")
    looked_at = scorable(survey, columns, argument="columns")
    least = least_of(min_answered, len(looked_at), default=1, what="columns")
    name, rung_name = new_name(survey, into), new_name(survey, f"{into}_rung")
    rungs = _rungs(survey, looked_at, _checked(codes))
    answered = rungs.notna().sum(axis=1)
    rung = _of_person(rungs, method).where(answered >= least)
    level = pd.Series(np.searchsorted(list(HIGHEST_OF_LEVEL.values()), rung) + 1.0, index=rung.index)
    values = pd.DataFrame({name: level.where(rung.notna()), rung_name: rung})
    cases = partly_answered(survey, answered, len(looked_at), least, column=name)
    told = named(label, name)
    variables = [
        _variable(name, told, "level", HIGHEST_OF_LEVEL, personal=personal(survey, looked_at)),
        _variable(rung_name, part_label("arnstein_rung", told), "rung", RUNGS, personal=personal(survey, looked_at)),
    ]
    asked = {
        "into": name,
        "columns": looked_at,
        "codes": dict(codes or {}),
        "method": method,
        "min_answered": least,
        "person_mean": len(cases),
        "not_scored": int(rung.isna().sum()),
    }
    return with_columns(survey, variables, values, verb="arnstein_level", sources=looked_at, asked=asked, cases=cases)


def _checked(codes: Mapping[int, int] | None) -> Mapping[int, int]:
    """The rung of each code; every rung is itself where nothing is said."""
    if codes is None:
        return {rung: rung for rung in RUNGS}
    if not isinstance(codes, Mapping) or not codes or not all(map(is_real, [*codes, *codes.values()])):
        raise OptionError(f"codes={codes!r} must give answer codes, which are numbers, {RUNG_OF_CODE}")
    if not set(codes.values()) <= set(RUNGS):
        raise OptionError(f"codes={codes!r} must give answer codes {RUNG_OF_CODE}")
    return codes


def _rungs(survey: Survey, columns: Sequence[str], codes: Mapping[int, int]) -> pd.DataFrame:
    """The rung in each column; refused where an answer has none."""
    data = given_answers(survey, columns)
    rungs = pd.DataFrame({name: data[name].map(codes) for name in columns}, index=data.index, dtype=float)
    for name in rungs:
        lost = data[name].notna() & rungs[name].isna()
        if lost.any():
            raise AnswerError(
                f"columns: {int(lost.sum())} answers of {name!r} are no rungs; allowed are {sorted(codes)}. Say which "
                "rung each code is (codes=), or declare codes missing with set_missing. error.cases lists every one",
                answer_cases(survey, str(name), data[name][lost]),
            )
    return rungs


def _of_person(rungs: pd.DataFrame, method: PersonRung) -> pd.Series:
    """The highest rung of each respondent, or the most frequent and of equally frequent ones the higher."""
    if method == "highest":
        return rungs.max(axis=1)
    counts = pd.DataFrame({rung: (rungs == rung).sum(axis=1) for rung in reversed(RUNGS)})
    return counts.idxmax(axis=1).astype(float).where(rungs.notna().any(axis=1))


def _variable(name: str, label: Text, entry: str, codes: Iterable[int], *, personal: bool) -> Variable:
    values = {
        code: Text(zh=term(f"scores.{entry}_{code}", "zh"), en=term(f"scores.{entry}_{code}", "en")) for code in codes
    }
    return Variable(name=name, label=label, kind="ordinal", values=values, personal=personal)
