"""Little's test of whether answers are missing completely at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.analyze.item_cases import check_measured, columns_of, refuse_singular
from surveykit.analyze.missing_patterns import HIDDEN_REASON, gaps_of
from surveykit.core.cases import take_cases
from surveykit.core.checks import as_names, check_columns
from surveykit.core.derived import n_imputed
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import EstimationError, SampleError
from surveykit.kernels.missing import Floats, Moments, em_moments, little_test, missing_patterns, never_together

FEW = 10
"""Respondents per pattern on average, below which the chi-square distribution is said to be a rough one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class McarTestResult(Result):
    """Little's test and the moments that it compares with; `items`, `overall` and `covariance` are its frames."""

    topic: ClassVar[str] = "mcar_test"

    items: pd.DataFrame = field(repr=False)
    overall: pd.DataFrame = field(repr=False)
    covariance: pd.DataFrame = field(repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per item: item, n, n_missing, mean, sd (maximum likelihood)."""
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row: n, k, n_missing, n_patterns, statistic, df, p_value."""
        return self.overall.copy()


def mcar_test(data: Survey | pd.DataFrame, *, items: str | Sequence[str]) -> McarTestResult:
    """Little's chi-square test of missing completely at random (MCAR).

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent.
    items : str or list of str
        At least two columns of numbers or ordered codes, or scales of the codebook, which stand for their items.

    Returns
    -------
    McarTestResult
        ``glance()``: one row with respondents ``n`` who answered any item, items ``k``, missing cells ``n_missing``,
        ``n_patterns``, and the test: ``statistic`` (chi-square), ``df``, ``p_value``. Where nothing is missing there
        is nothing to test: statistic and p value are NaN, df is 0. ``tidy()``: one row per item with answers ``n``,
        ``n_missing``, and the maximum-likelihood ``mean`` and ``sd``. ``covariance``: maximum-likelihood covariances,
        denominator n.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text or dates, or codes of more than two categories without an order.
    AnswerError
        If answers lie outside the range of the codebook.
    SampleError
        If there is one item; if an item has no answers, or the same from everybody; if two items were never answered
        by the same respondent; if items determine each other; if there are not more respondents than items.
    EstimationError
        If the EM algorithm does not converge.

    Notes
    -----
    d2 = sum over patterns of n_j (mean_j - mu_j)' S_j^-1 (mean_j - mu_j), with the means of the respondents who have
    pattern j, and mu and S the maximum-likelihood estimates under a multivariate normal distribution (EM algorithm, to
    a change below 1e-9 of standardised estimates). S has n as its denominator, as in R's naniar and misty; with n - 1
    the statistic is smaller by the factor (n - 1) / n. Degrees of freedom: answered items summed over patterns, less k.

    A significant test says that respondents with gaps differ from others in what they did answer. One that is not
    significant does not show that answers are missing at random: the test sees nothing of the answers that are missing,
    and little in small samples. Answers to rating scales are not normal, and with about as many patterns as respondents
    the chi-square distribution is a rough one.

    References
    ----------
    Little, R. J. A. (1988). Journal of the American Statistical Association, 83, 1198-1202.
    Dempster, A. P., Laird, N. M., & Rubin, D. B. (1977). Journal of the Royal Statistical Society B, 39, 1-38.

    Checked against
    ---------------
    Means and covariances: lavaan 0.6-14; the test: base R from those, and the example of naniar's documentation
    (airquality: 35.1, df 14, p = .00142); ``tests/reference/missing``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"q1": [4, 2, 3, 5, 1, 5, 2], "q2": [5, None, 3, 4, 2, None, 1]})
    >>> mcar_test(answers, items=["q1", "q2"]).glance()[["n_patterns", "statistic", "df", "p_value"]].round(3)
       n_patterns  statistic  df  p_value
    0           2      0.168   1    0.682
    """
    survey = as_survey(data)
    names = columns_of(survey, as_names(items, argument="items"))
    check_columns(survey, names, argument="items")
    if len(names) < 2:
        raise SampleError(f"items names one item, {names}; the test compares answers to others, so give at least two")
    check_measured(survey, names, argument="items")
    cases = take_cases(survey, names, missing="pairwise")
    values = cases.frame.to_numpy()
    _check_enough(values, names)
    moments = _estimated(values, names)
    test = little_test(values, moments)
    n_patterns = len(missing_patterns(np.isnan(values)).n)
    overall = {
        "n": len(values),
        "k": len(names),
        "n_missing": int(np.isnan(values).sum()),
        "n_patterns": n_patterns,
        "statistic": test.statistic,
        "df": test.df,
        "p_value": test.p_value,
    }
    return McarTestResult(
        spec={"items": names, "iterations": moments.iterations},
        counts=cases.counts,
        notes=_notes(survey, names, values, n_patterns),
        codebook=survey.codebook,
        items=_items(values, names, moments),
        overall=pd.DataFrame([overall]),
        covariance=pd.DataFrame(moments.covariance, index=names, columns=names),
    )


def _check_enough(values: Floats, names: Sequence[str]) -> None:
    """Refuse what no covariances can be estimated of."""
    answered = ~np.isnan(values)
    silent = [name for name, n in zip(names, answered.sum(axis=0), strict=True) if n == 0]
    if silent:
        raise SampleError(f"items {silent} have no answers at all; leave them out, or check how they were read")
    constant = [name for name, column in zip(names, values.T, strict=True) if np.nanmax(column) == np.nanmin(column)]
    if constant:
        raise SampleError(f"items {constant} hold the same answer from everybody who answered; leave them out")
    pair = never_together(values)
    if pair:
        raise SampleError(
            f"nobody answered both {names[pair[0]]!r} and {names[pair[1]]!r}, so nothing is known of how they go "
            "together; leave one of them out, or test the versions of the questionnaire apart"
        )
    if len(values) <= len(names):
        raise SampleError(
            f"{len(values)} respondents answered some of {len(names)} items; there must be more respondents than "
            "items. Name fewer items"
        )


def _estimated(values: Floats, names: Sequence[str]) -> Moments:
    """The moments, refused where items determine each other or the algorithm does not come to rest."""
    moments = em_moments(values)
    if moments.singular:
        _refuse_dependent(moments.covariance, names)
    if not moments.converged:
        raise EstimationError(
            f"the EM algorithm did not converge in {moments.iterations} steps: too much is missing for the covariances "
            f"of {list(names)}; name fewer items, or leave out those with most gaps"
        )
    return moments


def _refuse_dependent(covariance: Floats, names: Sequence[str]) -> None:
    """Name the items that take part in the combination without variance."""
    spread = np.sqrt(np.maximum(np.diag(covariance), np.finfo(float).tiny))
    correlations = covariance / np.outer(spread, spread)
    refuse_singular(correlations, names)
    weights = np.abs(np.linalg.eigh(correlations)[1][:, 0])
    tied = [name for name, weight in zip(names, weights, strict=True) if weight > 1e-3]
    raise SampleError(
        f"the covariances of items {tied} are singular: their answers determine each other, or too few respondents "
        "answered them together; leave one of them out"
    )


def _items(values: Floats, names: Sequence[str], moments: Moments) -> pd.DataFrame:
    answered = (~np.isnan(values)).sum(axis=0)
    n = len(values)
    return pd.DataFrame(
        {
            "item": list(names),
            "n": answered,
            "n_missing": n - answered,
            "mean": moments.mean,
            "sd": np.sqrt(np.diag(moments.covariance) * n / (n - 1)),
        }
    )


def _notes(survey: Survey, names: Sequence[str], values: Floats, n_patterns: int) -> tuple[Note, ...]:
    notes = [Note("mcar_test.note_variant")]
    silent = len(survey) - len(values)
    if silent:
        notes.append(Note("mcar_test.note_silent", {"n": silent}))
    imputed = n_imputed(survey, names)
    if imputed:
        notes.append(Note("mcar_test.note_imputed", {"n": imputed}))
    not_shown = int((gaps_of(survey, names).reasons == HIDDEN_REASON).sum())
    if not_shown:
        notes.append(Note("mcar_test.note_not_shown", {"n": not_shown}))
    if n_patterns > 1 and len(values) < FEW * n_patterns:
        notes.append(Note("mcar_test.note_rough", {"patterns": n_patterns, "n": len(values)}))
    return tuple(notes)
