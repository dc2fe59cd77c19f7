"""Whether items correlate enough, and in the right way, for a factor analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from surveykit.analyze.item_cases import items_of
from surveykit.analyze.item_correlations import Correlation, item_correlations
from surveykit.core.cases import Missing
from surveykit.core.checks import as_names
from surveykit.core.result import Note, Result, missing_note
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import SampleError
from surveykit.kernels.sampling_adequacy import sampling_adequacy, sphericity

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
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str],
    correlation: Correlation = "pearson",
    missing: Missing = "listwise",
) -> FactorabilityResult:
    """Kaiser-Meyer-Olkin measure of sampling adequacy and Bartlett's test of sphericity.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str or list of str
        Columns, or scales of the codebook, which stand for their items. At least two.
    correlation : {"pearson", "polychoric"}
        Correlations of the answer codes, or of the normal variables that ordered answers may be cut from.
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
        determine each other exactly; these are named. If polychoric correlations are not positive definite.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    KMO = sum of squared correlations / (sum of squared correlations + sum of squared partial correlations), over all
    pairs of items; per item over its pairs. Bartlett: -(n - 1 - (2k + 5)/6) ln det R with k(k-1)/2 degrees of freedom.

    Items that determine each other are refused, as SPSS does; factor_analyzer gives KMO .58 and a test of NaN for a
    total among its parts without a word. KMO says nothing about the number of factors, and Bartlett's test is
    significant for nearly every questionnaire of usual size. With polychoric correlations it is only a rough guide,
    because they vary more between samples than Pearson's.

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
    found = item_correlations(survey, columns, correlation=correlation, missing=missing, allowed=MISSING)
    adequacy, overall = sampling_adequacy(found.matrix)
    statistic, df, p_value = sphericity(found.matrix, found.n)
    row = {
        "n": found.n,
        "n_missing": found.counts.dropped,
        "k": len(columns),
        "kmo": overall,
        "statistic": statistic,
        "df": df,
        "p_value": p_value,
    }
    return FactorabilityResult(
        spec={"items": columns, "correlation": correlation, "missing": missing},
        counts=found.counts,
        notes=(missing_note(found.counts, missing), Note("factorability.note_variant"), *found.notes),
        codebook=survey.codebook,
        items=pd.DataFrame({"item": columns, "msa": adequacy}),
        overall=pd.DataFrame([row]),
    )
