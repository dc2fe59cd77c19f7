"""Whether items correlate enough, and in the right way, for a factor analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from surveykit.analyze.extraction import bartlett, kmo
from surveykit.analyze.item_cases import items_of, refuse_singular, take_item_cases
from surveykit.core.cases import Missing
from surveykit.core.checks import as_names
from surveykit.core.result import Note, Result, missing_note
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import SampleError
from surveykit.kernels.correlation import correlation_matrix

MISSING: tuple[Missing, ...] = ("listwise", "raise")


@dataclass(frozen=True, kw_only=True, eq=False)
class FactorabilityResult(Result):
    """Sampling adequacy of items, and Bartlett's test; `items` and `overall` are its frames."""

    topic: ClassVar[str] = "factorability"
    items: pd.DataFrame
    overall: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per item: item, msa."""
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row: n, n_missing, k, kmo, statistic, df, p_value."""
        return self.overall.copy()


def factorability(
    data: Survey | pd.DataFrame, *, items: str | Sequence[str], missing: Missing = "listwise"
) -> FactorabilityResult:
    """Kaiser-Meyer-Olkin measure of sampling adequacy and Bartlett's test of sphericity.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str or list of str
        Columns, or scales of the codebook, which stand for their items. At least two.
    missing : {"listwise", "raise"}
        Pairwise deletion is not offered: both statistics are those of one sample.

    Returns
    -------
    FactorabilityResult
        ``glance()``: one row with ``kmo`` (0 to 1) and Bartlett's chi-square as ``statistic``, ``df``, ``p_value``.
        ``tidy()``: one row per item with its measure ``msa`` (0 to 1).

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been.
    SampleError
        If there is one item, an item has no spread, there are not more respondents than items, or some items
        determine each other exactly; these are named.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    KMO = sum of squared correlations / (sum of squared correlations + sum of squared partial correlations), over all
    pairs of items; per item over its pairs. Bartlett: -(n - 1 - (2k + 5)/6) ln det R with k(k-1)/2 degrees of freedom.

    Both come from factor_analyzer, which gives numbers without a word for items that determine each other
    (KMO .58 and a test of NaN for a total among its parts); SPSS and this function refuse those. KMO says nothing about
    the number of factors, and Bartlett's test is significant for nearly every questionnaire of usual size.

    References
    ----------
    Kaiser, H. F., & Rice, J. (1974). Educational and Psychological Measurement, 34, 111-117.
    Bartlett, M. S. (1950). British Journal of Statistical Psychology, 3, 77-85.

    Checked against
    ---------------
    psych 2.2.9 ``KMO`` and ``cortest.bartlett``; ``tests/reference/efa``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"t1": [1, 2, 4, 5, 3, 2], "t2": [2, 2, 5, 4, 3, 1], "t3": [1, 3, 4, 4, 2, 2]})
    >>> result = factorability(answers, items=["t1", "t2", "t3"])
    >>> result.glance()[["kmo", "statistic", "df"]].round(3).to_dict("records")
    [{'kmo': 0.735, 'statistic': 7.806, 'df': 3}]
    """
    survey = as_survey(data)
    columns = items_of(survey, as_names(items, argument="items"))
    if len(columns) < 2:
        raise SampleError(f"items names one item, {columns}; correlations need at least two")
    cases = take_item_cases(survey, columns, missing=missing, allowed=MISSING)
    refuse_singular(correlation_matrix(cases.frame.to_numpy()), columns)
    adequacy, overall = kmo(cases.frame)
    statistic, p_value = bartlett(cases.frame)
    k = len(columns)
    row = {
        "n": cases.counts.used,
        "n_missing": cases.counts.dropped,
        "k": k,
        "kmo": overall,
        "statistic": statistic,
        "df": k * (k - 1) // 2,
        "p_value": p_value,
    }
    return FactorabilityResult(
        spec={"items": columns, "missing": missing},
        counts=cases.counts,
        notes=(missing_note(cases.counts, missing), Note("factorability.note_variant")),
        codebook=survey.codebook,
        items=pd.DataFrame({"item": columns, "msa": adequacy}),
        overall=pd.DataFrame([row]),
    )
