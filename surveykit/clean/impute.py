"""Empty items of a scale filled with the respondent's own mean, within a stated limit."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from surveykit.clean.made import refuse_used
from surveykit.core.checks import as_names, check_columns, check_numeric, check_survey, is_real
from surveykit.core.codebook import MissingReason, Scale
from surveykit.core.ranges import hidden, refuse_outside
from surveykit.core.steps import source_rows, stacked
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.errors import ColumnError, OptionError

NOT_FOR_THEM: tuple[MissingReason, ...] = ("not_shown", "not_applicable", "unranked")
"""Reasons of cells that stay empty: there was nothing to answer."""


def impute_person_mean(survey: Survey, *, scales: str | Iterable[str] | None = None, min_share: float = 0.8) -> Survey:
    """Fill empty items with the mean of the items of the same scale that the respondent answered.

    Parameters
    ----------
    survey : Survey
        Answers whose reversed items have been reversed.
    scales : str or list of str, optional
        Scales of the codebook; all of them where not given. An item of several scales is filled by the first.
    min_share : float
        Smallest share of a scale's items that a respondent must have answered; the others are left as they are.

    Returns
    -------
    Survey
        With those cells filled and no longer among the ``missing_reasons``. Cells that were not shown or do not apply
        stay empty. The step's ``cases`` has one row per cell; its arguments count, per scale, the cells that were
        ``imputed`` and the respondents ``below`` the limit.

    Raises
    ------
    ColumnError
        If an item is not there, holds no numbers, or is declared reversed and has not been reversed; if a score or a
        derived variable was made of it; if a mean would lie outside the item's range, because others reach further.
    AnswerError
        If an answer is outside the range of the codebook.
    OptionError
        If `min_share` is not above 0 and at most 1.

    Notes
    -----
    The mean is not rounded. A mean score over the answered items is the same number without imputing; filling is for
    analyses of items, which need complete rows. It makes items agree more than they do, so that alpha and loadings
    rise with the share that is filled (Downey & King, 1998): state the share, and compare without. `score_scales`
    counts the scores that rest on filled items.

    References
    ----------
    Downey, R. G., & King, C. V. (1998). Missing data in Likert ratings: A comparison of replacement methods. Journal
    of General Psychology, 125(2), 175-191.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_impute.py``; mean scores are the same before and after.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, impute_person_mean
    >>> items = ["t1", "t2", "t3"]
    >>> variables = [{"name": item, "low": 1, "high": 5, "kind": "numeric"} for item in items]
    >>> codebook = Codebook.model_validate({"variables": variables, "scales": [{"name": "trust", "items": items}]})
    >>> survey = Survey.from_frame(pd.DataFrame([[4, 5, None], [2, None, None]], columns=items), codebook=codebook)
    >>> impute_person_mean(survey, min_share=0.6).data["t3"].tolist()
    [4.5, nan]
    """
    check_survey(survey)
    if not is_real(min_share) or not 0 < min_share <= 1:
        raise OptionError(f"min_share={min_share!r} must be a number above 0 and at most 1, such as 0.8")
    wanted = _wanted(survey, scales)
    items = list(dict.fromkeys(item for scale in wanted for item in scale.items))
    _check(survey, wanted, items)
    filled = pd.DataFrame({name: survey.data[name].astype(float) for name in items}, index=survey.data.index)
    original = filled.copy()
    imputed, below, cases = {}, {}, []
    for scale in wanted:
        members = list(scale.items)
        least = math.ceil(min_share * len(members) - 1e-9)
        answered = original[members].notna().sum(axis=1)
        open_ = _open(survey, members) & filled[members].isna()
        enough = answered >= least
        means = original[members].mean(axis=1)
        places = open_.loc[enough]
        for name in members:
            rows = places.index[places[name]]
            filled.loc[rows, name] = means.loc[rows]
            cases.append(_cases(survey, name, means.loc[rows], answered.loc[rows], len(members), least))
        imputed[scale.name] = int(places.to_numpy().sum())
        below[scale.name] = int((open_.any(axis=1) & ~enough).sum())
    _refuse_other_ranges(survey, filled.where(original.isna()))
    return _changed(survey, wanted, filled, imputed, below, stacked(cases, CASE_COLUMNS), min_share)


def _wanted(survey: Survey, scales: str | Iterable[str] | None) -> list[Scale]:
    if scales is not None:
        return [survey.codebook.scale(name) for name in as_names(scales, argument="scales")]
    if not survey.codebook.scales:
        raise ColumnError("the codebook has no scales; add them to it, each with its items")
    return list(survey.codebook.scales)


def _check(survey: Survey, scales: Iterable[Scale], items: list[str]) -> None:
    check_columns(survey, items, argument="scales")
    check_numeric(survey, items, argument="scales")
    for scale in scales:
        unturned = [item for item in scale.reversed if item not in survey.reversed_items]
        if unturned:
            raise ColumnError(
                f"scale {scale.name!r}: items {unturned} are declared reversed but have not been reversed; "
                "call reverse_items first"
            )
    refuse_used(survey, items, verb="impute_person_mean")
    refuse_outside(survey, items)


def _refuse_other_ranges(survey: Survey, imputed: pd.DataFrame) -> None:
    """Refuse means that are no answers to their item, because the other items of the scale reach further."""
    ranges = {name: survey.codebook.variable(str(name)).range for name in imputed.columns}
    wrong = [
        name
        for name, (low, high) in ranges.items()
        if (low is not None and (imputed[name] < low).any()) or (high is not None and (imputed[name] > high).any())
    ]
    if wrong:
        raise ColumnError(
            f"items {wrong} have another range than the other items of their scale, so that a mean of those lies "
            "outside it; recode the items to one range first, or leave the scale out"
        )


def _open(survey: Survey, items: list[str]) -> pd.DataFrame:
    """Which cells of the items may be filled: empty although there was something to answer."""
    empty = survey.data[items].isna()
    reasons = survey.missing_reasons
    for name in items:
        if name in reasons.columns:
            empty[name] &= ~reasons[name].isin(list(NOT_FOR_THEM))
    return empty


def _cases(survey: Survey, name: str, means: pd.Series, answered: pd.Series, k: int, least: int) -> pd.DataFrame:
    ids = pd.Series(means.index)
    found = pd.DataFrame({"id": ids, "row": source_rows(survey, ids), "column": name, "rule": "item_imputed"})
    found["value"] = [f"{n}/{k}" for n in answered]
    found["cut_off"] = least
    found["action"] = "imputed" if hidden(survey, name) else [f"imputed as {mean:g}" for mean in means]
    return found[list(CASE_COLUMNS)]


def _changed(
    survey: Survey,
    scales: Iterable[Scale],
    filled: pd.DataFrame,
    imputed: dict[str, int],
    below: dict[str, int],
    cases: pd.DataFrame,
    min_share: float,
) -> Survey:
    data, reasons = survey.data, survey.missing_reasons
    touched = [str(name) for name in filled.columns if not filled[name].equals(data[name].astype(float))]
    for name in touched:
        data[name] = filled[name]
        if name in reasons.columns:
            reasons[name] = reasons[name].where(filled[name].isna(), "")
    n = len(data)
    step = Step(
        verb="impute_person_mean",
        rows_before=n,
        rows_after=n,
        columns=tuple(touched),
        arguments={
            "scales": [scale.name for scale in scales],
            "min_share": min_share,
            "imputed": {name: count for name, count in imputed.items() if count},
            "below": {name: count for name, count in below.items() if count},
        },
        cases=cases,
    )
    return survey.changed(step, data=data, missing_reasons=reasons)
